"""How templates of plans write texts in another language than their page's, and lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openscorecard.web.quoting import quoted
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
    text = quoted(said.text)
    return SafeString(f'<span lang="{quoted(said.lang)}">{text}</span>' if said.lang else text)


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
    words = f'<span class="code">{quoted(item.code)}</span> {spoken(item.name)}'
    return SafeString(f'<a href="{quoted(item.address)}">{words}</a>')


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
