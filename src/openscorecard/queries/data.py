"""Datasets as they stand: their batches, what readers of rows see, what is covered, how fresh it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

from django.conf import settings

from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.measures.coverage import Coverage, merged
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.faults import RowsDamaged
from openscorecard.engines.rows.manifest import Manifest, Mode, Part, StoredBatch, resolve
from openscorecard.engines.rows.scanning import rows as rows_in
from openscorecard.engines.rows.store import RowStore
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.faults import AmbiguousBatch, UnknownBatch, UnknownDataset
from openscorecard.queries.row_counts import visible_count
from openscorecard.records.models import Batch, ColumnMapping, DatasetState

NOTHING = "nothing"  # the state of data before the first batch
SHORTEST = 6  # characters of a batch's name that may stand for it


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch. `state` is current, superseded or withdrawn; `files` are {name, sha256, size} of what was sent.

    `rejected` holds the first rejected rows, at most 100; `rows_rejected` counts all of them.
    """

    id: str
    dataset: str
    number: int
    mode: Mode
    state: str
    superseded_by: str
    files: tuple[Mapping[str, Any], ...]
    rows_read: int
    rows_stored: int
    rows_rejected: int
    rejected: tuple[Fault, ...]
    covers: Coverage
    example: bool
    note: str
    origin: str
    by: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class DatasetRow:
    """One dataset as it stands: visible rows, batches not withdrawn, covered days, and up to when it is fresh.

    `example` counts the example's batches that are in force, `example_removed` those that were withdrawn.
    """

    dataset: Dataset
    version: int
    rows: int
    batches: int
    withdrawn: int
    covers: tuple[Coverage, ...]
    fresh_as_of: date | None
    example: int = 0
    example_removed: int = 0


@dataclass(frozen=True, slots=True)
class OpenDataset:
    """One dataset as it stands, and exactly which rows its readers see."""

    row: DatasetRow
    manifest: Manifest


def row_store() -> RowStore:
    """The row store of this home."""
    return RowStore(Path(settings.ROWS_ROOT))


def dataset_named(name: str) -> Dataset:
    """The contract of a dataset. Raises UnknownDataset."""
    found = standard_datasets().get(name)
    if found is None:
        raise UnknownDataset(item=name, known="、".join(standard_datasets()))
    return found


