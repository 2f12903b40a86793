"""Whether the keys of new rows are already there: appended rows must be new, corrected ones must not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import reading, select

if TYPE_CHECKING:
    import pyarrow as pa

_PLACE = "_place"


def known(root: Path, dataset: Dataset, manifest: Manifest, table: pa.Table) -> frozenset[int]:
    """The places (from 0) of the rows of `table` whose key a row of the manifest has; none where rows have no key."""
    import pyarrow as pa

    if not dataset.key or not manifest.parts or not table.num_rows:
        return frozenset()
    given = table.select(list(dataset.key)).append_column(_PLACE, pa.array(range(table.num_rows), pa.int64()))
    names = ", ".join(f'"{name}"' for name in dataset.key)
    with reading(root, [manifest]) as connection:
        connection.register("given", given)
        found = connection.sql(
            f"SELECT {_PLACE} FROM given SEMI JOIN (SELECT {names} FROM ({select(root, dataset, manifest)}))"  # noqa: S608 -- our own names
            f" USING ({names})"
        ).to_arrow_table()
    return frozenset(found.column(_PLACE).to_pylist())


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
            f"SELECT count(*) AS n FROM ({select(root, dataset, own)}) "  # noqa: S608 -- our own names
            f"SEMI JOIN (SELECT {names} FROM ({select(root, dataset, others)})) USING ({names})"
        ).fetchall()
    return int(found[0][0])


def repeated(dataset: Dataset, table: pa.Table) -> tuple[int, ...]:
    """The places of rows of `table` whose key stands in an earlier row of it; none where rows have no key."""
    import pyarrow as pa

    if not dataset.key or table.num_rows < 2:
        return ()
    given = table.select(list(dataset.key)).append_column(_PLACE, pa.array(range(table.num_rows), pa.int64()))
    first = given.group_by(list(dataset.key)).aggregate([(_PLACE, "min")]).column(f"{_PLACE}_min").to_pylist()
    if len(first) == table.num_rows:
        return ()
    return tuple(sorted(set(range(table.num_rows)) - set(first)))
