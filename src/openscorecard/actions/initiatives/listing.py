"""Rows that pages of action plans list, read from their ledgers when these have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.domain.initiatives.kind import Listing
from openscorecard.domain.measures.dimensions import PLAN, Path, spot_of
from openscorecard.domain.measures.tagging import digest_of
from openscorecard.domain.people.readers import Reader
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.measures.fingerprint import Fingerprints
from openscorecard.engines.measures.listed import Listed, listed_aside
from openscorecard.queries.initiatives.extracts import MOST, extract_prints
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.row_source import row_source
from openscorecard.records.models import LedgerExtract


def list_ledgers(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Read the listed rows of every ledger that changed since they were last read; how many listings that were.

    Raises faults of the engine; Denied. All or nothing.
    """
    act = begin("initiative.list_rows", "ledgers", "ledgers", by=by, now=now, source=source)
    rows = row_source()
    prints = _prints(rows)
    known = {listing: mark for (listing, _), mark in extract_prints().items()}
    due = [listing for listing in _listings() if prints.get(listing.digest, "") != known.get(listing.digest, "")]
    if not due:
        return 0
    found = listed_aside(due, rows, MOST)
    with act.stored():
        _store(act, due, found, prints, rows)
        act.after = {"ledgers": sorted({listing.dataset for listing in due})}
    return len(due)


def _listings() -> tuple[Listing, ...]:
    return tuple(dict.fromkeys(listing for kind in kinds().values() for listing in kind.listed))


def _prints(rows: RowSource) -> dict[str, str]:
    """The state of what each listing reads; none where its ledger has no rows at all."""
    marks = Fingerprints(rows)
    found = {}
    for listing in _listings():
        if listing.dataset in rows.manifests:
            said = [marks.whole(name).hex() + digest_of(rows.tagging.get(name, ())) for name in _read(listing, rows)]
            found[listing.digest] = hashlib.sha256(" ".join(said).encode()).hexdigest()
    return found


def _read(listing: Listing, rows: RowSource) -> Iterable[str]:
    spot = spot_of(PLAN, rows.datasets[listing.dataset], rows.datasets)
    return (listing.dataset, *((spot.dataset,) if isinstance(spot, Path) and spot.dataset else ()))


def _store(act: Act, due: list[Listing], found: Iterable[Listed], prints: dict[str, str], rows: RowSource) -> None:
    by_digest = {listing.digest: listing for listing in due}
    LedgerExtract.objects.filter(listing__in=by_digest).delete()
    kept = {one.digest: Listed(one.digest, "", (), (), 0) for one in due}
    every = [*found]
    told = {one.listing for one in every if not one.plan}
    # A mark for every listing, so that one without rows is not read again and again.
    every += [one for digest, one in kept.items() if digest not in told]
    LedgerExtract.objects.bulk_create(
        [
            LedgerExtract(
                dataset=by_digest[one.listing].dataset,
                listing=one.listing,
                initiative=one.plan,
                fields=list(one.fields),
                rows=[list(row) for row in one.rows],
                total=one.total,
                batches=_batches(by_digest[one.listing], rows),
                fingerprint=prints.get(one.listing, ""),
                at=act.now,
            )
            for one in every
        ],
        batch_size=100,
    )


def _batches(listing: Listing, rows: RowSource) -> list[str]:
    manifest = rows.manifests.get(listing.dataset)
    parts = manifest.parts if manifest else ()
    return sorted({batch for one in parts for batch in (one.batch, *one.corrected_by)})
