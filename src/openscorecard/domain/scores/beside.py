"""What stands beside a figure: the same period last year, the year to date, and where it stands among peers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.measures.periods import MixedGrains, Period

Figures = Mapping[Period, Fraction | None]
"""Values by period; a period that is not there, or None, has no value, which is not zero."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value and one before it. `change` is the difference, `percent` of the earlier value; None where there is none.

    The change of a ratio in % is in percent points; `percent` is None too where the earlier value is 0 or less.
    """

    period: Period
    before: Period
    value: Fraction | None
    earlier: Fraction | None

    @property
    def change(self) -> Fraction | None:
        if self.value is None or self.earlier is None:
            return None
        return self.value - self.earlier

    @property
    def percent(self) -> Fraction | None:
        if self.change is None or self.earlier is None or self.earlier <= 0:
            return None
        return self.change / self.earlier * 100


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among those with a value, 1 the best; equal values share a place. `of` counts them, `among` all asked.

    `better_than` is the percent of the others that do worse; None where there is nobody else.
    """

    place: int
    of: int
    among: int
    equal: int
    better_than: Fraction | None


def last_year(period: Period, figures: Figures) -> Comparison:
    """Beside the same period of the year before, whatever its grain."""
    before = Period(period.grain, period.year - 1, period.number)
    return Comparison(period, before, figures.get(period), figures.get(before))


def previous(period: Period, figures: Figures) -> Comparison:
    """Beside the period just before; of a year to date the one that ended a month earlier in the same year."""
    if period.grain == "ytd" and period.number == 1:
        return Comparison(period, period.previous(), figures.get(period), None)
    return Comparison(period, period.previous(), figures.get(period), figures.get(period.previous()))


def year_to_date(period: Period, figures: Figures) -> Comparison:
    """The year to date at the end of `period` beside the one of the year before; `figures` hold years to date.

    Raises MixedGrains where `period` lies in two years.
    """
    if period.first_day.year != period.last_day.year:
        raise MixedGrains(one=period, other=f"YTD{period.last_day.year}")
    return last_year(Period("ytd", period.year, period.last_day.month), figures)


def rank(own: str, values: Mapping[str, Fraction | None], better: Literal["up", "down"]) -> Rank | None:
    """Where `own` stands among peers by name; None where it has no value."""
    mine = values.get(own)
    if mine is None:
        return None
    sign = 1 if better == "up" else -1
    known = [one * sign for one in values.values() if one is not None]
    ahead, behind = (sum(one > mine * sign for one in known), sum(one < mine * sign for one in known))
    others = len(known) - 1
    share = Fraction(behind, others) * 100 if others else None
    return Rank(ahead + 1, len(known), len(values), len(known) - ahead - behind, share)
