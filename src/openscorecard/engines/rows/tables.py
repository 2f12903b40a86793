"""Rows on their way in: columns in memory, each row knowing its place in the file it came from."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.schema import as_texts, by_month, days_of, table_of

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows of one dataset. `numbers` holds each row's place in its file, from 1; 0 where nobody knows."""

    dataset: Dataset
    table: pa.Table
    numbers: Sequence[int]

    @classmethod
    def of(cls, dataset: Dataset, rows: Sequence[Sequence[Any]], numbers: Sequence[int]) -> RowTable:
        """The rows as columns; raises ValueTooWide for numbers that cannot be kept exactly."""
        return cls(dataset, table_of(dataset, rows, numbers), numbers)

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def without(self, places: Collection[int]) -> RowTable:
        """The same rows but for those at `places` (from 0)."""
        import pyarrow as pa

        if not places:
            return self
        kept = array("q", (place for place in range(len(self)) if place not in places))
        numbers = array("q", (self.numbers[place] for place in kept))
        return RowTable(self.dataset, self.table.take(pa.array(memoryview(kept), pa.int64())), numbers)

    def with_rows(self, table: pa.Table) -> RowTable:
        """The same rows, and after them those of `table`, which stand in no file."""
        import pyarrow as pa

        added = pa.concat_tables([self.table, table.cast(self.table.schema)])
        return RowTable(self.dataset, added, [*self.numbers, *[0] * table.num_rows])

    def outside(self, covers: Coverage) -> tuple[int, ...]:
        """The places of rows that count on another day; none where the dataset is not filed by month."""
        import pyarrow.compute as pc

        if not by_month(self.dataset):
            return ()
        days = days_of(self.dataset, self.table)
        strange = pc.or_(pc.less(days, covers.first), pc.greater(days, covers.last))
        return tuple(pc.indices_nonzero(strange).to_pylist())

    def days(self) -> tuple[date, date] | None:
        """The first and last day of the rows' time; None where no row has one."""
        import pyarrow.compute as pc

        found = pc.min_max(days_of(self.dataset, self.table)).as_py()
        return (found["min"], found["max"]) if found["min"] else None

    def keys(self, place: int) -> str:
        """The key of the row at `place`, for a sentence."""
        return "、".join(str(self.table.column(name)[place].as_py()) for name in self.dataset.key)


def joined(tables: Sequence[RowTable]) -> RowTable:
    """The rows of several files of one dataset after each other."""
    import pyarrow as pa

    if len(tables) == 1:
        return tables[0]
    numbers = array("q", chain.from_iterable(one.numbers for one in tables))
    return RowTable(tables[0].dataset, pa.concat_tables(_alike([one.table for one in tables])), numbers)


def _alike(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables as they can be joined: as texts where some keep a column of them as a dictionary and some do not."""
    schemas = {one.schema for one in tables}
    return list(tables) if len(schemas) == 1 else [as_texts(one) for one in tables]
