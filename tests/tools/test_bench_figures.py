"""Nobody is timed for a wrong answer: the figures of contenders are compared."""

from __future__ import annotations

import pytest

from tests.tools_of_the_tree import tool

bench = tool("bench_figures")
NAME = bench.named("quantity", 0, ("issue",), ())
OURS = bench.digests([(NAME, "branch", [("2022-01", "B01", 3, 2), ("2022-01", "B02", 0, 0)])])


def said(*rows: tuple[object, ...]) -> str:
    """What is wrong with these rows of a peer."""
    return str(bench.wrong(bench.digests([(NAME, "branch", rows)]), OURS, {NAME}))


def test_the_same_cells_are_the_same_however_months_and_zeros_are_written() -> None:
    assert said((2022 * 12 + 1, "B01", "3", 2)) == ""


@pytest.mark.parametrize(
    "row", [("2022-01", "B01", 4, 2), ("2022-01", "B01", 3, 1), ("2022-01", "B03", 3, 2), ("2022-02", "B01", 3, 2)]
)
def test_another_value_number_of_rows_cell_or_month_is_told(row: tuple[object, ...]) -> None:
    assert "other figures than ours in 1 of 1 countings" in said(row)


def test_who_counts_something_else_or_nothing_is_told() -> None:
    other = bench.named("patron_key", 12, ("issue",), ())
    assert other in bench.wrong(OURS | {other: "1 a"}, OURS, {NAME})
    assert NAME in bench.wrong({}, OURS, {NAME})
