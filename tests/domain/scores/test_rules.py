"""Rules of scoring: what fits a plan, and what is refused, all at once."""

from __future__ import annotations

from fractions import Fraction as F

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.bands import Band, UnfitBands
from openscorecard.domain.scores.rules import ScoringRules, UnfitRules, by_code, check_rules, plan_nodes
from openscorecard.domain.strategy.nodes import Objective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.formats.scores.rules import rules_from_data, rules_to_data
from tests.store_samples import bureau, library

BANDS = (Band("behind", None, F(50)), Band("watch", F(50), F(80)), Band("on_target", F(80), None))


def test_nodes_above_objectives_are_those_that_hold_something() -> None:
    assert plan_nodes(library()) == (
        "plan", "theme:A", "perspective:C", "perspective:P", "perspective:L", "perspective:F", "cell:AC", "cell:AP",
    )  # fmt: skip


def test_rules_go_by_the_codes_that_scoring_uses() -> None:
    rules = ScoringRules(
        weights={"theme:A": F(2), "AC1": F(3), "gone": F(4)}, rules={"AC1": "weakest", "gone": "geometric"}
    )
    assert by_code(library(), rules) == ({"theme:A": 2, "AC1": 3}, {"AC1": "weakest"})


@pytest.mark.parametrize(
    ("said", "fault", "words"),
    [
        ({"threshold": F(101)}, UnfitRules, "101"),
        ({"threshold": F(-1)}, UnfitRules, "-1"),
        ({"weights": {"plan": F(-1, 2)}}, UnfitRules, "-1/2"),
        ({"rules": {"plan": "median"}}, UnfitRules, "median"),
        ({"bands": BANDS[:2]}, UnfitBands, "80"),
        ({"bands": (BANDS[0], BANDS[2])}, UnfitBands, "50"),
    ],
)
def test_rules_that_score_nothing_are_refused(said: dict, fault: type[Fault], words: str) -> None:
    with pytest.raises(fault) as caught:
        ScoringRules(**said)
    assert words in caught.value.sentence("en")


@pytest.mark.parametrize("threshold", [F(0), F(100)])
def test_the_ends_of_the_threshold_are_allowed(threshold: F) -> None:
    assert ScoringRules(threshold=threshold).threshold == threshold


def test_what_a_plan_does_not_have_and_weights_that_are_all_zero_are_told_at_once() -> None:
    rules = ScoringRules(weights={"theme:Z": F(1), "theme:A": F(0)}, declared=frozenset({"AC1", "HC9"}))
    with pytest.raises(UnfitRules) as caught:
        check_rules(library(), rules)
    told = [one.sentence("en") for one in caught.value.all()]
    assert len(told) == 4
    assert ["theme:Z" in told[0], "HC9" in told[1], "AC1" in told[2], "below plan" in told[3]] == [True] * 4


def test_a_weight_of_zero_beside_others_is_a_choice() -> None:
    two = ScoringRules(weights={"HC1": F(0)})
    with pytest.raises(UnfitRules):
        check_rules(bureau(), two)  # the only objective of its cell
    check_rules(bureau(), ScoringRules(weights={"theme:G": F(0)}, declared=frozenset({"HC1"})))


@pytest.mark.parametrize(
    "rules",
    [
        ScoringRules(),
        ScoringRules(BANDS, F(1, 3), {"theme:A": F(1, 3)}, {"plan": "weakest"}, frozenset({"HC1"})),
    ],
)
def test_rules_come_back_from_plain_data_as_they_were(rules: ScoringRules) -> None:
    assert rules_from_data(rules_to_data(rules)) == rules


def test_usual_rules_say_nothing() -> None:
    assert rules_to_data(ScoringRules(weights={"plan": F(1)}, rules={"plan": "weighted"})) == {}


def grid() -> Plan:
    """Two themes by two perspectives, one objective in each cell but two in AC."""
    cells = dict(zip(("AC1", "AC2", "AP1", "BC1", "BP1"), "一二三四五", strict=True))
    return Plan(
        "p",
        Text("計畫"),
        Text("機關"),
        themes=(Theme("A", Text("甲")), Theme("B", Text("乙"))),
        objectives=tuple(Objective(code, Text(f"目標{name}"), code[0], code[1]) for code, name in cells.items()),
    )


@pytest.mark.parametrize(
    ("zeros", "parents"),
    [
        (("theme:A", "theme:B"), ["plan"]),
        (("theme:A",), []),
        (("cell:AC", "cell:AP"), ["theme:A"]),
        (("cell:BC", "cell:BP"), ["theme:B"]),
        (("cell:AC", "cell:BC"), ["perspective:C"]),
        (("cell:AP", "cell:BP"), ["perspective:P"]),
        (("cell:AC", "cell:BP"), []),
        (("AC1", "AC2"), ["cell:AC"]),
        (("AC1",), []),
        (("BC1",), ["cell:BC"]),
        (("AC1", "AP1"), ["cell:AP"]),
    ],
)
def test_weights_that_are_all_zero_are_told_with_their_parent(zeros: tuple[str, ...], parents: list[str]) -> None:
    rules = ScoringRules(weights=dict.fromkeys(zeros, F(0)))
    if not parents:
        check_rules(grid(), rules)
        return
    with pytest.raises(UnfitRules) as caught:
        check_rules(grid(), rules)
    assert [one.sentence("en").split(" below ")[1].split(" are ")[0] for one in caught.value.all()] == parents
