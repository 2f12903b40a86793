"""Figures, periods and digits at their edges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.measures.counting import Counting, Within
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.figures import Cell, Figure, FigureKey
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.freshness import is_late, next_due, usual_rhythm
from openscorecard.domain.measures.observing import Known, observe, observe_all, splits_by
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets

F = Fraction
T = Text("某", "some")
DATASETS = standard_datasets()
LOANS = Counting("circulation", Within("occurred_at"), sums=("quantity",))
PEOPLE = Counting("population", Within("as_of"))
JANUARY, FEBRUARY = parse_period("2025-01"), parse_period("2025-02")


def known(cells: dict[tuple[str, str], dict[str, Cell]], covers: str = "2025") -> Known:
    """Figures of loans by period and dimension."""
    figures = {}
    for (period, dimension), found in cells.items():
        key = FigureKey(LOANS.digest, parse_period(period), dimension)
        figures[key] = Figure(key, found)
    return Known(figures, DATASETS, {"circulation": (parse_coverage(covers),)})


def test_digits_end_where_they_say_nothing_more() -> None:
    assert decimal_text(F(16, 41)) == "0.390243902439024390243902439"  # the 28th digit is 0
    assert decimal_text(F(3 * 10**40 + 1, 3 * 10**40)) == "1"
    assert decimal_text(F(1200)) == "1200"
    assert decimal_text(F(-5, 2)) == "-2.5"


def test_what_cannot_be_told_stays_so_however_many_months_cannot() -> None:
    torn = {"": Cell(F(1), 1, undetermined=1)}
    there = known({("2025-01", ""): torn, ("2025-02", ""): torn, ("2025-03", ""): {"": Cell(F(1), 1)}})
    (found,) = observe(Formula((Term(LOANS),)), parse_period("2025-Q1"), there)
    assert (found.status, found.value) == ("no_data", None)
    total = Cell(F(1), 2, 3, 4) + Cell(F(5), 6, 7, 8)
    assert total == Cell(F(6), 8, 10, 12)


def test_one_row_without_its_number_tells_nothing() -> None:
    there = known({("2025-01", ""): {"": Cell(F(0), 1, unknown=1)}, ("2025-02", ""): {"": Cell(F(0), 0)}})
    loans = Formula((Term(LOANS),))
    assert observe(loans, JANUARY, there)[0].status == "no_data"
    assert (observe(loans, FEBRUARY, there)[0].status, observe(loans, FEBRUARY, there)[0].value) == ("ok", 0)


def test_a_month_without_data_gives_no_cell_to_the_others() -> None:
    branches = {"A": Cell(F(3), 1), "B": Cell(F(4), 1)}
    there = known({("2025-01", "branch"): branches, ("2025-02", "branch"): {}}, covers="2025-01")
    first, second = observe_all([Formula((Term(LOANS),))] * 2, [JANUARY, FEBRUARY], there, "branch")
    assert [(one.cell, one.value) for one in first] == [("A", 3), ("B", 4)]
    assert [(one.cell, one.status) for one in second] == [("", "no_data")]
    whole = known({("2025-01", ""): {"": Cell(F(7), 2)}, ("2025-02", ""): {}})
    months = observe_all([Formula((Term(LOANS),))] * 2, [JANUARY, FEBRUARY], whole)
    assert [[one.value for one in each] for each in months] == [[7], [0]]


def test_a_formula_splits_where_any_of_its_terms_does() -> None:
    both = Formula((Term(LOANS), Term(PEOPLE)))
    assert splits_by(both, "branch", DATASETS)
    assert splits_by(Formula((Term(PEOPLE), Term(LOANS))), "branch", DATASETS)
    assert not splits_by(Formula((Term(PEOPLE),)), "branch", DATASETS)
    assert splits_by(both, "", DATASETS)


def test_a_denominator_splits_where_any_of_its_terms_does() -> None:
    ratio = Formula((Term(LOANS),), (Term(LOANS), Term(PEOPLE)))
    there = known({("2025-01", "branch"): {"A": Cell(F(2), 1), "B": Cell(F(6), 1)}})
    key = FigureKey(PEOPLE.digest, JANUARY, "")
    figures = {**there.figures, key: Figure(key, {"": Cell(F(2), 1)})}
    covered = {**there.coverage, "population": (parse_coverage("2025"),)}
    found = observe(ratio, JANUARY, Known(figures, DATASETS, covered), "branch")
    # People are in no branch: they count in the unnamed cell, not under each.
    assert {one.cell: one.value for one in found} == {"": 0, "A": 1, "B": 1}


@pytest.mark.parametrize("text", ["2025-01", "2025-Q1", "2025", "SY2025", "YTD2025-06"])
def test_a_period_holds_its_first_and_its_last_day_and_is_not_before_itself(text: str) -> None:
    period = parse_period(text)
    assert period.contains(period.first_day)
    assert period.contains(period.last_day)
    assert not period < period
    assert period <= parse_period(text)


def dataset(grain: str) -> Dataset:
    time = Field("span", T, "period", grain=grain) if grain != "day" else Field("span", T, "day")
    return Dataset("d", T, (time,), (), "events", "span", T)


@pytest.mark.parametrize(
    ("grain", "rhythm"),
    [("year", "year"), ("month", "month"), ("quarter", "quarter"), ("", "quarter"), ("day", "quarter")],
)
def test_without_measures_rows_come_as_often_as_their_periods_are_long(grain: str, rhythm: str) -> None:
    assert usual_rhythm(dataset(grain), []) == rhythm
    assert usual_rhythm(dataset(grain), ["year", "half"]) == "half"
    assert usual_rhythm(dataset(grain), ["quarter", "month"]) == "month"


def test_rows_are_due_a_month_after_the_period_that_follows() -> None:
    assert next_due(date(2025, 1, 30), "month") == date(2025, 3, 3)
    assert next_due(date(2025, 1, 31), "month") == date(2025, 3, 31)
    assert next_due(date(2024, 12, 31), "quarter") == date(2025, 5, 1)
    assert [is_late(date(2025, 1, 31), "month", day) for day in (date(2025, 3, 31), date(2025, 4, 1))] == [False, True]
