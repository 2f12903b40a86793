"""What each change touches and what it leaves alone, how it tells itself, and what it refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy import changes as do
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.links import Cascade, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
AC1, AP1, BC1 = PLAN.objectives
X = Text("某")
DAY = date(2025, 3, 5)

VERBS = {
    do.AddInitiative: "add_initiative", do.AddKpi: "add_kpi", do.AddObjective: "add_objective",
    do.AddPerspective: "add_perspective", do.AddTheme: "add_theme", do.AssignObjective: "assign_objective",
    do.CarryMission: "carry_mission", do.ChangeInitiative: "change_initiative", do.ChangeKpi: "change_kpi",
    do.ChangeObjective: "change_objective", do.ChangePerspective: "change_perspective", do.ChangeTheme: "change_theme",
    do.DeclareCodes: "declare_codes", do.DeclareLink: "declare_link", do.DescribePlan: "describe_plan",
    do.DropExample: "drop_example", do.MoveKpi: "move_kpi", do.MoveObjective: "move_objective",
    do.MovePerspective: "move_perspective", do.MoveStanding: "move_standing", do.MoveTheme: "move_theme",
    do.RemoveInitiative: "remove_initiative", do.RemoveKpi: "remove_kpi", do.RemoveObjective: "remove_objective",
    do.RemovePerspective: "remove_perspective", do.RemoveStanding: "remove_standing", do.RemoveTheme: "remove_theme",
    do.StandInitiative: "stand_initiative", do.SupportParent: "support_parent", do.TakeUpTheme: "take_up_theme",
    do.UnassignObjective: "unassign_objective", do.UncarryMission: "uncarry_mission",
    do.UnsupportParent: "unsupport_parent", do.WithdrawLink: "withdraw_link",
}  # fmt: skip


def test_every_change_has_a_verb_of_its_own_for_the_audit_trail() -> None:
    assert {kind: kind.verb for kind in VERBS} == VERBS
    assert set(VERBS) == {getattr(do, name) for name in do.__all__} - {do.Change}
    assert do.Change.verb == "change"
    with pytest.raises(TypeError, match="Change"):
        do.Change().apply(PLAN)


def test_a_change_tells_all_it_says_as_plain_data() -> None:
    link = do.DeclareLink("AP1", "AC1", "-", 6, Text("理由", "why"), "館長", DAY)
    assert link.to_data() == {
        "verb": "declare_link", "source": "AP1", "target": "AC1", "sign": "-", "lag": 6,
        "rationale": {"zh": "理由", "en": "why"}, "declared_by": "館長", "declared_on": "2025-03-05",
    }  # fmt: skip
    described = do.DescribePlan(X, X, values=(Text("甲"), Text("乙")))
    assert described.to_data()["values"] == [{"zh": "甲", "en": ""}, {"zh": "乙", "en": ""}]
    assert described.to_data()["mission"] is None


@pytest.mark.parametrize(
    ("change", "item"),
    [
        (do.ChangePerspective("no", "X", X), "no"),
        (do.MovePerspective("no", 1), "no"),
        (do.RemovePerspective("no"), "no"),
        (do.ChangeTheme("no", "X", X), "no"),
        (do.MoveTheme("no", 1), "no"),
        (do.RemoveTheme("no"), "no"),
        (do.ChangeObjective("no", X, "A", "C"), "no"),
        (do.MoveObjective("no", 1), "no"),
        (do.RemoveObjective("no"), "no"),
        (do.AddKpi("no", X), "no"),
        (do.ChangeKpi("no", X, None, "AC1"), "no"),
        (do.ChangeKpi("AC1.1", X, None, "no"), "no"),
        (do.MoveKpi("no", 1), "no"),
        (do.RemoveKpi("no"), "no"),
        (do.AddInitiative("no", X), "no"),
        (do.StandInitiative("no", "AC1.1.1"), "no"),
        (do.StandInitiative("AC1.1", "no"), "no"),
        (do.ChangeInitiative("no", X), "no"),
        (do.MoveStanding("no", 1), "no"),
        (do.RemoveStanding("no"), "no"),
        (do.RemoveInitiative("no"), "no"),
        (do.WithdrawLink("BC1", "AC1"), "BC1 → AC1"),
        (do.UnsupportParent("AC1", "no"), "AC1 → no"),
        (do.UnassignObjective("AP1"), "AP1"),
        (do.UncarryMission("推動閱讀", "BC1"), "BC1"),
        (do.UncarryMission("沒說過", "AC1"), "AC1"),
    ],
)
def test_what_is_not_there_cannot_be_changed(change: do.Change, item: str) -> None:
    with pytest.raises(faults.UnknownItem) as caught:
        change.apply(PLAN)
    assert caught.value.facts["item"] == item


# The map


def test_rows_and_columns_are_added_at_the_end_with_an_id_never_used() -> None:
    five = do.AddPerspective("S", Text("社會")).apply(PLAN)
    assert five.perspectives == (*PLAN.perspectives, Perspective("S", Text("社會"), "S"))
    freed = do.ChangePerspective("C", "U", Text("使用者")).apply(PLAN)
    assert do.AddPerspective("C", Text("顧客")).apply(freed).perspectives[-1].id == "C~2"
    more = do.AddTheme("D", Text("數位")).apply(PLAN)
    assert more.themes == (*PLAN.themes, Theme("D", Text("數位"), "D"))
    lettered = do.ChangeTheme("A", "Z", X).apply(PLAN)
    assert do.AddTheme("A", Text("新主題")).apply(lettered).themes[-1].id == "A~2"


def test_a_new_name_alone_changes_no_code() -> None:
    plan = do.ChangeTheme("A", "A", Text("資源")).apply(PLAN)
    assert (plan.themes[0], plan.objectives) == (Theme("A", Text("資源"), "A"), PLAN.objectives)
    plan = do.ChangePerspective("C", "C", Text("讀者")).apply(PLAN)
    assert (plan.perspectives[0], plan.objectives) == (Perspective("C", Text("讀者"), "C"), PLAN.objectives)


def test_a_new_letter_keeps_the_numbers_of_codes_as_they_are_written() -> None:
    odd = Objective(
        "AC01", X, "A", "C", (Kpi("AC01.02", X, None, (Standing("AC01.02.003", "P"),)), Kpi("AC01.10", X, None))
    )
    plan = Plan(
        "p", X, X, themes=(Theme("A", X), Theme("B", Text("乙"))), objectives=(odd,), initiatives=(Initiative("P", X),)
    )
    for change, code in (
        (do.ChangeTheme("A", "D", X), "DC01"),
        (do.ChangePerspective("C", "U", X), "AU01"),
        (do.ChangeObjective("AC01", X, "A", "C", "AC7"), "AC7"),
    ):
        (found,) = change.apply(plan).objectives
        assert [found.code, *(kpi.code for kpi in found.kpis)] == [code, f"{code}.02", f"{code}.10"]
        assert [one.code for one in found.kpis[0].standings] == [f"{code}.02.003"]
        assert (found.id, found.kpis[0].id) == ("AC01", "AC01.02")


@pytest.mark.parametrize(
    ("steps", "order"),
    [(-9, "LCPF"), (-2, "LCPF"), (-1, "CLPF"), (0, "CPLF"), (1, "CPFL"), (9, "CPFL")],
)
def test_a_row_moves_by_steps_and_never_past_an_end(steps: int, order: str) -> None:
    assert "".join(row.letter for row in do.MovePerspective("L", steps).apply(PLAN).perspectives) == order


def test_an_objective_moves_among_those_of_its_cell() -> None:
    extra = tuple(Objective(f"AC{number}", Text(f"目標{number}"), "A", "C") for number in (2, 3))
    plan = replace(PLAN, objectives=(*PLAN.objectives, *extra))

    def order(id_: str, steps: int) -> str:
        return " ".join(one.code for one in do.MoveObjective(id_, steps).apply(plan).objectives)

    assert order("AC1", 1) == "AC2 AC1 AC3 AP1 BC1"
    assert order("AC1", 9) == "AC2 AC3 AC1 AP1 BC1"
    assert order("AC3", -2) == "AC3 AC1 AC2 AP1 BC1"
    assert order("AP1", 1) == order("BC1", -1) == "AC1 AC2 AC3 AP1 BC1"


def test_who_still_uses_it_is_named() -> None:
    for change, item, users in (
        (do.RemoveTheme("A"), "館藏", "AC1 AP1"),
        (do.RemovePerspective("C"), "顧客", "AC1 BC1"),
    ):
        with pytest.raises(faults.StillInUse) as caught:
            change.apply(PLAN)
        assert caught.value.facts == {"item": item, "users": users}
    empty = do.AddTheme("D", X).apply(PLAN)
    assert do.RemoveTheme("D").apply(empty) == PLAN


def test_an_objective_is_added_with_a_code_of_its_own_or_the_next_one() -> None:
    given = do.AddObjective("A", "C", X, "AC9").apply(PLAN).objectives
    assert [(one.code, one.id, one.name) for one in given if one.name == X] == [("AC9", "AC9", X)]
    assert do.AddObjective("B", "P", X).apply(PLAN).objective("BP1") is not None
    with pytest.raises(faults.DuplicateCode):
        do.AddObjective("A", "C", X, "AC1").apply(PLAN)


def test_an_objective_keeps_its_code_in_its_cell_and_takes_the_next_in_another() -> None:
    plan = do.ChangeObjective("AC1", Text("新名"), "A", "C").apply(PLAN)
    assert plan.objectives[0] == replace(AC1, name=Text("新名"))
    assert do.ChangeObjective("BC1", BC1.name, "A", "C").apply(PLAN).objective("BC1") == replace(
        BC1, code="AC2", theme="A"
    )
    assert do.ChangeObjective("BC1", BC1.name, "B", "P").apply(PLAN).objective("BC1") == replace(
        BC1, code="BP1", perspective="P"
    )


def test_removing_an_objective_leaves_what_others_declared() -> None:
    both = replace(
        PLAN,
        cascade=Cascade("bureau", "H", (Support("AC1", "HC1"), Support("BC1", "HC1"))),
        mission_links=(MissionLink("推動閱讀", "AC1"), MissionLink("服務市民", "BC1")),
        responsibilities=(Responsibility("BC1", "客服中心"), Responsibility("AC1", "採購中心")),
    )
    plan = do.RemoveObjective("BC1").apply(both)
    assert plan.objectives == (AC1, AP1)
    assert (plan.links, plan.initiatives) == (PLAN.links[:1], PLAN.initiatives)
    assert [one.objective for one in plan.supports] == ["AC1"]
    assert [one.objective for one in plan.mission_links] == ["AC1"]
    assert [one.objective for one in plan.responsibilities] == ["AC1"]
    alone = do.RemoveObjective("AC1").apply(replace(PLAN, cascade=None))
    assert alone.cascade is None


# The scorecard


def test_a_kpi_is_added_last_with_its_measure_and_an_id_never_used() -> None:
    kpi = do.AddKpi("AC1", Text("人次"), "event_attendance").apply(PLAN).objectives[0].kpis[-1]
    assert kpi == Kpi("AC1.3", Text("人次"), "event_attendance")
    given = do.AddKpi("AC1", Text("人次"), None, "AC1.9").apply(PLAN).kpi("AC1.9")
    assert given == Kpi("AC1.9", Text("人次"))
    recoded = do.ChangeKpi("AC1.1", X, None, "AC1", "AC1.7").apply(PLAN)
    assert do.AddKpi("AC1", Text("人次"), None, "AC1.1").apply(recoded).objectives[0].kpis[-1].id == "AC1.1~2"


def test_a_kpi_stays_in_its_place_or_goes_last_under_another_objective() -> None:
    plan = do.ChangeKpi("AC1.1", Text("冊數"), "cards_valid", "AC1").apply(PLAN)
    assert plan.objectives[0].kpis == (replace(AC1.kpis[0], name=Text("冊數"), measure="cards_valid"), AC1.kpis[1])
    recoded = do.ChangeKpi("AC1.1", Text("冊數"), None, "AC1", "AC1.9").apply(PLAN).objectives[0].kpis
    assert [(one.code, one.id, one.standings[0].code) for one in recoded] == [
        ("AC1.9", "AC1.1", "AC1.9.1"), ("AC1.2", "AC1.2", "AC1.2.1"),
    ]  # fmt: skip
    moved = do.ChangeKpi("AC1.2", X, None, "BC1").apply(do.AddKpi("BC1", Text("乙")).apply(PLAN))
    assert [one.code for one in moved.objectives[0].kpis] == ["AC1.1"]
    assert [(one.code, one.id) for one in moved.objectives[2].kpis] == [("BC1.1", "BC1.1"), ("BC1.2", "AC1.2")]
    placed = do.ChangeKpi("AC1.2", X, None, "BC1", "BC1.8").apply(PLAN)
    assert [one.code for one in placed.objectives[2].kpis] == ["BC1.8"]


def test_an_action_plan_is_added_with_all_that_is_said_of_it() -> None:
    plan = do.AddInitiative("AC1.1", Text("捐贈"), DAY, date(2025, 4, 1), "採編課").apply(PLAN)
    assert plan.initiative("AC1.1.2") == Initiative("AC1.1.2", Text("捐贈"), DAY, date(2025, 4, 1), "採編課")
    assert plan.objectives[0].kpis[0].standings == (*AC1.kpis[0].standings, Standing("AC1.1.2", "AC1.1.2"))
    assert plan.objectives[0].kpis[1] == AC1.kpis[1]
    coded = do.AddInitiative("AC1.2", X, code="AC1.2.7").apply(PLAN)
    assert coded.codes_of("AC1.2.7") == ("AC1.2.7",)
    stood = do.RemoveStanding("AC1.1.1").apply(PLAN)
    again = do.AddInitiative("AC1.1", X).apply(stood)
    assert again.codes_of("AC1.1.1~2") == ("AC1.1.1",)
    assert do.StandInitiative("AC1.2", "AC1.1.1", "AC1.2.9").apply(PLAN).codes_of("AC1.1.1")[-1] == "AC1.2.9"


def test_an_action_plan_is_changed_whole() -> None:
    plan = do.ChangeInitiative("AC1.1.1", Text("新"), DAY, DAY, "課").apply(PLAN)
    assert plan.initiatives == (Initiative("AC1.1.1", Text("新"), DAY, DAY, "課"),)
    assert do.ChangeInitiative("AC1.1.1", Text("新")).apply(plan).initiatives == (Initiative("AC1.1.1", Text("新")),)


def test_codes_of_action_plans_move_within_their_kpi() -> None:
    plan = do.AddInitiative("AC1.1", Text("二")).apply(
        do.AddInitiative("AC1.1", Text("三"), code="AC1.1.3").apply(PLAN)
    )

    def order(code: str, steps: int) -> list[str]:
        return [one.code[-1] for one in do.MoveStanding(code, steps).apply(plan).objectives[0].kpis[0].standings]

    assert order("AC1.1.1", 0) == ["1", "3", "2"]
    assert order("AC1.1.1", 1) == ["3", "1", "2"]
    assert order("AC1.1.1", 9) == ["3", "2", "1"]
    assert order("AC1.1.2", -1) == ["1", "2", "3"]
    assert order("AC1.1.2", -9) == ["2", "1", "3"]


def test_an_action_plan_goes_with_its_last_code_and_others_stay() -> None:
    plan = do.AddInitiative("AC1.2", Text("二")).apply(PLAN)
    assert [one.id for one in plan.initiatives] == ["AC1.1.1", "AC1.2.2"]
    assert [one.id for one in do.RemoveStanding("AC1.2.2").apply(plan).initiatives] == ["AC1.1.1"]
    assert [one.id for one in do.RemoveKpi("AC1.2").apply(plan).initiatives] == ["AC1.1.1"]
    left = do.RemoveInitiative("AC1.1.1").apply(plan)
    assert [one.id for one in left.initiatives] == ["AC1.2.2"]
    assert left.codes_of("AC1.2.2") == ("AC1.2.2",)
