"""The list of a dataset's batches, which is what its readers see: looked at, and changed in one transaction."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from openscorecard.actions.acting import Act
from openscorecard.actions.data.faults import RowsClash
from openscorecard.actions.data.intake import Intake
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.faults import RowsUnwritable
from openscorecard.engines.rows.keys import clashes
from openscorecard.engines.rows.manifest import Mode, StoredBatch, resolve, superseded
from openscorecard.engines.rows.schema import by_month
from openscorecard.engines.rows.store import Content, RowStore, Staged
from openscorecard.queries.data import row_store, stored, version_of
from openscorecard.records.models import Batch, ColumnMapping, DatasetState

SHOWN = 100  # rejected rows kept in the record itself


class Moved(Exception):
    """The dataset has changed since it was looked at."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A dataset's batches at one version."""

    dataset: Dataset
    version: int
    rows: tuple[Batch, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Listing:
        """The list as it stands; one query, so never between two versions."""
        found = Batch.objects.filter(dataset__name=dataset.name).select_related("dataset", "superseded_by")
        rows = tuple(found.defer("rejects"))
        return cls(dataset, rows[0].dataset.version if rows else 0, rows)

    @property
    def visible(self) -> tuple[Batch, ...]:
        return tuple(row for row in self.rows if row.state != "withdrawn")

    @property
    def stored(self) -> list[StoredBatch]:
        return [stored(row) for row in self.visible]

    @property
    def next_number(self) -> int:
        return max((row.number for row in self.rows), default=0) + 1

    def find(self, digest: str) -> Batch | None:
        return next((row for row in self.rows if row.digest == digest), None)

    def file_in(self, checksum: str) -> str:
        """The batch that was made of a file, empty where none was."""
        held = (row.digest for row in self.visible if checksum in {file["sha256"] for file in row.files})
        return next(held, "")

    def replacer(self, record: Batch) -> str:
        """The last later batch that took the place of rows of `record`, empty where none did."""
        own = stored(record)
        later = [
            one
            for one in self.stored
            if one.number > own.number
            and one.replaces(own)
            and (
                not by_month(self.dataset)
                or (one.covers.first <= own.covers.last and own.covers.first <= one.covers.last)
            )
        ]
        return max(later, key=lambda one: one.number).id if later else ""

    def overlapping(self, covers: Coverage) -> tuple[str, ...]:
        """The current batches that speak for some of these days, where rows have no key that would tell."""
        if self.dataset.key:
            return ()
        return tuple(
            row.digest
            for row in self.visible
            if row.state == "current"
            and row.covers_from <= covers.last and covers.first <= row.covers_to
        )  # fmt: skip

    def expect_unmoved(self) -> None:
        """Raise Moved where the dataset has changed since."""
        if version_of(self.dataset.name) != self.version:
            raise Moved

    def locked(self) -> DatasetState:
        """The dataset held against other writers, its version counted up; raises Moved. Only inside a transaction."""
        state, _ = DatasetState.objects.select_for_update().get_or_create(name=self.dataset.name)
        if state.version != self.version:
            raise Moved
        state.version += 1
        state.save(update_fields=["version"])
        return state


def list_batch(
    act: Act,
    listing: Listing,
    intake: Intake,
    content: Content,
    staged: Staged,
    mode: Mode,
    *,
    example: bool,
    note: str,
    origin: str,
) -> Batch:
    """A record for rows whose files are in their places; from its commit on readers see them."""
    faults = intake.rejected
    record = Batch.objects.create(
        dataset=listing.locked(),
        digest=content.batch,
        number=listing.next_number,
        mode=mode,
        state="current",
        files=[one.facts() for one in intake.files],
        mapping=next((dict(one.mapping) for one in intake.files if one.mapping), {}),
        rows_read=intake.read,
        rows_stored=len(intake.rows) - intake.added,
        rows_rejected=intake.read - (len(intake.rows) - intake.added),
        rejects=[one.to_data() for one in faults[:SHOWN]],
        rejects_file=_keep_rejects(faults) if len(faults) > SHOWN else "",
        covers_from=intake.covers.first,
        covers_to=intake.covers.last,
        example=example,
        columns=list(content.columns),
        parts=[asdict(part) for part in staged.parts],
        note=note,
        origin=origin,
        by=act.by.name,
        at=act.now,
    )
    _mark_superseded(listing.dataset.name)
    return record


def set_visible(act: Act, listing: Listing, record: Batch, visible: bool) -> None:
    """Take a batch out of what readers see, or put it back, inside the transaction of `act`.

    Raises Moved, and RowsClash where rows that come back have been imported again.
    """
    if visible:
        _refuse_clash(listing, record)
    listing.locked()
    record.state = "current" if visible else "withdrawn"
    record.superseded_by = None
    record.withdrawn_at, record.withdrawn_by = (None, "") if visible else (act.now, act.by.name)
    record.save(update_fields=["state", "superseded_by", "withdrawn_at", "withdrawn_by"])
    _mark_superseded(listing.dataset.name)
    record.refresh_from_db(fields=["state", "superseded_by"])


def set_all_visible(act: Act, listing: Listing, records: Sequence[Batch], visible: bool) -> None:
    """The same for several batches of a dataset whose clashes have been looked for; raises Moved."""
    listing.locked()
    at, by = (None, "") if visible else (act.now, act.by.name)
    Batch.objects.filter(pk__in=[record.pk for record in records]).update(
        state="current" if visible else "withdrawn", superseded_by=None, withdrawn_at=at, withdrawn_by=by
    )
    _mark_superseded(listing.dataset.name)


def remember_mapping(act: Act, intake: Intake) -> None:
    """Keep what was mapped by hand for the next file with the same head."""
    for one in intake.files:
        if one.mapping and one.head:
            ColumnMapping.objects.update_or_create(
                dataset=intake.dataset.name,
                head=one.head,
                defaults={"mapping": dict(one.mapping), "by": act.by.name, "at": act.now},
            )


def batch_facts(record: Batch) -> dict[str, Any]:
    """A batch as the audit trail names it."""
    return {
        "batch": record.digest,
        "mode": record.mode,
        "state": record.state,
        "covers": str(Coverage(record.covers_from, record.covers_to)),
        "rows_read": record.rows_read,
        "rows_stored": record.rows_stored,
        "files": record.files,
    }


def sweep(store: RowStore) -> tuple[str, ...]:
    """Remove row files that no batch lists: what killed imports left."""
    with store.moving():
        listed = {part["path"] for parts in Batch.objects.values_list("parts", flat=True) for part in parts}
        return store.sweep(listed)


def _refuse_clash(listing: Listing, record: Batch) -> None:
    batches = [*listing.stored, stored(record)]
    manifest = resolve(listing.dataset.name, listing.version, batches)
    count = clashes(row_store().root, listing.dataset, manifest, record.digest)
    if count:
        raise RowsClash(item=record.digest[:12], count=count)


def _mark_superseded(dataset: str) -> None:
    rows = list(Batch.objects.filter(dataset__name=dataset).exclude(state="withdrawn").defer("rejects"))
    keys = {row.digest: row.pk for row in rows}
    wholly = superseded([stored(row) for row in rows])
    for row in rows:
        by = keys[wholly[row.digest]] if row.digest in wholly else None
        state = "superseded" if by else "current"
        if (row.state, row.superseded_by_id) != (state, by):
            Batch.objects.filter(pk=row.pk).update(state=state, superseded_by=by)


def _keep_rejects(faults: tuple[Fault, ...]) -> str:
    """All rejected rows as a file of the home, named by its hash."""
    text = json.dumps([one.to_data() for one in faults], ensure_ascii=False)
    name = hashlib.sha256(text.encode()).hexdigest()
    folder = Path(settings.FILES_ROOT) / "rejects"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        aside = folder / f".{name}.{os.getpid()}"
        aside.write_text(text, encoding="utf-8")
        aside.replace(folder / f"{name}.json")
    except OSError as error:
        raise RowsUnwritable(folder=folder, reason=error.strerror or error) from error
    return name
