"""Importing a batch: judged against what is stored, written aside, moved in, and listed in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.data.faults import BusyDataset, FileStored, OtherPeriod
from openscorecard.actions.data.intake import Intake, SentFile, gather, judged
from openscorecard.actions.data.listing import (
    Listing,
    Moved,
    batch_facts,
    list_batch,
    remember_mapping,
    set_visible,
    sweep,
)
from openscorecard.actions.storing import check_note
from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.people.readers import Reader
from openscorecard.engines.rows.dangling import Dangling, dangling_incoming, refers
from openscorecard.engines.rows.manifest import Manifest, Mode, StoredBatch, resolve
from openscorecard.engines.rows.schema import local_day
from openscorecard.engines.rows.store import Content, RowStore, prepared
from openscorecard.queries.dangling import compared
from openscorecard.queries.data import BatchRow, batch_row, row_store, stored
from openscorecard.records.models import Batch

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do: how many rows it would store, which not and why, for which days.

    `again` names the batch that these very rows were stored as, empty where none was; `overlaps` and `dangling` as in
    `BatchInfo`.
    """

    rows: int
    rejected: tuple[Fault, ...]
    covers: Coverage
    again: str
    overlaps: tuple[str, ...]
    dangling: tuple[Dangling, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchInfo:
    """What an import left: the batch, every rejected row, and whether anything changed.

    `overlaps` names the batches that speak for some of the same days; rows without keys then add up.
    `dangling` tells what its rows refer to and no dataset has: they are stored all the same.
    """

    batch: BatchRow
    rejected: tuple[Fault, ...]
    overlaps: tuple[str, ...]
    changed: bool
    dangling: tuple[Dangling, ...] = ()


def import_batch(
    dataset: Dataset,
    files: Sequence[SentFile],
    *,
    mode: Mode = "append",
    covers: Coverage | None = None,
    keep_good: bool = False,
    whole_of: Sequence[str] = (),
    example: bool = False,
    by: Reader,
    now: datetime,
    source: Source = JOB,
    note: str = "",
    origin: str = "",
) -> BatchInfo:
    """Store the rows of `files` as one batch, or none of them.

    The same rows again change nothing; those of a withdrawn batch bring it back. A rejected row refuses the import,
    unless `keep_good`: then the others are stored and both counts stay. `origin` names the source that brought the
    rows: its replacements leave alone what others brought.

    `whole_of` (with mode `update`, datasets filed by month) names the fields whose values together name a part that
    the files tell anew and whole, such as platform and report: stored rows of such a part in the covered days that did
    not come again count 0 from now on.

    Raises the faults of rows, all at once; NoKeyToCorrect, CoversNeeded, NothingToStore, FileStored, OtherPeriod,
    RowsUnwritable, BusyDataset, Denied.
    """
    act = begin("data.import", "dataset", dataset.name, by=by, now=now, source=source)
    check_note(note)
    given = gather(dataset, files, mode, covers, local_day(now))
    if not keep_good:
        refuse(given.rejected)
    said = (*_said(given, mode), *([origin] if origin else []))
    store = row_store()
    sweep(store)
    for _ in range(_TRIES):
        try:
            return _stored(act, store, given, said, mode, keep_good, tuple(whole_of), example, note, origin)
        except Moved:  # somebody else imported between our judging and our listing: judge again
            continue
    raise BusyDataset(item=dataset.name)


def try_import(
    dataset: Dataset,
    files: Sequence[SentFile],
    *,
    mode: Mode,
    covers: Coverage | None,
    whole_of: Sequence[str] = (),
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> Trial:
    """What `import_batch` would do with these files; stores nothing. Raises as it does, but not for single rows."""
    begin("data.import", "dataset", dataset.name, by=by, now=now, source=source)
    given = gather(dataset, files, mode, covers, local_day(now))
    listing = Listing.of(dataset)
    content = _named(listing, given, mode, _said(given, mode))
    again = listing.find(content.batch)
    if again is not None:
        return Trial(len(given.rows), given.rejected, given.covers, again.digest, ())
    _refuse_known_files(listing, given, mode)
    before, after = _views(listing, given, mode, "")
    intake = judged(given, mode, row_store(), before, after, tuple(whole_of))
    overlaps = listing.overlapping(intake.covers) if mode == "append" else ()
    rows = len(intake.rows) - intake.added
    return Trial(rows, intake.rejected, intake.covers, "", overlaps, _dangling(intake, after))


def _stored(
    act: Act,
    store: RowStore,
    given: Intake,
    said: tuple[str, ...],
    mode: Mode,
    keep_good: bool,
    whole_of: tuple[str, ...],
    example: bool,
    note: str,
    origin: str,
) -> BatchInfo:
    listing = Listing.of(given.dataset)
    content = _named(listing, given, mode, said)
    again = listing.find(content.batch)
    if again is not None:
        return _again(act, listing, again, given)
    _refuse_known_files(listing, given, mode)
    before, after = _views(listing, given, mode, origin)
    intake = judged(given, mode, store, before, after, whole_of)
    if not keep_good:
        refuse(intake.rejected)
    if not len(intake.rows):
        refuse(intake.rejected)  # no good row is left to keep
    dangling = _dangling(intake, after)
    # The name is that of the rows as they came, whichever of them the store takes.
    kept = content if intake is given else prepared(given.dataset, intake.rows.table)
    kept = Content(given.dataset, content.batch, kept.table)
    with store.staged(kept) as staged, store.moving():
        listing.expect_unmoved()
        store.move_in(staged)
        with act.stored():
            record = list_batch(act, listing, intake, kept, staged, mode, example=example, note=note, origin=origin)
            remember_mapping(act, intake)
            act.after = batch_facts(record)
    overlaps = listing.overlapping(intake.covers) if mode == "append" else ()
    return BatchInfo(batch_row(record), intake.rejected, overlaps, True, dangling)


def _said(given: Intake, mode: Mode) -> tuple[str, ...]:
    """What makes a batch another one beside its rows: the period, where that says what is replaced or was empty."""
    telling = given.named and (mode == "replace" or not len(given.rows))
    return (mode, str(given.covers)) if telling else (mode,)


def _named(listing: Listing, given: Intake, mode: Mode, said: tuple[str, ...]) -> Content:
    """The rows and their name. What came before and was replaced since comes as a batch of its own."""
    content = prepared(given.dataset, given.rows.table, *said)
    while mode == "replace" and (record := listing.find(content.batch)) and (later := listing.replacer(record)):
        content = prepared(given.dataset, given.rows.table, *said, later)
    return content


def _dangling(intake: Intake, after: Manifest) -> tuple[Dangling, ...]:
    """What the rows refer to and nobody has; `after` is what readers would see beside them."""
    if not refers(intake.dataset):
        return ()
    return dangling_incoming(compared(intake.dataset, after), intake.came)


def _views(listing: Listing, given: Intake, mode: Mode, origin: str) -> tuple[Manifest, Manifest]:
    """What readers see now, and what they would see beside the new batch."""
    new = StoredBatch("", listing.next_number, mode, given.covers, origin=origin)
    name, batches = given.dataset.name, listing.stored
    return resolve(name, listing.version, batches), resolve(name, listing.version, [*batches, new])


def _again(act: Act, listing: Listing, record: Batch, given: Intake) -> BatchInfo:
    """Rows that came before: nothing changes, or a withdrawn batch comes back."""
    covers = stored(record).covers
    if given.named and covers != given.covers:
        raise OtherPeriod(batch=record.digest[:12], covers=covers)
    withdrawn = record.state == "withdrawn"
    act.outcome = "done" if withdrawn else "unchanged"
    with act.stored():
        act.before = batch_facts(record)
        if withdrawn:
            set_visible(act, listing, record, True)
        act.after = batch_facts(record)
    return BatchInfo(batch_row(record), given.rejected, (), withdrawn)


def _refuse_known_files(listing: Listing, given: Intake, mode: Mode) -> None:
    """A file appended as part of another batch would count twice; keys tell, but not every dataset has them."""
    if mode == "append":
        refuse(
            FileStored(file=one.name, name=one.name, batch=batch[:12])
            for one in given.files
            if len(one.rows) and (batch := listing.file_in(one.checksum))
        )
