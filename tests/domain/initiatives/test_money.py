"""Money of a year: the line through the days gone, exact, and no line where nothing is gone."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.initiatives.money import money_of, share_gone, together
from openscorecard.domain.initiatives.progress import Progress
from openscorecard.domain.measures.periods import Period


def progress(plan: str, spent: int | None, budget: int | None = None, year: int = 2025) -> Progress:
    """A plan of which only money is told."""
    amounts = [None if one is None else Fraction(one) for one in (spent, budget)]
    return Progress(
        plan=plan,
        kind="programme",
        period=Period("year", year),
        status="under_way",
        stage="",
        stages=(),
        planned=None,
        actual=None,
        spent=amounts[0],
        unit_cost=None,
        budget=amounts[1],
        wanted=None,
        share=None,
        typed=None,
        version=None,
        grade=None,
        reasons=(),
        others={},
        batches=(),
        runs=(),
    )


@pytest.mark.parametrize(
    ("today", "gone"),
    [
        (date(2025, 3, 14), Fraction(73, 365)),
        (date(2025, 1, 1), Fraction(1, 365)),
        (date(2025, 12, 31), Fraction(1)),
        (date(2031, 5, 5), Fraction(1)),
        (date(2024, 6, 1), Fraction(0)),
    ],
)
def test_the_share_of_a_year_gone_is_that_of_today_within_it(today: date, gone: Fraction) -> None:
    assert share_gone(date(2025, 12, 31), today) == gone


def test_the_line_of_a_running_year_goes_through_today_and_of_a_past_year_is_what_was_spent() -> None:
    assert money_of(progress("A", 100), date(2025, 3, 14)).projected == 500
    assert money_of(progress("A", 100), date(2025, 1, 3)).projected == Fraction(100 * 365, 3)
    assert money_of(progress("A", 100), date(2026, 3, 14)).projected == 100


def test_there_is_no_line_before_the_year_begins_nor_where_spending_is_not_told() -> None:
    assert money_of(progress("A", 100), date(2024, 6, 1)).projected is None
    assert money_of(progress("A", None), date(2025, 3, 14)).projected is None


def test_a_plan_counts_once_and_what_is_not_told_is_no_zero() -> None:
    every = [progress("A", 100, 400), progress("A", 100, 400), progress("B", 7), progress("C", None)]
    total = together(every, date(2025, 3, 14))
    assert (total.spent, total.budget, total.projected) == (Fraction(107), Fraction(400), Fraction(535))
    assert (total.plans, total.untold) == (3, 1)
    nothing = together([progress("C", None)], date(2025, 3, 14))
    assert (nothing.spent, nothing.budget, nothing.projected) == (None, None, None)
