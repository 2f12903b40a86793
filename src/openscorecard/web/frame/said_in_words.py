"""How pages say periods, numbers and what became of an observation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.periods import Grain, Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.web.frame.dates import year_in_words
from openscorecard.web.frame.large_numbers import in_short, marked_short
from openscorecard.web.frame.preferences import preferences

NO_VALUE = "—"
GRAINS: Mapping[Grain, str | Promise] = {
    "month": pgettext_lazy("grain", "Months"),
    "quarter": pgettext_lazy("grain", "Quarters"),
    "half": pgettext_lazy("grain", "Half-years"),
    "year": pgettext_lazy("grain", "Years"),
    "ytd": pgettext_lazy("grain", "Year to date"),
    "school_year": pgettext_lazy("grain", "School years"),
}
STATUS_SAYS: Mapping[str, str | Promise] = {
    "ok": _("There is a value; zero is a value too."),
    "partial": _("Rows cover only a part of the period, so no value is given."),
    "no_data": _("No rows speak for the period, or they lack what they must tell. This is not zero."),
    "not_applicable": _("There is nothing to divide by."),
    "not_computed": _("Rows are there, but nobody has computed them yet."),
}


def write_period(period: Period, language: str) -> str:
    """A period as a reader says it, by the calendar they have: 114年3月, 2025年3月, March 2025, Mar ROC 114."""
    if language.startswith("en"):
        return _english(period, preferences().in_roc(language) and period.year > ROC_OFFSET)
    return _chinese(period)


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
    language: str

    @classmethod
    def of(cls, measure: Measure, reading: Variant | Companion, language: str) -> Written:
        """The way to write values of `reading`."""
        return cls(reading.formula.kind, measure.unit_of(reading).says(language)[0], language)

    def value(self, value: Fraction | None) -> str:
        """The number alone."""
        return write_number(value, 2 if self.kind == "R" else None)

    def with_unit(self, value: Fraction | None) -> str:
        """The number and its unit."""
        return f"{self.value(value)} {self.unit}" if value is not None else NO_VALUE

    def in_sentence(self, value: Fraction | None, unit: str | None = None) -> str:
        """The number and its unit (or `unit`) as sentences have it: a large one in short, all its digits behind it."""
        if value is None:
            return NO_VALUE
        unit = self.unit if unit is None else unit
        exact = f"{self.value(value)} {unit}".strip()
        short = "" if self.kind == "R" else in_short(value, self.language)
        return marked_short(short, unit, exact) if short else exact
