"""A strategy plan scored in one period: targets in force, figures as they stand, the scorecard of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Measure, Variant
from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.rollup import ZERO
from openscorecard.domain.scores.scorecard import Scorecard, score
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.figures import example_batches, known_for
from openscorecard.queries.measures import catalogue, reading_in_force, readings
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import InForce, targets_in


@dataclass(frozen=True, slots=True)
class Measured:
    """What a KPI came to in the period: its measure, the reading in force, the observation; `example` rows or not."""

    measure: Measure
    reading: Variant
    observation: Observation
    example: bool


@dataclass(frozen=True, slots=True)
class ScoredPlan:
    """A plan scored; `targets` and `measured` are by the code of a KPI."""

    plan: Plan
    period: Period
    card: Scorecard
    targets: Mapping[str, InForce]
    measured: Mapping[str, Measured]


def scored_plan(strategy: str, period: Period, reader: Reader, today: date) -> ScoredPlan:
    """Score the plan `strategy` in `period`; a KPI whose period is not over on `today` and has no value is not due.

    Raises UnknownPlan.
    """
    plan = open_plan(strategy, reader).plan
    by_id = targets_in(strategy, period)
    targets = {kpi.code: by_id[kpi.id] for _, kpi in plan.kpis() if kpi.id in by_id}
    measured = _measured(plan, period, frozenset(code for code, row in targets.items() if row.to_date))
    card = score(
        plan,
        {code: row.target for code, row in targets.items()},
        {code: one.observation.value for code, one in measured.items()},
        why_missing={kpi.code: _why(measured.get(kpi.code), period, today) for _, kpi in plan.kpis()},
        without={code: row.target.least or ZERO for code, row in targets.items() if row.row.missing == "floor"},
    )
    return ScoredPlan(plan, period, card, targets, measured)


def _measured(plan: Plan, period: Period, to_date: frozenset[str]) -> dict[str, Measured]:
    """What every KPI came to; those in `to_date` since the year began, as their target asks."""
    known_measures, choices = catalogue(), readings()
    bound: dict[str, tuple[Measure, Variant]] = {}
    for _, kpi in plan.kpis():
        measure = known_measures.get(kpi.measure) if kpi.measure else None
        if measure:
            bound[kpi.code] = (measure, reading_in_force(measure, choices, period.last_day))
    since = Period("ytd", period.year, period.months()[-1].number) if to_date else period
    known = known_for([reading.formula for _, reading in bound.values()], [*dict.fromkeys((period, since))])
    seen = {
        code: observe(reading.formula, since if code in to_date else period, known)[0]
        for code, (_, reading) in bound.items()
    }
    shown = example_batches(batch for one in seen.values() for batch in one.batches)
    return {code: Measured(*bound[code], one, not shown.isdisjoint(one.batches)) for code, one in seen.items()}


def _why(one: Measured | None, period: Period, today: date) -> Status:
    """Why there is no value: nothing to divide by, not yet, or no data (as for a KPI that no measure counts)."""
    if one and one.observation.status == "not_applicable":
        return "not_applicable"
    return "not_due" if today <= period.last_day or (one and _finer(period, one.measure)) else "no_data"


def _finer(period: Period, measure: Measure) -> bool:
    """Whether the measure speaks of longer periods only: a yearly one says nothing of a month."""
    spans = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    return spans.get(period.grain, 12) < spans[measure.frequency]
