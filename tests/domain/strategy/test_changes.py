"""Every change gives a sound plan or a fault, and inner ids stay whatever moves."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.strategy import changes as do
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()


def codes(plan: Plan) -> list[str]:
    return [item.code for item in plan.objectives]


def test_an_objective_takes_the_next_free_code_of_its_cell() -> None:
    plan = do.AddObjective("A", "C", Text("新目標")).apply(PLAN)
    assert codes(plan) == ["AC1", "AC2", "AP1", "BC1"]


def test_moving_an_objective_recodes_all_below_and_keeps_ids() -> None:
    plan = do.ChangeObjective("AC1", Text("充實館藏"), "B", "P").apply(PLAN)
    moved = plan.objective("AC1")
    assert moved is not None
    assert (moved.code, moved.theme, moved.perspective) == ("BP1", "B", "P")
    assert [(kpi.id, kpi.code) for kpi in moved.kpis] == [("AC1.1", "BP1.1"), ("AC1.2", "BP1.2")]
    assert plan.codes_of("AC1.1.1") == ("BP1.1.1", "BP1.2.1")
    assert plan.links == PLAN.links
    assert plan.supports == PLAN.supports


def test_a_new_letter_of_a_theme_recodes_its_objectives() -> None:
    plan = do.ChangeTheme("A", "D", Text("館藏資源")).apply(PLAN)
    assert codes(plan) == ["DC1", "DP1", "BC1"]
    assert plan.codes_of("AC1.1.1") == ("DC1.1.1", "DC1.2.1")
    assert plan.objective("AC1") is not None


def test_a_new_letter_of_a_perspective_recodes_its_objectives() -> None:
    assert codes(do.ChangePerspective("C", "U", Text("使用者")).apply(PLAN)) == ["AU1", "AP1", "BU1"]


def test_order_changes_and_stops_at_the_ends() -> None:
    assert [theme.letter for theme in do.MoveTheme("B", -1).apply(PLAN).themes] == ["B", "A"]
    assert do.MoveTheme("B", 5).apply(PLAN) == PLAN
    two = do.AddObjective("A", "C", Text("另一目標")).apply(PLAN)
    assert codes(do.MoveObjective("AC2", -1).apply(two))[:2] == ["AC2", "AC1"]
    assert [kpi.code for _, kpi in do.MoveKpi("AC1.2", -1).apply(PLAN).kpis()] == ["AC1.2", "AC1.1"]
    assert do.MovePerspective("F", -3).apply(PLAN).perspectives[0].letter == "F"


def test_what_is_in_use_cannot_be_removed() -> None:
    with pytest.raises(faults.StillInUse, match="AC1 AP1"):
        do.RemoveTheme("A").apply(PLAN)
    with pytest.raises(faults.StillInUse):
        do.RemovePerspective("C").apply(PLAN)
    assert len(do.RemovePerspective("F").apply(PLAN).perspectives) == 3


def test_removing_an_objective_takes_what_was_declared_of_it() -> None:
    plan = do.RemoveObjective("AC1").apply(PLAN)
    assert codes(plan) == ["AP1", "BC1"]
    assert (plan.initiatives, plan.links, plan.supports, plan.mission_links) == ((), (), (), ())
    assert plan.responsibilities == PLAN.responsibilities


def test_kpis_are_added_changed_moved_and_removed() -> None:
    plan = do.AddKpi("BC1", Text("滿意度"), None).apply(PLAN)
    assert [kpi.code for _, kpi in plan.kpis()] == ["AC1.1", "AC1.2", "BC1.1"]
    plan = do.ChangeKpi("AC1.2", Text("電子資源量"), "eitems_held", "BC1").apply(plan)
    moved = plan.kpi("AC1.2")
    assert moved is not None
    assert (moved.code, moved.standings[0].code) == ("BC1.2", "BC1.2.1")
    plan = do.RemoveKpi("AC1.2").apply(plan)
    assert plan.codes_of("AC1.1.1") == ("AC1.1.1",)
    assert do.RemoveKpi("AC1.1").apply(plan).initiatives == ()


def test_a_kpi_takes_its_only_action_plan_along() -> None:
    plan = do.RemoveStanding("AC1.2.1").apply(PLAN)
    assert do.ChangeKpi("AC1.1", Text("館藏量"), None, "BC1").apply(plan).codes_of("AC1.1.1") == ("BC1.1.1",)


def test_one_plan_stands_under_several_kpis_and_is_renamed_once() -> None:
    plan = do.AddKpi("BC1", Text("滿意度")).apply(PLAN)
    plan = do.StandInitiative("BC1.1", "AC1.1.1").apply(plan)
    plan = do.ChangeInitiative("AC1.1.1", Text("年度採購計畫"), owner="採編組").apply(plan)
    assert plan.codes_of("AC1.1.1") == ("AC1.1.1", "AC1.2.1", "BC1.1.1")
    assert [item.name.zh for item in plan.initiatives] == ["年度採購計畫"]
    plan = do.RemoveStanding("AC1.2.1").apply(plan)
    assert plan.codes_of("AC1.1.1") == ("AC1.1.1", "BC1.1.1")
    assert do.RemoveInitiative("AC1.1.1").apply(plan).initiatives == ()


def test_action_plans_are_added_and_ordered() -> None:
    plan = do.AddInitiative("AC1.1", Text("捐贈計畫")).apply(PLAN)
    assert [item.id for item in plan.initiatives] == ["AC1.1.1", "AC1.1.2"]
    kpi = do.MoveStanding("AC1.1.2", -1).apply(plan).kpi("AC1.1")
    assert kpi is not None
    assert [item.code for item in kpi.standings] == ["AC1.1.2", "AC1.1.1"]


def test_an_id_is_never_given_twice() -> None:
    plan = do.ChangeObjective("AC1", Text("充實館藏"), "A", "C", "AC5").apply(PLAN)
    plan = do.AddObjective("A", "C", Text("新目標"), "AC1").apply(plan)
    assert {item.code: item.id for item in plan.objectives}["AC1"] == "AC1~2"


def test_another_form_of_codes_recodes_everything_and_keeps_ids() -> None:
    plan = do.DeclareCodes("{theme}-{perspective}{number}", "{objective}-K{number}", "{kpi}.{number}").apply(PLAN)
    assert codes(plan) == ["A-C1", "A-P1", "B-C1"]
    assert [(kpi.id, kpi.code) for _, kpi in plan.kpis()] == [("AC1.1", "A-C1-K1"), ("AC1.2", "A-C1-K2")]
    assert plan.codes_of("AC1.1.1") == ("A-C1-K1.1", "A-C1-K2.1")
    with pytest.raises(faults.DuplicateCode):
        do.DeclareCodes("O{number}", "{objective}.{number}", "{kpi}.{number}").apply(PLAN)


def test_links_are_declared_changed_and_withdrawn() -> None:
    plan = do.DeclareLink("AC1", "BC1", "-", 6, Text("理由"), "館長").apply(PLAN)
    link = plan.links[1]
    assert (link.sign, link.lag, link.example) == ("-", 6, False)
    assert do.WithdrawLink("AC1", "BC1").apply(plan).links == PLAN.links[:1]
    with pytest.raises(faults.UnknownItem):
        do.WithdrawLink("BC1", "AC1").apply(PLAN)


def test_the_cascade_is_taken_up_supported_and_ended() -> None:
    plan = do.SupportParent("BC1", "HP1", Fraction(2, 5)).apply(PLAN)
    assert [item.key for item in plan.supports] == [("AC1", "HC1"), ("BC1", "HP1")]
    assert do.UnsupportParent("AC1", "HC1").apply(plan).supports[0].key == ("BC1", "HP1")
    assert do.TakeUpTheme("bureau", "G").apply(plan).supports == plan.supports
    assert do.TakeUpTheme("city", "A").apply(plan).supports == ()
    alone = do.TakeUpTheme("").apply(plan)
    assert alone.cascade is None
    with pytest.raises(faults.SupportWithoutParent):
        do.SupportParent("BC1", "HP1").apply(alone)


def test_responsibilities_and_mission() -> None:
    plan = do.AssignObjective("AP1", "採購中心").apply(PLAN)
    assert len(plan.responsibilities) == 2
    assert do.UnassignObjective("BC1").apply(plan).responsibilities[0].objective == "AP1"
    plan = do.CarryMission("服務市民", "BC1").apply(PLAN)
    assert do.UncarryMission("推動閱讀", "AC1").apply(plan).mission_links[0].phrase == "服務市民"
    described = do.DescribePlan(PLAN.name, PLAN.institution, Text("服務市民")).apply(plan)
    assert [item.phrase for item in described.mission_links] == ["服務市民"]


@pytest.mark.parametrize(
    "change",
    [do.RemoveObjective("no"), do.MoveObjective("no", 1), do.AddKpi("no", Text("x")), do.RemoveKpi("no"),
     do.ChangeInitiative("no", Text("x")), do.RemoveStanding("no"), do.AddObjective("Z", "C", Text("x")),
     do.AddTheme("A", Text("重複")), do.AddKpi("AC1", Text("含AC1碼")), do.DeclareLink("AC1", "no"),
     do.CarryMission("沒說過", "AC1"), do.UnassignObjective("AP1"), do.ChangeTheme("no", "X", Text("x"))],
)  # fmt: skip
def test_a_change_that_cannot_be_is_a_fault_and_the_plan_stays(change: do.Change) -> None:
    before = small_plan()
    with pytest.raises(Fault):
        change.apply(before)
    assert before == PLAN


def test_a_change_tells_itself_as_json() -> None:
    data = do.SupportParent("AC1", "HC1", Fraction(1, 3)).to_data()
    assert json.loads(json.dumps(data)) == {
        "verb": "support_parent", "objective": "AC1", "parent_objective": "HC1", "weight": "1/3"}  # fmt: skip


def test_differences_name_item_field_before_and_after() -> None:
    after = do.ChangeObjective("AC1", Text("擴充館藏"), "A", "C").apply(PLAN)
    found = [(one.kind, one.where, one.before, one.after) for one in differences(PLAN, after)]
    assert found == [("changed", "objective AC1 name", "充實館藏", "擴充館藏")]
    gone = differences(PLAN, do.RemoveObjective("BC1").apply(PLAN))
    assert {(one.kind, one.where.split()[0]) for one in gone} == {
        ("removed", "objective"), ("removed", "link"), ("removed", "responsibility")}  # fmt: skip
