"""Keys that come twice are told by their places, however many fields a key has and however its texts are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.keys import known, repeated
from openscorecard.engines.rows.schema import table_of
from openscorecard.engines.rows.store import RowStore
from tests.engines.rows.row_samples import CARDS, keep, manifest

DAY = date(2025, 1, 1)
PAIRS = replace(CARDS, key=("card_id", "issued_on"))
keys = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d", "e"]), st.sampled_from([DAY, date(2025, 1, 2)])))


def shared(table: pa.Table) -> pa.Table:
    """The same with card numbers as a dictionary."""
    return table.set_column(0, "card_id", table.column("card_id").combine_chunks().dictionary_encode())


@settings(deadline=None)
@pytest.mark.parametrize("dataset", [CARDS, PAIRS], ids=["one field", "two fields"])
@given(keys)
def test_every_later_row_of_a_key_is_found(dataset: Dataset, given_rows: list[tuple[Any, ...]]) -> None:
    places = [dataset.names.index(name) for name in dataset.key]
    said = [tuple(row[place] for place in places) for row in given_rows]
    expected = tuple(place for place, key in enumerate(said) if key in said[:place])
    table = table_of(dataset, given_rows)
    assert repeated(dataset, table) == expected
    if given_rows:
        assert repeated(dataset, shared(table)) == expected


def test_rising_keys_and_the_same_key_at_the_end_of_a_rise() -> None:
    rising = [(f"{number:05}", DAY) for number in range(1000)]
    assert repeated(CARDS, table_of(CARDS, rising)) == ()
    assert repeated(CARDS, table_of(CARDS, [*rising, rising[-1]])) == (1000,)


def test_keys_kept_as_a_dictionary_are_known(tmp_path: Any) -> None:
    store = RowStore(tmp_path / "rows")
    batch = keep(store, CARDS, [("a", DAY), ("b", DAY)], "append", 1)
    table = shared(table_of(CARDS, [("c", DAY), ("b", DAY), ("d", DAY)]))
    assert known(store.root, CARDS, manifest(CARDS, batch), table) == {1}
