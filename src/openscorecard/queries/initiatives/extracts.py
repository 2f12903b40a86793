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
    """What the page of one action plan lists, by dataset; a listing never read yet is missing. One query."""
    by_digest = {one.digest: one for one in kind.listed}
    wanted = Q()
    for digest, listing in by_digest.items():
        wanted |= Q(listing=digest, initiative="" if listing.whole else initiative)
    rows = LedgerExtract.objects.filter(wanted) if by_digest else LedgerExtract.objects.none()
    return {row.dataset: _extract(row, by_digest[row.listing]) for row in rows}


def extract_prints() -> dict[tuple[str, str], str]:
    """The fingerprint of each listing that was read, by its digest and action plan; one query."""
    rows = LedgerExtract.objects.values_list("listing", "initiative", "fingerprint")
    return {(listing, initiative): mark for listing, initiative, mark in rows}


def _extract(row: LedgerExtract, listing: Listing) -> Extract:
    rows = tuple(tuple(one) for one in row.rows)
    return Extract(listing, tuple(row.fields), rows, row.total, tuple(row.batches), row.at)
