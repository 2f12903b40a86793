"""Large numbers of sentences in short, with every digit behind them for pointer and voice."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openscorecard.domain.measures import large_numbers

register = template.Library()


@register.filter
def shortened(words: str) -> SafeString:
    """A sentence whose large numbers stand in short, as the reader wants them; escaped but where it is safe."""
    return SafeString(large_numbers.shortened(conditional_escape(words), get_language() or "", _behind))


def _behind(exact: str, short: str) -> str:
    return format_html('<abbr class="short-number" title="{}">{}</abbr>', exact, short)
