"""Cells that could stand for fewer than five readers are hidden, with what would give them away."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.figures import Cell, Observation, Side
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.measures.small_cells import hidden_cells, of_readers, small_among, too_few
from openscorecard.formats.datasets.contracts import standard_datasets

JANUARY = parse_period("2025-01")


def cells(**sizes: int) -> list[Observation]:
    return [
        Observation(JANUARY, "branch", name, "ok", Fraction(size), Side(Fraction(size), size))
        for name, size in sizes.items()
    ]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 30}, {"a", "b"}),
        ({"a": 4, "b": 3, "c": 30}, {"a", "b"}),
        ({"a": 0, "b": 9}, set()),
        ({"a": 1}, {"a"}),
    ],
)
def test_small_cells_and_a_lonely_ones_neighbour_are_hidden(sizes: dict[str, int], hidden: set[str]) -> None:
    assert hidden_cells(cells(**sizes), adds_up=True) == hidden


def test_where_cells_do_not_add_up_nothing_can_be_worked_out() -> None:
    assert hidden_cells(cells(a=4, b=9, c=30), adds_up=False) == {"a"}


def test_a_small_part_of_a_ratio_hides_it() -> None:
    one = Observation(JANUARY, "branch", "a", "ok", Fraction(1), Side(Fraction(3), 3), Side(Fraction(300), 300))
    assert hidden_cells([one], adds_up=False) == {"a"}


def test_rows_of_nobody_are_no_secret() -> None:
    assert [too_few(readers) for readers in (0, 1, 4, 5)] == [False, True, True, False]


def test_only_datasets_that_name_readers_are_guarded() -> None:
    guarded = {name for name, dataset in standard_datasets().items() if of_readers(dataset)}
    assert guarded == {"circulation", "cards"}


@pytest.mark.parametrize(("name", "closed"), [("circulation", True), ("events", False)])
def test_one_small_month_closes_the_months_of_a_year(name: str, closed: bool) -> None:
    dataset = standard_datasets()[name]
    assert small_among(dataset, [Cell(Fraction(3), 3), Cell(Fraction(90), 9), None]) is closed
    assert not small_among(dataset, [Cell(Fraction(0), 0), Cell(Fraction(5), 5)])
