"""Batches as pages of figures name them: which files, of which dataset, by whom, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import BatchRow
from openscorecard.queries.evidence import batches_named
from openscorecard.web.context import language_tag
from openscorecard.web.frame.dates import write_span
from openscorecard.web.plans.places import address

SHORT = 8


@dataclass(frozen=True, slots=True)
class BatchLink:
    """A batch: its short name, its page (empty where there is none), dataset, files, span, who, when."""

    name: str
    address: str
    dataset: str
    files: tuple[str, ...]
    covers: str
    rows: int
    state: str
    example: bool
    by: str
    at: datetime


def batch_links(ids: Iterable[str]) -> dict[str, BatchLink]:
    """The batches of these ids; one query."""
    return {row.id: _link(row) for row in batches_named(ids)}


def links_of(rows: Iterable[BatchRow]) -> tuple[BatchLink, ...]:
    """The same of batches that are known already."""
    return tuple(map(_link, rows))


def _link(row: BatchRow) -> BatchLink:
    language, known = language_tag(), standard_datasets()
    return BatchLink(
        name=row.id[:SHORT],
        address=address("batch", row.id),
        dataset=known[row.dataset].title.says(language)[0] if row.dataset in known else row.dataset,
        files=tuple(str(file.get("name", "")) for file in row.files),
        covers=write_span(row.covers, language),
        rows=row.rows_stored,
        state=row.state,
        example=row.example,
        by=row.by,
        at=row.at,
    )
