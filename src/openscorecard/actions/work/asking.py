"""Asking for background work, and calling it off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Act, Source, begin, refused
from openscorecard.actions.permissions import may
from openscorecard.actions.work.queue import enqueue
from openscorecard.actions.work.recovering import recover_lost
from openscorecard.actions.work.registry import Kind, kind_named
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.work.faults import JobEnded
from openscorecard.queries.work import JobRow, job_named, job_row, living_job
from openscorecard.records.models import Job
from openscorecard.records.models.work import ALIVE


def ask_for(
    kind: str, subject: str, arguments: Mapping[str, Any], *, by: Reader, now: datetime, source: Source = JOB
) -> JobRow:
    """The job that does `kind` on `subject`: a new one that waits, or the one that waits or runs already.

    `arguments` are data for JSON and hold no secrets: the audit trail keeps them. Raises UnknownWork; Denied where
    `by` may not do the verb of the kind.
    """
    known = kind_named(kind)
    act = begin("work.ask", "job", f"{kind} {subject}".strip(), by=by, now=now, source=source)
    _refuse_stranger(act, known)
    recover_lost(now)
    try:
        return _asked(act, known, subject, arguments)
    except IntegrityError:  # somebody else asked at the same moment
        return _asked(act, known, subject, arguments)


def cancel(job: int, *, by: Reader, now: datetime, source: Source = JOB) -> JobRow:
    """Call a job off; where it runs, its process is killed within a second.

    Raises UnknownJob, JobEnded; Denied where `by` may not do the verb of its kind.
    """
    row = job_named(job)
    act = begin("work.cancel", "job", f"{row.kind} {row.subject}".strip(), by=by, now=now, source=source)
    _refuse_stranger(act, kind_named(row.kind))
    with act.stored():
        act.before, act.after = {"job": job, "state": row.state}, {"job": job, "state": "cancelled"}
        if not Job.objects.filter(pk=job, state__in=ALIVE).update(state="cancelled", ended_at=now):
            raise JobEnded(item=job)
    return job_named(job)


def _refuse_stranger(act: Act, kind: Kind) -> None:
    if not may(act.by, kind.verb):
        refused(kind.verb, act.subject_kind, act.subject, by=act.by, now=act.now, source=act.source)
        raise Denied(who=act.by.name or "public", verb=kind.verb)


def _asked(act: Act, kind: Kind, subject: str, arguments: Mapping[str, Any]) -> JobRow:
    with act.stored():
        found = living_job(kind.name, subject)
        act.outcome = "unchanged" if found else "done"
        row = found or job_row(_new(kind.name, subject, arguments, act.by, act.now))
        act.after = {"job": row.id, "arguments": dict(row.arguments)}
    return row


def _new(kind: str, subject: str, arguments: Mapping[str, Any], by: Reader, now: datetime) -> Job:
    job = Job.objects.create(kind=kind, subject=subject, arguments=dict(arguments), asked_by=by.name, asked_at=now)
    job.ticket = enqueue(job.pk)
    job.save(update_fields=["ticket"])
    return job
