"""A re-import keeps inner ids, so that a KPI keeps its history when its code changes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from openscorecard.domain.strategy.changes import ChangeObjective, RemoveObjective
from openscorecard.domain.strategy.matching import carry_ids
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan
from tests.generative.plans import plans

OLD = small_plan()


def test_a_renamed_objective_is_found_by_its_code() -> None:
    new = replace(OLD, objectives=(replace(OLD.objectives[0], name=Text("擴充館藏")), *OLD.objectives[1:]))
    assert carry_ids(new, OLD).objectives[0].id == "AC1"


def test_a_recoded_objective_is_found_by_its_name() -> None:
    recoded = Objective("AC7", Text("充實館藏"), "A", "C")
    bare = replace(
        OLD, links=(), cascade=None, mission_links=(), initiatives=(), objectives=(recoded, *OLD.objectives[1:])
    )
    assert carry_ids(bare, OLD).objectives[0].id == "AC1"


def test_codes_that_changed_hands_follow_the_names() -> None:
    first, second = Objective("AC1", Text("甲"), "A", "C"), Objective("AC2", Text("乙"), "A", "C")
    old = replace(
        OLD, objectives=(first, second), links=(), cascade=None, mission_links=(), initiatives=(), responsibilities=()
    )
    swapped = replace(old, objectives=(replace(first, name=Text("乙")), replace(second, name=Text("甲"))))
    assert [item.id for item in carry_ids(swapped, old).objectives] == ["AC2", "AC1"]


def test_what_is_new_never_takes_an_id_that_was_used() -> None:
    old = ChangeObjective("AC1", Text("充實館藏"), "A", "C", "AC5").apply(OLD)
    bare = replace(RemoveObjective("AC1").apply(OLD), links=())
    new = replace(bare, objectives=(*bare.objectives, Objective("AC1", Text("全新"), "A", "C")))
    assert {item.code: item.id for item in carry_ids(new, old).objectives}["AC1"] == "AC1~2"


@settings(max_examples=150, deadline=None)
@given(plans())
def test_carrying_ids_to_the_same_plan_changes_nothing(plan: Plan) -> None:
    assert carry_ids(plan, plan) == plan
