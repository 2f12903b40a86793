"""A batch has one name and one order, however its texts are kept and in whatever order its rows came."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from openscorecard.engines.rows.digest import canonical
from openscorecard.engines.rows.scanning import rows
from openscorecard.engines.rows.schema import as_texts, table_of
from openscorecard.engines.rows.store import RowStore, prepared
from openscorecard.engines.rows.tables import RowTable, joined
from tests.engines.rows.row_samples import LOANS, keep, manifest

START = datetime(2025, 1, 30, tzinfo=UTC)
loans = st.lists(
    st.tuples(
        st.integers(0, 5).map(lambda days: START + timedelta(days=days)),
        st.sampled_from(["A", "B", "總館", "a", "", None]),
        st.integers(0, 3).map(Decimal),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def with_dictionary(table: pa.Table, pieces: int = 1) -> pa.Table:
    """The same with branches as dictionaries, another in each piece."""
    step = -(-table.num_rows // pieces) or 1
    parts = [table.slice(start, step) for start in range(0, table.num_rows, step)]
    columns = [part.column("branch").combine_chunks().dictionary_encode() for part in parts]
    return table.set_column(1, "branch", pa.chunked_array(columns))


@settings(deadline=None)
@given(loans, st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_batch_is_named_and_ordered_by_its_values_alone(
    given_rows: list[tuple[Any, ...]], pieces: int, seed: random.Random
) -> None:
    plain = table_of(LOANS, given_rows)
    mixed = with_dictionary(table_of(LOANS, seed.sample(given_rows, len(given_rows))), pieces)
    assert prepared(LOANS, mixed, "append").batch == prepared(LOANS, plain, "append").batch
    assert as_texts(canonical(mixed, "occurred_at")).equals(canonical(plain, "occurred_at"))


def test_a_name_is_the_same_as_in_every_release() -> None:
    table = table_of(LOANS, [(START, "A", Decimal(1)), (START, None, Decimal("0.5"))])
    assert prepared(LOANS, table, "append").batch.startswith("88a748d27ba5d5a8d4c4093b")


def test_rows_in_their_order_are_not_moved() -> None:
    table = table_of(LOANS, [(START + timedelta(hours=hour), "A", Decimal(hour)) for hour in range(50)])
    assert canonical(table, "occurred_at").column("quantity").chunk(0).buffers()[1].address == (
        table.column("quantity").chunk(0).buffers()[1].address
    )


def test_texts_kept_as_dictionaries_come_back_as_texts(tmp_path: Path) -> None:
    store = RowStore(tmp_path / "rows")
    given_rows = [(START, "A", Decimal(1)), (START + timedelta(days=9), "總館", Decimal(2))]
    table = with_dictionary(table_of(LOANS, given_rows))
    content = prepared(LOANS, table, "append")
    with store.staged(content) as staged, store.moving():
        store.move_in(staged)
    assert [part.month for part in staged.parts] == ["2025-01", "2025-02"]
    assert pq.read_schema(store.root / staged.parts[0].path).field("branch").type == pa.string()
    batch = keep(store, LOANS, [(START, "B", Decimal(3))], "append", 1)
    whole = manifest(LOANS, batch, type(batch)(content.batch, 2, "append", batch.covers, content.columns, staged.parts))
    assert sorted(row[1] for row in rows(store.root, LOANS, whole)) == ["A", "B", "總館"]


def test_files_read_in_two_ways_are_joined() -> None:
    plain = table_of(LOANS, [(START, "A", Decimal(1))])
    both = joined([RowTable(LOANS, plain, [2]), RowTable(LOANS, with_dictionary(plain), [2])])
    assert both.table.column("branch").to_pylist() == ["A", "A"]
    assert list(both.numbers) == [2, 2]
    assert list(both.without({0}).numbers) == [2]
