"""What the example declares: all 27 action plans, each by its kind, each marked, nothing said of real rules."""

from __future__ import annotations

from collections import Counter

import pytest

from openscorecard.domain.initiatives.charter import Charter
from openscorecard.formats.example import example_charters, example_plans
from openscorecard.formats.initiatives.kinds import standard_kinds

CHARTERS = example_charters()[1]


def test_every_action_plan_of_the_library_is_declared_once_by_the_kinds_of_the_catalogue() -> None:
    strategy, _ = example_charters()
    library = next(plan for plan in example_plans() if plan.id == strategy)
    assert [one.plan for one in CHARTERS] == [one.id for one in library.initiatives]
    assert Counter(one.kind for one in CHARTERS) == {
        "rule": 2, "grant": 3, "procurement": 5, "roll_out": 6, "funnel": 2, "programme": 8, "pipeline": 1,
    }  # fmt: skip
    assert {one.kind for one in CHARTERS} == set(standard_kinds())


@pytest.mark.parametrize("charter", CHARTERS, ids=[one.plan for one in CHARTERS])
def test_each_is_marked_and_says_when_it_is_due(charter: Charter) -> None:
    assert charter.example
    assert bool(charter.versions) == (charter.kind == "rule")
    if charter.kind != "rule":
        due = [one.due_on.year for one in charter.milestones]
        assert due == sorted(due)
        assert (min(due) >= 2018, max(due)) == (True, 2025)
        assert all(one.name.en for one in charter.milestones)


def test_grades_and_rules_are_the_examples_own_and_grade_the_execution_rate() -> None:
    for charter in CHARTERS:
        for version in charter.versions:
            assert version.measure == "budget_execution_rate"
            assert "示範" in version.title.zh
            assert version.text.startswith("示範條文")
            assert version.grades
            for grade in version.grades:
                assert grade.name.zh.startswith("示範")
                assert grade.name.en.startswith("Example: ")
