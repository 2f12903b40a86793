"""What plans bring to a KPI: by plan and no plan make up the figure to the last digit, for flow, stock and ratio."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.initiatives.contribution import carried_by, contribution
from openscorecard.domain.measures.counting import Alive, Counting, Latest, Within
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.figures import Cell, Figure, FigureKey
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.observing import Known
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.formats.datasets.contracts import standard_datasets

EVENTS = Counting("events", Within("held_on"), sums=("attendees",))
CARDS = Counting("cards", Alive("issued_on", gone=("closed_on",)))
VOLUMES = Counting("holdings", Alive("acquired_on", gone=("withdrawn_on",)))
RESIDENTS = Counting("population", Latest("as_of"), sums=("residents",))
READERS = Counting("circulation", Within("occurred_at"), distinct="patron_key")
YEAR = Coverage(date(2025, 1, 1), date(2025, 12, 31))
MONTHS = Period("year", 2025).months()


def known(*figures: tuple[Counting, str, str, dict[str, Fraction | int]]) -> Known:
    """Figures of 2025: counting, period, dimension and the value of each cell."""
    found = {}
    for counting, period, dimension, cells in figures:
        key = FigureKey(counting.digest, parse_period(period), dimension)
        made = {name: Cell(Fraction(value), 1) for name, value in cells.items()}
        found[key] = Figure(key, made, True, 3, (f"b{period}",))
    names = ("events", "cards", "holdings", "population", "circulation")
    return Known(found, standard_datasets(), dict.fromkeys(names, (YEAR,)))


amounts = st.fractions(min_value=0, max_value=10**9)
plans = st.dictionaries(st.sampled_from(["", "BC1.1.1", "BP2.1.1", "BP3.1.1"]), amounts, max_size=4)


@given(st.lists(plans, min_size=12, max_size=12))
def test_a_flow_is_split_over_all_months_and_adds_up_exactly(months: list[dict[str, Fraction]]) -> None:
    figures = [
        (EVENTS, str(month), dimension, cells)
        for month, by_plan in zip(MONTHS, months, strict=True)
        for dimension, cells in (("plan", by_plan), ("", {"": sum(by_plan.values(), Fraction(0))}))
    ]
    found = contribution(Formula((Term(EVENTS),)), Period("year", 2025), known(*figures))  # type: ignore[arg-type]
    assert found.status == "ok"
    assert found.value is not None
    assert found.no_plan is not None
    assert sum(found.by_plan.values(), Fraction(0)) + found.no_plan == found.value
    assert found.no_plan == sum((one.get("", Fraction(0)) for one in months), Fraction(0))
    assert "" not in found.by_plan


def test_a_stock_is_split_as_it_stands_at_the_periods_end() -> None:
    there = known((CARDS, "2025-12", "", {"": 1912004}), (CARDS, "2025-12", "plan", {"": 1500801, "CC1.1.1": 411203}))
    found = contribution(Formula((Term(CARDS),)), Period("year", 2025), there)
    assert (found.value, found.by_plan, found.no_plan) == (1912004, {"CC1.1.1": 411203}, 1500801)
    assert (found.runs, found.batches) == ((3,), ("b2025-12",))


def test_of_a_ratio_the_numerator_is_split_and_the_denominator_stands_whole() -> None:
    there = known(
        (VOLUMES, "2025-12", "", {"": 10}),
        (VOLUMES, "2025-12", "plan", {"": 4, "AC1.1.1": 6}),
        (RESIDENTS, "2025-12", "", {"": 3}),
    )
    found = contribution(Formula((Term(VOLUMES),), (Term(RESIDENTS),)), Period("year", 2025), there)
    assert (found.value, found.denominator, found.by_plan, found.no_plan) == (10, 3, {"AC1.1.1": 6}, 4)


def test_different_readers_of_a_span_cannot_be_split_and_nothing_is_guessed() -> None:
    there = known((READERS, "2025", "", {"": 7}))
    found = contribution(Formula((Term(READERS),)), Period("year", 2025), there)
    assert (found.splits, found.by_plan, found.no_plan) == (False, {}, 7)


def test_a_month_not_counted_yet_leaves_no_value_and_no_parts() -> None:
    there = known((CARDS, "2025-12", "", {"": 5}))
    found = contribution(Formula((Term(CARDS),)), Period("year", 2025), there)
    assert (found.status, found.value, found.no_plan, dict(found.by_plan)) == ("not_computed", None, None, {})


def test_a_plan_brings_to_several_figures_together() -> None:
    one = contribution(
        Formula((Term(CARDS),)),
        Period("year", 2025),
        known((CARDS, "2025-12", "", {"": 5}), (CARDS, "2025-12", "plan", {"A": 2, "": 3})),
    )
    assert carried_by([one, one], "A") == 4
    assert carried_by([one], "B") == 0


def counted(counting: Counting, dimension: str, **cells: Cell) -> tuple[FigureKey, Figure]:
    """The figure of the year's end by hand, cell by cell; `none` is the unnamed cell."""
    key = FigureKey(counting.digest, parse_period("2025-12"), dimension)
    return key, Figure(key, {name.replace("none", ""): cell for name, cell in cells.items()}, True, 3, ("b",))


def of_year(*figures: tuple[FigureKey, Figure]) -> Known:
    return Known(dict(figures), standard_datasets(), dict.fromkeys(("cards", "holdings", "population"), (YEAR,)))


SOME, NOTHING = Cell(Fraction(5), 2), Cell(Fraction(0), 0)


def test_with_nothing_to_divide_by_the_numerator_is_split_all_the_same() -> None:
    there = of_year(
        counted(VOLUMES, "", none=SOME), counted(VOLUMES, "plan", A=SOME), counted(RESIDENTS, "", none=NOTHING)
    )
    found = contribution(Formula((Term(VOLUMES),), (Term(RESIDENTS),)), Period("year", 2025), there)
    assert (found.status, found.value, found.denominator, found.by_plan) == ("ok", 5, 0, {"A": 5})


def test_what_rows_lack_leaves_no_value_whatever_else_they_say() -> None:
    lacking = of_year(counted(CARDS, "", none=Cell(Fraction(0), 4, unknown=4)), counted(CARDS, "plan", A=SOME))
    found = contribution(Formula((Term(CARDS),)), Period("year", 2025), lacking)
    assert (found.status, found.value, found.no_plan, found.splits) == ("no_data", None, None, False)
    assert (found.runs, found.batches) == ((3,), ("b",))


def test_one_plan_that_cannot_be_told_leaves_no_part_told() -> None:
    torn = Cell(Fraction(1), 1, undetermined=1)
    there = of_year(counted(CARDS, "", none=SOME), counted(CARDS, "plan", A=SOME, B=torn))
    found = contribution(Formula((Term(CARDS),)), Period("year", 2025), there)
    assert (found.status, found.value, found.by_plan, found.splits) == ("no_data", None, {}, True)


def test_a_plan_that_brings_nothing_is_not_listed() -> None:
    there = of_year(counted(CARDS, "", none=SOME), counted(CARDS, "plan", A=SOME, B=NOTHING))
    found = contribution(Formula((Term(CARDS),)), Period("year", 2025), there)
    assert (found.by_plan, found.no_plan, found.splits) == ({"A": 5}, 0, True)
