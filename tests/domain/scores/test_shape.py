"""Scores as plain data, in the shape the command line gives, and traces that a person can recompute."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.cascade import Contributor, contributed
from openscorecard.domain.scores.flags import Beside, flags
from openscorecard.domain.scores.rollup import Part, Rule, as_leaf, gather, roll_up
from openscorecard.domain.scores.scorecard import Scorecard, score
from openscorecard.domain.scores.shape import KpiFacts, card_to_data, node_to_data, trace
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.example import example_plans

F = Fraction
BUREAU, LIBRARY = example_plans()
CODES = [kpi.code for _, kpi in LIBRARY.kpis()]
TARGETS = {code: Target(code, "件", F(90)) for code in CODES}
KEYS = {
    "code", "level", "parent", "value", "target", "unit", "score", "partial_score", "coverage", "status",
    "contributions", "declared", "reading", "example", "lowest", "highest",
    "red_below", "rule", "inputs", "shares", "batches",
}  # fmt: skip


def card(**values: int | None) -> Scorecard:
    given: dict[str, Fraction | None] = {code: F(90) for code in CODES}
    given |= {code: None if value is None else F(value) for code, value in values.items()}
    return score(LIBRARY, TARGETS, {code.replace("_", "."): value for code, value in given.items()})


def data(found: Scorecard, **facts: KpiFacts) -> dict[str, Any]:
    known = {code.replace("_", "."): one for code, one in facts.items()}
    said = card_to_data(found, plan="p", period=Period("year", 2025), as_of="2026-01-05T00:00:00+08:00", facts=known)
    return json.loads(json.dumps(said))  # type: ignore[no-any-return]


def test_every_node_stands_once_in_the_shape_of_score() -> None:
    said = data(card())
    assert (said["plan"], said["period"], said["as_of"]) == ("p", "2025", "2026-01-05T00:00:00+08:00")
    codes = [one["code"] for one in said["nodes"]]
    assert len(set(codes)) == len(codes)
    assert {"plan", "theme:A", "perspective:C", "cell:AC", "AC1", "AC1.1"} <= set(codes)
    assert all(one.keys() == KEYS for one in said["nodes"])
    assert {one["score"] for one in said["nodes"]} == {"100"}
    assert {one["coverage"] for one in said["nodes"]} == {"100"}


def test_parents_lead_from_a_kpi_to_the_plan() -> None:
    by_code = {one["code"]: one for one in data(card())["nodes"]}
    way, here = [], "AC1.1"
    while here:
        way.append(here)
        here = by_code[here]["parent"]
    assert way == ["AC1.1", "AC1", "cell:AC", "theme:A", "plan"]


def test_quotients_leave_with_twenty_eight_digits_and_what_is_missing_is_null() -> None:
    facts = KpiFacts(F(30), TARGETS["AP1.1"], "件", "usual", ("b1",), example=True)
    by_code = {one["code"]: one for one in data(card(AP1_1=30, AP2_1=None), AP1_1=facts)["nodes"]}
    assert by_code["AP1.1"]["score"] == "33.33333333333333333333333333"
    assert (by_code["AP1.1"]["value"], by_code["AP1.1"]["target"], by_code["AP1.1"]["unit"]) == ("30", "90", "件")
    assert (by_code["AP1.1"]["rule"], by_code["AP1.1"]["inputs"]) == ("v ÷ t × 100", {"v": "30", "t": "90"})
    assert by_code["AP1.1"]["batches"] == ["b1"]
    assert by_code["AP1"]["shares"] == [
        {"code": "AP1.1", "weight": "1", "share": "100", "score": "33.33333333333333333333333333"}
    ]
    assert (by_code["AP2.1"]["score"], by_code["AP2.1"]["value"], by_code["AP2.1"]["status"]) == (None, None, "no_data")
    cell = by_code["cell:AP"]
    assert (cell["status"], cell["score"], cell["coverage"]) == ("withheld", None, "50")
    assert cell["partial_score"] == "33.33333333333333333333333333"
    assert (by_code["plan"]["example"], by_code["theme:A"]["example"], by_code["theme:B"]["example"]) == (
        True, True, False,
    )  # fmt: skip


def test_what_others_bring_is_told_at_the_objective_and_is_no_node() -> None:
    objective = BUREAU.objectives[0]
    part = roll_up(Part("AC1", "objective", children=(Part("AC1.1", "kpi", score=F(80)),)))
    contributors = [Contributor("library", "AC1", F(2)), Contributor("museum", "X")]
    found = contributed(objective.code, contributors, {("library", "AC1"): part}, declared=False)
    said = data(score(BUREAU, {}, {}, contributed={objective.code: found}))
    node = next(one for one in said["nodes"] if one["code"] == objective.code)
    assert (node["score"], node["partial_score"], node["declared"]) == (None, "80", False)
    assert node["contributions"] == [
        {"plan": "library", "objective": "AC1", "weight": "2", "score": "80", "coverage": "100"},
        {"plan": "museum", "objective": "X", "weight": "1", "score": None, "coverage": "0"},
    ]
    assert "contribution" not in {one["level"] for one in said["nodes"]}
    assert node_to_data(part)["contributions"] == []


def recomputed(said: dict[str, Any]) -> Decimal | None:
    """The partial score of a node by hand, from its trace alone."""
    if "children" not in said:
        return Decimal(said["partial_score"]) if said["partial_score"] else None
    known = [(Decimal(one["share"]), recomputed(one)) for one in said["children"] if one["share"] is not None]
    if not known:
        return None
    scores = [one for _, one in known if one is not None]
    if said["rule"] == "weakest":
        return min(scores)
    return sum((share * one / 100 for (share, _), one in zip(known, scores, strict=True)), Decimal(0))


@pytest.mark.parametrize("rule", ["weighted", "weakest"])
def test_a_trace_is_enough_to_recompute_every_score_by_hand(rule: Rule) -> None:
    found = score(
        LIBRARY,
        TARGETS,
        {code: None if place % 5 == 0 else F(60 + 3 * place) for place, code in enumerate(CODES)},
        weights={code: F(place + 1, 3) for place, code in enumerate(CODES)},
        rules={"theme:B": rule},
    )
    said = trace(found.plan, found.achieved)
    assert said["exact"] is True

    def check(one: dict[str, Any]) -> None:
        mine = recomputed(one)
        assert (mine is None) == (one["partial_score"] is None)
        if mine is not None:
            assert abs(mine - Decimal(one["partial_score"])) < Decimal("1e-20"), one["code"]
        for child in one.get("children", ()):
            check(child)

    check(said)


def test_the_trace_of_a_kpi_says_formula_inputs_and_batches() -> None:
    found = card(AP1_1=30)
    (kpi,) = (one for one in found.plan.every() if one.code == "AP1.1")
    said = trace(kpi, found.achieved, {"AP1.1": KpiFacts(F(30), TARGETS["AP1.1"], "件", "usual", ("b1", "b2"))})
    assert (said["formula"], said["inputs"], said["raw"]) == (
        "v ÷ t × 100", {"v": "30", "t": "90"}, "33.33333333333333333333333333",
    )  # fmt: skip
    assert (said["batches"], said["reading"], said["unit"]) == (["b1", "b2"], "usual", "件")
    (bare,) = (one for one in card(AP1_1=None).plan.every() if one.code == "AP1.1")
    assert "formula" not in trace(bare)


def test_a_geometric_trace_says_that_it_is_not_exact() -> None:
    parts = (Part("a", "kpi", score=F(50)), Part("b", "kpi", score=F(70)))
    inner = Part("i", "cell", children=parts, rule="geometric")
    assert trace(roll_up(Part("n", "theme", children=(inner,))))["exact"] is False
    assert trace(roll_up(Part("n", "theme", children=parts)))["exact"] is True


def test_a_green_node_over_a_red_one_is_flagged_with_what_is_red() -> None:
    parts = (Part("a", "kpi", F(9), F(120)), Part("b", "kpi", F(1), F(10)), Part("c", "kpi", F(1), F(20)))
    node = roll_up(Part("N", "theme", children=(Part("G", "cell", children=parts),)))
    found = flags(node.every())
    assert [(one.code, one.where) for one in found] == [("green-over-red", "N b c"), ("green-over-red", "G b c")]
    assert "b、c" in found[0].sentence()
    assert "b, c" in found[0].sentence("en")
    assert flags(roll_up(Part("N", "theme", children=parts[1:])).every()) == ()


@pytest.mark.parametrize(
    ("score_", "beside", "count"),
    [
        (100, Beside("滿意度", F(90), F(85)), 1),
        (100, Beside("滿意度", F(90), F(90)), 0),
        (100, Beside("等候天數", F(3), F(5), "down"), 1),
        (100, Beside("等候天數", F(5), F(3), "down"), 0),
        (99, Beside("滿意度", F(90), F(85)), 0),
        (100, Beside("滿意度", None, F(85)), 0),
        (100, Beside("滿意度", F(90), None), 0),
    ],
)
def test_a_green_kpi_with_a_falling_companion_is_flagged(score_: int, beside: Beside, count: int) -> None:
    node = roll_up(Part("K", "kpi", score=F(score_)))
    found = flags([node], {"K": [beside]})
    assert [one.code for one in found] == ["green-with-falling-companion"] * count
    for one in found:
        assert beside.name in one.sentence()
        assert ("90" in one.sentence()) == (beside.before == F(90))


def test_companions_stand_beside_kpis_only_and_equal_ones_do_not_fall() -> None:
    worse = {"K": [Beside("滿意度", F(90), F(85))]}
    assert flags([roll_up(Part("K", "objective", children=(Part("k", "kpi", score=F(100)),)))], worse) == ()
    assert not Beside("等候天數", F(3), F(3), "down").falling
    assert not Beside("等候天數", None, F(3), "down").falling
    assert not Beside("等候天數", F(3), None, "down").falling


def test_a_red_node_over_green_leaves_is_named_itself() -> None:
    inner = Part("I", "cell", children=(Part("a", "kpi", F(1), F(80)), Part("b", "kpi", F(1), F(99))), rule="weakest")
    top = roll_up(Part("N", "theme", children=(inner, Part("c", "kpi", F(9), F(200)))))
    assert flags([top])[0].where == "N a"
    withheld = Part(
        "W", "cell", children=(Part("a", "kpi", F(1), F(91)), Part("b", "kpi", F(1), F(95))), rule="geometric"
    )
    assert flags([roll_up(Part("N", "theme", children=(withheld, Part("c", "kpi", F(9), F(200)))))]) == ()


def test_what_is_withheld_below_is_not_behind_but_the_node_over_it_may_be() -> None:
    known = Part("k", "kpi", F(3), F(10)), Part("m", "kpi", F(2))  # coverage 60: withheld, 10 so far
    some = as_leaf(roll_up(Part("O", "objective", children=known)), "lib O", "contribution", F(1), "I")
    inner = gather(Part("I", "objective"), (some, roll_up(Part("c", "kpi", F(1), F(100)))))
    assert (some.status, inner.status) == ("withheld", "behind")
    top = gather(Part("N", "theme"), (inner, roll_up(Part("d", "kpi", F(9), F(200)))))
    assert [(one.code, one.where) for one in flags([top])] == [("green-over-red", "N I")]


def test_falling_is_yes_or_no() -> None:
    assert Beside("滿意度", None, F(85)).falling is False
    assert Beside("滿意度", F(90), F(85)).falling is True


def test_a_trace_holds_what_a_person_needs_and_nothing_else() -> None:
    parts = (Part("a", "kpi", F(3), F(80)), Part("b", "kpi", F(1), status="no_target"))
    said = trace(roll_up(Part("N", "objective", children=parts)))
    leaf = {"rule": "weighted", "exact": True}
    assert said == {
        "code": "N", "level": "objective", "rule": "weighted", "exact": True, "score": "80", "partial_score": "80",
        "coverage": "75", "status": "behind",
        "children": [
            leaf | {"code": "a", "level": "kpi", "weight": "3", "share": "100", "score": "80", "partial_score": "80",
                    "coverage": "100", "status": "behind"},
            leaf | {"code": "b", "level": "kpi", "weight": "1", "share": None, "score": None, "partial_score": None,
                    "coverage": "0", "status": "no_target"},
        ],
    }  # fmt: skip


def test_a_leaf_has_a_formula_a_node_its_rule_and_what_is_not_known_is_null() -> None:
    facts = KpiFacts(F(30), TARGETS["AP1.1"], "件", "usual")
    by_code = {one["code"]: one for one in data(card(AP2_1=None), AP1_1=facts)["nodes"]}
    assert (by_code["AP1.1"]["reading"], by_code["AP2.1"]["reading"]) == ("usual", None)
    assert (by_code["AP1.1"]["rule"], by_code["AP1"]["rule"], by_code["AP2.1"]["rule"]) == (
        "v ÷ t × 100", "weighted", None,
    )  # fmt: skip
    assert (by_code["AP2.1"]["unit"], by_code["AP2.1"]["batches"], by_code["AP2.1"]["inputs"]) == (None, [], {})
    assert (by_code["plan"]["parent"], by_code["AP2.1"]["target"]) == (None, None)
    bare = node_to_data(roll_up(Part("K", "kpi", score=F(80))))
    assert (bare["rule"], bare["declared"], bare["contributions"], bare["example"]) == (None, None, [], False)
    assert trace(roll_up(Part("K", "kpi", score=F(80)))).keys() == {
        "code", "level", "rule", "exact", "score", "partial_score", "coverage", "status",
    }  # fmt: skip


def test_a_trace_of_a_kpi_of_which_nothing_more_is_known_says_null() -> None:
    (kpi,) = (one for one in card().plan.every() if one.code == "AP1.1")
    said = trace(kpi, card().achieved)
    assert (said["unit"], said["reading"], said["batches"], said["raw"]) == (None, None, [], "100")
