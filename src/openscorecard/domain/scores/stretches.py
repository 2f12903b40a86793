"""A series as it is charted: in stretches of one reading, each with limits of its own, and what each point says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from openscorecard.domain.scores.judgement import Judgement, judge
from openscorecard.domain.scores.seasons import Adjusted
from openscorecard.domain.scores.xmr import Better, Chart, ChartPoint, Limits, Recalculation, Signal, Variation

ENOUGH = 6
"""Values a stretch needs before limits are drawn at all; up to twelve they are trial limits."""
_RUN = 6


@dataclass(frozen=True, slots=True)
class JudgedPoint:
    """One point: its value as charted, limits in force, the weightiest signal, what it says and whether it goes high.

    `begins` is the recalculation that begins here.
    """

    value: Fraction | None
    limits: Limits | None
    signal: Signal | None
    says: Variation | None
    high: bool = False
    begins: Recalculation | None = None


@dataclass(frozen=True, slots=True)
class Charted:
    """A whole series; `judged` is what its last stretch with a value says, `place` that of its last value (None: none).

    `adjusted` says whether a season or an echo was taken out anywhere.
    """

    points: tuple[JudgedPoint, ...]
    judged: Judgement
    place: int | None
    adjusted: bool


def chart_stretches(
    values: Sequence[Fraction | None],
    better: Better,
    *,
    starts: Iterable[int] = (),
    target: Fraction | None = None,
    per_year: int = 12,
    recalculations: Iterable[Recalculation] = (),
) -> Charted:
    """The series `values`, oldest first; at each of `starts` another reading begins, and limits are calculated anew.

    A recalculation at a point without a value begins at the next one with a value.
    """
    breaks = tuple(recalculations)
    bounds = [0, *sorted({one for one in starts if 0 < one < len(values)}), len(values)]
    stretches = [
        _stretch(values, first, end, better, target=target, per_year=per_year, breaks=breaks)
        for first, end in pairwise(bounds)
    ]
    points = tuple(point for judged in stretches for point in _points(judged))
    known = [place for place, one in enumerate(values) if one is not None]
    last = known[-1] if known else None
    speaking = next((one for one in reversed(stretches) if one.chart.last is not None), stretches[-1])
    return Charted(points, speaking, last, any(one.adjusted.changed for one in stretches))


def _stretch(
    values: Sequence[Fraction | None],
    first: int,
    end: int,
    better: Better,
    *,
    target: Fraction | None,
    per_year: int,
    breaks: Sequence[Recalculation],
) -> Judgement:
    mine = tuple(values[first:end])
    if sum(one is not None for one in mine) < ENOUGH:
        return _too_few(mine, better, target)
    inside = tuple(_settled(mine, (replace(one, place=one.place - first) for one in breaks)))
    return judge(mine, better, target=target, per_year=per_year, recalculations=inside)


def _settled(values: Sequence[Fraction | None], breaks: Iterable[Recalculation]) -> Iterator[Recalculation]:
    """Each at its point with a value, or at the next one; one a point, the later word holds."""
    found: dict[int, Recalculation] = {}
    for one in breaks:
        known = (place for place in range(max(one.place, 0), len(values)) if values[place] is not None)
        place = next(known, None)
        if place is not None and one.place >= 0:
            found[place] = replace(one, place=place)
    yield from found.values()


def _too_few(values: tuple[Fraction | None, ...], better: Better, target: Fraction | None) -> Judgement:
    chart = Chart(tuple(ChartPoint(one, None) for one in values))
    return Judgement(chart, Adjusted(values), better, target, None, None, None, None, 1)


def _points(judged: Judgement) -> Iterator[JudgedPoint]:
    chart = judged.chart
    ways = _ways([one.value for one in chart.points])
    begun = {one.place: one for one in chart.recalculations}
    for place, one in enumerate(chart.points):
        high = ways.get(place, False) if one.signal == "trend" else _above(one)
        yield JudgedPoint(one.value, one.limits, one.signal, _says(one, judged.better, high), high, begun.get(place))


def _above(one: ChartPoint) -> bool:
    return one.value is not None and one.limits is not None and one.value > one.limits.mean


def _says(one: ChartPoint, better: Better, high: bool) -> Variation | None:
    if one.limits is None or one.value is None:
        return None
    if one.signal is None:
        return "common"
    if better == "neither":
        return "special"
    return "improving" if high == (better == "up") else "concern"


def _ways(values: Sequence[Fraction | None]) -> dict[int, bool]:
    """Whether the trend a point is part of rises; where two meet, the one that ends there."""
    steps = [0 if a is None or b is None else (b > a) - (b < a) for a, b in pairwise(values)]
    found: dict[int, bool] = {}
    start = 0
    for place in range(1, len(steps) + 1):
        if place == len(steps) or steps[place] != steps[start]:
            if steps[start] and place - start >= _RUN:
                for point in range(start, place + 1):
                    found.setdefault(point, steps[start] > 0)
            start = place
    return found
