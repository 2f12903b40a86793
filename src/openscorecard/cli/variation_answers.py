"""The shapes of recalculated limits and known events on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openscorecard.domain.scores.known import MarkRow, RecalculationRow

Shape = dict[str, Any]


def recalculation_shape(row: RecalculationRow) -> Shape:
    """`limits`: one version of a recalculation."""
    return {
        "measure": row.measure,
        "period": str(row.period),
        "version": row.version,
        "withdrawn": row.withdrawn,
        "reason": row.reason,
        "by": row.by,
        "at": row.at.isoformat(),
    }


def mark_shape(row: MarkRow) -> Shape:
    """`marks`: one version of a known event."""
    return {
        "mark": row.number,
        "version": row.version,
        "withdrawn": row.withdrawn,
        "about": row.about,
        "item": row.item or None,
        "kind": row.mark.kind,
        "since": str(row.mark.since),
        "until": str(row.mark.until) if row.mark.until else None,
        "text": row.mark.text.zh,
        "text_en": row.mark.text.en or None,
        "reason": row.reason,
        "by": row.by,
        "at": row.at.isoformat(),
    }
