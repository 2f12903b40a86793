"""How templates of plans write texts in another language than their page's, and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openscorecard.web.templatetags.components import STATUSES

register = template.Library()


class InLanguage(Protocol):
    """A text and its language, empty where that is the page's; see `plans.said`."""

    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


@register.filter
def spoken(said: InLanguage | None) -> SafeString:
    """The text, in a `span` with its own language where that is not the page's."""
    if said is None:
        return SafeString("")
    return format_html('<span lang="{}">{}</span>', said.lang, said.text) if said.lang else escape(said.text)


class Linked(Protocol):
    """What has a code, a name and an address."""

    @property
    def address(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> InLanguage: ...


@register.filter
def linked(item: Linked) -> SafeString:
    """Code and name as a link; made without a template, because a page has a hundred of them."""
    return format_html('<a href="{}"><span class="code">{}</span> {}</a>', item.address, item.code, spoken(item.name))


@register.simple_tag
def comma() -> str:
    """What stands between the items of a list."""
    return ", " if get_language() == "en" else "、"


@register.filter
def listed(items: Iterable[object]) -> str:
    """The items in a row, as the page's language separates them."""
    return comma().join(str(item) for item in items)


@register.filter
def tone_of(status: str) -> str:
    """The tone of the palette that a status bears."""
    return STATUSES[status].tone if status in STATUSES else "no-data"
