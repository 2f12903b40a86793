"""From figures to observations: what is known is exact, what is not is said, and zero is neither."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.counting import Alive, Counting, Latest, Within
from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.domain.measures.figures import Cell, Figure, FigureKey, Observation
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.observing import Known, observe, observe_all, splits_by
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.formats.datasets.contracts import standard_datasets

LOANS = Counting("circulation", Within("occurred_at"), sums=("quantity",))
DESK = Counting("circulation", Within("occurred_at"), sums=("quantity",), must_know=("channel",))
READERS = Counting("circulation", Within("occurred_at"), distinct="patron_key")
VOLUMES = Counting("holdings", Alive("acquired_on", gone=("withdrawn_on",)))
RESIDENTS = Counting("population", Latest("as_of"), sums=("residents",))
YEAR = parse_coverage("2025")
MONTHS = Period("year", 2025).months()


def known(
    values: Mapping[tuple[Counting, str], Mapping[str, int] | None],
    dimension: str = "",
    covers: Mapping[str, Coverage] | None = None,
    **facts: int,
) -> Known:
    """Figures by counting and period, each a value by cell (None: no state was found)."""
    figures = {}
    for (counting, period), cells in values.items():
        key = FigureKey(counting.digest, parse_period(period), dimension)
        made = {name: Cell(Fraction(value), 1, **facts) for name, value in (cells or {}).items()}
        figures[key] = Figure(key, made, cells is not None, 7, ("b" + period,))
    spans = covers or {"circulation": YEAR, "holdings": YEAR, "population": YEAR}
    return Known(figures, standard_datasets(), {name: (span,) for name, span in spans.items()})


def whole(formula: Formula, period: str, there: Known) -> Observation:
    (only,) = observe(formula, parse_period(period), there)
    return only


def test_the_months_of_a_flow_add_up_and_a_covered_month_without_rows_is_zero() -> None:
    there = known({(LOANS, "2025-01"): {"": 3}, (LOANS, "2025-02"): {}, (LOANS, "2025-03"): {"": 4}})
    quarter = whole(Formula((Term(LOANS),)), "2025-Q1", there)
    assert (quarter.status, quarter.value) == ("ok", 7)
    assert quarter.batches == ("b2025-01", "b2025-02", "b2025-03")
    assert whole(Formula((Term(LOANS),)), "2025-02", there).value == 0


def test_a_stock_of_a_quarter_is_that_of_its_last_month() -> None:
    there = known({(VOLUMES, "2025-01"): {"": 10}, (VOLUMES, "2025-03"): {"": 12}})
    assert whole(Formula((Term(VOLUMES),)), "2025-Q1", there).value == 12


def test_a_ratio_is_recomputed_from_its_parts_and_never_averaged() -> None:
    rate = Formula((Term(DESK),), (Term(LOANS),), Fraction(100))
    there = known(
        {
            (DESK, "2025-01"): {"": 1},
            (LOANS, "2025-01"): {"": 2},
            (DESK, "2025-02"): {"": 1},
            (LOANS, "2025-02"): {"": 10},
            (DESK, "2025-03"): {"": 0},
            (LOANS, "2025-03"): {"": 0},
        }
    )
    quarter = whole(rate, "2025-Q1", there)
    assert quarter.value == Fraction(200, 12)
    assert quarter.numerator is not None
    assert quarter.denominator is not None
    assert (quarter.numerator.value, quarter.denominator.value) == (2, 12)
    assert whole(rate, "2025-03", there).status == "not_applicable"


def test_a_term_may_be_taken_away() -> None:
    there = known({(LOANS, "2025-01"): {"": 5}, (DESK, "2025-01"): {"": 7}})
    assert whole(Formula((Term(LOANS), Term(DESK, -1))), "2025-01", there).value == -2


@pytest.mark.parametrize(
    ("covers", "period", "status"),
    [
        ("2025-01..2025-02", "2025-Q1", "partial"),
        ("2025-04..2025-05", "2025-Q1", "no_data"),
        ("2025-01..2025-03", "2025-Q1", "ok"),
        ("2025-01-02..2025-03-31", "2025-Q1", "partial"),
    ],
)
def test_what_no_batch_covers_is_no_data_and_what_some_days_cover_is_a_part(
    covers: str, period: str, status: str
) -> None:
    months = {(LOANS, f"2025-0{number}"): {"": 1} for number in (1, 2, 3)}
    there = known(months, covers={"circulation": parse_coverage(covers)})
    found = whole(Formula((Term(LOANS),)), period, there)
    assert found.status == status
    assert (found.value is None) == (status != "ok")


def test_rows_that_nobody_counted_are_not_computed_which_is_neither_zero_nor_no_data() -> None:
    assert whole(Formula((Term(LOANS),)), "2025-01", known({})).status == "not_computed"


def test_a_month_without_a_snapshot_has_no_data() -> None:
    there = known({(RESIDENTS, "2025-01"): None})
    assert whole(Formula((Term(RESIDENTS),)), "2025-01", there).status == "no_data"


def test_a_life_cycle_table_speaks_for_everything_up_to_its_extract() -> None:
    there = known({(VOLUMES, "2025-01"): {"": 3}}, covers={"holdings": Coverage(date(2025, 1, 20), date(2025, 1, 31))})
    assert whole(Formula((Term(VOLUMES),)), "2025-01", there).value == 3
    early = known({(VOLUMES, "2025-01"): {"": 3}}, covers={"holdings": Coverage(date(2025, 1, 1), date(2025, 1, 30))})
    assert whole(Formula((Term(VOLUMES),)), "2025-01", early).status == "no_data"


def test_rows_that_do_not_tell_what_they_must_leave_no_value() -> None:
    there = known({(DESK, "2025-01"): {"": 1}}, undetermined=1)
    found = whole(Formula((Term(DESK),)), "2025-01", there)
    assert (found.status, found.value, found.numerator) == ("no_data", None, None)


def test_rows_without_a_number_add_nothing_and_are_counted_but_all_of_them_are_no_data() -> None:
    key = FigureKey(LOANS.digest, parse_period("2025-01"))
    some = Known(
        {key: Figure(key, {"": Cell(Fraction(5), 3, unknown=2)})}, standard_datasets(), {"circulation": (YEAR,)}
    )
    found = whole(Formula((Term(LOANS),)), "2025-01", some)
    assert (found.status, found.value) == ("ok", 5)
    assert found.numerator is not None
    assert found.numerator.unknown == 2
    none = Known({key: Figure(key, {"": Cell(Fraction(0), 2, unknown=2)})}, standard_datasets(), some.coverage)
    assert whole(Formula((Term(LOANS),)), "2025-01", none).status == "no_data"


def test_distinct_values_of_a_quarter_are_counted_for_the_quarter_itself() -> None:
    months = {(READERS, f"2025-0{number}"): {"": 10} for number in (1, 2, 3)}
    there = known({**months, (READERS, "2025-Q1"): {"": 12}})
    assert whole(Formula((Term(READERS),)), "2025-Q1", there).value == 12
    assert whole(Formula((Term(READERS),)), "2025-Q1", known(months)).status == "not_computed"


def test_a_denominator_that_rows_cannot_split_stands_whole_under_each_cell() -> None:
    per_head = Formula((Term(VOLUMES),), (Term(RESIDENTS),))
    split = known({(VOLUMES, "2025-01"): {"print": 6, "av": 2}}, "item_class")
    both = Known({**split.figures, **known({(RESIDENTS, "2025-01"): {"": 4}}).figures}, split.datasets, split.coverage)
    found = observe(per_head, parse_period("2025-01"), both, "item_class")
    assert {one.cell: one.value for one in found} == {"print": Fraction(3, 2), "av": Fraction(1, 2)}
    assert splits_by(per_head, "item_class", both.datasets)
    assert not splits_by(per_head, "channel", both.datasets)


def test_a_cell_above_the_line_alone_has_nothing_to_be_divided_by() -> None:
    per_head = Formula((Term(VOLUMES),), (Term(RESIDENTS),))
    there = known(
        {(VOLUMES, "2025-01"): {"大安區": 6, "": 1}, (RESIDENTS, "2025-01"): {"大安區": 3, "信義區": 5}}, "district"
    )
    found = {one.cell: one for one in observe(per_head, parse_period("2025-01"), there, "district")}
    assert found["大安區"].value == 2
    assert found["信義區"].value == 0
    assert found[""].status == "not_applicable"


def test_a_branch_without_rows_in_a_covered_month_is_zero_beside_the_others() -> None:
    there = known({(LOANS, "2025-01"): {"A": 1, "B": 2}, (LOANS, "2025-02"): {"A": 3}}, "branch")
    loans = [Formula((Term(LOANS),))] * 2
    first, second = observe_all(loans, MONTHS[:2], there, "branch")
    assert {one.cell: one.value for one in first} == {"A": 1, "B": 2}
    assert {one.cell: one.value for one in second} == {"A": 3, "B": 0}


@given(st.lists(st.integers(-1000, 1000), min_size=12, max_size=12))
def test_quarters_halves_and_the_year_to_date_add_up_to_the_year(values: list[int]) -> None:
    there = known({(LOANS, str(month)): {"": value} for month, value in zip(MONTHS, values, strict=True)})
    loans = Formula((Term(LOANS),))
    year = whole(loans, "2025", there).value
    assert year == sum(values)
    assert sum(whole(loans, f"2025-Q{quarter}", there).value or 0 for quarter in (1, 2, 3, 4)) == year
    assert sum(whole(loans, f"2025-H{half}", there).value or 0 for half in (1, 2)) == year
    assert whole(loans, "YTD2025-12", there).value == year
