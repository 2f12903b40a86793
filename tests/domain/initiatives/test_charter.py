"""What is declared of an action plan: found by year and by day, and refused with the reason where it cannot be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.initiatives.charter import (
    BudgetLine,
    Charter,
    Grade,
    Milestone,
    Risk,
    RuleVersion,
    TypedProgress,
    UnfitCharter,
    grade_of,
)
from openscorecard.domain.text import Text

F = Fraction
DAY = date(2025, 6, 1)


def step(id_: str, weight: int = 1, due: date = DAY, reached: date | None = None) -> Milestone:
    return Milestone(id_, Text(f"步驟{id_}"), due, F(weight), reached)


@pytest.mark.parametrize(
    ("wrong", "where", "reason"),
    [
        ({"milestones": (step("a"), step("b"), step("a"))}, "milestones", "a × 2"),
        ({"milestones": (step("a", 0),)}, "milestones", "a: weight ≤ 0"),
        ({"milestones": (step("a", -1),)}, "milestones", "a: weight ≤ 0"),
        ({"budget": (BudgetLine(2025, F(1), "x"), BudgetLine(2025, F(2), "x"))}, "budget", "(2025, 'x') × 2"),
        ({"budget": (BudgetLine(2025, F(-1)),)}, "budget", "2025: -1 < 0"),
        ({"versions": (RuleVersion(DAY, Text("甲")), RuleVersion(DAY, Text("乙")))}, "versions", "2025-06-01 × 2"),
        ({"typed": (TypedProgress(DAY, F(101), "x"),)}, "typed", "101 ∉ 0–100"),
        ({"typed": (TypedProgress(DAY, F(-1), "x"),)}, "typed", "-1 ∉ 0–100"),
        ({"typed": (TypedProgress(DAY, F(50), " "),)}, "typed", "reason = ∅"),
        ({"wants": ((2025, F(-1)),)}, "wants", "2025: -1 < 0"),
        ({"wants": ((2025, F(1)), (2025, F(2)))}, "wants", "2025 × 2"),
        (
            {"versions": (RuleVersion(DAY, Text("甲"), grades=(Grade(F(9), Text("優")), Grade(F(9), Text("甲")))),)},
            "grades",
            "9 × 2",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(wrong: dict[str, object], where: str, reason: str) -> None:
    with pytest.raises(UnfitCharter) as caught:
        Charter("P", **wrong)  # type: ignore[arg-type]
    facts = caught.value.facts
    assert (facts["plan"], facts["where"], facts["reason"]) == ("P", where, reason)


def test_the_ends_of_what_may_be_declared_may_be_declared() -> None:
    typed = (TypedProgress(DAY, F(0), "x"), TypedProgress(date(2025, 7, 1), F(100), "x"))
    lines = (BudgetLine(2025, F(0)), BudgetLine(2025, F(1), "x"), BudgetLine(2026, F(1)))
    Charter("P", typed=typed, budget=lines, wants=((2025, F(0)), (2026, F(1))))
    with pytest.raises(UnfitId):
        Charter("有 空白")


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(UnfitCharter) as caught:
        Charter("P", budget=(BudgetLine(2025, F(-1)),), wants=((2025, F(-1)),))
    assert [one.facts["where"] for one in caught.value.all()] == ["budget", "wants"]


def test_money_and_wants_are_those_of_the_year_and_unknown_where_nobody_said() -> None:
    lines = (BudgetLine(2025, F(3)), BudgetLine(2025, F(4), "x"), BudgetLine(2026, F(9)))
    charter = Charter("P", budget=lines, wants=((2024, F(1)), (2025, F(2)), (2026, F(3))))
    assert [charter.budget_of(year) for year in (2024, 2025, 2026)] == [None, 7, 9]
    assert [charter.wanted_in(year) for year in (2023, 2025)] == [None, 2]
    assert Charter("P", budget=(BudgetLine(2025, F(0)),)).budget_of(2025) == 0


def test_what_is_in_force_or_typed_holds_from_its_day_on() -> None:
    later = date(2025, 9, 1)
    charter = Charter(
        "P",
        versions=(RuleVersion(later, Text("新")), RuleVersion(DAY, Text("舊"))),
        typed=(TypedProgress(later, F(60), "x"), TypedProgress(DAY, F(30), "x")),
    )
    days = (date(2025, 5, 31), DAY, date(2025, 8, 31), later, date(2026, 1, 1))
    versions = [found.title.zh if (found := charter.version_on(day)) else None for day in days]
    typed = [found.percent if (found := charter.typed_on(day)) else None for day in days]
    assert versions == [None, "舊", "舊", "新", "新"]
    assert typed == [None, 30, 30, 60, 60]


def test_milestones_are_reached_on_their_day_and_overdue_the_day_after_they_were_due() -> None:
    charter = Charter("P", milestones=(step("a", 3, DAY, DAY), step("b", 1), step("c", 1, date(2025, 6, 2))))
    before, after = date(2025, 5, 31), date(2025, 6, 2)
    assert [charter.reached(day) for day in (before, DAY, after)] == [0, 60, 60]
    assert [one.id for one in charter.overdue(DAY)] == []
    assert [one.id for one in charter.overdue(after)] == ["b"]
    assert Charter("P").reached(DAY) is None


def test_a_value_earns_the_highest_grade_it_comes_up_to() -> None:
    grades = (Grade(F(80), Text("甲")), Grade(F(90), Text("優")), Grade(F(70), Text("乙")))
    version = RuleVersion(DAY, Text("版"), grades=grades)
    found = [grade.name.zh if (grade := grade_of(version, F(value))) else None for value in (100, 90, 89, 70, 69)]
    assert found == ["優", "優", "甲", "乙", None]


def test_what_nobody_says_is_middling_counts_once_and_is_no_example() -> None:
    risk = Risk(Text("延宕"))
    assert (risk.likelihood, risk.impact, risk.response) == ("middle", "middle", "")
    assert Milestone("a", Text("一"), DAY).weight == 1
    assert RuleVersion(DAY, Text("版")).behind_under == 90
    charter = Charter("P")
    assert (charter.kind, charter.note, charter.example) == ("", "", False)
