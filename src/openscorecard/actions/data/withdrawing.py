"""Withdrawing a batch, so that every figure follows, and bringing it back."""

from __future__ import annotations

from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.data.faults import BatchNotWithdrawn, BatchWithdrawn, BusyDataset
from openscorecard.actions.data.listing import Listing, Moved, batch_facts, set_visible
from openscorecard.actions.storing import check_note
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.data import BatchRow, batch_named, batch_row, dataset_named
from openscorecard.queries.faults import UnknownBatch

_TRIES = 20


def withdraw_batch(batch: str, *, by: Reader, now: datetime, source: Source = JOB, note: str = "") -> BatchRow:
    """Take a batch out of what readers see; its files stay, and batches it had replaced come back.

    `batch` is its name or the beginning of it. Raises UnknownBatch, AmbiguousBatch, BatchWithdrawn, Denied.
    """
    return _turn(begin("data.withdraw", "batch", batch, by=by, now=now, source=source), batch, False, note)


def restore_batch(batch: str, *, by: Reader, now: datetime, source: Source = JOB, note: str = "") -> BatchRow:
    """Bring a withdrawn batch back to its place; raises UnknownBatch, BatchNotWithdrawn, RowsClash, Denied."""
    return _turn(begin("data.restore", "batch", batch, by=by, now=now, source=source), batch, True, note)


def _turn(act: Act, name: str, visible: bool, note: str) -> BatchRow:
    check_note(note)
    known = batch_named(name)
    act.subject = known.id
    dataset = dataset_named(known.dataset)
    for _ in range(_TRIES):
        listing = Listing.of(dataset)
        record = listing.find(known.id)
        if record is None:
            raise UnknownBatch(item=name)
        if visible is (record.state != "withdrawn"):
            raise (BatchNotWithdrawn if visible else BatchWithdrawn)(item=known.id[:12])
        try:
            with act.stored():
                act.before = batch_facts(record)
                set_visible(act, listing, record, visible)
                act.after = {**batch_facts(record), "note": note}
            return batch_row(record)
        except Moved:
            continue
    raise BusyDataset(item=dataset.name)
