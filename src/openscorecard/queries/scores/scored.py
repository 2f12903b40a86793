"""A strategy plan scored in one period: rules and targets in force, figures as they stand, what other plans bring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.cascade import Contributed, contributed, contributors_of
from openscorecard.domain.scores.in_force import InForce
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.rules import ScoringRules, by_code
from openscorecard.domain.scores.scorecard import Scorecard, score
from openscorecard.domain.scores.scored import Measured, ScoredPlan
from openscorecard.domain.scores.targets import GIVEN
from openscorecard.domain.scores.yearly import without_value
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.faults import NotKnownYet
from openscorecard.queries.plans import open_plan, plan_at
from openscorecard.queries.scores.companions import companions_of
from openscorecard.queries.scores.measured import measured_in
from openscorecard.queries.scores.rules import rules_in_force
from openscorecard.queries.scores.targets import targets_in

Untold = Callable[[Measured], bool]
"""Says of a KPI's figure that it is not to be told, nor to be worked out of a score."""


def scored_plan(
    strategy: str,
    period: Period,
    reader: Reader,
    now: datetime,
    known_at: datetime | None = None,
    untold: Untold = lambda _: False,
) -> ScoredPlan:
    """Score the plan `strategy` in `period`, as it is known `now` or, where it is given, was known at `known_at`.

    A KPI whose period is not over then and has no value is not due. Objectives without KPIs are scored by what the
    plans that take them up bring. What is `untold` is withheld, in other plans too. Raises UnknownPlan, NotKnownYet.
    """
    plan = plan_at(strategy, reader, known_at) if known_at else open_plan(strategy, reader).plan
    return _scored(plan, _Asked(period, reader, now, known_at, untold), (strategy,))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a plan, and of those that take it up."""

    period: Period
    reader: Reader
    now: datetime
    known_at: datetime | None
    untold: Untold


def _scored(plan: Plan, asked: _Asked, above: tuple[str, ...]) -> ScoredPlan:
    period, known_at = asked.period, asked.known_at
    today = timezone.localdate(known_at or asked.now)
    rules = rules_in_force(plan.id, known_at)
    by_id = targets_in(plan.id, period, known_at)
    targets = {kpi.code: by_id[kpi.id] for _, kpi in plan.kpis() if kpi.id in by_id}
    to_date = frozenset(code for code, row in targets.items() if row.to_date)
    measured = measured_in(plan, period, known_at, to_date)
    hidden = frozenset(code for code, one in measured.items() if asked.untold(one))
    weights, others = by_code(plan, rules)
    card = score(
        plan,
        {code: row.target for code, row in targets.items()},
        _values(targets, {code: one for code, one in measured.items() if code not in hidden}),
        why_missing={
            kpi.code: "withheld" if kpi.code in hidden else _why(measured.get(kpi.code), period, today)
            for _, kpi in plan.kpis()
        },
        weights=weights,
        rules=others,
        contributed=_contributed(plan, period, rules, _below(plan, asked, above)),
        bands=rules.bands,
        threshold=rules.threshold,
        without={
            code: earned
            for code, row in targets.items()
            if (earned := without_value(row.target, row.row.missing)) is not None
        },
    )
    with_companions = {code: one.measure for code, one in measured.items() if one.measure.companions}
    return ScoredPlan(
        plan,
        period,
        known_at or asked.now,
        rules,
        card,
        targets,
        measured,
        companions_of(with_companions, period, known_at),
    )


def _values(targets: Mapping[str, InForce], measured: Mapping[str, Measured]) -> dict[str, Fraction | None]:
    """What is judged: what rows come to, but where a person gives it with the target, what was given."""
    given = {code: row.target.value for code, row in targets.items() if row.target.method in GIVEN}
    return {**{code: one.observation.value for code, one in measured.items()}, **given}


def _below(plan: Plan, asked: _Asked, above: tuple[str, ...]) -> dict[str, ScoredPlan]:
    """The plans that take this one up, scored, by their id; only where it has objectives that they could score."""
    if all(one.kpis for one in plan.objectives):
        return {}
    found = {}
    for child in cascade_of(plan.id, asked.reader).children:
        if child.id in above:
            continue
        with suppress(NotKnownYet):  # a plan that came later brought nothing then
            below = plan_at(child.id, asked.reader, asked.known_at) if asked.known_at else child.plan
            found[child.id] = _scored(below, asked, (*above, child.id))
    return found


def _contributed(
    plan: Plan, period: Period, rules: ScoringRules, below: Mapping[str, ScoredPlan]
) -> dict[str, Contributed]:
    loaded = {(id_, one.code): one for id_, scored in below.items() for one in _objectives(scored.card)}
    plans = [scored.plan for scored in below.values()]
    found: dict[str, Contributed] = {}
    for objective in plan.objectives:
        if objective.kpis or not (bringing := contributors_of(plan.id, objective, plans)):
            continue
        found[objective.code] = contributed(
            objective.code,
            bringing,
            loaded,
            declared=objective.id in rules.declared,
            bands=rules.bands,
            threshold=rules.threshold,
        )
    return found


def _objectives(card: Scorecard) -> Iterator[Scored]:
    return (one for one in card.plan.every() if one.level == "objective")


def _why(one: Measured | None, period: Period, today: date) -> Status:
    """Why there is no value: nothing to divide by, not yet, or no data (as for a KPI that no measure counts)."""
    if one and one.observation.status == "not_applicable":
        return "not_applicable"
    return "not_due" if today <= period.last_day or (one and _finer(period, one.measure)) else "no_data"


def _finer(period: Period, measure: Measure) -> bool:
    """Whether the measure speaks of longer periods only: a yearly one says nothing of a month."""
    spans = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    return spans.get(period.grain, 12) < spans[measure.frequency]
