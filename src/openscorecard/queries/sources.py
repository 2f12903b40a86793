"""Sources as they stand, and the history of their runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openscorecard.domain.sources.schedules import parse_schedule
from openscorecard.domain.text import Text
from openscorecard.queries.faults import UnknownSource
from openscorecard.records.models import Source, SourceRun


@dataclass(frozen=True, slots=True)
class RunFault:
    """What ended a run, in both languages as it was told then: its room need not be loaded now."""

    code: str
    says: Text

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> RunFault:
        """The fault that `actions.sources.sync` kept."""
        return cls(str(data["code"]), Text(data["zh"], data["en"]))


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source. `found` is what the last look at it found: {says, remarks, datasets, columns, at}, empty before."""

    slug: str
    name: Text
    kind: str
    datasets: tuple[str, ...]
    settings: Mapping[str, Any]
    schedule: str
    active: bool
    watermark: Mapping[str, str]
    found: Mapping[str, Any]
    last_run_at: datetime | None
    last_done_at: datetime | None
    last_fault: RunFault | None

    def next_run_at(self, now: datetime) -> datetime | None:
        """When it is due next; None where nobody set a time or it is switched off."""
        schedule = parse_schedule(self.schedule)
        return schedule.next(now) if schedule and self.active else None


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. `batches` are {batch, dataset, mode, rows, stored, rejected, covers, changed}; `fault` ended it."""

    source: str
    started_at: datetime
    ended_at: datetime
    by: str
    rows: int
    batches: tuple[Mapping[str, Any], ...]
    fault: RunFault | None
    remarks: tuple[Text, ...]
    watermark_before: Mapping[str, str]
    watermark_after: Mapping[str, str]


def sources() -> tuple[SourceRow, ...]:
    """Every source that is not deleted, in the order they were added; one query."""
    return tuple(source_row(row) for row in Source.objects.filter(deleted_at=None))


def source_named(slug: str) -> SourceRow:
    """One source. Raises UnknownSource."""
    found = Source.objects.filter(slug=slug, deleted_at=None).first()
    if found is None:
        raise UnknownSource(item=slug)
    return source_row(found)


def runs_of(slug: str, limit: int = 50) -> tuple[RunRow, ...]:
    """The last runs of a source, newest first, of a deleted one too; one query."""
    rows = SourceRun.objects.filter(source__slug=slug).select_related("source")[:limit]
    return tuple(run_row(row) for row in rows)


def due_sources(now: datetime) -> tuple[tuple[str, datetime], ...]:
    """The active sources with a schedule, each with the last moment it was due; one query."""
    rows = Source.objects.filter(deleted_at=None, active=True).exclude(schedule="")
    held = ((row.slug, parse_schedule(row.schedule)) for row in rows)
    return tuple((slug, schedule.latest(now)) for slug, schedule in held if schedule)


def source_row(row: Source) -> SourceRow:
    """A source for those who ask."""
    return SourceRow(
        slug=row.slug,
        name=Text(row.name_zh, row.name_en),
        kind=row.kind,
        datasets=tuple(row.datasets),
        settings=row.settings,
        schedule=row.schedule,
        active=row.active,
        watermark=row.watermark,
        found=row.found,
        last_run_at=row.last_run_at,
        last_done_at=row.last_done_at,
        last_fault=RunFault.of(row.last_fault) if row.last_fault else None,
    )


def run_row(row: SourceRun) -> RunRow:
    """A run for those who ask."""
    return RunRow(
        source=row.source.slug,
        started_at=row.started_at,
        ended_at=row.ended_at,
        by=row.by,
        rows=row.rows,
        batches=tuple(row.batches),
        fault=RunFault.of(row.fault) if row.fault else None,
        remarks=tuple(Text(*said) for said in row.remarks),
        watermark_before=row.watermark_before,
        watermark_after=row.watermark_after,
    )
