"""A trend as it is charted: adjusted, judged and with what people know about it; the rules are those of the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.trend import PER_YEAR, Trend
from openscorecard.domain.scores.known import UNKNOWN, Known, MarkRow
from openscorecard.domain.scores.stretches import Charted, JudgedPoint, chart_stretches
from openscorecard.domain.scores.xmr import Better, Recalculation
from openscorecard.domain.scores.yearly import asked_in

if TYPE_CHECKING:
    from openscorecard.domain.measures.periods import Period
    from openscorecard.domain.scores.targets import Target
    from openscorecard.forecasting.scores.year import YearForecast


@dataclass(frozen=True, slots=True)
class Around:
    """What a chart is drawn with: what people know, targets by period, and whether raw values are wanted.

    `known` is every version of recalculations and events; `ahead` the forecast of the year, None for none.
    """

    known: Known = UNKNOWN
    targets: Mapping[Period, Target] | None = None
    raw: bool = False
    ahead: YearForecast | None = None


ALONE = Around()


@dataclass(frozen=True, slots=True)
class View:
    """A trend with its chart; `charted` judges, `raw` says that values are drawn as they are and nothing is judged.

    `targets` are what each period is asked, `events` those that touch a period shown, `unspread`: a year's target is
    there that says nothing of the periods shown. `aims` are all targets by period, `ahead` the forecast of a year.
    """

    trend: Trend
    charted: Charted
    raw: bool
    better: Better
    targets: tuple[Target | None, ...]
    events: tuple[MarkRow, ...]
    unspread: bool
    aims: Mapping[Period, Target]
    ahead: YearForecast | None

    @property
    def judged(self) -> bool:
        """Whether limits and signals are shown."""
        return not (self.raw and self.charted.adjusted) and any(one.limits for one in self.charted.points)

    @property
    def adjusted(self) -> bool:
        """Whether the values drawn are not those of the table."""
        return self.charted.adjusted and not self.raw

    @property
    def looks_ahead(self) -> bool:
        """Whether the forecast is drawn: never beside values that are not as they are."""
        return not self.adjusted and self.ahead is not None and bool(self.ahead.periods)

    def point(self, place: int) -> JudgedPoint:
        """The point of a period, by its place."""
        return self.charted.points[place]

    def drawn(self, place: int) -> Fraction | None:
        """What is drawn of a period."""
        return self.point(place).value if self.adjusted else self.trend.lines[place].observation.value

    def levels(self, place: int) -> tuple[Fraction, ...]:
        """The target lines of a period; none where an echo was taken out, which leaves nothing to compare."""
        target = self.targets[place]
        if target is None or (self.adjusted and self.charted.judged.adjusted.echo):
            return ()
        if target.direction == "band":
            return tuple(one for one in (target.low, target.high) if one is not None)
        return (target.value,) if target.method not in {"manual", "milestones"} else ()


def view_of(trend: Trend, around: Around) -> View:
    """The chart of `trend`, which has lines; no query."""
    lines = trend.lines
    newest = lines[-1].reading
    # A target asks something of what the KPI counts, never of what stands beside it.
    targets = {} if isinstance(newest, Companion) else dict(around.targets or {})
    asked = tuple(asked_in(line.observation.period, line.reading.formula.kind, targets) for line in lines)
    better = _better(trend, targets)
    last = next((one for one in reversed(asked) if one), None)
    values = [line.observation.value for line in lines]
    starts = [place for place, (one, other) in enumerate(pairwise(lines), 1) if one.reading != other.reading]
    charted = chart_stretches(
        values,
        better,
        starts=starts,
        target=last.value
        if last and last.direction != "band" and last.method not in {"manual", "milestones"}
        else None,
        per_year=PER_YEAR[trend.grain],
        recalculations=_breaks(trend, around.known),
    )
    first, end = lines[0].observation.period.first_day, lines[-1].observation.period.last_day
    events = tuple(
        row for row in around.known.events() if row.mark.since <= end and (row.mark.until or row.mark.since) >= first
    )
    years = any(one.covers(lines[-1].observation.period) for one in targets)
    return View(trend, charted, around.raw, better, asked, events, years and last is None, targets, around.ahead)


def _better(trend: Trend, targets: Mapping[Period, Target]) -> Better:
    """The direction of the newest target, else of the companion looked at, else of the measure."""
    newest = max(targets, key=lambda one: (one.last_day, one.first_day), default=None)
    if newest is not None:
        direction = targets[newest].direction
        return "neither" if direction == "band" else direction
    reading = trend.lines[-1].reading
    return reading.better if isinstance(reading, Companion) else trend.measure.better


def _breaks(trend: Trend, known: Known) -> list[Recalculation]:
    places = {line.observation.period: place for place, line in enumerate(trend.lines)}
    return [
        Recalculation(places[row.period], row.reason, row.by, row.at.astimezone(TAIPEI).date())
        for row in known.breaks()
        if row.period in places
    ]
