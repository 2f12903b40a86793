"""Scores above one plan: what other plans bring to an objective, and the tree of institutions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.people.institutions import Institution, InstitutionTree
from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.cascade import Brought, Contributed, Contributor, contributed, contributors_of
from openscorecard.domain.scores.institutions import InstitutionRules, institution_scores
from openscorecard.domain.scores.rollup import Part, Scored, UnfitWeights, gather, roll_up
from openscorecard.domain.scores.scorecard import score
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.links import Cascade, Support
from openscorecard.domain.text import Text
from openscorecard.formats.example import example_plans
from tests.domain.scores.tables import number, table

F = Fraction
BUREAU, LIBRARY = example_plans()


def node(leaves: list[list[str]], code: str = "N") -> Scored:
    def part(place: int, weight: str, said: str) -> Part:
        if said[0].isdigit():
            return Part(f"L{place}", "kpi", F(weight), F(said))
        why: Status = said  # type: ignore[assignment]
        return Part(f"L{place}", "kpi", F(weight), status=why)

    return roll_up(Part(code, "objective", children=tuple(part(place, *one) for place, one in enumerate(leaves))))


@pytest.mark.parametrize("case", table("cascade.yaml"), ids=lambda case: case["rule"])
def test_an_objective_is_what_its_contributors_bring(case: dict[str, Any]) -> None:
    contributors = [Contributor(plan, code, F(weight)) for plan, code, weight, _ in case["contributors"]]
    loaded = {(plan, code): node(leaves) for plan, code, _, leaves in case["contributors"] if leaves}
    found = contributed("CC1", contributors, loaded, declared=case["declared"])
    assert (found.node.score, found.node.coverage) == (number(case["score"]), F(case["coverage"]))
    assert found.node.status == case["status"]
    assert found.node.partial == number(case.get("partial", case["score"]))
    assert [one.contributor for one in found.brought] == contributors


def test_what_each_brought_is_told() -> None:
    one, other = Contributor("library", "AC1", F(3)), Contributor("museum", "AC2")
    found = contributed("CC1", [one, other], {("library", "AC1"): node([["1", "80"], ["1", "no_data"]])}, declared=True)
    assert found.brought == (Brought(one, F(80), F(50)), Brought(other, None, F(0)))
    # Of eight parts of weight three have data: 3 × 50 % of 4.
    assert found.node.coverage == F(300, 8)
    assert (found.node.lowest, found.node.highest) == (30, F(185, 2))


def test_contributors_whose_weights_are_all_zero_are_refused() -> None:
    with pytest.raises(UnfitWeights):
        contributed("CC1", [Contributor("library", "AC1", F(0))], {}, declared=True)


def test_supports_of_loaded_plans_are_the_contributors() -> None:
    theirs = next(one for one in BUREAU.objectives if one.theme == "C")
    cascade = Cascade(BUREAU.id, "C", (Support(LIBRARY.objectives[0].id, theirs.id, F(2)),))
    plan = replace(LIBRARY, cascade=cascade)
    found = contributors_of(BUREAU.id, theirs, [plan, BUREAU])
    assert found == (Contributor(LIBRARY.id, LIBRARY.objectives[0].code, F(2)),)
    assert contributors_of("another", theirs, [plan]) == ()


def bureau_with(code: str, found: Contributed) -> Any:
    return score(BUREAU, {}, {}, contributed={code: found})


def test_a_parent_plan_rolls_up_what_others_bring() -> None:
    first, second = BUREAU.objectives[:2]
    loaded = {("library", "AC1"): node([["1", "80"]])}
    found = contributed(first.code, [Contributor("library", "AC1")], loaded, declared=True)
    card = bureau_with(first.code, found)
    every = {one.code: one for one in card.plan.every()}
    assert (every[first.code].score, every[first.code].parent) == (80, f"cell:{first.theme}{first.perspective}")
    assert every[second.code].status == "not_measured"
    assert card.plan.score == 80  # nothing else is measured, so nothing else is due
    undeclared = contributed(first.code, [Contributor("library", "AC1")], loaded, declared=False)
    assert bureau_with(first.code, undeclared).plan.score is None


def test_an_objective_with_kpis_is_its_own_whatever_others_bring() -> None:
    objective = LIBRARY.objectives[0]
    target = {kpi.code: Target(kpi.code, "件", F(10)) for kpi in objective.kpis}
    values = {kpi.code: F(5) for kpi in objective.kpis}
    found = contributed(objective.code, [Contributor("x", "AC1")], {("x", "AC1"): node([["1", "80"]])}, declared=True)
    card = score(LIBRARY, target, values, contributed={objective.code: found})
    assert next(one for one in card.plan.every() if one.code == objective.code).score == 50
    assert card.contributed[objective.code].brought[0].score == 80


TREE = InstitutionTree(
    (
        Institution("bureau", Text("局")),
        Institution("library", Text("館"), parent="bureau"),
        Institution("east", Text("東"), parent="library"),
        Institution("west", Text("西"), parent="library"),
        Institution("museum", Text("博"), parent="bureau"),
    )
)


@pytest.mark.parametrize("case", table("institutions.yaml"), ids=lambda case: case["rule"])
def test_institutions_roll_up(case: dict[str, Any]) -> None:
    plans = {id_: node([["1", said]], "plan") for id_, said in case["plans"].items()}
    weights = {id_: F(weight) for id_, weight in case.get("weights", {}).items()}
    (top,) = institution_scores(TREE, plans, InstitutionRules(weights, {}, case.get("rules", {})))
    every = {one.code: one for one in top.every()}
    assert {id_: every[id_].score for id_ in case["found"]} == {id_: number(n) for id_, n in case["found"].items()}
    assert top.coverage == F(case["coverage"])
    for id_, partial in case.get("partial", {}).items():
        assert every[id_].partial == F(partial)


def test_an_own_plan_has_a_weight_of_its_own() -> None:
    plans = {id_: node([["1", said]]) for id_, said in (("bureau", "100"), ("library", "60"), ("museum", "60"))}
    tree = InstitutionTree(tuple(one for one in TREE.institutions if one.id not in {"east", "west"}))
    (top,) = institution_scores(tree, plans, InstitutionRules({}, {"bureau": F(2)}, {}))
    assert top.score == 80
    assert [(one.code, one.parent) for one in top.children[:2]] == [("own:bureau", "bureau"), ("library", "bureau")]


def test_what_a_plan_misses_is_missing_above() -> None:
    plans = {"library": node([["1", "80"], ["3", "no_data"]]), "museum": node([["1", "100"]])}
    tree = InstitutionTree(tuple(one for one in TREE.institutions if one.id not in {"east", "west"}))
    (top,) = institution_scores(tree, plans)
    assert (top.score, top.coverage) == (None, F(125, 2))
    assert (top.lowest, top.highest) == (60, F(195, 2))


def test_an_empty_list_is_no_data() -> None:
    assert gather(Part("N", "objective"), ()).status == "no_data"
    assert institution_scores(InstitutionTree(), {}) == ()


def places(one: Scored) -> list[tuple[str, str, str, Fraction, str]]:
    return [(each.code, each.level, each.parent, each.weight, each.rule) for each in one.every()]


def test_institutions_and_their_own_plans_say_what_they_are() -> None:
    plans = {"library": node([["1", "80"]])}
    tree = InstitutionTree(tuple(one for one in TREE.institutions if one.id in {"bureau", "library", "museum"}))
    (top,) = institution_scores(tree, plans, InstitutionRules({"museum": F(3)}, {"library": F(2)}, {}))
    assert places(top) == [
        ("bureau", "institution", "", 1, "weighted"),
        ("library", "institution", "bureau", 1, "weighted"),
        ("own:library", "plan", "library", 2, "weighted"),
        ("museum", "institution", "bureau", 3, "weighted"),
    ]
    assert top.children[1].status == "no_data"


def test_contributions_are_leaves_of_the_parents_objective() -> None:
    contributors = [Contributor("library", "AC1", F(2)), Contributor("museum", "X")]
    found = contributed("CC1", contributors, {("library", "AC1"): node([["1", "80"]])}, declared=True)
    assert places(found.node) == [
        ("CC1", "objective", "", 1, "weighted"),
        ("library AC1", "contribution", "CC1", 2, "weighted"),
        ("museum X", "contribution", "CC1", 1, "weighted"),
    ]
    assert found.node.children[1].status == "no_data"
    nobody = contributed("CC1", [], {}, declared=False)
    assert places(nobody.node) == [("CC1", "objective", "", 1, "weighted")]
