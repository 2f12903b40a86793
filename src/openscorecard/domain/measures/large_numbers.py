"""Large numbers in short, as readers say them: 123.5 萬, 1.235 億; 123.5 thousand, 1.235 million."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from openscorecard.domain.people.preferences import preferences

LEAST = 100_000  # below, a reader takes all digits in at once
_DIGITS = 4
_STEPS = {
    "zh": ((10**12, "兆"), (10**8, "億"), (10**4, "萬")),
    "en": ((10**9, "billion"), (10**6, "million"), (10**3, "thousand")),
}


def in_short(value: Fraction, language: str) -> str:
    """`value` to four digits with its word; empty where it is small, or the reader wants numbers in full."""
    if preferences().numbers == "full" or abs(value) < LEAST:
        return ""
    rounded = _rounded(value)
    size, word = next(step for step in _steps(language) if abs(rounded) >= step[0])
    return f"{_digits(rounded / size)} {word}"


def tick_in_short(value: Fraction, step: Fraction, language: str) -> str:
    """A number on an axis whose largest tick is `step`: in that one's word, exact; empty where it is better in full."""
    if preferences().numbers == "full" or abs(step) < LEAST:
        return ""
    if value == 0:
        return "0"
    size, word = next(one for one in _steps(language) if abs(step) >= one[0])
    part = value / size
    if part.denominator not in {1, 2, 4, 5, 10, 20, 25, 50, 100}:
        return ""
    return f"{_digits(part)} {word}"


_NUMBER = re.compile(r"(?<![\d,.])(−?\d{1,3}(?:,\d{3})+(?:\.\d+)?)( ?)(?=(.?))")


def _alone(_exact: str, short: str) -> str:
    return short


def shortened(words: str, language: str, shown: Callable[[str, str], str] = _alone) -> str:
    """A sentence whose large numbers stand in short; `shown` says how, given the exact digits and the short ones."""
    return _NUMBER.sub(lambda found: _short(found, language, shown), words)


def _short(found: re.Match[str], language: str, shown: Callable[[str, str], str]) -> str:
    exact, gap, after = found.groups()
    short = in_short(Fraction(exact.replace(",", "").replace("−", "-")), language)
    if not short:
        return found.group()
    joined = gap and short[-1] in "兆億萬" and after > "\u3000"
    return shown(exact, short) + ("" if joined else gap)


def _steps(language: str) -> tuple[tuple[int, str], ...]:
    return _STEPS["en" if language.startswith("en") else "zh"]


def _rounded(value: Fraction) -> Fraction:
    context = Context(prec=_DIGITS, rounding=ROUND_HALF_EVEN)
    return Fraction(context.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _digits(part: Fraction) -> str:
    exact = Decimal(part.numerator) / Decimal(part.denominator)
    written = f"{exact:,f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written).replace("-", "−")
