"""Targets, achievement, bands and roll-up: tables of rules, and what must hold whatever the numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.scores.achievement import achievement
from openscorecard.domain.scores.bands import DEFAULT, Band, UnfitBands, check_bands, status_of
from openscorecard.domain.scores.numbers import UnfitNumber, exact
from openscorecard.domain.scores.rollup import Part, Rule, UnfitWeights, as_leaf, roll_up
from openscorecard.domain.scores.targets import Step, Target, UnfitRevision, UnfitTarget, asked, check_revision
from tests.domain.scores.tables import number, table, target_of

F = Fraction

CASES = [(row["rule"], case) for row in table("achievement.yaml") for case in row["cases"]]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=lambda one: one if isinstance(one, str) else "")
def test_what_a_value_earns(rule: str, case: dict[str, Any]) -> None:
    found = achievement(target_of(case["target"]), F(case["value"]))
    assert found.score == F(case["score"]), found
    assert found.inputs[0] == ("v", F(case["value"]))


@pytest.mark.parametrize("case", table("formulas.yaml"), ids=lambda case: case["formula"])
def test_a_score_says_by_which_formula_and_from_what(case: dict[str, Any]) -> None:
    found = achievement(target_of(case["target"]), F(case["value"]))
    assert found.rule == case["formula"]
    assert dict(found.inputs[1:]) == {name: F(value) for name, value in case["inputs"].items()}


@pytest.mark.parametrize("case", table("refused.yaml"), ids=lambda one: one["says"])
def test_a_target_that_nothing_could_be_scored_against_is_refused_where_it_is_set(case: dict[str, Any]) -> None:
    with pytest.raises(UnfitTarget) as caught:
        target_of(case["target"])
    assert any(case["says"] in one.facts["reason"] for one in caught.value.all())


@pytest.mark.parametrize(
    "said",
    [
        {"method": "ratio", "low": "5", "high": "5"},
        {"method": "yes_no", "low": "-1", "high": "0"},
        {"method": "steps", "low": "1", "high": "2", "steps": [["1", "50"], ["2", "100"], ["3", "50"]]},
        {"method": "milestones", "low": "1", "high": "2", "steps": [["1", "100"], ["2", "50"]]},
        {"method": "manual", "low": "1", "high": "2", "reason": "評審"},
    ],
    ids=lambda said: said["method"],
)
def test_a_band_may_be_scored_so(said: dict[str, Any]) -> None:
    assert target_of({"direction": "band", **said}).direction == "band"


def test_what_a_target_asks_is_its_value_unless_it_is_a_band() -> None:
    assert asked(target_of({"value": "80.5", "low": "1", "high": "2"})) == "80.5"
    assert asked(target_of({"direction": "band", "low": "1", "high": "2.5"})) == "1..2.5"


def leaves(row: list[list[str]]) -> tuple[Part, ...]:
    return tuple(
        Part(f"L{place}", "kpi", F(weight), F(said))
        if said[0].isdigit()
        else Part(f"L{place}", "kpi", F(weight), status=said)  # type: ignore[arg-type]
        for place, (weight, said) in enumerate(row)
    )


@pytest.mark.parametrize("case", table("rollup.yaml"), ids=lambda case: case["rule"])
def test_leaves_roll_up(case: dict[str, Any]) -> None:
    found = roll_up(Part("N", "objective", children=leaves(case["leaves"]), rule=case.get("by", "weighted")))
    assert (found.score, found.coverage, found.status) == (number(case["score"]), F(case["coverage"]), case["status"])
    assert found.partial == number(case.get("partial", case["score"]))
    for name in ("lowest", "highest"):
        if name in case:
            assert getattr(found, name) == F(case[name])


def test_every_score_can_be_recomputed_from_its_shares() -> None:
    found = roll_up(Part("N", "objective", children=leaves([["2", "90"], ["1", "60"], ["5", "not_due"]])))
    assert sum((one.share * (one.score or 0) for one in found.shares), F(0)) / 100 == found.score == 80
    assert sum((one.share for one in found.shares), F(0)) == 100


def test_alternatives_are_the_weakest_the_geometric_mean_and_none() -> None:
    some = leaves([["1", "50"], ["1", "200"]])
    assert roll_up(Part("N", "theme", children=some, rule="weakest")).score == 50
    geometric = roll_up(Part("N", "theme", children=some, rule="geometric")).score
    assert geometric is not None
    assert round(float(geometric), 12) == 100
    assert roll_up(Part("N", "theme", children=leaves([["1", "0"], ["1", "90"]]), rule="geometric")).score == 0
    none = roll_up(Part("N", "theme", children=some, rule="unscored"))
    assert (none.score, none.status, none.coverage) == (None, "not_applicable", 100)


def test_a_green_parent_over_a_red_child_is_flagged() -> None:
    tree = Part("N", "theme", children=(Part("G", "cell", children=leaves([["9", "120"], ["1", "10"]])),))
    found = roll_up(tree)
    assert (found.status, found.red_below) == ("on_target", True)
    assert not roll_up(Part("N", "theme", children=leaves([["1", "100"], ["1", "100"]]))).red_below


@pytest.mark.parametrize(("weights", "reason"), [(("0", "0"), "Σ = 0"), (("1", "-1"), "-1 < 0")])
def test_weights_by_which_nothing_can_be_weighed_are_refused(weights: tuple[str, str], reason: str) -> None:
    with pytest.raises(UnfitWeights) as caught:
        roll_up(Part("N", "theme", children=leaves([[weights[0], "90"], [weights[1], "90"]])))
    assert caught.value.facts == {"code": "N", "reason": reason}


@pytest.mark.parametrize("rule", ["weighted", "weakest", "geometric", "unscored"])
def test_over_nodes_without_a_score_of_their_own_there_is_none(rule: Rule) -> None:
    one = Part("U", "cell", children=leaves([["1", "80"]]), rule="unscored")
    for children in ((one,), (one, replace(one, code="V"))):
        found = roll_up(Part("N", "theme", children=children, rule=rule))
        assert (found.score, found.partial, found.coverage, found.status) == (None, None, 0, "not_applicable")
    assert roll_up(one).coverage == 100


@pytest.mark.parametrize("rule", ["weighted", "weakest", "geometric"])
def test_over_one_child_a_node_is_what_the_child_is(rule: Rule) -> None:
    for said in ("80", "100"):
        found = roll_up(Part("N", "theme", F(3), children=leaves([["2", said]]), rule=rule))
        assert (found.score, found.coverage, found.rule, found.weight) == (F(said), 100, rule, 3)


def test_under_nothing_a_geometric_mean_is_nothing() -> None:
    for score in (F(0), F(-5)):
        parts = (Part("a", "kpi", score=score), Part("b", "kpi", score=F(90)))
        assert roll_up(Part("N", "theme", children=parts, rule="geometric")).score == 0


@pytest.mark.parametrize("case", table("bands.yaml"), ids=lambda case: case["rule"])
def test_bands_cover_every_score_once_or_are_refused(case: dict[str, Any]) -> None:
    bands = [Band(status, number(least), number(below)) for status, least, below in case["bands"]]
    if case["says"] is None:
        check_bands(bands)
        return
    with pytest.raises(UnfitBands) as caught:
        check_bands(bands)
    assert any(case["says"] in one.facts["reason"] for one in caught.value.all())


def test_the_usual_bands_begin_at_ninety_and_at_a_hundred() -> None:
    check_bands(DEFAULT)
    for case in table("status.yaml"):
        assert status_of(F(case["score"])) == case["status"], case


@given(st.fractions(-10, 200, max_denominator=60), st.fractions(0, 150, max_denominator=60), st.fractions(F(1, 60), 40))
def test_a_status_is_that_of_the_band_a_score_lies_in(score: Fraction, edge: Fraction, width: Fraction) -> None:
    bands = (Band("behind", None, edge), Band("watch", edge, edge + width), Band("on_target", edge + width, None))
    check_bands(bands)
    found = "behind" if score < edge else "watch" if score < edge + width else "on_target"
    assert status_of(score, bands) == found


def test_lowering_a_target_needs_a_reason_and_a_countermeasure() -> None:
    before, after = target_of({"value": "80"}), target_of({"value": "70"})
    for said in (("", "x"), ("x", " ")):
        with pytest.raises(UnfitRevision):
            check_revision(before, after, *said)
    check_revision(before, after, "疫情", "線上辦理")
    check_revision(after, before, "", "")
    down = {"direction": "down", "method": "mirror"}
    with pytest.raises(UnfitRevision):
        check_revision(target_of({"value": "4", **down}), target_of({"value": "5", **down}), "", "")
    band = {"direction": "band", "low": "80", "high": "100"}
    with pytest.raises(UnfitRevision):
        check_revision(target_of(band), target_of({**band, "high": "110"}), "", "")


@pytest.mark.parametrize("text", ["nan", "NaN", "inf", "-Infinity", "1/0", "", "十", "1e"])
def test_what_is_no_finite_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(UnfitNumber) as caught:
        exact(text, "目標值")
    assert "目標值" in caught.value.sentence()


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 0.5, "80"])
def test_a_target_holds_exact_numbers_only(value: Any) -> None:
    for name in ("value", "cap", "weight"):
        with pytest.raises(UnfitTarget):
            Target("K", "件", **{"value": F(80), name: value})
    with pytest.raises(UnfitTarget):
        Target("K", "件", method="steps", steps=(Step(value, F(5)),))


def test_a_missing_value_could_earn_from_its_floor_to_its_cap() -> None:
    parts = (Part("a", "kpi", score=F(80)), Part("b", "kpi", bounds=(F(20), F(120))))
    found = roll_up(Part("N", "objective", children=parts))
    assert (found.lowest, found.highest) == (50, 100)
    weakest = roll_up(Part("N", "objective", children=parts, rule="weakest"))
    assert (weakest.lowest, weakest.highest) == (20, 80)
    nothing = Part("M", "objective", children=(Part("c", "kpi", bounds=(F(20), F(120))),))
    above = roll_up(Part("N", "cell", children=(*parts[:1], nothing)))
    assert (above.lowest, above.highest) == (50, 100)


def test_who_weighs_nothing_is_not_the_weakest() -> None:
    parts = (Part("a", "kpi", F(1), F(80)), Part("b", "kpi", F(0), F(5)))
    assert roll_up(Part("N", "objective", children=parts, rule="weakest")).score == 80


def test_who_weighs_nothing_bounds_nothing() -> None:
    parts = (Part("a", "kpi", F(1), F(80)), Part("b", "kpi", F(0), F(5)))
    for rule in ("weighted", "weakest", "geometric"):
        found = roll_up(Part("N", "objective", children=parts, rule=rule))  # type: ignore[arg-type]
        assert (found.lowest, found.highest) == (80, 80), rule


@pytest.mark.parametrize(
    "part",
    [
        Part("N", "theme", children=leaves([["1", "80"]]), rule="unscored"),
        Part("N", "theme", children=leaves([["1", "not_due"], ["1", "not_due"]])),
        Part("N", "theme"),
    ],
)
def test_a_node_without_a_score_could_be_anything_in_another_tree(part: Part) -> None:
    found = roll_up(part)
    assert (found.lowest, found.highest, found.shares) == (None, None, ())
    assert as_leaf(found, "x", "contribution", F(2), "P").bounds == (0, 100)


def test_a_leaf_stands_alone_with_its_place_and_weight() -> None:
    for part in (Part("a", "kpi", F(3), F(80)), Part("a", "kpi", F(3), status="not_due")):
        found = roll_up(part, parent="P")
        assert (found.code, found.level, found.parent, found.weight, found.rule) == ("a", "kpi", "P", 3, "weighted")
        assert found.children == found.shares == ()


def test_a_part_nobody_says_more_of_counts_once_by_weight_and_has_no_data() -> None:
    assert Part("a", "kpi") == Part("a", "kpi", F(1), None, "no_data", (), "weighted", (F(0), F(100)))


def test_a_fault_of_a_number_quotes_its_beginning() -> None:
    with pytest.raises(UnfitNumber) as caught:
        exact("x" * 60, "目標值")
    assert caught.value.facts["text"] == "x" * 40


def test_numbers_are_read_exactly() -> None:
    assert [exact(text, "x") for text in ("12.5", " 1,234 ", "-3", "1/3")] == [F(25, 2), 1234, -3, F(1, 3)]
