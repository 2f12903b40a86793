"""A whole plan scored: KPI to objective, cell, theme and plan, and the perspectives across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from openscorecard.domain.scores.achievement import Achievement, achievement
from openscorecard.domain.scores.bands import DEFAULT, Band, Status
from openscorecard.domain.scores.cascade import Contributed
from openscorecard.domain.scores.rollup import (
    OPEN,
    WITHHELD_UNDER,
    Part,
    Rule,
    Scored,
    gather,
    judged,
    missing,
)
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.plan import Plan

ONE = Fraction(1)
_Judging = tuple[Sequence[Band], Fraction]
"""Bands and the threshold."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a period gives: targets and values by the code of a KPI, why a value is missing; weights, rules by code.

    `contributed` is what other plans bring, by the code of an objective. A missing weight is 1, a missing rule
    weighted; codes of other nodes are `theme:A`, `perspective:C`, `cell:AC`, objectives by their own.
    """

    targets: Mapping[str, Target]
    values: Mapping[str, Fraction | None]
    why_missing: Mapping[str, Status]
    weights: Mapping[str, Fraction]
    rules: Mapping[str, Rule] = field(default_factory=dict)
    contributed: Mapping[str, Contributed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The plan with all below it, the perspectives across, and what each KPI earned."""

    plan: Scored
    perspectives: tuple[Scored, ...]
    achieved: Mapping[str, Achievement]
    contributed: Mapping[str, Contributed] = field(default_factory=dict)

    def every(self) -> tuple[Scored, ...]:
        """The plan, all below it, and the perspectives; what lies below a perspective stands in the plan already."""
        return (*self.plan.every(), *self.perspectives)


def score(
    plan: Plan,
    targets: Mapping[str, Target],
    values: Mapping[str, Fraction | None],
    *,
    why_missing: Mapping[str, Status] | None = None,
    weights: Mapping[str, Fraction] | None = None,
    rules: Mapping[str, Rule] | None = None,
    contributed: Mapping[str, Contributed] | None = None,
    without: Mapping[str, Fraction] | None = None,
    bands: Sequence[Band] = DEFAULT,
    threshold: Fraction = WITHHELD_UNDER,
) -> Scorecard:
    """Score `plan` in one period. A KPI without a target has none; an objective without KPI is not measured.

    `targets` and `values` are by the code of a KPI; `why_missing` says why a value is not there (else no data);
    `rules` where a node is not the mean by weight. An objective without KPIs is what other plans bring to it, where
    `contributed` says so. `without` is what a KPI earns whose value was due and did not come, where that was declared.
    Raises UnfitWeights.
    """
    given = Given(targets, values, why_missing or {}, weights or {}, rules or {}, contributed or {})
    achieved = {
        code: achievement(target, value) for code, target in targets.items() if (value := values.get(code)) is not None
    }
    achieved |= {
        code: Achievement(earned, earned, "no value: the floor", ())
        for code, earned in (without or {}).items()
        if code not in achieved and given.why_missing.get(code, "no_data") == "no_data"
    }
    by = (bands, threshold)
    cells = {
        (theme.letter, row.letter): _cell(theme.letter + row.letter, objectives, given, achieved, by)
        for theme in plan.themes
        for row in plan.perspectives
        if (objectives := plan.cell(theme.letter, row.letter))
    }

    def across(code: str, level: str, side: int) -> Scored:
        inside = tuple(cell for key, cell in cells.items() if key[side] == code)
        part = _part(f"{level}:{code}", level, given)
        return gather(part, inside, *by, "plan")

    themes = tuple(across(theme.letter, "theme", 0) for theme in plan.themes)
    whole = _part("plan", "plan", given)
    return Scorecard(
        gather(whole, themes, *by),
        tuple(across(row.letter, "perspective", 1) for row in plan.perspectives),
        achieved,
        given.contributed,
    )


def _cell(
    code: str, objectives: Sequence[Objective], given: Given, achieved: Mapping[str, Achievement], by: _Judging
) -> Scored:
    part = _part(f"cell:{code}", "cell", given)
    inside = tuple(_objective(one, part.code, given, achieved, by) for one in objectives)
    return gather(part, inside, *by, f"theme:{code[0]}")


def _objective(
    objective: Objective, parent: str, given: Given, achieved: Mapping[str, Achievement], by: _Judging
) -> Scored:
    code = objective.code
    if objective.kpis:
        kpis = tuple(_kpi(kpi, code, given, achieved.get(kpi.code), by[0]) for kpi in objective.kpis)
        return gather(_part(code, "objective", given), kpis, *by, parent)
    weight = given.weights.get(code, ONE)
    if code in given.contributed:
        return replace(given.contributed[code].node, parent=parent, weight=weight)
    return missing(code, "objective", parent, weight, "not_measured")


def _part(code: str, level: str, given: Given) -> Part:
    if code in given.weights or code in given.rules:
        weight, rule = given.weights.get(code, ONE), given.rules.get(code, "weighted")
        return Part(code, level, weight, status="not_measured", rule=rule)
    return _usual_part(code, level)


@lru_cache(maxsize=4096)
def _usual_part(code: str, level: str) -> Part:
    """A node that nobody said anything of; the same for every institution and period."""
    return Part(code, level, ONE, status="not_measured")


def _kpi(kpi: Kpi, parent: str, given: Given, achieved: Achievement | None, bands: Sequence[Band]) -> Scored:
    target = given.targets.get(kpi.code)
    weight = given.weights.get(kpi.code, target.weight if target else ONE)
    if target is None:
        return missing(kpi.code, "kpi", parent, weight, "no_target")
    if achieved is None:
        least = target.least or OPEN[0]
        bounds = (least, max(least, OPEN[1]) if target.cap is None else target.cap)
        return missing(kpi.code, "kpi", parent, weight, given.why_missing.get(kpi.code, "no_data"), bounds)
    return judged(kpi.code, "kpi", parent, weight, achieved.score, bands)
