"""States: the different values of each month, kept beside the rows, so that only months whose files changed are read.

    home/rows/.states/DATASET/month=2025-01/WHAT-FILES-OTHERS.parquet    what is counted, of which files
    home/rows/.states/.aside/UUID.parquet                                being written

A state is named by the files it was made of, so it is never wrong, only stale; it can be thrown away at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.engines.measures.duck.masks import Masks
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.fingerprint import Fingerprints, looked_into, months_in_reach
from openscorecard.engines.rows.schema import by_month

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_A_DAY = 86400


@dataclass(frozen=True, slots=True)
class States:
    """The states below `root` (the rows folder), as far as they are true of what readers of `source` see."""

    source: RowSource
    prints: Fingerprints

    @classmethod
    def of(cls, source: RowSource) -> States:
        """The states beside the rows of `source`."""
        return cls(source, Fingerprints(source))

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.source.root / ".states"

    def needed(self, masks: Masks) -> dict[str, Path]:
        """The file of every month in which values for `masks` may lie, whether it is there or not."""
        counting = masks.counting
        if not by_month(self.source.datasets[counting.dataset]):
            return {}
        periods = {period for task in masks.tasks for period in task.periods}
        months = {month for period in periods for month in months_in_reach(counting, period) or ()}
        known = self.prints.months(counting.dataset)
        others = [self.prints.whole(other) for other in sorted(set(looked_into(counting, "", self.source)))]
        what, beside = _what(masks), hashlib.sha256(b"".join(others)).hexdigest()[:16]
        return {
            month: self._month(counting.dataset, month) / f"{what}-{known[month].hex()[:32]}-{beside}.parquet"
            for month in sorted(months & set(known))
        }

    def _month(self, dataset: str, month: str) -> Path:
        return self.folder / dataset / f"month={month}"

    def fill(self, masks: Masks, needed: Mapping[str, Path], connection: duckdb.DuckDBPyConnection) -> None:
        """Make the states that are missing, each from the files of its month alone. OSError where the disk refuses."""
        for month, file in needed.items():
            if not file.exists():
                table = connection.sql(f"SELECT DISTINCT {masks.names()} FROM ({masks.rows([month])})").to_arrow_table()  # noqa: S608
                self._keep(table, file)

    def _keep(self, table: pa.Table, file: Path) -> None:
        import pyarrow.parquet as pq

        aside = self.folder / ".aside" / f"{uuid.uuid4().hex}.parquet"
        for folder in (aside.parent, file.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            pq.write_table(table, aside, compression="zstd")
            with aside.open("rb+") as written:
                os.fsync(written.fileno())
            aside.replace(file)
        finally:
            aside.unlink(missing_ok=True)
        what = file.name.partition("-")[0]
        for stale in file.parent.glob(f"{what}-*.parquet"):
            if stale != file:
                stale.unlink(missing_ok=True)

    def sweep(self) -> tuple[Path, ...]:
        """Remove the states of files that readers no longer see, and what killed writers left a day ago."""
        removed = tuple(self._stale())
        for file in removed:
            with suppress(FileNotFoundError):
                file.unlink()
        return removed

    def _stale(self) -> Iterator[Path]:
        for file in sorted(self.folder.glob("[!.]*/month=*/*.parquet")):
            known = self.prints.months(file.parts[-3]).get(file.parts[-2].removeprefix("month="))
            if known is None or file.name.split("-")[1] != known.hex()[:32]:
                yield file
        for file in sorted((self.folder / ".aside").glob("*.parquet")):
            if file.stat().st_mtime < time.time() - _A_DAY:
                yield file


def seen(masks: Masks, needed: Mapping[str, Path]) -> str:
    """The statement of what the states say: columns, `item`, and the month `m` it was seen in."""
    if not needed:
        return masks.rows([])
    files = ", ".join("'" + str(file).replace("'", "''") + "'" for file in needed.values())
    return (
        f"SELECT {masks.names()}, month[1:4]::INTEGER * 12 + month[6:7]::INTEGER - 1 AS m"  # noqa: S608 -- our own names
        f" FROM read_parquet([{files}], hive_partitioning=true, hive_types={{'month': VARCHAR}})"
    )


def _what(masks: Masks) -> str:
    """A name for what is kept: which rows, which value, which columns; the window does not matter."""
    counting = masks.counting
    where = [[asdict(condition) for condition in clause] for clause in counting.where]
    said = [counting.distinct, where, list(masks.kept.columns.items())]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]
