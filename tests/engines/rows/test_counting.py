"""Rows are counted as readers see them, by month and by one of their fields."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openscorecard.engines.rows.counting import MOST, count_by_month
from openscorecard.engines.rows.store import RowStore
from tests.engines.rows.row_samples import CARDS, EVENTS, LOANS, event, keep, manifest


@pytest.fixture
def store(tmp_path: Path) -> RowStore:
    return RowStore(tmp_path)


def loan(moment: str, branch: str | None) -> tuple[Any, ...]:
    return (datetime.fromisoformat(moment).replace(tzinfo=timezone(timedelta(hours=8))), branch, Decimal(1))


def test_rows_are_counted_by_local_month_and_branch(store: RowStore) -> None:
    rows = [loan("2025-01-31T23:59", "甲"), loan("2025-02-01T00:01", "甲"), loan("2025-02-01T12:00", None)]
    counts = count_by_month(store.root, LOANS, manifest(LOANS, keep(store, LOANS, rows, "append", 1)), "branch")
    assert counts.rows == {("2025-01", "甲"): 1, ("2025-02", "甲"): 1, ("2025-02", ""): 1}
    assert (counts.values, counts.months, counts.of_month("2025-02")) == (("", "甲"), ("2025-01", "2025-02"), 2)


def test_hidden_rows_do_not_count(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-09"), event("e2", "2025-01-20")], "append", 1)
    two = keep(store, EVENTS, [event("e2", "2025-02-01")], "correct", 2)
    three = keep(store, EVENTS, [event("e9", "2025-01-09")], "replace", 3, "2025-01-01..2025-01-10")
    assert count_by_month(store.root, EVENTS, manifest(EVENTS, one, two, three)).rows == {
        ("2025-01", ""): 1,
        ("2025-02", ""): 1,
    }


def test_what_lives_for_years_counts_in_the_month_it_began(store: RowStore) -> None:
    cards = keep(
        store, CARDS, [("c1", date(2019, 5, 1)), ("c2", date(2019, 5, 9)), ("c3", date(2020, 1, 1))], "append", 1
    )
    counts = count_by_month(store.root, CARDS, manifest(CARDS, cards))
    assert counts.rows == {("2019-05", ""): 2, ("2020-01", ""): 1}


def test_beyond_the_hundred_largest_values_rows_count_together(store: RowStore) -> None:
    rows = [loan("2025-01-05", f"b{place:03d}") for place in range(MOST + 20) for _ in range(2 if place < MOST else 1)]
    counts = count_by_month(store.root, LOANS, manifest(LOANS, keep(store, LOANS, rows, "append", 1)), "branch")
    assert len(counts.values) == MOST
    assert (counts.rest, counts.of_month("2025-01")) == ({"2025-01": 20}, 2 * MOST + 20)


def test_where_nothing_is_there_nothing_counts(store: RowStore) -> None:
    assert count_by_month(store.root, EVENTS, manifest(EVENTS)).months == ()
