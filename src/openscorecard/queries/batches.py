"""Batches for those who look into them: page by page, one in full, and what withdrawing or restoring it would do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.measures.coverage import Coverage, merged
from openscorecard.engines.rows.manifest import StoredBatch, resolve, superseded
from openscorecard.queries.data import BatchRow, batch_named, batch_row, dataset_named, stored
from openscorecard.queries.row_counts import visible_count
from openscorecard.records.models import Batch

NAMED = 50  # batches that one replaced wholly and that are named


@dataclass(frozen=True, slots=True)
class BatchDetails:
    """One batch in full: the columns that were mapped by hand, the batches it replaced wholly, newest first.

    `rejects_file` names the file of all rejected rows that are told, empty where the record holds them.
    """

    row: BatchRow
    mapping: Mapping[str, Any]
    replaced: tuple[str, ...]
    rejects_file: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What readers of a dataset see: rows, covered days, and its current batches."""

    rows: int
    covers: tuple[Coverage, ...]
    current: frozenset[str]


@dataclass(frozen=True, slots=True)
class Turning:
    """A dataset before and after one of its batches is withdrawn or brought back."""

    before: Standing
    after: Standing

    def coming(self, batch: str) -> tuple[str, ...]:
        """The other batches that readers see again."""
        return tuple(sorted(self.after.current - self.before.current - {batch}))

    def going(self, batch: str) -> tuple[str, ...]:
        """The other batches that readers no longer see."""
        return tuple(sorted(self.before.current - self.after.current - {batch}))


def batch_page(dataset: str, first: int, count: int) -> tuple[tuple[BatchRow, ...], int]:
    """`count` batches from the one at `first` (from 0), newest first, and how many there are; two queries."""
    rows = Batch.objects.select_related("dataset", "superseded_by").filter(dataset__name=dataset)
    found = rows.order_by("-number").defer("parts", "rejects")[first : first + count]
    return tuple(batch_row(row, told=False) for row in found), rows.count()


def batch_details(name: str) -> BatchDetails:
    """The batch of that name in full; three queries. Raises UnknownBatch, AmbiguousBatch."""
    row = batch_named(name)
    record = Batch.objects.filter(digest=row.id).values("mapping", "rejects_file").get()
    replaced = Batch.objects.filter(superseded_by__digest=row.id).order_by("-number")
    names = tuple(replaced.values_list("digest", flat=True)[:NAMED])
    return BatchDetails(row, record["mapping"], names, record["rejects_file"])


def told_rejects(details: BatchDetails) -> tuple[Fault, ...]:
    """Every rejected row that is told: from the file of all of them where there is one, else from the record."""
    if details.rejects_file:
        path = Path(settings.FILES_ROOT) / "rejects" / f"{details.rejects_file}.json"
        if path.is_file():
            return tuple(fault_from_data(one) for one in json.loads(path.read_text(encoding="utf-8")))
    return details.row.rejected


def turning(batch: BatchRow) -> Turning:
    """What withdrawing `batch`, or bringing it back where it is withdrawn, would change; one query."""
    rows = Batch.objects.filter(dataset__name=batch.dataset).defer("rejects", "files", "mapping")
    found = {row.digest: stored(row) for row in rows if row.state != "withdrawn" or row.digest == batch.id}
    without = [one for name, one in found.items() if name != batch.id]
    here, gone = _standing(batch.dataset, list(found.values())), _standing(batch.dataset, without)
    return Turning(gone, here) if batch.state == "withdrawn" else Turning(here, gone)


def _standing(dataset: str, batches: list[StoredBatch]) -> Standing:
    hidden = superseded(batches)
    seen = [one for one in batches if one.id not in hidden]
    return Standing(
        rows=visible_count(dataset_named(dataset), resolve(dataset, 0, batches)),
        covers=merged(one.covers for one in seen if one.mode != "correct"),
        current=frozenset(one.id for one in seen),
    )
