"""What an import brings: the rows of one or more files, and the judgement of each row against the store."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain, repeat
from typing import Any

from openscorecard.actions.data.faults import (
    CoversNeeded,
    KeyNotStored,
    KeyStored,
    KeyTwice,
    NoKeyToCorrect,
    NothingToStore,
    OutsideCovers,
)
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text
from openscorecard.engines.rows.keys import known, left_out, repeated
from openscorecard.engines.rows.manifest import Manifest, Mode
from openscorecard.engines.rows.schema import by_month
from openscorecard.engines.rows.store import RowStore
from openscorecard.engines.rows.tables import RowTable, joined

TOLD = 1_000  # rows refused for one reason that are told one by one; the others only count


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file as its reader left it. `rejected` are the faults of the rows it did not take, with their places.

    `checksum` is the SHA-256 of the file, `columns` the place of each field's column in it (from 1), `read` the rows it
    held, good and bad, `skipped` what was no row (blank, totals, notes); `head` the digest of its head row and
    `mapping` what was mapped by hand. `whole_of` names what the file tells anew and whole (see `import_batch`),
    `remarks` are what who sent it says beside the rows.
    """

    name: str
    checksum: str
    size: int
    rows: RowTable
    read: int
    skipped: int = 0
    covers: Coverage | None = None
    rejected: tuple[Fault, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    head: str = ""
    mapping: Mapping[str, Any] = field(default_factory=dict)
    whole_of: tuple[str, ...] = ()
    remarks: tuple[Text, ...] = ()

    def facts(self) -> dict[str, Any]:
        """The file as the batch's record names it."""
        return {"name": self.name, "sha256": self.checksum, "size": self.size}


@dataclass(frozen=True, slots=True)
class Intake:
    """All files of one import: their rows after each other, what became of each, and the days they speak for."""

    dataset: Dataset
    files: tuple[SentFile, ...]
    rows: RowTable
    origins: Sequence[int]  # for each row, which file it came from
    covers: Coverage
    named: bool  # whether somebody said what it covers
    rejected: tuple[Fault, ...]
    added: int = 0  # rows at the end that came in no file: what a correction takes back

    @property
    def read(self) -> int:
        return sum(one.read for one in self.files)

    @property
    def came(self) -> RowTable:
        """The rows that stood in a file."""
        return (
            replace(self.rows, table=self.rows.table.slice(0, len(self.rows) - self.added)) if self.added else self.rows
        )

    def refusing(self, places: Collection[int], fault: Callable[[int], Fault]) -> Intake:
        """The same without the rows at these places; each of the first thousand is told with its fault."""
        if not places:
            return self
        strange = frozenset(places)
        told = tuple(self._placed(place, fault(place)) for place in sorted(strange)[:TOLD])
        origins = array("q", (origin for place, origin in enumerate(self.origins) if place not in strange))
        return replace(self, rows=self.rows.without(strange), origins=origins, rejected=(*self.rejected, *told))

    def _placed(self, place: int, fault: Fault) -> Fault:
        file = self.files[self.origins[place]]
        names = (self.dataset.time_field,) if isinstance(fault, OutsideCovers) else self.dataset.key
        fault.facts["file"] = file.name
        return fault.at(self.rows.numbers[place], file.columns.get(names[0], 0) if names else 0)


def gather(dataset: Dataset, files: Sequence[SentFile], mode: Mode, covers: Coverage | None, today: date) -> Intake:
    """The files as one import, rows outside its days refused. Raises NoKeyToCorrect, CoversNeeded, NothingToStore.

    Events cover the days named, else those from their first to their last row; what lives for years covers all up to
    the extract's day, which is the last one named, else `today`.
    """
    if mode in ("correct", "update") and not dataset.key:
        raise NoKeyToCorrect(item=dataset.name)
    if mode == "replace" and covers is None and by_month(dataset):
        raise CoversNeeded(item=dataset.name)
    rows = joined([one.rows for one in files])
    origins = array("q", chain.from_iterable(repeat(place, len(one.rows)) for place, one in enumerate(files)))
    faults = tuple(fault for one in files for fault in _told(one))
    spoken = (_of_days if by_month(dataset) else _of_extract)(files, rows, covers, today)
    intake = Intake(dataset, tuple(files), rows, origins, spoken, covers is not None, faults)
    return _within(intake) if covers else intake


def judged(
    given: Intake, mode: Mode, store: RowStore, before: Manifest, after: Manifest, whole_of: Sequence[str] = ()
) -> Intake:
    """The intake without rows that the store does not take: keys that are there already, or are not there to correct.

    `before` is what readers see now, `after` what they would see beside the new batch. For `whole_of` see
    `import_batch`.
    """
    twice = repeated(given.dataset, given.rows.table)
    intake = given.refusing(twice, lambda place: KeyTwice(key=given.rows.keys(place)))
    rows = intake.rows
    if not intake.dataset.key:
        return intake
    if mode == "update":
        return _said_anew(intake, store, before, whole_of) if whole_of else intake
    if mode == "correct":
        there = known(store.root, intake.dataset, before, rows.table)
        missing = [place for place in range(len(rows)) if place not in there]
        return intake.refusing(missing, lambda place: KeyNotStored(key=rows.keys(place)))
    there = known(store.root, intake.dataset, after, rows.table)
    return intake.refusing(there, lambda place: KeyStored(key=rows.keys(place)))


def _said_anew(intake: Intake, store: RowStore, before: Manifest, whole_of: Sequence[str]) -> Intake:
    """The intake with a row of zeros for each stored one that its part no longer has."""
    if not len(intake.rows) or not before.parts:
        return intake
    gone = left_out(store.root, intake.dataset, before, intake.rows.table, whole_of, intake.covers)
    if not gone.num_rows:
        return intake
    origins = [*intake.origins, *[0] * gone.num_rows]
    return replace(intake, rows=intake.rows.with_rows(gone), origins=origins, added=gone.num_rows)


def _told(file: SentFile) -> Iterator[Fault]:
    for fault in file.rejected:
        fault.facts["file"] = file.name
        yield fault


def _of_days(files: Sequence[SentFile], rows: RowTable, covers: Coverage | None, _: date) -> Coverage:
    days = rows.days()
    spans = [one.covers for one in files if one.covers] or ([Coverage(*days)] if days else [])
    if not covers and not spans:
        raise NothingToStore()
    return covers or Coverage(min(one.first for one in spans), max(one.last for one in spans))


def _of_extract(_: Sequence[SentFile], rows: RowTable, covers: Coverage | None, today: date) -> Coverage:
    if not len(rows) and not covers:
        raise NothingToStore()
    last = covers.last if covers else today
    days = rows.days() or (last, last)
    return Coverage(min(days[0], covers.first if covers else days[0], last), last)


def _within(intake: Intake) -> Intake:
    """The intake without rows of days that it does not cover."""
    times = intake.rows.table.column(intake.dataset.time_field)
    return intake.refusing(
        intake.rows.outside(intake.covers),
        lambda place: OutsideCovers(day=str(times[place].as_py()), covers=intake.covers),
    )
