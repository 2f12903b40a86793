"""A series judged: its chart, what the last point says, whether the target is in reach, and the icons of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.scores.seasons import Adjusted, adjusted
from openscorecard.domain.scores.xmr import (
    Assurance,
    Better,
    Chart,
    Limits,
    Recalculation,
    Signal,
    Variation,
    assurance,
    variation,
    xmr,
)

VariationIcon = Literal[
    "common", "improving_high", "improving_low", "concern_high", "concern_low", "special_high", "special_low"
]
"""common: nothing but natural variation; else for the better, for the worse, or neither, and whether it goes up."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a series says at its last point with a value (`place`, from 0); all None where there are no limits yet.

    `run` counts the points of the signal's row: of a shift or trend up to the last point, else 1. `assurance` is None
    too where an echo was taken out: limits of what is left say nothing of where the series itself may go.
    """

    chart: Chart
    adjusted: Adjusted
    better: Better
    target: Fraction | None
    place: int | None
    variation: Variation | None
    icon: VariationIcon | None
    assurance: Assurance | None
    run: int

    @property
    def limits(self) -> Limits | None:
        """The limits in force at the last point."""
        last = self.chart.last
        return last.limits if last else None

    @property
    def signal(self) -> Signal | None:
        """The weightiest signal at the last point."""
        last = self.chart.last
        return last.signal if last else None


def judge(
    values: Sequence[Fraction | None],
    better: Better,
    *,
    target: Fraction | None = None,
    per_year: int = 12,
    recalculations: Sequence[Recalculation] = (),
    baseline: int | None = None,
) -> Judgement:
    """The series `values`, oldest first, `per_year` periods a year, judged after season and echo are taken out.

    Raises UnfitChart.
    """
    clean = adjusted(values, per_year, [one.place for one in recalculations])
    chart = xmr(clean.values, recalculations, baseline)
    said = variation(chart, better)
    rising = _rising(chart)
    known = [place for place, one in enumerate(values) if one is not None]
    return Judgement(
        chart,
        clean,
        better,
        target,
        known[-1] if known and said else None,
        said,
        _icon(said, rising),
        None if target is None or clean.echo else assurance(chart, target, better),
        _run(chart),
    )


def _icon(said: Variation | None, rising: bool) -> VariationIcon | None:
    icons: dict[tuple[Variation, bool], VariationIcon] = {
        ("improving", True): "improving_high",
        ("improving", False): "improving_low",
        ("concern", True): "concern_high",
        ("concern", False): "concern_low",
        ("special", True): "special_high",
        ("special", False): "special_low",
    }
    return None if said is None else icons.get((said, rising), "common")


def _rising(chart: Chart) -> bool:
    """Whether the signal at the last point goes high: by its way for a trend, else by its side of the mean."""
    return variation(chart, "up") == "improving"


def _run(chart: Chart) -> int:
    """How many points the row of the signal at the last point has: of a shift or a trend."""
    last = chart.last
    if last is None or last.limits is None or last.signal not in {"shift", "trend"}:
        return 1
    count, before = 0, None
    for one in _backwards(chart):
        if one is None or (last.signal == "shift" and not _beside(one, last.limits.mean, chart)):
            break
        if last.signal == "trend" and before is not None and not _onwards(one, before, chart):
            break
        count, before = count + 1, one
    return count


def _backwards(chart: Chart) -> list[Fraction | None]:
    """Values under the last limits, newest first, from the last point with a value on."""
    last = chart.last
    points = [one for one in chart.points if last is not None and one.limits is last.limits]
    values = [one.value for one in reversed(points)]
    first = next((place for place, one in enumerate(values) if one is not None), len(values))
    return values[first:]


def _beside(one: Fraction, mean: Fraction, chart: Chart) -> bool:
    return one > mean if _rising(chart) else one < mean


def _onwards(one: Fraction, after: Fraction, chart: Chart) -> bool:
    return one < after if _rising(chart) else one > after
