"""Keeping rows: written aside, moved in whole, listed elsewhere; what nobody lists is swept.

    home/rows/DATASET/month=2025-01/BATCH.parquet      one file a batch and month
    home/rows/.aside/UUID/                             being written, with a lock its writer holds
    home/rows/.lock                                    held while files are moved in or swept

A file counts only once a manifest lists it, so whoever is killed leaves at most files that nobody reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import uuid
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.digest import canonical, digest
from openscorecard.engines.rows.faults import RowsDamaged, RowsUnwritable
from openscorecard.engines.rows.locking import held, is_free
from openscorecard.engines.rows.manifest import Part
from openscorecard.engines.rows.schema import ALL, DAY, month_of, with_days
from openscorecard.engines.rows.threads import side_by_side

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK = 1 << 20
_ROW_GROUP = 1 << 18
_LOOKED_AT = 10_000
_FLUSHED_AT_ONCE = 16


@dataclass(frozen=True, slots=True)
class Content:
    """Rows ready to be kept: in canonical order, with their name. `columns` are the fields they have."""

    dataset: Dataset
    batch: str
    table: pa.Table

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.column_names if name != DAY)


def prepared(dataset: Dataset, table: pa.Table, *said: str) -> Content:
    """`table` (columns as `table_of` makes them) named by its content, its dataset and what else is `said` with it."""
    ordered = canonical(table, dataset.time_field)
    return Content(dataset, digest(ordered, dataset.name, *said), with_days(dataset, ordered))


@dataclass(frozen=True, slots=True)
class Staged:
    """Files written aside, each with the place it goes to."""

    folder: Path
    parts: tuple[Part, ...]


class RowStore:
    """The rows below one folder, which is made where it is missing."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextlib.contextmanager
    def staged(self, content: Content) -> Iterator[Staged]:
        """`content` written aside and flushed to the disk; taken away again at the end, unless moved in.

        Not while `moving`.

        Raises RowsUnwritable where the disk is full or refuses.
        """
        folder = self.root / ".aside" / uuid.uuid4().hex
        with contextlib.ExitStack() as ending:
            ending.callback(shutil.rmtree, folder, ignore_errors=True)
            with self._writing():
                with self.moving():  # so that nobody sweeps the folder before it is locked
                    folder.mkdir(parents=True, mode=0o700)
                    ending.enter_context(held(folder / ".lock"))
                written = Staged(folder, tuple(_write(content, folder)))
                _flush_files(folder / f"{part.month}.parquet" for part in written.parts)
            yield written

    @contextlib.contextmanager
    def moving(self) -> Iterator[None]:
        """Alone among all processes while files are moved in and listed, or swept."""
        with contextlib.ExitStack() as ending:
            with self._writing():
                self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
                ending.enter_context(held(self.root / ".lock"))
            yield

    def move_in(self, staged: Staged) -> None:
        """Put the files of `staged` in their places, for good. Only while `moving`. Raises RowsUnwritable."""
        with self._writing():
            for part in staged.parts:
                place = self.root / part.path
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (staged.folder / f"{part.month}.parquet").replace(place)
            _flush_folders({(self.root / part.path).parent for part in staged.parts})

    def sweep(self, listed: Collection[str]) -> tuple[str, ...]:
        """Remove every row file that is not in `listed` (paths below the folder). Only while `moving`.

        Answers with what it removed; folders that other processes are writing to stay.
        """
        found = {path.relative_to(self.root).as_posix() for path in self.root.glob("[!.]*/month=*/*.parquet")}
        orphans = sorted(found - set(listed))
        for name in orphans:
            (self.root / name).unlink(missing_ok=True)
        for folder in (self.root / ".aside").glob("*"):
            if is_free(folder / ".lock"):
                shutil.rmtree(folder, ignore_errors=True)
        return tuple(orphans)

    def verify(self, parts: Iterable[Part]) -> tuple[RowsDamaged, ...]:
        """A fault for every file that is missing or is not what was stored; reads each of them whole."""
        return tuple(RowsDamaged(item=part.path) for part in parts if not self._is_whole(part))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """What the disk refuses, in words."""
        try:
            yield
        except OSError as error:
            raise RowsUnwritable(folder=self.root, reason=error.strerror or error) from error

    def _is_whole(self, part: Part) -> bool:
        try:
            return _checksum(self.root / part.path) == part.checksum
        except OSError:
            return False


def _write(content: Content, folder: Path) -> Iterator[Part]:
    def written(piece: tuple[str, pa.Table]) -> Part:
        month, table = piece
        file = folder / f"{month}.parquet"
        _write_file(table, file)
        path = f"{content.dataset.name}/month={month}/{content.batch}.parquet"
        return Part(month, path, table.num_rows, file.stat().st_size, _checksum(file))

    return side_by_side(written, _by_month(content))


def _by_month(content: Content) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each month, in order of days; one piece where the dataset is not filed by month."""
    import pyarrow.compute as pc

    table = content.table
    if DAY not in table.column_names:
        yield from [(ALL, table)] if table.num_rows else []
        return
    if content.dataset.field(content.dataset.time_field).type == "period":  # its text does not sort as its days do
        table = table.take(pc.sort_indices(table.column(DAY)))
    days = table.column(DAY).combine_chunks()
    runs = pc.run_end_encode(pc.add(pc.multiply(pc.year(days), 12), pc.month(days)))
    start = 0
    for end in runs.run_ends.to_pylist():
        yield month_of(days[start].as_py()), table.slice(start, end - start)
        start = end


def _write_file(table: pa.Table, file: Path) -> None:
    import pyarrow.parquet as pq

    repeating = [one.name for one in table.schema if _repeats(table.column(one.name))]
    pq.write_table(
        table, file, compression="zstd", row_group_size=_ROW_GROUP, store_schema=False, use_dictionary=repeating
    )


def _repeats(column: pa.ChunkedArray) -> bool:
    """Whether a dictionary would serve: looked up for every value of a column of names, it only costs."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        return True
    seen = column.slice(0, _LOOKED_AT)
    return len(seen.unique()) * 2 <= len(seen) if len(seen) == _LOOKED_AT else True


def _flush_files(files: Iterable[Path]) -> None:
    """Have the disk keep files, many at once: it writes them together as fast as one."""
    with ThreadPoolExecutor(_FLUSHED_AT_ONCE) as pool:
        for _ in pool.map(_flush_one, files):
            pass


def _flush_folders(months: Collection[Path]) -> None:
    """The same of the folders of months, and of the ones above them."""
    if os.name == "posix":  # elsewhere folders cannot be opened, and moves are flushed with the file system's journal
        _flush_files({*months, *(month.parent for month in months)})


def _flush_one(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _checksum(file: Path) -> str:
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found.update(block)
    return found.hexdigest()
