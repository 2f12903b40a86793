"""Starting what is due, once, however many ticks there are at a time."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from openscorecard.actions.acting import JOB, Source
from openscorecard.actions.work.asking import ask_for
from openscorecard.actions.work.recovering import recover_lost
from openscorecard.actions.work.registry import function_named, schedules
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.work import JobRow, living_job, served
from openscorecard.records.models import DueJob

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """Work that is due since `due_at`, a moment with its time zone that stays the same until the next one."""

    kind: str
    subject: str
    arguments: Mapping[str, Any]
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: jobs it started, jobs whose process it found gone, references of schedules that broke."""

    started: tuple[JobRow, ...] = ()
    recovered: tuple[int, ...] = ()
    broken: tuple[str, ...] = field(default=())


def tick(*, now: datetime, source: Source = JOB) -> Ticked:
    """Start every due work that no tick has started yet; one schedule that breaks does not hold up the others."""
    recovered = recover_lost(now)
    started: list[JobRow] = []
    broken: list[str] = []
    for schedule in schedules():
        try:
            for due in function_named(schedule)(now):
                row = _start(due, now, source)
                started += [row] if row else []
        except Exception:
            broken.append(secrets.token_hex(4))
            _log.exception("the schedule %s broke, reference %s", schedule, broken[-1])
    return Ticked(tuple(started), recovered, tuple(broken))


def _start(due: Due, now: datetime, source: Source) -> JobRow | None:
    """The job that serves a due moment; None where it is served, not due yet, or must wait for the present run."""
    if due.due_at > now or served(due.kind, due.subject, due.due_at):
        return None
    alive = living_job(due.kind, due.subject)
    if alive is not None and alive.state == "running":
        return None  # what runs now began before the moment; the next tick sees to it
    try:
        with transaction.atomic():
            moment = DueJob.objects.create(kind=due.kind, subject=due.subject, due_at=due.due_at)
            row = ask_for(due.kind, due.subject, due.arguments, by=SYSTEM, now=now, source=source)
            moment.job_id = row.id
            moment.save(update_fields=["job"])
            return row
    except IntegrityError:  # another tick was first
        return None
