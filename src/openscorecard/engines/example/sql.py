"""DuckDB for making rows: small tables given to it, one large table taken from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.example.chance import MACROS
from openscorecard.engines.rows.schema import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

Words = tuple[str, Sequence[str | None]]
"""A column of places, and the words they stand for."""

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "1GB",
    "enable_external_access": False,
    "python_enable_replacements": False,
    "preserve_insertion_order": True,
}


class Sql:
    """A connection of its own, in memory, with `mix` known."""

    def __enter__(self) -> Sql:
        import duckdb

        self._connection = duckdb.connect(":memory:", config=_CONFIG)
        # The right side of a join is always the small one, so that the order of the left side stays.
        self._connection.execute("SET disabled_optimizers='join_order,build_side_probe_side'")
        for macro in MACROS:
            self._connection.execute(macro)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def give(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """A small table to select from."""
        import pyarrow as pa

        values = zip(*rows, strict=True) if rows else ([] for _ in columns)
        arrays = [pa.array(list(column)) for column in values]
        arrays = [array.cast(pa.string()) if pa.types.is_null(array.type) else array for array in arrays]
        self._connection.register(f"_{name}", pa.table(dict(zip(columns, arrays, strict=True))))
        self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM _{name}")  # noqa: S608 -- our own names

    def table(self, dataset: Dataset, statement: str, words: Mapping[str, Words] | None = None) -> pa.Table:
        """The rows of a statement as `table_of` would make them; fields it does not name are empty.

        Moments come as UTC without a zone. A field of `words` is looked up: the statement gives the place of its word,
        from 0. Whole numbers become texts where the field is one, a `patron_key` in hexadecimal; Arrow does all this
        several times faster than DuckDB.
        """
        import pyarrow as pa

        found = self._connection.sql(statement).to_arrow_table()
        for name, (place, known) in (words or {}).items():
            found = found.append_column(name, pa.array(known, pa.string()).take(found.column(place).combine_chunks()))
        found = found.drop_columns(sorted({place for place, _ in (words or {}).values()}))
        if "patron_key" in found.column_names and pa.types.is_integer(found.schema.field("patron_key").type):
            keys = _hexadecimal(found.column("patron_key").combine_chunks())
            found = found.set_column(found.column_names.index("patron_key"), "patron_key", keys)
        kinds = {field.name: arrow_type(field) for field in dataset.fields}
        if strange := set(found.column_names) - set(kinds):
            raise KeyError(strange)
        return pa.table(
            {
                name: found.column(name).cast(kind) if name in found.column_names else pa.nulls(found.num_rows, kind)
                for name, kind in kinds.items()
            }
        )

    def do(self, statement: str) -> None:
        """Run a statement that gives nothing."""
        self._connection.execute(statement)

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        """A small result as Python values."""
        return self._connection.sql(statement).fetchall()


@cache
def _groups() -> pa.Array:
    import pyarrow as pa

    return pa.array([f"{number:04x}" for number in range(1 << 16)])


def _hexadecimal(numbers: pa.Array) -> pa.Array:
    """Numbers of 48 bits as twelve digits."""
    import pyarrow as pa
    import pyarrow.compute as pc

    numbers = numbers.cast(pa.int64())
    parts = [pc.bit_wise_and(pc.shift_right(numbers, bits), 0xFFFF) for bits in (32, 16, 0)]
    return pc.binary_join_element_wise(*(_groups().take(part) for part in parts), "")
