"""The layer of the example's rows as one thing: removed whole and brought back whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.data.faults import BusyDataset, RowsClash
from openscorecard.actions.data.listing import Listing, Moved, set_all_visible
from openscorecard.actions.faults import ExampleNotThere
from openscorecard.domain.people.readers import Reader
from openscorecard.engines.rows.keys import shared_keys
from openscorecard.engines.rows.manifest import resolve
from openscorecard.queries.data import dataset_named, row_store, stored
from openscorecard.queries.example import example_rows
from openscorecard.records.models import Batch

_TRIES = 20


@dataclass(frozen=True, slots=True)
class Turned:
    """What was removed or brought back."""

    batches: int
    rows: int


def remove_example_rows(*, by: Reader, now: datetime, source: Source = JOB) -> Turned:
    """Withdraw every batch of the example at once, and nothing else. Raises ExampleNotThere, BusyDataset, Denied."""
    return _turn(begin("example.remove_rows", "example", "rows", by=by, now=now, source=source), False)


def restore_example_rows(*, by: Reader, now: datetime, source: Source = JOB) -> Turned:
    """Bring back what was removed last, at once.

    Raises ExampleNotThere, RowsClash where other rows have its keys by now, BusyDataset, Denied.
    """
    return _turn(begin("example.load_rows", "example", "rows", by=by, now=now, source=source), True)


def _turn(act: Act, visible: bool) -> Turned:
    for _ in range(_TRIES):
        chosen = _chosen(visible)
        if not chosen:
            verb, verb_en = ("復原", "bring back") if visible else ("移除", "remove")
            raise ExampleNotThere(verb=verb, verb_en=verb_en)
        listings = {name: Listing.of(dataset_named(name)) for name in sorted({row.dataset.name for row in chosen})}
        turned = {name: [row for row in listing.rows if row.pk in {one.pk for one in chosen}]
                  for name, listing in listings.items()}  # fmt: skip
        if visible:
            for name, listing in listings.items():
                _refuse_clash(listing, turned[name])
        try:
            return _stored(act, listings, turned, visible)
        except Moved:  # somebody imported between our looking and our turning
            continue
    raise BusyDataset(item="*")


def _chosen(visible: bool) -> list[Batch]:
    """The example's visible batches, or those of the recipe that was removed last."""
    rows = list(Batch.objects.filter(example=True).select_related("dataset").defer("rejects", "parts"))
    if not visible:
        return [row for row in rows if row.state != "withdrawn"]
    removed = example_rows().removed
    return [row for row in rows if row.state == "withdrawn" and {file["name"] for file in row.files} & removed]


def _stored(act: Act, listings: dict[str, Listing], turned: dict[str, list[Batch]], visible: bool) -> Turned:
    with act.stored():
        for name, listing in listings.items():
            set_all_visible(act, listing, turned[name], visible)
        rows = [row for batches in turned.values() for row in batches]
        done = Turned(len(rows), sum(row.rows_stored for row in rows))
        state = "current" if visible else "withdrawn"
        act.after = {"state": state, "rows": done.rows, "batches": [row.digest for row in rows]}
        return done


def _refuse_clash(listing: Listing, turned: Sequence[Batch]) -> None:
    """The example's keys are apart by their making; rows imported meanwhile may have them too."""
    others = [stored(row) for row in listing.visible]
    if not others:
        return
    whole = resolve(listing.dataset.name, listing.version, [*others, *(stored(row) for row in turned)])
    own, rest = whole.split(row.digest for row in turned)
    if count := shared_keys(row_store().root, listing.dataset, own, rest):
        raise RowsClash(item=turned[0].digest[:12], count=count)
