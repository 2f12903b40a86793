"""A whole plan scored: every level, the perspectives across, and what is not known said."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

import openscorecard
from openscorecard.domain.scores.scorecard import Scorecard, score
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.nodes import Objective, Theme
from openscorecard.domain.text import Text
from openscorecard.formats.example import example_plans

F = Fraction
LIBRARY = example_plans()[1]
CODES = [kpi.code for _, kpi in LIBRARY.kpis()]
TARGETS = {code: Target(code, "件", F(80)) for code in CODES}


def scored(card: Scorecard, code: str) -> Fraction | None:
    return next(one for one in card.plan.every() if one.code == code).score


def test_a_perfect_card_is_exactly_a_hundred_on_every_level() -> None:
    card = score(LIBRARY, TARGETS, dict.fromkeys(CODES, F(80)))
    every = [*card.plan.every(), *card.perspectives]
    assert {one.score for one in every} == {100}
    assert {one.level for one in every} == {"plan", "theme", "cell", "objective", "kpi", "perspective"}
    assert len([one for one in every if one.level == "kpi"]) == 29
    assert {one.code for one in card.perspectives} == {
        "perspective:C",
        "perspective:P",
        "perspective:L",
        "perspective:F",
    }


def test_each_level_is_the_mean_of_the_one_below() -> None:
    values = {code: F(80) for code in CODES} | {"AP1.1": F(40)}
    card = score(LIBRARY, TARGETS, values)
    assert scored(card, "AP1") == 50
    assert scored(card, "cell:AP") == 75  # with AP2
    assert scored(card, "theme:A") == (100 + 75 + 100 + 100) / F(4)
    assert card.achieved["AP1.1"].score == 50


def test_weights_and_reasons_for_missing_values_count() -> None:
    values: dict[str, Fraction | None] = {code: F(80) for code in CODES} | {"AP1.1": None, "AC1.1": None}
    card = score(LIBRARY, TARGETS, values, why_missing={"AC1.1": "not_due"}, weights={"AP2": F(3)})
    every = {one.code: one for one in card.plan.every()}
    assert (every["AP1"].status, every["AC1"].status) == ("no_data", "not_due")
    assert (every["cell:AP"].score, every["cell:AP"].coverage) == (100, 75)
    assert every["cell:AC"].status == "not_due"


def test_without_a_target_nothing_is_judged() -> None:
    card = score(LIBRARY, {}, dict.fromkeys(CODES, F(80)))
    assert (card.plan.score, card.plan.status, card.plan.coverage) == (None, "no_target", 0)
    half = score(LIBRARY, dict(list(TARGETS.items())[:3]), dict.fromkeys(CODES, F(80)))
    assert (half.plan.score, half.plan.status) == (None, "withheld")
    assert half.plan.partial == 100


@pytest.mark.parametrize(
    ("least", "cap", "bounds"),
    [(F(30), F(120), (30, 120)), (F(0), None, (0, 100)), (None, F(90), (0, 90)), (F(110), None, (110, 110))],
)
def test_a_missing_kpi_could_earn_from_the_floor_to_the_cap_of_its_target(
    least: Fraction | None, cap: Fraction | None, bounds: tuple[int, int]
) -> None:
    targets = {code: Target(code, "件", F(80)) for code in CODES}
    targets["AP1.1"] = Target("AP1.1", "件", F(80), least=least, cap=cap)
    card = score(LIBRARY, targets, {code: F(80) for code in CODES if code != "AP1.1"})
    assert next(one for one in card.plan.every() if one.code == "AP1.1").bounds == bounds
    cell = next(one for one in card.plan.every() if one.code == "cell:AP")  # with AP2, which earned 100
    assert (cell.lowest, cell.highest) == ((bounds[0] + 100) / F(2), (bounds[1] + 100) / F(2))


def test_a_node_has_its_own_rule() -> None:
    values = {code: F(80) for code in CODES} | {"AP1.1": F(40)}
    card = score(LIBRARY, TARGETS, values, rules={"cell:AP": "weakest", "theme:A": "unscored"})
    assert scored(card, "cell:AP") == 50
    assert scored(card, "theme:A") is None
    assert card.plan.score == 100  # theme A is left out


def test_objectives_without_kpis_are_not_measured() -> None:
    bureau = example_plans()[0]
    card = score(bureau, {}, {})
    assert card.plan.status == "not_measured"


@pytest.mark.parametrize("verb", ["score", "xmr"])
def test_a_notebook_has_the_verbs(verb: str) -> None:
    assert callable(getattr(openscorecard, verb))


def test_every_node_says_its_level_its_parent_and_its_rule() -> None:
    values: dict[str, Fraction | None] = {code: F(80) for code in CODES} | {"AP1.1": None}
    card = score(LIBRARY, {code: one for code, one in TARGETS.items() if code != "AC1.1"}, values)
    every = {one.code: one for one in card.every()}
    said = {code: (every[code].level, every[code].parent, every[code].rule) for code in every}
    assert said["plan"] == ("plan", "", "weighted")
    assert said["theme:A"] == ("theme", "plan", "weighted")
    assert said["perspective:C"] == ("perspective", "plan", "weighted")
    assert said["cell:AP"] == ("cell", "theme:A", "weighted")
    assert said["AP1"] == ("objective", "cell:AP", "weighted")
    for code in ("AP1.1", "AC1.1", "AP2.1"):  # missing, without a target, scored
        assert said[code] == ("kpi", code[:3], "weighted")
    assert (every["AC1.1"].status, every["AP1.1"].status) == ("no_target", "no_data")


def test_a_theme_without_objectives_and_an_objective_without_kpis_are_not_measured() -> None:
    plan = replace(
        LIBRARY, themes=(*LIBRARY.themes, Theme("E", Text("新主題"))),
        objectives=(*LIBRARY.objectives, Objective("DP9", Text("新目標"), "D", "P")),
    )  # fmt: skip
    every = {one.code: one for one in score(plan, TARGETS, dict.fromkeys(CODES, F(80))).every()}
    assert (every["theme:E"].status, every["theme:E"].parent) == ("not_measured", "plan")
    bare = every["DP9"]
    assert (bare.status, bare.level, bare.parent, bare.weight) == ("not_measured", "objective", "cell:DP", 1)
    assert every["plan"].score == 100


def test_weights_come_from_targets_and_are_overruled_by_code() -> None:
    targets = TARGETS | {"AP1.1": Target("AP1.1", "件", F(80), weight=F(3))}
    values: dict[str, Fraction | None] = dict.fromkeys(CODES, F(80))
    for weights, weight in (({}, 3), ({"AP1.1": F(5)}, 5)):
        every = {one.code: one for one in score(LIBRARY, targets, values, weights=weights).every()}
        assert (every["AP1.1"].weight, every["AP2.1"].weight) == (weight, 1)
