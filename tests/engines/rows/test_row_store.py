"""Rows come back exactly, a batch is named by what it says, and only what a manifest lists is ever read."""

from __future__ import annotations

import errno
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.engines.rows import store as store_module
from openscorecard.engines.rows.digest import canonical
from openscorecard.engines.rows.faults import RowsUnwritable, ValueTooWide
from openscorecard.engines.rows.keys import clashes, known
from openscorecard.engines.rows.manifest import superseded
from openscorecard.engines.rows.scanning import reading, rows, scan
from openscorecard.engines.rows.schema import table_of
from openscorecard.engines.rows.store import RowStore, prepared
from tests.engines.rows.row_samples import CARDS, EVENTS, LOANS, event, keep, manifest


@pytest.fixture
def store(tmp_path: Path) -> RowStore:
    return RowStore(tmp_path / "the city's rows")


def names(store: RowStore, *batches: Any, months: list[str] | None = None) -> list[tuple[Any, ...]]:
    """Key and attendance of every visible event, in order."""
    return sorted((row[0], row[2]) for row in rows(store.root, EVENTS, manifest(EVENTS, *batches), months))


def files(store: RowStore) -> list[str]:
    return sorted(path.relative_to(store.root).as_posix() for path in store.root.rglob("*.parquet"))


def test_rows_come_back_with_their_exact_types(store: RowStore) -> None:
    given_rows = [event("e1", "2025-01-31"), ("e2", date(2025, 2, 1), None, None, None)]
    batch = keep(store, EVENTS, given_rows, "append", 1)
    found = sorted(rows(store.root, EVENTS, manifest(EVENTS, batch)))
    assert found == [("e1", date(2025, 1, 31), 10, Decimal("1200.5000"), ["child", "teen"]), given_rows[1]]


def test_files_lie_by_dataset_and_month_under_the_name_of_the_batch(store: RowStore) -> None:
    batch = keep(store, EVENTS, [event("e1", "2025-01-31"), event("e2", "2025-02-01")], "append", 1)
    cards = keep(store, CARDS, [("c1", date(2019, 5, 1)), ("c2", date(2025, 5, 1))], "append", 1)
    assert files(store) == [
        f"cards/month=all/{cards.id}.parquet",
        f"events/month=2025-01/{batch.id}.parquet",
        f"events/month=2025-02/{batch.id}.parquet",
    ]
    assert [(part.month, part.rows) for part in batch.parts] == [("2025-01", 1), ("2025-02", 1)]
    assert len(batch.id) == 64


def test_months_follow_local_time_not_utc(store: RowStore) -> None:
    late = datetime(2025, 1, 31, 16, 30, tzinfo=UTC)  # half past midnight on 1 February in Taipei
    batch = keep(store, LOANS, [(late, "main", Decimal(1))], "append", 1)
    assert [part.month for part in batch.parts] == ["2025-02"]
    assert rows(store.root, LOANS, manifest(LOANS, batch)) == [(late, "main", Decimal(1))]


ROW = st.tuples(
    st.integers(0, 10**8).map(lambda second: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=second)),
    st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.none() | st.decimals(-(10**20), 10**20, places=12),
)


@given(st.lists(ROW, max_size=12), st.randoms())
def test_a_batch_is_named_by_its_rows_whatever_their_order(given_rows: list[Any], chance: Any) -> None:
    mixed = list(given_rows)
    chance.shuffle(mixed)
    one, other = (prepared(LOANS, table_of(LOANS, some), "append") for some in (given_rows, mixed))
    assert one.batch == other.batch
    assert one.batch != prepared(LOANS, table_of(LOANS, given_rows), "replace").batch
    more = [*given_rows, (datetime(2025, 1, 1, tzinfo=UTC), None, None)]
    assert one.batch != prepared(LOANS, table_of(LOANS, more), "append").batch


TIED = st.lists(
    st.tuples(
        st.sampled_from(["e1", "e2"]),
        st.dates(date(2025, 1, 1), date(2025, 1, 3)),
        st.one_of(st.none(), st.integers(0, 2)),
        st.none(),
        st.one_of(st.none(), st.sampled_from([("child",), ("child", "teen"), ("teen",)])),
    ),
    max_size=6,
)


@given(TIED)
def test_rows_that_come_in_order_are_taken_as_they_are_and_others_are_sorted(rows: list[Any]) -> None:
    """The order is that of sorting by the time, then all fields, what is empty last, whether sorting was needed."""

    def place(row: Any) -> Any:
        lists = None if row[4] is None else "\x1f".join(row[4])
        return [(value is None, "" if value is None else value) for value in (row[1], row[0], row[2], row[3], lists)]

    ordered = table_of(EVENTS, sorted(rows, key=place))
    assert canonical(table_of(EVENTS, rows), "held_on").equals(ordered)
    assert canonical(ordered, "held_on").equals(ordered)


