"""Changes and differences where a plan says little, or the changed item is not the first."""

from __future__ import annotations

from dataclasses import replace

from openscorecard.domain.strategy import changes as do
from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.matching import carry_ids
from openscorecard.domain.strategy.nodes import Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
X = Text("某")


def told(before: Plan, after: Plan) -> list[tuple[str, str, str]]:
    return [(one.where, one.before, one.after) for one in differences(before, after)]


def test_a_later_row_or_column_gets_its_letter_and_others_keep_theirs() -> None:
    plan = do.ChangePerspective("P", "U", Text("流程")).apply(PLAN)
    assert [one.code for one in plan.objectives] == ["AC1", "AU1", "BC1"]
    assert [row.letter for row in plan.perspectives] == ["C", "U", "L", "F"]
    plan = do.ChangeTheme("B", "E", Text("服務")).apply(PLAN)
    assert [one.code for one in plan.objectives] == ["AC1", "AP1", "EC1"]


def test_what_a_plan_did_not_say_was_empty() -> None:
    bare = replace(PLAN, mission=None, mission_links=(), vision=None, cascade=None)
    said = replace(
        bare, mission=Text("使命", "Mission"), vision=Text("願景", "Vision"), values=(Text("甲", "A"), Text("乙", "B"))
    )
    assert told(bare, said) == [
        ("plan mission", "", "使命"), ("plan mission_en", "", "Mission"), ("plan vision", "", "願景"),
        ("plan vision_en", "", "Vision"), ("plan values", "", "甲、乙"), ("plan values_en", "", "A, B"),
    ]  # fmt: skip
    taken = do.TakeUpTheme("bureau", "H").apply(bare)
    assert told(bare, taken) == [("plan takes_up", "", "bureau H")]


def test_themes_reasons_and_several_codes_are_told_by_name() -> None:
    lettered = do.ChangeTheme("B", "E", PLAN.themes[1].name).apply(PLAN)
    assert told(PLAN, lettered) == [
        ("theme E letter", "B", "E"), ("objective EC1 code", "BC1", "EC1"), ("objective EC1 theme", "B", "E"),
    ]  # fmt: skip
    why = replace(PLAN, links=(Link("AP1", "AC1", rationale=Text("理由", "why")), PLAN.links[1]))
    assert told(PLAN, why) == [("link AP1>AC1 rationale", "", "理由"), ("link AP1>AC1 rationale_en", "", "why")]
    twice = do.StandInitiative("AC1.1", "AC1.1.1").apply(PLAN)
    assert told(PLAN, twice)[0] == ("kpi AC1.1 initiatives", "AC1.1.1=AC1.1.1", "AC1.1.1=AC1.1.1 AC1.1.2=AC1.1.1")
    assert twice.objectives[0].kpis[0].standings[1] == Standing("AC1.1.2", "AC1.1.1")


def test_no_two_new_items_are_given_one_id() -> None:
    def plan(*named: tuple[str, str, str]) -> Plan:
        objectives = tuple(Objective(code, Text(name), "A", "C", id=id_) for code, name, id_ in named)
        return Plan("p", X, X, themes=(Theme("A", X),), objectives=objectives)

    old = plan(("AC1", "甲", "x"), ("AC9", "乙", "AC7"))
    found = carry_ids(plan(("AC7", "丙", "AC7"), ("AC8", "丁", "AC7~2")), old)
    assert [one.id for one in found.objectives] == ["AC7~2", "AC7~2~2"]
