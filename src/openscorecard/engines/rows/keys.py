"""Whether the keys of new rows are already there: appended rows must be new, corrected ones must not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import NUMERIC, Field
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import reading, same_key, select
from openscorecard.engines.rows.schema import DAY, as_texts, sql_type

if TYPE_CHECKING:
    import pyarrow as pa

_PLACE = "_place"


def known(root: Path, dataset: Dataset, manifest: Manifest, table: pa.Table) -> frozenset[int]:
    """The places (from 0) of the rows of `table` whose key a row of the manifest has; none where rows have no key."""
    import pyarrow as pa

    if not dataset.key or not manifest.parts or not table.num_rows:
        return frozenset()
    given = as_texts(table.select(list(dataset.key))).append_column(_PLACE, pa.arange(0, table.num_rows))
    names = ", ".join(f'"{name}"' for name in dataset.key)
    with reading(root, [manifest]) as connection:
        connection.register("given", given)
        found = connection.sql(
            f"SELECT {_PLACE} FROM given SEMI JOIN (SELECT {names} FROM ({select(root, dataset, manifest)})) AS there"  # noqa: S608 -- our own names
            f" ON {same_key(dataset, 'given', 'there')}"
        ).to_arrow_table()
    return frozenset(found.column(_PLACE).to_pylist())


def left_out(
    root: Path, dataset: Dataset, manifest: Manifest, table: pa.Table, whole_of: Sequence[str], covers: Coverage
) -> pa.Table:
    """Rows of the manifest that `table` should have brought again and did not: their keys, with 0 for every number.

    They lie in the days of `covers`, have the same values of the fields `whole_of` as some row of `table`, and a key
    that no row of it has.
    """
    fields = ", ".join(_zeroed(dataset, field) for field in dataset.fields)
    alike = " AND ".join(f'there."{name}" IS NOT DISTINCT FROM given."{name}"' for name in whole_of)
    days = f"BETWEEN DATE '{covers.first}' AND DATE '{covers.last}'"
    with reading(root, [manifest]) as connection:
        connection.register("given", table)
        return connection.sql(
            f"SELECT {fields} FROM (SELECT * FROM ({select(root, dataset, manifest)}) WHERE {DAY} {days}) AS there "  # noqa: S608 -- our own names
            f"SEMI JOIN given ON {alike} ANTI JOIN given AS again ON {same_key(dataset, 'there', 'again')}"
        ).to_arrow_table().cast(table.schema)  # fmt: skip


def _zeroed(dataset: Dataset, field: Field) -> str:
    if field.name in dataset.key:
        return f'there."{field.name}"'
    return f'{"0" if field.type in NUMERIC else "NULL"}::{sql_type(field)} AS "{field.name}"'


def clashes(root: Path, dataset: Dataset, manifest: Manifest, batch: str) -> int:
    """How many visible rows of `batch` have a key that a visible row of another batch has too."""
    return shared_keys(root, dataset, manifest.of_batch(batch), manifest.without_batch(batch))


def shared_keys(root: Path, dataset: Dataset, own: Manifest, others: Manifest) -> int:
    """How many rows of one manifest have a key that a row of the other has too."""
    if not dataset.key or not own.parts or not others.parts:
        return 0
    names = ", ".join(f'"{name}"' for name in dataset.key)
    with reading(root, [own, others]) as connection:
        found = connection.sql(
            f"SELECT count(*) AS n FROM ({select(root, dataset, own)}) AS own "  # noqa: S608 -- our own names
            f"SEMI JOIN (SELECT {names} FROM ({select(root, dataset, others)})) AS others "
            f"ON {same_key(dataset, 'own', 'others')}"
        ).fetchall()
    return int(found[0][0])


def repeated(dataset: Dataset, table: pa.Table) -> tuple[int, ...]:
    """The places of rows of `table` whose key stands in an earlier row of it; none where rows have no key."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not dataset.key or table.num_rows < 2:
        return ()
    keys = as_texts(table.select(list(dataset.key)))
    if are_distinct(keys):
        return ()
    given = keys.append_column(_PLACE, pa.arange(0, table.num_rows))
    first = given.group_by(list(dataset.key)).aggregate([(_PLACE, "min")]).column(f"{_PLACE}_min")
    later = pc.invert(pc.is_in(given.column(_PLACE), first.combine_chunks()))
    return tuple(pc.indices_nonzero(later).to_pylist())


def are_distinct(keys: pa.Table) -> bool:
    """Whether no row of `keys` says the same as another; rows in order, as registers are, are told at once."""
    import pyarrow.compute as pc

    if keys.num_columns == 1:
        column = keys.column(0)
        rising = pc.less(column.slice(0, len(column) - 1), column.slice(1))
        if column.null_count == 0 and pc.all(rising).as_py() in (True, None):
            return True
        return bool(pc.count_distinct(column, mode="all").as_py() == len(column))
    return bool(keys.group_by(keys.column_names).aggregate([]).num_rows == keys.num_rows)
