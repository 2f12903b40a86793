"""What people know about the charts of a measure: limits calculated anew, known events; every version of both."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.scores.known import Known, MarkRow, RecalculationRow
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import Text
from openscorecard.records.models import MarkRecord, RecalculationRecord


def known_about(measure: Measure, known_at: datetime | None = None) -> Known:
    """What is known about the charts of `measure`, or was at `known_at`; two queries."""
    found = Known(recalculations(measure.id), marks_on(measure))
    if known_at is None:
        return found
    return Known(
        tuple(row for row in found.recalculations if row.at <= known_at),
        tuple(row for row in found.marks if row.at <= known_at),
    )


def recalculations(measure: str) -> tuple[RecalculationRow, ...]:
    """Every version of every recalculation of a measure, newest first; one query."""
    return tuple(map(_recalculation, RecalculationRecord.objects.filter(measure=measure).order_by("-at", "-id")))


def recalculations_of_all() -> dict[str, tuple[RecalculationRow, ...]]:
    """Every version of every recalculation, newest first, by the id of its measure; one query."""
    found: dict[str, list[RecalculationRow]] = {}
    for row in map(_recalculation, RecalculationRecord.objects.order_by("-at", "-id")):
        found.setdefault(row.measure, []).append(row)
    return {measure: tuple(rows) for measure, rows in found.items()}


def marks_on(measure: Measure) -> tuple[MarkRow, ...]:
    """Every version of every known event that concerns a measure, newest first; one query.

    A dataset counts that any reading stands on, not one that only companions do: the chart is not drawn from those.
    """
    datasets = {name for one in measure.variants for name in one.formula.datasets()}
    concerning = (
        Q(about="institution") | Q(about="measure", item=measure.id) | Q(about="dataset", item__in=sorted(datasets))
    )
    return _marks(MarkRecord.objects.filter(concerning).order_by("-at", "-id"))


def all_marks() -> tuple[MarkRow, ...]:
    """Every version of every known event, newest first; one query."""
    return _marks(MarkRecord.objects.order_by("-at", "-id"))


def mark_numbered(number: int) -> MarkRow | None:
    """The last version of a known event, withdrawn or not; one query."""
    return next(iter(_marks(MarkRecord.objects.filter(number=number).order_by("-version")[:1])), None)


def _marks(rows: Iterable[MarkRecord]) -> tuple[MarkRow, ...]:
    return tuple(map(_mark, rows))


def _recalculation(row: RecalculationRecord) -> RecalculationRow:
    period = parse_period(row.period)
    return RecalculationRow(row.measure, period, row.version, row.withdrawn, row.reason, row.by, row.at)


def _mark(row: MarkRecord) -> MarkRow:
    mark = Mark(row.kind, row.since, Text(row.zh, row.en), row.until)  # type: ignore[arg-type]  # stored as checked
    return MarkRow(row.number, row.version, row.withdrawn, row.about, row.item, mark, row.reason, row.by, row.at)
