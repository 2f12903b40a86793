"""Exact numbers leave as decimals: as they are where they end, else of 28 significant digits, half even."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

DIGITS = 28
_CONTEXT = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN)


def decimal_text(value: Fraction) -> str:
    """`value` in plain digits. Source: scoring, "Exact"."""
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    if bottom == 1:
        return _plain(_ending(value))
    return _plain(_CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator)))


def short_text(value: Fraction, places: int = 2) -> str:
    """`value` for a sentence: rounded half even to so many decimals, without zeros at the end."""
    scaled = value * 10**places
    return decimal_text(Fraction(round(scaled), 10**places))


def _ending(value: Fraction) -> Decimal:
    """A fraction whose decimals end, however many there are."""
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    return Decimal((value * 10**places).numerator).scaleb(-places, Context(prec=10_000))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
