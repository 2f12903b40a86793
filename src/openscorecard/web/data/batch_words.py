"""A batch in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.queries.data import BatchRow
from openscorecard.web.data.words import MODES, STATES, Mark
from openscorecard.web.plans.measure_terms import worded
from openscorecard.web.plans.places import address

SHORT = 12  # characters of a batch's name that people are shown


@dataclass(frozen=True, slots=True)
class BatchLink:
    short: str
    address: str


@dataclass(frozen=True, slots=True)
class BatchWords:
    """One batch for a page; `files` are their names."""

    id: str
    short: str
    address: str
    number: int
    mode: str
    state: str
    mark: Mark
    superseded_by: BatchLink | None
    files: tuple[str, ...]
    read: int
    stored: int
    rejected: int
    covers: Coverage
    example: bool
    note: str
    by: str
    at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


def batch_link(name: str) -> BatchLink:
    """The way to a batch."""
    return BatchLink(name[:SHORT], address("batch", name))


def batch_words(row: BatchRow) -> BatchWords:
    """The batch for a page."""
    names: tuple[Any, ...] = tuple(file["name"] for file in row.files)
    return BatchWords(
        id=row.id,
        short=row.id[:SHORT],
        address=address("batch", row.id),
        number=row.number,
        mode=worded(MODES, row.mode),
        state=row.state,
        mark=STATES[row.state],
        superseded_by=batch_link(row.superseded_by) if row.superseded_by else None,
        files=tuple(map(str, names)),
        read=row.rows_read,
        stored=row.rows_stored,
        rejected=row.rows_rejected,
        covers=row.covers,
        example=row.example,
        note=row.note,
        by=row.by,
        at=row.at,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=row.withdrawn_at,
    )
