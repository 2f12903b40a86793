"""Large numbers of sentences in short, with every digit behind them for pointer and voice."""

from __future__ import annotations

import re
from fractions import Fraction

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from openscorecard.domain.measures.large_numbers import in_short

register = template.Library()
_NUMBER = re.compile(r"(?<![\d,.])(−?\d{1,3}(?:,\d{3})+(?:\.\d+)?)( ?)(?=(.?))")


@register.filter
def shortened(words: str) -> SafeString:
    """A sentence whose large numbers stand in short, as the reader wants them; escaped but where it is safe."""
    language = get_language() or ""
    return SafeString(_NUMBER.sub(lambda found: _short(found, language), conditional_escape(words)))


def _short(found: re.Match[str], language: str) -> str:
    exact, gap, after = found.groups()
    short = in_short(Fraction(exact.replace(",", "").replace("−", "-")), language)
    if not short:
        return found.group()
    joined = gap and short[-1] in "兆億萬" and after > "\u3000"
    return format_html('<abbr class="short-number" title="{}">{}</abbr>', exact, short) + ("" if joined else gap)
