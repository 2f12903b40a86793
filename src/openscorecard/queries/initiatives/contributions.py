"""What action plans bring to KPIs: each KPI's figure in a period, split by the plan its rows carry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.initiatives.contribution import Contribution, contribution
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.measure import Measure, Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.figures import known_for
from openscorecard.queries.measures import Readings, catalogue, reading_in_force, reading_named, readings
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import store_state


@dataclass(frozen=True, slots=True)
class Carried:
    """One measure by one reading: what carries it, period by period, in order."""

    measure: Measure
    reading: Variant
    periods: tuple[Contribution, ...]


_CARRIED: Recent[dict[str, Carried]] = Recent(256)


def contributions(plan: Plan, period: Period, known_at: datetime | None = None) -> dict[str, Carried]:
    """What carries each measure that a KPI of `plan` is bound to, by the measure's id; five queries.

    Codes that share a measure share its entry: nothing is counted twice. As of `known_at` where it is given.
    """
    known = catalogue(known_at)
    bound = dict.fromkeys(kpi.measure for _, kpi in plan.kpis() if kpi.measure)
    return carried([measure for id_ in bound if (measure := known.get(id_))], [period], known_at=known_at)


def carried(
    measures: Iterable[Measure], periods: Sequence[Period], reading: str = "", known_at: datetime | None = None
) -> dict[str, Carried]:
    """The same of some measures over several periods, by the reading named, else the one in force at each end.

    The reading told is the one of the last period. One query once known, four else. Raises UnknownReading.
    """
    asked = tuple(measures)
    key = (tuple(one.id for one in asked), tuple(periods), reading, known_at, store_state())
    return _CARRIED.get(key, lambda: _carried(asked, periods, reading, known_at))


def _carried(
    measures: Iterable[Measure], periods: Sequence[Period], reading: str, known_at: datetime | None
) -> dict[str, Carried]:
    choices = readings(known_at)
    asked: list[tuple[Measure, list[Variant]]] = []
    for measure in measures:
        ways = [_way(measure, reading, choices, period) for period in periods]
        asked.append((measure, ways))
    formulas = [one for _, ways in asked for way in ways for one in (way.formula, Formula(way.formula.of))]
    known = known_for(formulas, periods, PLAN, known_at=known_at)
    return {
        measure.id: Carried(
            measure,
            ways[-1],
            tuple(contribution(way.formula, period, known) for way, period in zip(ways, periods, strict=True)),
        )
        for measure, ways in asked
    }


def _way(measure: Measure, reading: str, choices: Readings, period: Period) -> Variant:
    if reading:
        named = reading_named(measure, reading)
        if isinstance(named, Variant):
            return named
    return reading_in_force(measure, choices, period.last_day)
