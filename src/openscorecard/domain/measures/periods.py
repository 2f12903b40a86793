"""Periods of a calendar: months and what is made of whole months, in order and without gaps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering
from typing import Literal

from openscorecard.domain.faults import Fault

Grain = Literal["month", "quarter", "half", "year", "ytd", "school_year"]
_PER_YEAR: dict[str, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1, "school_year": 1, "ytd": 12}
_FIRST_SCHOOL_MONTH = 8  # SY2025 is August 2025 to July 2026
FIRST_YEAR, LAST_YEAR = 1800, 9000


class UnfitPeriod(Fault):
    """A text that names no period."""

    code = "unfit-period"
    zh = "「{text}」不是期間；請寫成 2025、2025-H1、2025-Q1、2025-01 或 SY2025（學年度）。"
    en = "“{text}” is no period; write 2025, 2025-H1, 2025-Q1, 2025-01 or SY2025 (a school year)."


class MixedGrains(Fault):
    """Periods of different lengths compared or added."""

    code = "mixed-grains"
    zh = "期間長短不同（{one}、{other}），不能比較或相加；請改用同一種期間。"
    en = "The periods {one} and {other} differ in length and cannot be compared or added; use one length."


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half-year, year, school year (August to July) or year to date (January to month `number`).

    `number` counts from 1 within `year`; it is 1 for a year and a school year. Text: `2025-01`, `2025-Q1`, `2025-H1`,
    `2025`, `SY2025`, `YTD2025-06`. Periods of one grain are ordered; comparing two grains raises MixedGrains. Raises
    UnfitPeriod where there is no such period.
    """

    grain: Grain
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        last = _PER_YEAR.get(self.grain, 0)
        if not (FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.number <= last):
            raise UnfitPeriod(text=f"{self.grain} {self.year} {self.number}")

    @classmethod
    def of(cls, day: date, grain: Grain) -> Period:
        """The period of `grain` that `day` lies in; for `ytd` the one that ends with its month."""
        if grain == "school_year":
            return cls(grain, day.year - (day.month < _FIRST_SCHOOL_MONTH))
        return cls(grain, day.year, (day.month - 1) * _PER_YEAR[grain] // 12 + 1)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return _first_day(self)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return _last_day(self)

    def contains(self, day: date) -> bool:
        """Whether `day` lies in it."""
        return self.first_day <= day <= self.last_day

    def covers(self, other: Period) -> bool:
        """Whether all of `other` lies in it."""
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def shifted(self, steps: int) -> Period:
        """The period `steps` later, or earlier where `steps` is negative."""
        year, number = divmod(self._ordinal() + steps, _PER_YEAR[self.grain])
        return Period(self.grain, year, number + 1)

    def next(self) -> Period:
        """The period after it."""
        return self.shifted(1)

    def previous(self) -> Period:
        """The period before it."""
        return self.shifted(-1)

    def months(self) -> tuple[Period, ...]:
        """Its months in order."""
        return _months_of(self)

    def __lt__(self, other: Period) -> bool:
        if self.grain != other.grain:
            raise MixedGrains(one=self, other=other)
        return self._ordinal() < other._ordinal()

    def _ordinal(self) -> int:
        return self.year * _PER_YEAR[self.grain] + self.number - 1

    def __str__(self) -> str:
        return _WRITTEN[self.grain](self)


@lru_cache(maxsize=4096)  # asked for many times for each point of a chart
def _first_day(period: Period) -> date:
    if period.grain == "school_year":
        return date(period.year, _FIRST_SCHOOL_MONTH, 1)
    if period.grain == "ytd":
        return date(period.year, 1, 1)
    return date(period.year, (period.number - 1) * 12 // _PER_YEAR[period.grain] + 1, 1)


@lru_cache(maxsize=4096)
def _last_day(period: Period) -> date:
    first = _first_day(period)
    after = first.year * 12 + first.month - 1 + _length(period)
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _length(period: Period) -> int:
    """How many months it has."""
    return period.number if period.grain == "ytd" else 12 // _PER_YEAR[period.grain]


@lru_cache(maxsize=4096)
def _months_of(period: Period) -> tuple[Period, ...]:
    start = Period.of(period.first_day, "month")
    return tuple(start.shifted(step) for step in range(_length(period)))


_WRITTEN: dict[str, Callable[[Period], str]] = {
    "month": lambda period: f"{period.year:04}-{period.number:02}",
    "quarter": lambda period: f"{period.year:04}-Q{period.number}",
    "half": lambda period: f"{period.year:04}-H{period.number}",
    "year": lambda period: f"{period.year:04}",
    "school_year": lambda period: f"SY{period.year:04}",
    "ytd": lambda period: f"YTD{period.year:04}-{period.number:02}",
}
_READ: dict[Grain, re.Pattern[str]] = {
    "month": re.compile(r"(\d{4})-(\d{2})", re.ASCII),
    "quarter": re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    "half": re.compile(r"(\d{4})-H([12])", re.ASCII),
    "year": re.compile(r"(\d{4})", re.ASCII),
    "school_year": re.compile(r"SY(\d{4})", re.ASCII),
    "ytd": re.compile(r"YTD(\d{4})-(\d{2})", re.ASCII),
}


def parse_period(text: str) -> Period:
    """The period that `str(period)` wrote. Raises UnfitPeriod."""
    for grain, form in _READ.items():
        if found := form.fullmatch(text):
            try:
                return Period(grain, *(int(part) for part in found.groups()))
            except UnfitPeriod:
                break
    raise UnfitPeriod(text=text)


def spine(start: Period, end: Period, grain: Grain) -> tuple[Period, ...]:
    """All periods of `grain` that lie wholly from the first day of `start` to the last day of `end`, in order.

    With `ytd`, one for each month. Empty where `end` comes before `start` or no whole period fits.
    """
    return tuple(_between(start.first_day, end.last_day, grain))


def _between(first: date, last: date, grain: Grain) -> Iterator[Period]:
    period = Period.of(first, grain)
    reach: Grain = "month" if grain == "ytd" else grain
    if Period.of(first, reach).first_day < first:
        period = period.next()
    while Period.of(period.last_day, reach).last_day <= last:
        yield period
        period = period.next()
