"""How templates of plans write a text that may be in another language than its page."""

from __future__ import annotations

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from openscorecard.web.plans.said import Said

register = template.Library()


@register.filter
def spoken(said: Said | str | None) -> SafeString:
    """The text, in a `span` with its own language where that is not the page's."""
    if isinstance(said, Said) and said.lang:
        return format_html('<span lang="{}">{}</span>', said.lang, said.text)
    return escape("" if said is None else str(said))