@pytest.mark.parametrize(
    ("one", "other"),
    [("", None), ("ab", "a"), ("x", "y")],
)
def test_different_values_make_different_batches(one: str | None, other: str | None) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    batches = {prepared(LOANS, table_of(LOANS, [(moment, text, None)])).batch for text in (one, other)}
    assert len(batches) == 2


def test_texts_that_meet_at_another_place_make_different_batches() -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    pairs = (("ab", "c"), ("a", "bc"))
    found = {prepared(LOANS, table_of(LOANS, [(moment, text, None) for text in pair])).batch for pair in pairs}
    assert len(found) == 2


@pytest.mark.parametrize("value", [Decimal("0.0000000000001"), Decimal(10) ** 27])
def test_a_number_that_cannot_be_kept_exactly_is_refused_by_place(value: Decimal) -> None:
    moment = datetime(2025, 1, 1, tzinfo=UTC)
    with pytest.raises(ValueTooWide) as refused:
        table_of(LOANS, [(moment, "main", Decimal(1)), (moment, "main", value)], [7, 9])
    assert [(fault.row, fault.column) for fault in refused.value.all()] == [(9, 3)]


# What readers see


def test_appended_batches_add_up(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-01", 1)], "append", 1)
    two = keep(store, EVENTS, [event("e2", "2025-02-01", 2)], "append", 2)
    assert names(store, one, two) == [("e1", 1), ("e2", 2)]
    assert names(store, one, two, months=["2025-02"]) == [("e2", 2)]


def test_a_replaced_period_hides_earlier_rows_of_its_days_alone(store: RowStore) -> None:
    rows_ = [event("e1", "2025-01-09", 1), event("e2", "2025-01-10", 2), event("e3", "2025-03-01", 3)]
    one = keep(store, EVENTS, rows_, "append", 1)
    two = keep(store, EVENTS, [event("e9", "2025-02-01", 9)], "replace", 2, "2025-01-10..2025-02-28")
    assert names(store, one, two) == [("e1", 1), ("e3", 3), ("e9", 9)]
    later = keep(store, EVENTS, [event("e4", "2025-01-20", 4)], "append", 3)
    assert names(store, one, two, later) == [("e1", 1), ("e3", 3), ("e4", 4), ("e9", 9)]


def test_files_of_months_replaced_whole_are_not_even_opened(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-09"), event("e2", "2025-02-10")], "append", 1)
    two = keep(store, EVENTS, [event("e3", "2025-01-09")], "replace", 2, "2025-01")
    seen = manifest(EVENTS, one, two)
    assert sorted((part.month, part.path[-72:-8]) for part in seen.files()) == [
        ("2025-01", two.id),
        ("2025-02", one.id),
    ]


def test_a_corrected_row_takes_the_place_of_its_key_also_in_another_month(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-01", 1), event("e2", "2025-01-02", 2)], "append", 1)
    fix = keep(store, EVENTS, [event("e1", "2025-02-01", 5)], "correct", 2)
    again = keep(store, EVENTS, [event("e1", "2025-02-01", 6)], "correct", 3)
    assert names(store, one, fix) == [("e1", 5), ("e2", 2)]
    assert names(store, one, fix, months=["2025-01"]) == [("e2", 2)]
    assert names(store, one, fix, again) == [("e1", 6), ("e2", 2)]
    assert names(store, one, again) == [("e1", 6), ("e2", 2)]  # the first correction withdrawn
    assert names(store, one) == [("e1", 1), ("e2", 2)]  # both


def test_a_life_cycle_table_is_replaced_as_a_whole(store: RowStore) -> None:
    one = keep(store, CARDS, [("c1", date(2019, 5, 1))], "append", 1, "2019..2024")
    two = keep(store, CARDS, [("c2", date(2025, 5, 1))], "replace", 2, "2025")
    assert rows(store.root, CARDS, manifest(CARDS, one, two)) == [("c2", date(2025, 5, 1))]
    assert rows(store.root, CARDS, manifest(CARDS, one, two), ["2025-01"]) == [("c2", date(2025, 5, 1))]
    assert superseded([one, two]) == {one.id: two.id}


def test_a_batch_is_superseded_by_the_last_of_those_that_replace_it(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-01")], "append", 1, "2025-01..2025-02")
    two = keep(store, EVENTS, [event("e2", "2025-01-01")], "replace", 2, "2025-01")
    three = keep(store, EVENTS, [event("e3", "2025-02-01")], "replace", 3, "2025-02")
    assert superseded([one, two]) == {}
    assert superseded([three, two, one]) == {one.id: three.id}


def test_an_empty_manifest_has_the_columns_and_no_rows(store: RowStore) -> None:
    empty = manifest(EVENTS)
    assert rows(store.root, EVENTS, empty) == []
    with reading(store.root, [empty]) as connection:
        assert scan(connection, store.root, EVENTS, empty).columns == [*EVENTS.names, "_day", "_month", "_batch"]


def test_every_row_knows_its_batch_and_its_day(store: RowStore) -> None:
    batch = keep(store, EVENTS, [event("e1", "2025-01-09")], "append", 1)
    seen = manifest(EVENTS, batch)
    with reading(store.root, [seen]) as connection:
        found = scan(connection, store.root, EVENTS, seen).select("_day, _month, _batch").fetchall()
    assert found == [(date(2025, 1, 9), "2025-01", batch.id)]


def test_a_field_added_to_the_contract_later_is_empty_in_older_rows(store: RowStore) -> None:
    from dataclasses import replace

    from openscorecard.domain.measures.fields import Field
    from openscorecard.domain.text import Text

    batch = keep(store, EVENTS, [event("e1", "2025-01-09")], "append", 1)
    grown = replace(EVENTS, fields=(*EVENTS.fields, Field("plan", Text("方案"), "text")))
    assert rows(store.root, grown, manifest(grown, batch))[0][-1] is None


# Keys


def test_keys_that_are_there_are_found_by_place(store: RowStore) -> None:
    batch = keep(store, EVENTS, [event("e1", "2025-01-09"), event("e2", "2025-01-09")], "append", 1)
    new = table_of(EVENTS, [event("e3", "2025-01-01"), event("e2", "2025-06-01")])
    assert known(store.root, EVENTS, manifest(EVENTS, batch), new) == {1}
    assert known(store.root, EVENTS, manifest(EVENTS), new) == frozenset()


def test_a_batch_that_comes_back_may_clash_with_what_came_since(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-09", 1)], "append", 1)
    two = keep(store, EVENTS, [event("e1", "2025-01-09", 2)], "append", 2)
    fix = keep(store, EVENTS, [event("e1", "2025-01-09", 3)], "correct", 3)
    assert clashes(store.root, EVENTS, manifest(EVENTS, one, two), one.id) == 1
    assert clashes(store.root, EVENTS, manifest(EVENTS, one, fix), one.id) == 0


# Faults of disk and files


def test_what_no_manifest_lists_is_swept_and_what_is_listed_stays(store: RowStore) -> None:
    one = keep(store, EVENTS, [event("e1", "2025-01-09")], "append", 1)
    orphan = keep(store, EVENTS, [event("e2", "2025-01-09")], "append", 2)
    left = store.root / ".aside" / "dead"
    left.mkdir(parents=True)
    (left / ".lock").touch()
    with store.staged(prepared(EVENTS, table_of(EVENTS, [event("e3", "2025-01-01")]))) as writing, store.moving():
        assert store.sweep([part.path for part in one.parts]) == tuple(part.path for part in orphan.parts)
        assert writing.folder.exists()
        assert not left.exists()
    assert files(store) == [one.parts[0].path]


@pytest.mark.parametrize("harm", ["missing", "shorter", "one byte"])
def test_a_damaged_file_is_found(harm: str, store: RowStore) -> None:
    batch = keep(store, EVENTS, [event("e1", "2025-01-09"), event("e2", "2025-02-09")], "append", 1)
    assert store.verify(batch.parts) == ()
    file = store.root / batch.parts[1].path
    data = file.read_bytes()
    if harm == "missing":
        file.unlink()
    else:
        file.write_bytes(data[:-1] if harm == "shorter" else data[:50] + bytes([data[50] ^ 1]) + data[51:])
    assert [fault.facts["item"] for fault in store.verify(batch.parts)] == [batch.parts[1].path]


@pytest.mark.parametrize("step", ["_write_file", "_checksum", "_flush_files", "_flush_folders"])
def test_a_full_disk_is_told_and_leaves_nothing_listed_or_lying_aside(
    step: str, store: RowStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store_module, step, full)
    with pytest.raises(RowsUnwritable, match="No space left"):
        keep(store, EVENTS, [event("e1", "2025-01-09")], "append", 1)
    assert list((store.root / ".aside").iterdir()) == []


# The cage


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "COPY (SELECT 1) TO '{root}/events/stolen.csv'",
        "SELECT * FROM read_parquet('{root}/events/*/*.parquet')",
        "SET enable_external_access=true",
        "SET memory_limit='100GB'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '{root}/other.duckdb'",
        "SELECT * FROM secret",
    ],
)
def test_a_connection_reaches_nothing_but_the_listed_files(statement: str, store: RowStore) -> None:
    secret = duckdb.sql("SELECT 1")  # a variable that must not become a table
    assert secret
    one = keep(store, EVENTS, [event("e1", "2025-01-09")], "append", 1)
    keep(store, EVENTS, [event("e2", "2025-01-09")], "append", 2)
    with reading(store.root, [manifest(EVENTS, one)]) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(root=str(store.root).replace("'", "''"))).fetchall()
    assert len(files(store)) == 2
