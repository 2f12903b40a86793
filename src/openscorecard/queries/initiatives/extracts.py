"""The rows that pages of action plans list, as they stood when they were last read from their ledgers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from openscorecard.domain.initiatives.kind import Kind, Listing
from openscorecard.records.models import LedgerExtract

MOST = 2000
"""Rows that are kept of one listing for one action plan, the latest by the dataset's time."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The rows of one listing: texts in the order of `fields`, in the order of time; `total` there are."""

    listing: Listing
    fields: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    batches: tuple[str, ...]
    at: datetime

    def dicts(self) -> tuple[Mapping[str, str], ...]:
        """The rows by field; an empty text where a row does not say it."""
        return tuple(dict(zip(self.fields, row, strict=True)) for row in self.rows)


def extracts(kind: Kind, initiative: str) -> dict[str, Extract]:
    """What the page of one action plan lists, by dataset; one query.

    A listing never read yet is missing; one that was read and has no row of the plan is empty.
    """
    by_digest = {one.digest: one for one in kind.listed}
    wanted = Q()
    for digest, listing in by_digest.items():
        wanted |= Q(listing=digest, initiative__in=[""] if listing.whole else ["", initiative])
    rows = LedgerExtract.objects.filter(wanted) if by_digest else LedgerExtract.objects.none()
    marks_first = sorted(rows, key=lambda row: row.initiative)  # the mark that a ledger was read gives way to its rows
    return {row.dataset: _extract(row, by_digest[row.listing], initiative) for row in marks_first}


def extract_prints() -> dict[tuple[str, str], str]:
    """The fingerprint of each listing that was read, by its digest and action plan; one query."""
    rows = LedgerExtract.objects.values_list("listing", "initiative", "fingerprint")
    return {(listing, initiative): mark for listing, initiative, mark in rows}


def _extract(row: LedgerExtract, listing: Listing, initiative: str) -> Extract:
    own = listing.whole or row.initiative == initiative  # rows of no plan are nobody's
    rows = tuple(tuple(one) for one in row.rows) if own else ()
    return Extract(listing, tuple(row.fields), rows, row.total if own else 0, tuple(row.batches), row.at)
