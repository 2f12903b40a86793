"""How templates of plans write texts in another language than their page's, and lists."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from openscorecard.web.context import language_tag
from openscorecard.web.plans.said import Said

register = template.Library()


@register.filter
def spoken(said: Said | str | None) -> SafeString:
    """The text, in a `span` with its own language where that is not the page's."""
    if isinstance(said, Said) and said.lang:
        return format_html('<span lang="{}">{}</span>', said.lang, said.text)
    return escape("" if said is None else str(said))


@register.simple_tag
def comma() -> str:
    """What stands between the items of a list."""
    return ", " if language_tag() == "en" else "、"


@register.filter
def listed(items: Iterable[object]) -> str:
    """The items in a row, as the page's language separates them."""
    return comma().join(str(item) for item in items)
