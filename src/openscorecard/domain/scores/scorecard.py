"""A whole plan scored: KPI to objective, cell, theme and plan, and the perspectives across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.scores.achievement import Achievement, achievement
from openscorecard.domain.scores.bands import DEFAULT, Band, Status
from openscorecard.domain.scores.rollup import WITHHELD_UNDER, Part, Scored, roll_up
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
    cells = {
        (theme.letter, row.letter): _cell(plan, theme.letter, row.letter, given)
        for theme in plan.themes
        for row in plan.perspectives
        if plan.cell(theme.letter, row.letter)
    }
    themes = tuple(
        _part(
            f"theme:{theme.letter}",
            "theme",
            given,
            tuple(cell for key, cell in cells.items() if key[0] == theme.letter),
        )
        for theme in plan.themes
    )
    across = (
        _part(
            f"perspective:{row.letter}",
            "perspective",
            given,
            tuple(cell for key, cell in cells.items() if key[1] == row.letter),
        )
        for row in plan.perspectives
    )
    achieved = {
        code: achievement(target, value) for code, target in targets.items() if (value := values.get(code)) is not None
    }
    return Scorecard(
        roll_up(Part("plan", "plan", children=themes), bands, threshold),
        tuple(roll_up(part, bands, threshold, "plan") for part in across),
        achieved,
    )


def _cell(plan: Plan, theme: str, perspective: str, given: Given) -> Part:
    objectives = tuple(_objective(one, given) for one in plan.cell(theme, perspective))
    return _part(f"cell:{theme}{perspective}", "cell", given, objectives)


def _objective(objective: Objective, given: Given) -> Part:
    return _part(objective.code, "objective", given, tuple(_kpi(kpi, given) for kpi in objective.kpis))


def _part(code: str, level: str, given: Given, children: tuple[Part, ...]) -> Part:
    return Part(code, level, given.weights.get(code, ONE), status="not_measured", children=children)


def _kpi(kpi: Kpi, given: Given) -> Part:
    target, value = given.targets.get(kpi.code), given.values.get(kpi.code)
    weight = given.weights.get(kpi.code, target.weight if target else ONE)
    if target is None:
        return Part(kpi.code, "kpi", weight, status="no_target")
    if value is None:
        return Part(kpi.code, "kpi", weight, status=given.why_missing.get(kpi.code, "no_data"))
    return Part(kpi.code, "kpi", weight, achievement(target, value).score)
