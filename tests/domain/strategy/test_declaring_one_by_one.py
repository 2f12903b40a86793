"""What is declared of a plan: links, supports, responsibilities, the mission, the example layer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.strategy import changes as do
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
AC1, AP1, BC1 = PLAN.objectives
X = Text("某")
DAY = date(2025, 3, 5)

# What is declared


def test_the_same_link_declared_anew_stays_in_its_place_and_is_no_example() -> None:
    plan = do.DeclareLink("AC1", "BC1", "-", 3, Text("理由"), "館長", DAY).apply(PLAN)
    assert plan.links == (PLAN.links[0], Link("AC1", "BC1", "-", 3, Text("理由"), "館長", DAY))
    more = do.DeclareLink("BC1", "AP1").apply(PLAN)
    assert more.links == (*PLAN.links, Link("BC1", "AP1"))
    assert do.WithdrawLink("AP1", "AC1").apply(PLAN).links == PLAN.links[1:]


def test_supports_are_declared_once_each() -> None:
    plan = do.SupportParent("AC1", "HC1", Fraction(1, 2)).apply(PLAN)
    assert plan.supports == (Support("AC1", "HC1", Fraction(1, 2)),)
    assert do.SupportParent("AC1", "HC1").apply(PLAN).supports == (Support("AC1", "HC1"),)
    two = do.SupportParent("AC1", "HP1").apply(PLAN)
    assert do.UnsupportParent("AC1", "HP1").apply(two).supports == PLAN.supports
    assert do.UnsupportParent("AC1", "HC1").apply(two).supports == (Support("AC1", "HP1"),)
    with pytest.raises(faults.SupportWithoutParent) as caught:
        do.SupportParent("AC1", "HC1").apply(replace(PLAN, cascade=None))
    assert caught.value.facts["item"] == "AC1"


def test_a_theme_is_taken_up_from_one_parent() -> None:
    assert do.TakeUpTheme("bureau", "G").apply(PLAN).cascade == Cascade("bureau", "G", PLAN.supports)
    assert do.TakeUpTheme("city", "A").apply(PLAN).cascade == Cascade("city", "A")
    assert do.TakeUpTheme("city").apply(replace(PLAN, cascade=None)).cascade == Cascade("city", "")


def test_an_objective_belongs_to_one_institution() -> None:
    plan = do.AssignObjective("BC1", "資訊中心").apply(PLAN)
    assert plan.responsibilities == (Responsibility("BC1", "資訊中心"),)
    assert do.UnassignObjective("BC1").apply(plan).responsibilities == ()
    both = do.AssignObjective("AP1", "採購中心").apply(PLAN)
    assert do.UnassignObjective("AP1").apply(both).responsibilities == PLAN.responsibilities


def test_a_passage_of_the_mission_is_carried_once_by_each() -> None:
    assert do.CarryMission("推動閱讀", "AC1").apply(PLAN).mission_links == PLAN.mission_links
    plan = do.CarryMission("推動閱讀", "BC1").apply(do.CarryMission("服務市民", "AC1").apply(PLAN))
    assert plan.mission_links == (
        MissionLink("推動閱讀", "AC1"), MissionLink("服務市民", "AC1"), MissionLink("推動閱讀", "BC1"),
    )  # fmt: skip
    assert do.UncarryMission("推動閱讀", "AC1").apply(plan).mission_links == plan.mission_links[1:]


def test_the_example_layer_is_dropped_whole_and_nothing_else() -> None:
    layered = replace(
        PLAN,
        cascade=Cascade("bureau", "H", (Support("AC1", "HC1"), Support("BC1", "HC1", example=True))),
        responsibilities=(Responsibility("BC1", "客服中心", True), Responsibility("AC1", "館")),
        mission_links=(MissionLink("推動閱讀", "AC1", True), MissionLink("服務市民", "AC1")),
    )
    plan = do.DropExample().apply(layered)
    assert (plan.links, plan.supports) == (PLAN.links[:1], (Support("AC1", "HC1"),))
    assert plan.responsibilities == (Responsibility("AC1", "館"),)
    assert plan.mission_links == (MissionLink("服務市民", "AC1"),)
    for part in ("links", "cascade", "responsibilities", "mission_links"):
        alone = replace(plan, **{part: getattr(layered, part)})
        assert alone.has_example
    assert do.DropExample().apply(replace(PLAN, cascade=None)).cascade is None


def test_a_plan_is_described_whole() -> None:
    said = do.DescribePlan(
        Text("名"), Text("機關"), Text("服務市民"), Text("願景"), (Text("值"),), DAY, date(2025, 4, 1), date(2025, 5, 1)
    )
    plan = said.apply(do.CarryMission("服務市民", "BC1").apply(PLAN))
    found = (plan.name, plan.institution, plan.mission, plan.vision, plan.values, plan.issued_on, plan.valid_from)
    assert found == (Text("名"), Text("機關"), Text("服務市民"), Text("願景"), (Text("值"),), DAY, date(2025, 4, 1))
    assert plan.valid_to == date(2025, 5, 1)
    assert [one.phrase for one in plan.mission_links] == ["服務市民"]
    bare = do.DescribePlan(Text("名"), Text("機關")).apply(PLAN)
    assert (bare.mission, bare.vision, bare.values, bare.issued_on, bare.valid_from, bare.valid_to) == (
        None, None, (), None, None, None,
    )  # fmt: skip
    assert bare.mission_links == ()
