"""A whole plan scored: KPI to objective, cell, theme and plan, and the perspectives across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.scores.achievement import Achievement, achievement
from openscorecard.domain.scores.bands import DEFAULT, Band, Status
from openscorecard.domain.scores.rollup import WITHHELD_UNDER, Part, Scored, gather, roll_up
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.plan import Plan

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Given:
    """What a period gives: targets and values by the code of a KPI, why a value is missing, weights by code.

    A missing weight is 1; codes of other nodes are `theme:A`, `perspective:C`, `cell:AC`, objectives by their own.
    """

    targets: Mapping[str, Target]
    values: Mapping[str, Fraction | None]
    why_missing: Mapping[str, Status]
    weights: Mapping[str, Fraction]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The plan with all below it, the perspectives across, and what each KPI earned."""

    plan: Scored
    perspectives: tuple[Scored, ...]
    achieved: Mapping[str, Achievement]


def score(
    plan: Plan,
    targets: Mapping[str, Target],
    values: Mapping[str, Fraction | None],
    *,
    why_missing: Mapping[str, Status] | None = None,
    weights: Mapping[str, Fraction] | None = None,
    bands: Sequence[Band] = DEFAULT,
    threshold: Fraction = WITHHELD_UNDER,
) -> Scorecard:
    """Score `plan` in one period. A KPI without a target has none; an objective without KPI is not measured.

    `targets` and `values` are by the code of a KPI; `why_missing` says why a value is not there (else no data).
    Raises UnfitWeights.
    """
    given = Given(targets, values, why_missing or {}, weights or {})
    achieved = {
        code: achievement(target, value) for code, target in targets.items() if (value := values.get(code)) is not None
    }
    cells = {
        (theme.letter, row.letter): roll_up(
            _cell(plan, theme.letter, row.letter, given, achieved), bands, threshold, f"theme:{theme.letter}"
        )
        for theme in plan.themes
        for row in plan.perspectives
        if plan.cell(theme.letter, row.letter)
    }

    def across(code: str, level: str, side: int) -> Scored:
        inside = tuple(cell for key, cell in cells.items() if key[side] == code)
        part = _part(f"{level}:{code}", level, given)
        return gather(part, inside, bands, threshold, "plan") if inside else roll_up(part, bands, threshold, "plan")

    themes = tuple(across(theme.letter, "theme", 0) for theme in plan.themes)
    whole = Part("plan", "plan", status="not_measured")
    return Scorecard(
        gather(whole, themes, bands, threshold) if themes else roll_up(whole, bands, threshold),
        tuple(across(row.letter, "perspective", 1) for row in plan.perspectives),
        achieved,
    )


def _cell(plan: Plan, theme: str, perspective: str, given: Given, achieved: Mapping[str, Achievement]) -> Part:
    objectives = tuple(_objective(one, given, achieved) for one in plan.cell(theme, perspective))
    return _part(f"cell:{theme}{perspective}", "cell", given, objectives)


def _objective(objective: Objective, given: Given, achieved: Mapping[str, Achievement]) -> Part:
    kpis = tuple(_kpi(kpi, given, achieved.get(kpi.code)) for kpi in objective.kpis)
    return _part(objective.code, "objective", given, kpis)


def _part(code: str, level: str, given: Given, children: tuple[Part, ...] = ()) -> Part:
    return Part(code, level, given.weights.get(code, ONE), status="not_measured", children=children)


def _kpi(kpi: Kpi, given: Given, achieved: Achievement | None) -> Part:
    target = given.targets.get(kpi.code)
    weight = given.weights.get(kpi.code, target.weight if target else ONE)
    if target is None:
        return Part(kpi.code, "kpi", weight, status="no_target")
    if achieved is None:
        return Part(kpi.code, "kpi", weight, status=given.why_missing.get(kpi.code, "no_data"))
    return Part(kpi.code, "kpi", weight, achieved.score)
