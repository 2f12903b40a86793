"""XmR charts: the mean of a series, its limits of natural variation, and the points that are a signal. Exact.

Source: scoring, "Variation (XmR)"; the rules are those of the NHS programme Making Data Count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from openscorecard.domain.faults import Fault

Signal = Literal["outside", "trend", "two_of_three", "shift"]
"""outside: strictly beyond a limit. trend: seven points, each higher than the one before, or each lower.
two_of_three: of three points on one side of the mean two lie beyond two sigma and inside the limit.
shift: seven points in a row on one side of the mean."""

Assurance = Literal["passes", "fails", "hit_or_miss"]
Variation = Literal["common", "improving", "concern", "special"]
"""common: nothing but natural variation at the last point; else whether the signal there is for the better or for the
worse, `special` where neither up nor down is better."""

Better = Literal["up", "down", "neither"]

TRIAL = 12
"""Points under which limits are trial limits."""
_TO_LIMIT = Fraction(266, 100)
_SCREEN = Fraction(3267, 1000)
_RUN = 7
_PRIORITY: tuple[Signal, ...] = ("outside", "trend", "two_of_three", "shift")


class UnfitChart(Fault):
    """A recalculation of limits that cannot be."""

    code = "unfit-chart"
    zh = "管制界限不能從第 {place} 點重算：{reason}；請選有數值的期間，並寫明原因。"
    en = "Limits cannot be recalculated from point {place}: {reason}; choose a period with a value and give a reason."


@dataclass(frozen=True, slots=True)
class Recalculation:
    """From the point at `place` (from 0) on, limits are calculated anew: for a reason, by a person, on a day."""

    place: int
    reason: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean, mean moving range after screening, and limits; `points` they stand on, `screened` ranges left out.

    `trial` under twelve points.
    """

    mean: Fraction
    moving_range: Fraction
    lower: Fraction
    upper: Fraction
    points: int
    screened: int

    @property
    def trial(self) -> bool:
        """Whether there are too few points to rely on."""
        return self.points < TRIAL

    @property
    def two_sigma(self) -> Fraction:
        """How far two of three sigma lie from the mean."""
        return (self.upper - self.mean) * Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One point: its value (None: no data), the limits in force there, and every signal it is part of.

    `signal` is the weightiest.
    """

    value: Fraction | None
    limits: Limits | None
    signals: tuple[Signal, ...] = ()

    @property
    def signal(self) -> Signal | None:
        return self.signals[0] if self.signals else None


@dataclass(frozen=True, slots=True)
class Chart:
    """A series with its limits and signals; `last` is the last point with a value."""

    points: tuple[ChartPoint, ...]
    recalculations: tuple[Recalculation, ...] = ()

    @property
    def last(self) -> ChartPoint | None:
        return next((one for one in reversed(self.points) if one.value is not None), None)


def xmr(
    values: Sequence[Fraction | None], recalculations: Iterable[Recalculation] = (), baseline: int | None = None
) -> Chart:
    """The chart of `values`, oldest first; None is a period without a value, which breaks every run.

    Limits stand on the first `baseline` values, and on as many after each recalculation; on all where None is given.
    Raises UnfitChart for a recalculation without reason or person, outside the series or at a point without a value.
    """
    breaks = tuple(sorted(recalculations, key=lambda one: one.place))
    for one in breaks:
        _check(one, values)
    starts = [0, *(one.place for one in breaks if one.place), len(values)]
    points = [point for first, end in itertools.pairwise(starts) for point in _phase(values[first:end], baseline)]
    return Chart(tuple(points), breaks)


def assurance(chart: Chart, target: Fraction, better: Better) -> Assurance | None:
    """Whether the process as it is meets `target` always, never or now and then; None without limits.

    Equality with a limit is hit or miss.
    """
    last = chart.last
    if last is None or last.limits is None or better == "neither":
        return None
    if target > last.limits.upper:
        return "fails" if better == "up" else "passes"
    if target < last.limits.lower:
        return "passes" if better == "up" else "fails"
    return "hit_or_miss"


def variation(chart: Chart, better: Better) -> Variation | None:
    """What the last point with a value says; None where there are no limits yet."""
    last = chart.last
    if last is None or last.limits is None or last.value is None:
        return None
    if last.signal is None:
        return "common"
    if better == "neither":
        return "special"
    upwards = _rising(chart) if last.signal == "trend" else last.value > last.limits.mean
    return "improving" if upwards == (better == "up") else "concern"


def _check(one: Recalculation, values: Sequence[Fraction | None]) -> None:
    if not 0 <= one.place < len(values) or values[one.place] is None:
        raise UnfitChart(place=one.place + 1, reason="∅")
    if not one.reason.strip():
        raise UnfitChart(place=one.place + 1, reason="reason = ∅")
    if not one.by.strip():
        raise UnfitChart(place=one.place + 1, reason="by = ∅")


def _phase(values: Sequence[Fraction | None], baseline: int | None) -> Iterator[ChartPoint]:
    known = [place for place, one in enumerate(values) if one is not None]
    end = len(values) if baseline is None or baseline >= len(known) else known[baseline]
    limits = limits_of(values[:end])
    if limits is None:
        yield from (ChartPoint(value, None) for value in values)
        return
    marked: dict[Signal, set[int]] = {
        "outside": {place for place, one in enumerate(values) if one is not None and _beyond(one, limits)},
        "trend": set(_trends(values)),
        "two_of_three": set(_two_of_three(values, limits)),
        "shift": set(_shifts(values, limits.mean)),
    }
    for place, value in enumerate(values):
        yield ChartPoint(value, limits, tuple(signal for signal in _PRIORITY if place in marked[signal]))


def limits_of(values: Sequence[Fraction | None]) -> Limits | None:
    """The limits of a series; None where no two neighbours have a value.

    Moving ranges of 3.267 times their mean or more are left out once. Ranges over a gap are none.
    """
    known = [one for one in values if one is not None]
    ranges = [abs(b - a) for a, b in itertools.pairwise(values) if a is not None and b is not None]
    if not ranges:
        return None
    mean = sum(known, Fraction(0)) / len(known)
    first = sum(ranges, Fraction(0)) / len(ranges)
    kept = [one for one in ranges if first == 0 or one < _SCREEN * first]
    moving = sum(kept, Fraction(0)) / len(kept) if kept else first
    reach = _TO_LIMIT * moving
    return Limits(mean, moving, mean - reach, mean + reach, len(known), len(ranges) - len(kept))


def _beyond(value: Fraction, limits: Limits) -> bool:
    return value > limits.upper or value < limits.lower


def _shifts(values: Sequence[Fraction | None], mean: Fraction) -> Iterator[int]:
    """Every point of a run of seven or more on one side of the mean; a point on it breaks the run."""
    sides = [0 if one is None else (one > mean) - (one < mean) for one in values]
    yield from _runs(sides, _RUN)


def _trends(values: Sequence[Fraction | None]) -> Iterator[int]:
    """Every point of six or more strict differences one way."""
    pairs = list(itertools.pairwise(values))
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairs]
    for place in _runs(steps, _RUN - 1):
        yield place
        yield place + 1


def _runs(signs: Sequence[int], least: int) -> Iterator[int]:
    """The places of runs of one sign other than 0 that are at least so long."""
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] and place - start >= least:
                yield from range(start, place)
            start = place


def _two_of_three(values: Sequence[Fraction | None], limits: Limits) -> Iterator[int]:
    """Of three neighbours on one side of the mean, those near the limit, where they are two or more."""
    beyond_two = limits.two_sigma
    sides = [0 if one is None else (one > limits.mean) - (one < limits.mean) for one in values]
    near = [one is not None and abs(one - limits.mean) > beyond_two and not _beyond(one, limits) for one in values]
    for place in range(len(values) - 2):
        three = slice(place, place + 3)
        if sides[place] and len(set(sides[three])) == 1 and sum(near[three]) >= 2:
            yield from (place + step for step, one in enumerate(near[three]) if one)


def _rising(chart: Chart) -> bool:
    known = [one.value for one in chart.points if one.value is not None]
    return len(known) > 1 and known[-1] > known[-2]
