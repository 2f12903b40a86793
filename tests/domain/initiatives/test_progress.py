"""How far a plan has come: stages by the half, lateness by stated rules, money that nothing tells is unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.initiatives.charter import (
    BudgetLine,
    Charter,
    Grade,
    Milestone,
    RuleVersion,
    TypedProgress,
    UnfitCharter,
    grade_of,
)
from openscorecard.domain.initiatives.progress import Dates, Progress, Told, progress
from openscorecard.domain.measures.figures import Observation, Side
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.text import Text
from openscorecard.formats.initiatives.kinds import standard_kinds

YEAR = Period("year", 2025)
GRADES = (Grade(Fraction(90), Text("優")), Grade(Fraction(80), Text("甲")))


def seen(value: int | Fraction | None, status: str = "ok", rows: int = 1) -> Observation:
    side = None if value is None else Side(Fraction(value), rows)
    number = None if value is None else Fraction(value)
    return Observation(YEAR, "plan", "P", status, number, side, None, (4,), ("b1",))  # type: ignore[arg-type]


def told(kind: str, stages: list[int | None], grade: Fraction | None = None, **quantities: int | None) -> Told:
    found = standard_kinds()[kind]
    counted = {
        stage.id: seen(value) if value is not None else seen(None, "no_data")
        for stage, value in zip(found.stages, stages, strict=True)
    }
    numbers = {
        one.id: seen(None, "no_data") if quantities.get(one.id) is None else seen(quantities[one.id])
        for one in found.quantities()
    }
    return Told(found, counted, numbers, dict.fromkeys(found.ledgers, 3), grade)


def of(charter: Charter, given: Told | None, dates: Dates | None = None) -> Progress:
    return progress(charter, dates or Dates(), YEAR, given)


@pytest.mark.parametrize(
    ("stages", "stage", "status"),
    [
        ([10, 10, 10, 10, 10], "on_shelf", "done"),
        ([10, 10, 5, 4, 0], "delivered", "under_way"),
        ([10, 4, 4, 4, 4], "requested", "under_way"),
        ([0, 0, 0, 0, 0], "", "not_started"),
        ([None, None, None, None, None], "", "no_data"),
        ([10, 10, None, None, None], "tendered", "under_way"),
    ],
)
def test_the_stage_is_the_furthest_that_half_have_reached(stages: list[int | None], stage: str, status: str) -> None:
    found = of(Charter("P"), told("procurement", stages))
    assert (found.stage, found.status) == (stage, status)


def test_money_over_what_was_reached_is_the_unit_cost_and_no_money_is_not_zero() -> None:
    found = of(Charter("P"), told("procurement", [1] * 5, planned=9, actual=4, spent=1000))
    assert (found.planned, found.actual, found.spent, found.unit_cost) == (9, 4, 1000, None)
    grant = of(Charter("P"), told("grant", [1] * 4, planned=9, actual=4, spent=1000))
    assert grant.unit_cost == 250
    nothing = of(Charter("P"), told("pipeline", [1] * 4, planned=3, actual=2))
    assert (nothing.spent, nothing.unit_cost) == (None, None)
    counted = of(Charter("P"), told("procurement", [1] * 5, planned=9, actual=4, spent=1000, unit_cost=240))
    assert counted.unit_cost == 240
    none_yet = of(Charter("P"), told("grant", [1] * 4, planned=9, actual=0, spent=1000))
    assert (none_yet.actual, none_yet.unit_cost) == (0, None)


def test_a_zero_of_a_ledger_without_rows_of_the_plan_is_not_known() -> None:
    given = told("programme", [3, 2], planned=3, actual=2, spent=0)
    without = Told(
        given.kind, given.stages, given.quantities | {"spent": seen(0, rows=0)}, {"training": 3, "events": 0}
    )
    assert of(Charter("P"), without).spent is None
    assert of(Charter("P"), given).spent == 0


def test_a_milestone_past_its_day_makes_the_plan_late_and_weights_make_the_share() -> None:
    steps = (
        Milestone("a", Text("簽約"), date(2025, 3, 1), Fraction(1), date(2025, 2, 20)),
        Milestone("b", Text("驗收"), date(2025, 9, 1), Fraction(3)),
        Milestone("c", Text("啟用"), date(2025, 12, 31), Fraction(4)),
    )
    found = of(Charter("P", milestones=steps), told("procurement", [4, 4, 4, 2, 1]))
    assert (found.status, found.late, found.share) == ("late", True, Fraction(100, 8))
    assert [(one.code, one.what, one.due) for one in found.reasons] == [("milestone_overdue", "驗收", "2025-09-01")]


def test_a_step_reached_after_the_period_was_not_reached_in_it() -> None:
    step = Milestone("a", Text("驗收"), date(2025, 6, 1), Fraction(1), date(2026, 1, 5))
    assert of(Charter("P", milestones=(step,)), None).share == 0
    assert of(Charter("P", milestones=(step,)), None).late


def test_an_end_that_is_past_makes_it_late_unless_all_is_done() -> None:
    dates = Dates(ends_on=date(2025, 6, 30))
    assert [one.code for one in of(Charter("P"), told("grant", [3, 3, 3, 2]), dates).reasons] == ["past_end"]
    assert of(Charter("P"), told("grant", [3, 3, 3, 3]), dates).status == "done"


def test_a_report_that_did_not_come_in_time_makes_a_grant_late() -> None:
    found = of(Charter("P"), told("grant", [3, 3, 3, 2], reports_due=3, reports_on_time=2))
    assert [(one.code, one.value, one.limit) for one in found.reasons] == [("report_overdue", 2, 3)]


def test_more_spent_than_there_was_is_over_budget_and_not_late() -> None:
    charter = Charter(
        "P",
        budget=(BudgetLine(2025, Fraction(600)), BudgetLine(2025, Fraction(300), "a"), BudgetLine(2024, Fraction(9))),
    )
    found = of(charter, told("procurement", [2, 2, 2, 2, 1], spent=901))
    assert (found.budget, found.over_budget, found.late, found.status) == (900, True, False, "under_way")
    assert not of(charter, told("procurement", [2, 2, 2, 2, 1], spent=900)).over_budget


def test_a_plan_without_money_of_its_own_has_that_of_its_budget_lines() -> None:
    found = of(Charter("P"), told("pipeline", [1] * 4, appropriated=500, paid=200))
    assert (found.budget, found.spent) == (500, 200)


def test_a_standing_rule_is_graded_by_the_version_in_force() -> None:
    versions = (
        RuleVersion(date(2018, 1, 1), Text("舊版"), grades=(Grade(Fraction(95), Text("優")),)),
        RuleVersion(date(2025, 7, 1), Text("新版"), grades=GRADES),
        RuleVersion(date(2026, 1, 1), Text("明年版")),
    )
    found = of(Charter("P", versions=versions), told("rule", [], Fraction(85), planned=100, actual=95))
    assert (found.status, found.version and found.version.title.zh) == ("in_force", "新版")
    assert found.grade is not None
    assert found.grade.name.zh == "甲"
    assert of(Charter("P"), told("rule", [], planned=100, actual=95)).status == "not_in_force"


def test_a_rule_whose_lines_are_behind_says_by_how_much() -> None:
    (reason,) = of(Charter("P"), told("rule", [], planned=200, actual=150)).reasons
    assert (reason.code, reason.value, reason.limit) == ("behind_allotment", 75, 90)
    softer = (RuleVersion(date(2020, 1, 1), Text("版"), behind_under=Fraction(70)),)
    assert of(Charter("P", versions=softer), told("rule", [], planned=200, actual=150)).reasons == ()


def test_a_typed_percentage_is_the_last_one_up_to_the_day() -> None:
    typed = (
        TypedProgress(date(2025, 3, 1), Fraction(20), "沒有資料列"),
        TypedProgress(date(2025, 9, 1), Fraction(45), "沒有資料列"),
        TypedProgress(date(2026, 1, 1), Fraction(90), "沒有資料列"),
    )
    found = of(Charter("P", typed=typed), None)
    assert (found.status, found.typed and found.typed.percent) == ("no_kind", 45)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"milestones": (Milestone("a", Text("一"), date(2025, 1, 1)),) * 2}, "milestones"),
        ({"milestones": (Milestone("a", Text("一"), date(2025, 1, 1), Fraction(0)),)}, "milestones"),
        ({"budget": (BudgetLine(2025, Fraction(-1)),)}, "budget"),
        ({"typed": (TypedProgress(date(2025, 1, 1), Fraction(101), "x"),)}, "typed"),
        ({"typed": (TypedProgress(date(2025, 1, 1), Fraction(10), " "),)}, "typed"),
        ({"wants": ((2025, Fraction(1)), (2025, Fraction(2)))}, "wants"),
        ({"versions": (RuleVersion(date(2020, 1, 1), Text("版"), grades=(GRADES[0],) * 2),)}, "grades"),
    ],
)
def test_a_charter_that_contradicts_itself_is_refused_where_it_is_written(wrong: dict[str, object], where: str) -> None:
    with pytest.raises(UnfitCharter) as caught:
        Charter("P", **wrong)  # type: ignore[arg-type]
    assert caught.value.facts["where"] == where


def test_a_grade_begins_at_its_least_value() -> None:
    version = RuleVersion(date(2020, 1, 1), Text("版"), grades=GRADES)
    names = [found.name.zh if (found := grade_of(version, Fraction(value))) else "" for value in (90, 89, 80, 79)]
    assert names == ["優", "甲", "甲", ""]


def test_late_and_over_budget_are_told_apart_and_together() -> None:
    step = Milestone("a", Text("驗收"), date(2025, 6, 1))
    both = Charter("P", milestones=(step,), budget=(BudgetLine(2025, Fraction(10)),))
    found = of(both, told("procurement", [2, 2, 2, 2, 1], spent=11))
    assert (found.late, found.over_budget) == (True, True)
    assert [one.code for one in found.reasons] == ["milestone_overdue", "over_budget"]


def test_what_is_just_in_time_or_just_enough_is_no_reason() -> None:
    last = Dates(ends_on=YEAR.last_day)
    assert of(Charter("P"), told("grant", [3, 3, 3, 2]), last).reasons == ()
    assert of(Charter("P"), told("grant", [3, 3, 3, 2], reports_due=3, reports_on_time=3)).reasons == ()
    assert of(Charter("P"), told("rule", [], planned=200, actual=180)).reasons == ()
    assert of(Charter("P"), told("rule", [], planned=200, actual=179)).late


@pytest.mark.parametrize(
    ("stages", "late"), [([3, 2, 3, 3], False), ([3, 2, 2, 2], True), ([0, 0, 0, 0], True), ([0, 1, 1, 0], True)]
)
def test_work_is_done_where_all_that_entered_the_first_stage_passed_the_last(stages: list[int], late: bool) -> None:
    assert of(Charter("P"), told("grant", list(stages)), Dates(ends_on=date(2025, 6, 30))).late == late


def test_other_quantities_of_the_kind_stand_beside_the_three() -> None:
    found = of(Charter("P"), told("grant", [3, 3, 3, 2], planned=1, actual=1, spent=1, reports_due=3))
    assert found.others == {
        one.id: {"reports_due": 3}.get(one.id)
        for one in standard_kinds()["grant"].quantities()
        if one.id not in {"planned", "actual", "spent"}
    }
    assert (found.kind, of(Charter("P"), None).kind) == ("grant", "")


def test_a_zero_is_known_where_a_row_of_the_plan_stands_in_it_or_in_any_of_its_ledgers() -> None:
    given = told("programme", [3, 2], planned=3, actual=2, spent=0)
    none: dict[str, int] = {}
    bare = Observation(YEAR, "plan", "P", "ok", Fraction(0), None)

    def spent(seen_: Observation, rows: dict[str, int]) -> Fraction | None:
        return of(Charter("P"), Told(given.kind, given.stages, given.quantities | {"spent": seen_}, rows)).spent

    ledgers = next(one for one in given.kind.quantities() if one.id == "spent").formula.datasets()
    assert spent(seen(0, rows=1), none) == 0
    assert spent(seen(0, rows=0), none) is None
    assert spent(bare, none) is None
    assert spent(bare, {ledgers[0]: 1}) == 0
    two = Observation(YEAR, "plan", "P", "ok", Fraction(0), Side(Fraction(0), 0))
    counted = next(one for one in given.kind.quantities() if len(one.formula.datasets()) > 1)
    for place, ledger in enumerate(counted.formula.datasets()):
        rows = {other: int(other == ledger) for other in counted.formula.datasets()}
        told_ = Told(given.kind, given.stages, given.quantities | {counted.id: two}, rows)
        known = of(Charter("P"), told_)
        value = getattr(known, counted.id, None) if counted.id in {"planned", "actual"} else known.others[counted.id]
        assert value == 0, place
