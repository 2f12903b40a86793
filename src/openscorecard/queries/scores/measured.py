"""What the KPIs of a plan came to in a period: observed once a measure and state, and kept ready."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.measures.measure import Catalogue, Measure, Variant
from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.scored import Measured
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.figures import example_batches, known_for
from openscorecard.queries.measures import Readings, catalogue, reading_in_force, readings
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import State, store_state


@dataclass(frozen=True, slots=True)
class _Asked:
    """A measure by one of its readings in one period."""

    measure: Measure
    reading: Variant
    period: Period

    @property
    def key(self) -> Hashable:
        return self.measure.id, self.reading.name, self.period


_MEASURED: Recent[Measured] = Recent(4096)
_WAYS: Recent[tuple[Catalogue, Readings]] = Recent(16)


def measured_in(plan: Plan, period: Period, known_at: datetime | None, to_date: frozenset[str]) -> dict[str, Measured]:
    """What every KPI of the plan that a measure counts came to, by its code; one query once known.

    Those in `to_date` are counted since the year began, as their target asks.
    """
    state = store_state()
    since = Period("ytd", period.year, period.months()[-1].number) if to_date else period
    asked = {
        code: _Asked(measure, reading, since if code in to_date else period)
        for code, (measure, reading) in _bound(plan, period, known_at, state).items()
    }
    by_key = {(one.key, known_at, state): one for one in asked.values()}

    def make(missing: list[Hashable]) -> dict[Hashable, Measured]:
        return dict(zip(missing, _observed([by_key[key] for key in missing], known_at), strict=True))  # type: ignore[index]  # its own keys

    found = _MEASURED.get_all([(one.key, known_at, state) for one in asked.values()], make)
    return dict(zip(asked, found, strict=True))


def _bound(plan: Plan, period: Period, known_at: datetime | None, state: State) -> dict[str, tuple[Measure, Variant]]:
    """The measure of each KPI that has one, and the reading in force, by the code of the KPI."""
    known, choices = _WAYS.get((known_at, state), lambda: (catalogue(known_at), readings(known_at)))
    bound: dict[str, tuple[Measure, Variant]] = {}
    for _, kpi in plan.kpis():
        measure = known.get(kpi.measure) if kpi.measure else None
        if measure:
            bound[kpi.code] = (measure, reading_in_force(measure, choices, period.last_day))
    return bound


def _observed(asked: list[_Asked], known_at: datetime | None) -> list[Measured]:
    """What each comes to; three queries for one as for all."""
    periods = dict.fromkeys(one.period for one in asked)
    known = known_for([one.reading.formula for one in asked], periods, known_at=known_at)
    seen = [observe(one.reading.formula, one.period, known)[0] for one in asked]
    shown = example_batches(batch for one in seen for batch in one.batches)
    return [
        Measured(one.measure, one.reading, came, not shown.isdisjoint(came.batches))
        for one, came in zip(asked, seen, strict=True)
    ]
