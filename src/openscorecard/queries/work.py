"""Background work as it stands: what waits, runs, has ended, and what was due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from openscorecard.domain.text import Text
from openscorecard.domain.work.faults import UnknownJob
from openscorecard.records.models import DueJob, Job
from openscorecard.records.models.work import ALIVE

State = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class JobFault:
    """What a job ran into, in both languages, with its place in a file (1-based, 0 where there is none)."""

    code: str
    zh: str
    en: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class JobRow:
    """One job. `done` of `total` parts (`total` 0: not known); moments are UTC.

    `heartbeat` is the last sign of life of the process that does it.
    """

    id: int
    kind: str
    subject: str
    arguments: Mapping[str, Any]
    state: State
    done: int
    total: int
    stage: Text | None
    result: Any
    faults: tuple[JobFault, ...]
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    heartbeat: datetime | None

    @property
    def alive(self) -> bool:
        """Whether it waits or runs."""
        return self.state in ALIVE


def job_named(job: int) -> JobRow:
    """The job of that number; one query. Raises UnknownJob."""
    row = Job.objects.filter(pk=job).first()
    if row is None:
        raise UnknownJob(item=job)
    return job_row(row)


def living_job(kind: str, subject: str) -> JobRow | None:
    """The job of that kind on that subject that waits or runs, None where there is none; one query."""
    row = Job.objects.filter(kind=kind, subject=subject, state__in=ALIVE).first()
    return job_row(row) if row else None


def jobs_of(subject: str, kind: str = "", limit: int = 20) -> tuple[JobRow, ...]:
    """Jobs on a subject, newest first; one query."""
    rows = Job.objects.filter(subject=subject)
    return _rows(rows.filter(kind=kind) if kind else rows, limit)


def jobs_asked(kind: str, by: str, limit: int = 50) -> tuple[JobRow, ...]:
    """Jobs of a kind that one person asked for, newest first; one query."""
    return _rows(Job.objects.filter(kind=kind, asked_by=by), limit)


def running_jobs(limit: int = 100) -> tuple[JobRow, ...]:
    """Jobs that wait or run, newest first; one query."""
    return _rows(Job.objects.filter(state__in=ALIVE), limit)


def recent_jobs(limit: int = 50, before: int | None = None) -> tuple[JobRow, ...]:
    """Jobs in any state, newest first, those numbered under `before`; one query."""
    rows = Job.objects.all()
    return _rows(rows.filter(pk__lt=before) if before else rows, limit)


def served(kind: str, subject: str, due_at: datetime) -> bool:
    """Whether a job was started for that due moment; one query."""
    return DueJob.objects.filter(kind=kind, subject=subject, due_at=due_at).exists()


def job_row(row: Job) -> JobRow:
    """A job of the store as a frozen row."""
    return JobRow(
        id=row.pk,
        kind=row.kind,
        subject=row.subject,
        arguments=row.arguments,
        state=cast(State, str(row.state)),
        done=row.done,
        total=row.total,
        stage=Text(row.stage["zh"], row.stage.get("en", "")) if row.stage else None,
        result=row.result,
        faults=tuple(JobFault(**fault) for fault in row.faults),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        heartbeat=row.heartbeat,
    )


def _rows(rows: Any, limit: int) -> tuple[JobRow, ...]:
    return tuple(job_row(row) for row in rows.order_by("-id")[:limit])
