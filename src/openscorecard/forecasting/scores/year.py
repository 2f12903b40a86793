"""What a year will come to: every period that is left, the year's figure, and the probability of meeting its target.

Source: scoring, "Forecast".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Kind
from openscorecard.domain.measures.periods import Grain, Period, spine
from openscorecard.domain.scores.targets import Target
from openscorecard.forecasting.scores.combining import Method, Outlook, as_last_year, outlook
from openscorecard.forecasting.scores.factors import COMBINED, SEASONAL_NAIVE
from openscorecard.forecasting.scores.history import CYCLES, History, UnfitSeries, Values, history_of, steps_between
from openscorecard.forecasting.scores.meeting import BANDS, Future, aim, probability
from openscorecard.forecasting.scores.widths import LEVELS, Factors, Row

_LEARNED: dict[Grain, int] = {"month": 12, "quarter": 4, "half": 4, "year": 1, "school_year": 1}
_FEWEST, _FEW = 4, 6
"""Known values that any forecast needs, and that one by more than the last year needs."""


class TooShort(Fault):
    """Why there is no forecast: too little is known."""

    code = "too-short-to-forecast"
    zh = "只有 {known} 期有數值，至少要 {needed} 期才能預測；請待資料累積，或補齊過去的資料。"
    en = "Only {known} periods have a value, a forecast needs {needed}; wait for more, or enter earlier ones."


class TooFar(Fault):
    """Why there is no forecast: the year ends too long after the last value."""

    code = "too-far-to-forecast"
    zh = "最後的數值到 {year} 年底還有 {steps} 期，最多只能預測 {most} 期；請先補齊近期資料。"
    en = "The end of {year} is {steps} periods after the last value, at most {most} can be forecast; enter newer ones."


@dataclass(frozen=True, slots=True)
class Band:
    """Between `low` and `high` a future lies in `level` of cases (0.5, 0.8, 0.95)."""

    level: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Expected:
    """A figure as it is expected, in the unit of the series, and its bands from narrow to wide."""

    point: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class PeriodForecast:
    """A period that has no value yet, as expected."""

    period: Period
    expected: Expected


@dataclass(frozen=True, slots=True)
class YearForecast:
    """What is expected of `year`.

    `periods` are those from after the last value to the year's end, and gaps inside the year are not among them.
    `figure` is the year's own (kind F: the sum; S: the last period's; R: the mean of its periods, which is near the
    ratio of a year where denominators are alike). `known` is what is there of a flow, `left` how many periods of the
    year have no value. `probability` is that of meeting the target: 0 or 1 only where the figure is there; None where
    no figure can meet the target. `method`: `known` where all is there; None, with a `reason`, where none is possible.
    """

    year: Period
    kind: Kind
    method: Method | Literal["known"] | None
    reason: Fault | None = None
    periods: tuple[PeriodForecast, ...] = ()
    figure: Expected | None = None
    known: float | None = None
    left: int = 0
    probability: float | None = None


def forecast_year(
    values: Values, start: Period, kind: Kind, year: Period, target: Target | None = None
) -> YearForecast:
    """What `year` will come to, from `values` of one KPI: oldest first, one a period from `start` on, None for none.

    `start` is a month, quarter, half or year (or school year), `year` a year or school year made of such periods.
    Values may reach into the year; what comes after its end is not looked at. With two full seasons (and six values)
    the forecast is `combined`, with one year (and four values) `seasonal_naive`, and with less there is none, with the
    reason. The same answer each time. Raises UnfitSeries.
    """
    slots = _slots(start, year)
    history = history_of(values, start, slots[-1])
    count = sum(one == one for one in history.values) if history else 0
    needed = max(CYCLES[start.grain], _FEWEST)
    left = [slot for slot in slots if history is None or history.at(slot) is None]
    if history and not (left[-1:] == [slots[-1]] if kind == "S" else left):
        return _told(history, kind, year, slots, target, len(left))
    if history is None or count < needed:
        return YearForecast(year, kind, None, TooShort(known=count, needed=needed), left=len(left))
    factors, steps = _factors(history, count), steps_between(history.last, slots[-1])
    if steps > len(factors.value):
        return YearForecast(year, kind, None, TooFar(year=year, steps=steps, most=len(factors.value)), left=len(left))
    seen = _outlook(history, max(steps, 1), factors)
    return _View(history, seen, factors, slots, steps).year(year, kind, target)


def _slots(start: Period, year: Period) -> tuple[Period, ...]:
    """The periods of the year that the series has values for."""
    if start.grain not in CYCLES or year.grain not in ("year", "school_year"):
        raise UnfitSeries(year=year, reason=f"{start.grain}, {year.grain}")
    slots = spine(year, year, start.grain)
    if len(slots) != CYCLES[start.grain]:
        raise UnfitSeries(year=year, reason=f"{start.grain} × {len(slots)}")
    return slots


def _told(
    history: History, kind: Kind, year: Period, slots: tuple[Period, ...], target: Target | None, left: int
) -> YearForecast:
    """A year whose figure is there; a target is met or not."""
    there = [one for slot in slots if (one := history.at(slot)) is not None]
    figure = history.sized(there[-1] if kind == "S" else sum(there) / (1 if kind == "F" else len(there)))
    sought = aim(target) if target else None
    met = None if sought is None else float(sought[0] - _slack(figure) <= figure <= sought[1] + _slack(figure))
    expected = Expected(figure, tuple(Band(LEVELS[place], figure, figure) for place in BANDS))
    return YearForecast(year, kind, "known", figure=expected, known=figure, left=left, probability=met)


def _slack(figure: float) -> float:
    """What adding up floats may have lost."""
    return abs(figure) * 1e-12


def _factors(history: History, count: int) -> Factors:
    cycle = CYCLES[history.start.grain]
    long = count >= max(2 * cycle, _FEW) and len(history.values) >= 2 * cycle
    return (COMBINED if long else SEASONAL_NAIVE)[_LEARNED[history.start.grain]]


def _outlook(history: History, steps: int, factors: Factors) -> Outlook:
    cycle = CYCLES[history.start.grain]
    if factors is COMBINED[_LEARNED[history.start.grain]]:
        return outlook(history.values, cycle, steps)
    return as_last_year(history.values, cycle, steps)


@dataclass(frozen=True, slots=True)
class _View:
    """A series and its outlook over the `slots` of a year; `steps` from its last value to the last of them."""

    history: History
    seen: Outlook
    factors: Factors
    slots: tuple[Period, ...]
    steps: int

    def year(self, year: Period, kind: Kind, target: Target | None) -> YearForecast:
        """The year's forecast."""
        future = self._single(self.steps) if kind == "S" else self._together(1 if kind == "F" else len(self.slots))
        left = [slot for slot in self.slots if self.history.at(slot) is None]
        sought = aim(target) if target else None
        return YearForecast(
            year,
            kind,
            self.seen.method,
            periods=tuple(PeriodForecast(slot, self._expected(self._single(step))) for slot, step in self._ahead()),
            figure=self._expected(future),
            known=self.history.sized(future.there) if kind == "F" else None,
            left=len(left),
            probability=None if sought is None else probability(future, *(one / self.history.size for one in sought)),
        )

    def _ahead(self) -> list[tuple[Period, int]]:
        """The periods of the year after the last value, and how many steps away each is."""
        ways = [(slot, steps_between(self.history.last, slot)) for slot in self.slots]
        return [(slot, step) for slot, step in ways if step > 0]

    def _single(self, step: int) -> Future:
        place = step - 1
        return self._future(0.0, self.seen.points[place], self.seen.spreads[place], self.factors.value[place])

    def _together(self, parts: int) -> Future:
        """All periods of the year added up, over `parts`: what is there, and the rest with its gaps bridged."""
        seen, ahead = self.seen, self._ahead()
        there = [one for slot in self.slots if (one := self.history.at(slot)) is not None]
        first = steps_between(self.history.start, self.slots[0])
        inside = range(max(first, 0), min(first + len(self.slots), len(self.history.values)))
        gaps = [seen.whole[at] for at in inside if self.history.values[at] != self.history.values[at]]
        coming = [*gaps, *(seen.points[step - 1] for _, step in ahead)]
        place = max(self.steps, 1) - 1
        straight = len(ahead) == self.steps
        row = self.factors.whole[place] if straight else self.factors.value[place]
        spread = seen.spreads[place] * (1 if seen.share else len(coming))
        return self._future(sum(there), sum(coming), spread, row, parts)

    def _future(self, there: float, coming: float, spread: float, row: Row, parts: int = 1) -> Future:
        floor = min(one for one in self.history.values if one == one) >= 0
        return Future(there, coming, spread, row, self.seen.share, floor, parts)

    def _expected(self, future: Future) -> Expected:
        bands = ((LEVELS[place], *future.band(place)) for place in BANDS)
        return Expected(
            self.history.sized(future.point),
            tuple(Band(level, self.history.sized(low), self.history.sized(high)) for level, low, high in bands),
        )
