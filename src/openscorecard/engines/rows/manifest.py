"""What readers of a dataset see: exactly which files, and which rows in them others have taken the place of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from openscorecard.domain.measures.coverage import Coverage, extent, merged
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.rows.schema import ALL

Mode = Literal["append", "replace", "correct", "update"]
"""append: rows beside those that are there. replace: instead of all rows of the covered days.
correct: instead of the rows of the same key. update: instead of the rows of the same key, and beside the others; it
speaks for its days, as a correction does not."""
_BY_KEY = frozenset({"correct", "update"})


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file: its month (`2025-01` or `all`), path below the rows folder, rows, bytes, SHA-256."""

    month: str
    path: str
    rows: int
    size: int
    checksum: str


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """A batch as the store has it. `number` counts the batches of a dataset in the order they came.

    `origin` is the source that brought it, empty for files people sent; a source replaces only what it brought.
    """

    id: str
    number: int
    mode: Mode
    covers: Coverage
    columns: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    origin: str = ""

    def replaces(self, other: StoredBatch) -> bool:
        """Whether rows of `other` on this batch's days give way to it."""
        return self.mode == "replace" and self.origin in ("", other.origin)


@dataclass(frozen=True, slots=True)
class VisiblePart:
    """A file that readers see, but for its rows on `replaced` days and of keys that the batches `corrected_by` hold."""

    batch: str
    columns: tuple[str, ...]
    part: Part
    replaced: tuple[Coverage, ...] = ()
    corrected_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files of a dataset at one version. `corrections` are the files of every correcting batch, by batch."""

    dataset: str
    version: int
    parts: tuple[VisiblePart, ...] = ()
    corrections: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)

    def in_months(self, months: Iterable[str]) -> Manifest:
        """The same without the files of other months; those of no month stay."""
        wanted = {*months, ALL}
        return replace(self, parts=tuple(one for one in self.parts if one.part.month in wanted))

    def of_batch(self, batch: str) -> Manifest:
        """The files of one batch alone, as readers see them."""
        return replace(self, parts=tuple(one for one in self.parts if one.batch == batch))

    def without_batch(self, batch: str) -> Manifest:
        """The files of all other batches."""
        return replace(self, parts=tuple(one for one in self.parts if one.batch != batch))

    def split(self, batches: Iterable[str]) -> tuple[Manifest, Manifest]:
        """The files of these batches, and those of all others."""
        own = frozenset(batches)
        mine = tuple(one for one in self.parts if one.batch in own)
        return replace(self, parts=mine), replace(self, parts=tuple(one for one in self.parts if one.batch not in own))

    @property
    def months(self) -> tuple[str, ...]:
        """The months that have files, in order."""
        return tuple(sorted({one.part.month for one in self.parts}))

    def files(self) -> tuple[Part, ...]:
        """Every file that reading it touches, once."""
        own = (one.part for one in self.parts)
        correcting = (part for one in self.parts for batch in one.corrected_by for part in self.corrections[batch])
        return tuple({part.path: part for part in (*own, *correcting)}.values())


def resolve(dataset: str, version: int, batches: Sequence[StoredBatch]) -> Manifest:
    """The manifest that the current batches of `dataset` make; the order of `batches` does not matter."""
    ordered = sorted(batches, key=lambda batch: batch.number)
    visible = (part for place, batch in enumerate(ordered) for part in _visible(batch, ordered[place + 1 :]))
    corrections = {batch.id: batch.parts for batch in ordered if batch.mode in _BY_KEY}
    return Manifest(dataset, version, tuple(visible), corrections)


def superseded(batches: Sequence[StoredBatch]) -> dict[str, str]:
    """The batches whose days have all been replaced, each with the first later batch after which none was left."""
    ordered = sorted(batches, key=lambda batch: batch.number)
    found = {}
    for place, batch in enumerate(ordered):
        days: list[Coverage] = []
        for later in ordered[place + 1 :]:
            if later.replaces(batch):
                days.append(later.covers)
                if _all_hidden(batch, days):
                    found[batch.id] = later.id
                    break
    return found


def _visible(batch: StoredBatch, later: Sequence[StoredBatch]) -> Iterator[VisiblePart]:
    spans = merged(one.covers for one in later if one.replaces(batch))
    corrected_by = tuple(one.id for one in later if one.mode in _BY_KEY)
    for part in batch.parts:
        replaced = _replaced(part, spans)
        if replaced is not None:
            yield VisiblePart(batch.id, batch.columns, part, replaced, corrected_by)


def _replaced(part: Part, spans: Sequence[Coverage]) -> tuple[Coverage, ...] | None:
    """The spans that hide some days of a file; None where they hide all. A table of no month is replaced whole."""
    if part.month == ALL:
        return None if spans else ()
    month = parse_period(part.month)
    if extent(month, spans) == "whole":
        return None
    return tuple(span for span in spans if span.first <= month.last_day and month.first_day <= span.last)


def _all_hidden(batch: StoredBatch, days: Sequence[Coverage]) -> bool:
    if batch.parts and all(part.month == ALL for part in batch.parts):
        return True
    return any(span.first <= batch.covers.first and batch.covers.last <= span.last for span in merged(days))
