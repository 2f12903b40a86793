"""Charters of action plans: what is declared of each, in its last version or in all of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from openscorecard.domain.initiatives.standing import CharterRow
from openscorecard.formats.initiatives.charters import charter_from_data
from openscorecard.records.models import CharterRecord


def charters(strategy: str, known_at: datetime | None = None) -> dict[str, CharterRow]:
    """The last charter of each action plan of a strategy plan, by its id, as of `known_at`; one query."""
    rows = CharterRecord.objects.filter(strategy=strategy).order_by("initiative", "version")
    return {row.initiative: _row(row) for row in (rows if known_at is None else rows.filter(at__lte=known_at))}


def charter_of(strategy: str, initiative: str) -> CharterRow | None:
    """The last charter of one action plan, None where nobody has declared anything; one query."""
    return next(iter(charter_versions(strategy, initiative)), None)


def charter_versions(strategy: str, initiative: str) -> tuple[CharterRow, ...]:
    """Every version, newest first; one query."""
    rows = CharterRecord.objects.filter(strategy=strategy, initiative=initiative).order_by("-version")
    return tuple(_row(row) for row in rows)


def _row(row: CharterRecord) -> CharterRow:
    charter = charter_from_data(row.initiative, row.content)
    return CharterRow(row.strategy, charter, row.version, row.note, row.by, row.at)


def plans_of_kind(kind: str) -> tuple[str, ...]:
    """The action plans whose last charter names this kind, by strategy plan and id; one query."""
    last: dict[tuple[str, str], str] = {}
    for row in CharterRecord.objects.order_by("version"):
        last[row.strategy, row.initiative] = row.content.get("kind", "")
    return tuple(f"{strategy} {initiative}" for (strategy, initiative), said in sorted(last.items()) if said == kind)


def example_declared() -> Literal["there", "removed", ""]:
    """Whether the example declares anything of any action plan now, or what it declared was taken out; one query."""
    versions: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in CharterRecord.objects.order_by("version"):
        versions.setdefault((row.strategy, row.initiative), []).append(row.content)
    if any(found[-1].get("example") for found in versions.values()):
        return "there"
    taken = any(not found[-1] and len(found) > 1 and found[-2].get("example") for found in versions.values())
    return "removed" if taken else ""


def strategies() -> tuple[str, ...]:
    """The strategy plans of whose action plans something was ever declared; one query."""
    return tuple(CharterRecord.objects.order_by("strategy").values_list("strategy", flat=True).distinct())