def stored_rows(dataset: str, months: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a dataset that are in force, in the order of its fields; for small datasets."""
    return rows_in(row_store().root, dataset_named(dataset), visible_files(dataset), months)


def visible_files(dataset: str) -> Manifest:
    """The manifest of a dataset as it stands now: one query, so never between two versions."""
    rows = list(Batch.objects.filter(dataset__name=dataset).select_related("dataset").defer("rejects"))
    return _manifest(dataset, rows)


def stored(row: Batch) -> StoredBatch:
    """A batch as the engine of rows knows it."""
    parts = tuple(Part(**part) for part in row.parts)
    covers = Coverage(row.covers_from, row.covers_to)
    return StoredBatch(row.digest, row.number, cast(Mode, row.mode), covers, tuple(row.columns), parts, row.origin)


def batches(dataset: str = "") -> tuple[BatchRow, ...]:
    """Every batch, or those of one dataset, newest first; one query."""
    rows = Batch.objects.select_related("dataset", "superseded_by").order_by("-at", "-id")
    return tuple(batch_row(row) for row in (rows.filter(dataset__name=dataset) if dataset else rows))


def batch_named(name: str) -> BatchRow:
    """The batch of that name, or of the only name that begins so. Raises UnknownBatch, AmbiguousBatch."""
    if len(name) < SHORTEST:
        raise UnknownBatch(item=name)
    rows = Batch.objects.select_related("dataset", "superseded_by").filter(digest__startswith=name.lower())
    found = list(rows.order_by("digest")[:2])
    if not found:
        raise UnknownBatch(item=name)
    if len(found) > 1:
        raise AmbiguousBatch(item=name)
    return batch_row(found[0])


def datasets() -> tuple[DatasetRow, ...]:
    """Every dataset of the catalogue, with or without rows, in its order; two queries, and counts where rows hide."""
    held: dict[str, list[Batch]] = {}
    for row in Batch.objects.select_related("dataset").defer("rejects", "files", "mapping"):
        held.setdefault(row.dataset.name, []).append(row)
    return tuple(_dataset_row(dataset, held.get(name, [])) for name, dataset in standard_datasets().items())


def opened_dataset(name: str) -> OpenDataset:
    """One dataset as it stands, and the manifest of its rows; one query. Raises UnknownDataset."""
    dataset = dataset_named(name)
    rows = list(Batch.objects.filter(dataset__name=name).select_related("dataset").defer("rejects", "files"))
    return OpenDataset(_dataset_row(dataset, rows), _manifest(name, rows))


def coverage_of(dataset: str) -> tuple[Coverage, ...]:
    """The days that the batches of a dataset speak for, in as few spans as can be; one query."""
    return _covered(Batch.objects.filter(dataset__name=dataset).defer("rejects", "parts"))


def coverages(known_at: datetime | None = None) -> dict[str, tuple[Coverage, ...]]:
    """The days that batches speak for, of every dataset that has any, as of `known_at` where it is given; one query.

    A batch that was withdrawn and brought back since counts as never withdrawn: only the last state is kept.
    """
    held: dict[str, list[Batch]] = {}
    rows = Batch.objects.select_related("dataset", "superseded_by").defer("rejects", "parts", "files", "columns")
    for row in rows if known_at is None else rows.filter(at__lte=known_at):
        if known_at is not None and (gone := _gone_at(row)) and gone > known_at:
            row.state = Batch.State.CURRENT
        held.setdefault(row.dataset.name, []).append(row)
    return {name: spans for name, rows in held.items() if (spans := _covered(rows))}


def manifests(names: Iterable[str] | None = None) -> dict[str, Manifest]:
    """The manifest of every dataset that has batches, or of those named; one query, so never between two versions."""
    held: dict[str, list[Batch]] = {}
    rows = Batch.objects.select_related("dataset").defer("rejects")
    for row in rows if names is None else rows.filter(dataset__name__in=list(names)):
        held.setdefault(row.dataset.name, []).append(row)
    return {
        name: resolve(name, rows[0].dataset.version, [stored(row) for row in rows if row.state != "withdrawn"])
        for name, rows in held.items()
    }


def data_state() -> str:
    """A digest of what readers of all datasets see; it changes with every batch. One query."""
    rows = list(DatasetState.objects.order_by("name").values_list("name", "version"))
    return hashlib.sha256(repr(rows).encode()).hexdigest() if rows else NOTHING


def remembered_mappings(dataset: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """What was mapped by hand: by the digest of a file's head row, newest first; one query."""
    rows = ColumnMapping.objects.filter(dataset=dataset).order_by("-at", "-id")
    return tuple((row.head, row.mapping) for row in rows)


def row_files(dataset: str = "") -> tuple[Part, ...]:
    """Every row file of all batches, withdrawn ones too, or those of one dataset; one query."""
    rows = Batch.objects.filter(dataset__name=dataset) if dataset else Batch.objects.all()
    return tuple(Part(**part) for found in rows.values_list("parts", flat=True) for part in found)


def verify_rows(dataset: str = "") -> tuple[RowsDamaged, ...]:
    """A fault for every row file that is missing or changed; reads them all."""
    return row_store().verify(row_files(dataset))


def version_of(dataset: str) -> int:
    """How often what readers of a dataset see has changed; 0 where it never had a batch."""
    return DatasetState.objects.filter(name=dataset).values_list("version", flat=True).first() or 0


def versions_of(names: Sequence[str]) -> tuple[int, ...]:
    """The same of several datasets, in their order; one query."""
    found = dict(DatasetState.objects.filter(name__in=names).values_list("name", "version"))
    return tuple(found.get(name, 0) for name in names)


def _dataset_row(dataset: Dataset, rows: list[Batch]) -> DatasetRow:
    kept = [row for row in rows if row.state != "withdrawn"]
    manifest = _manifest(dataset.name, rows)
    covers = _covered(rows)
    return DatasetRow(
        dataset=dataset,
        version=manifest.version,
        rows=visible_count(dataset, manifest),
        batches=len(kept),
        withdrawn=len(rows) - len(kept),
        covers=covers,
        fresh_as_of=covers[-1].last if covers else None,
        example=sum(row.example for row in kept),
        example_removed=sum(row.example for row in rows if row.state == "withdrawn"),
    )


def _manifest(dataset: str, rows: list[Batch]) -> Manifest:
    version = rows[0].dataset.version if rows else 0
    return resolve(dataset, version, [stored(row) for row in rows if row.state != "withdrawn"])


def _gone_at(row: Batch) -> datetime | None:
    """When readers stopped to see a batch; None while they do."""
    return row.withdrawn_at or (row.superseded_by.at if row.superseded_by else None)


def _covered(rows: Iterable[Batch]) -> tuple[Coverage, ...]:
    # A correction speaks for its rows alone, not for the days around them.
    speaking = (row for row in rows if row.state == "current" and row.mode != "correct")
    return merged(Coverage(row.covers_from, row.covers_to) for row in speaking)


def batch_row(row: Batch, *, told: bool = True) -> BatchRow:
    """A batch for those who ask; its rejected rows only where they are to be told."""
    return BatchRow(
        id=row.digest,
        dataset=row.dataset.name,
        number=row.number,
        mode=cast(Mode, row.mode),
        state=row.state,
        superseded_by=row.superseded_by.digest if row.superseded_by else "",
        files=tuple(row.files),
        rows_read=row.rows_read,
        rows_stored=row.rows_stored,
        rows_rejected=row.rows_rejected,
        rejected=tuple(fault_from_data(one) for one in row.rejects) if told else (),
        covers=Coverage(row.covers_from, row.covers_to),
        example=row.example,
        note=row.note,
        origin=row.origin,
        by=row.by,
        at=row.at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
    )
