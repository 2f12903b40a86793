"""Tags: those in force, as engines need them, and all there ever were, as people ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.measures.tagging import Tag, Tagging, digest_of
from openscorecard.formats.measures.data import clauses_from_data
from openscorecard.records.models import TagRecord


@dataclass(frozen=True, slots=True)
class TagRow:
    """One tag with its history; `ended_at` None while it is in force."""

    id: int
    dataset: str
    tag: Tag
    position: int
    note: str
    example: bool
    by: str
    at: datetime
    ended_by: str
    ended_at: datetime | None


def tagging() -> Tagging:
    """The tags in force of every dataset, the weightiest first; one query."""
    found: dict[str, list[Tag]] = {}
    for row in _in_force(TagRecord.objects.filter(ended_at=None)):
        found.setdefault(row.dataset, []).append(row.tag)
    return {dataset: tuple(tags) for dataset, tags in found.items()}


def tagging_state() -> str:
    """A digest of the tags in force, empty where there are none; one query."""
    return digest_of(row.tag for row in _in_force(TagRecord.objects.filter(ended_at=None)))


def keys_by_hand(dataset: str) -> tuple[str, ...]:
    """The keys (or the first field of them) of the rows that a person gave to a plan, or to none; one query."""
    rows = _in_force(TagRecord.objects.filter(dataset=dataset, by_hand=True, ended_at=None))
    named = {value for row in rows for clause in row.tag.where for one in clause for value in one.values}
    return tuple(sorted(named))


def tags(dataset: str = "", initiative: str = "") -> tuple[TagRow, ...]:
    """Every tag, or those of one dataset or action plan: those in force first, then the ended ones; one query."""
    rows = TagRecord.objects.all()
    rows = rows.filter(dataset=dataset) if dataset else rows
    rows = rows.filter(initiative=initiative) if initiative else rows
    found = _in_force(rows)
    return (*(row for row in found if row.ended_at is None), *(row for row in found if row.ended_at is not None))


def tag_numbered(id_: int) -> TagRow | None:
    """The tag of that number, None where there is none; one query."""
    return next((_row(row) for row in TagRecord.objects.filter(pk=id_)), None)


def _in_force(rows: Iterable[TagRecord]) -> list[TagRow]:
    """By weight: by hand the newest first; others by their place."""
    return sorted((_row(row) for row in rows), key=lambda one: (one.dataset, one.position, -one.id))


def _row(row: TagRecord) -> TagRow:
    tag = Tag(row.initiative, clauses_from_data(row.where), row.by_hand)
    return TagRow(
        row.pk, row.dataset, tag, row.position, row.note, row.example, row.by, row.at, row.ended_by, row.ended_at
    )
