"""Periods and numbers as people read them, the same on pages and in papers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.domain.people.preferences import preferences

NO_VALUE = "—"


def write_period(period: Period, language: str) -> str:
    """A period as a reader says it, by the calendar they have: 114年3月, 2025年3月, March 2025, Mar ROC 114."""
    if language.startswith("en"):
        return _english(period, preferences().in_roc(language) and period.year > ROC_OFFSET)
    return _chinese(period)


def year_in_words(year: int, language: str) -> str:
    """A year as it stands on axes and in lists: 114年, ROC 114, 2025年, 2025."""
    roc, english = year - ROC_OFFSET, language.startswith("en")
    if roc > 0 and preferences().in_roc(language):
        return f"ROC {roc}" if english else f"{roc}年"
    return str(year) if english else f"{year}年"


def _chinese(period: Period) -> str:
    year, number = year_in_words(period.year, "zh-Hant"), period.number
    return {
        "month": f"{year}{number}月",
        "quarter": f"{year}第{number}季",
        "half": f"{year}{'上' if number == 1 else '下'}半年",
        "year": year,
        "ytd": f"{year}1月至{number}月",
        "school_year": f"{year.removesuffix('年')}學年度",
    }[period.grain]


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _english(period: Period, in_roc: bool) -> str:
    year, number = year_in_words(period.year, "en"), period.number
    return {
        "month": f"{_MONTHS[(number - 1) % 12]} {year}",
        "quarter": f"Q{number} {year}",
        "half": f"H{number} {year}",
        "year": year,
        "ytd": f"Jan to {_MONTHS[(number - 1) % 12]} {year}",
        "school_year": f"school year {year}" + ("" if in_roc else f"/{(period.year + 1) % 100:02}"),
    }[period.grain]


def write_number(value: Fraction | None, places: int | None = None) -> str:
    """A number with groups of three digits, rounded half even to at most two places; a dash for none."""
    if value is None:
        return NO_VALUE
    if places is None:
        places = 0 if value.denominator == 1 else 2
    with localcontext() as context:
        context.prec, context.rounding = 60, ROUND_HALF_EVEN
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        written = f"{exact.quantize(Decimal(1).scaleb(-places)):,f}"
    return written.replace("-", "−")


def exactly(value: Fraction | None) -> str:
    """A number in all its digits; a dash for none."""
    return NO_VALUE if value is None else decimal_text(value)


@dataclass(frozen=True, slots=True)
class Written:
    """How the values of one reading are written: a ratio always with two places, counts as they are."""

    kind: str
    unit: str

    @classmethod
    def of(cls, measure: Measure, reading: Variant | Companion, language: str) -> Written:
        """The way to write values of `reading`."""
        return cls(reading.formula.kind, measure.unit_of(reading).says(language)[0])

    def value(self, value: Fraction | None) -> str:
        """The number alone."""
        return write_number(value, 2 if self.kind == "R" else None)

    def with_unit(self, value: Fraction | None) -> str:
        """The number and its unit."""
        return f"{self.value(value)} {self.unit}" if value is not None else NO_VALUE
