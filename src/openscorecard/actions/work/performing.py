"""Performing a job: its function runs in a bounded process of its own, this one keeps the record of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.db import DatabaseError, close_old_connections
from django.db.models import F

from openscorecard.actions.work.bounds import Process, started
from openscorecard.actions.work.registry import MEBIBYTE, Kind, kind_named
from openscorecard.actions.work.telling import told
from openscorecard.domain.faults import Fault
from openscorecard.domain.work.faults import WorkBroken, WorkerLost, WorkTooHeavy, WorkTooSlow
from openscorecard.domain.work.progress import EVERY
from openscorecard.queries.work import JobRow, job_named
from openscorecard.records.models import Job

BEAT = 5.0  # seconds between signs of life
_log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a job ended."""

    state: Literal["done", "failed"]
    result: Any = None
    faults: list[dict[str, Any]] = field(default_factory=list)


def perform(job: int, *, clock: Clock) -> JobRow:
    """Do a job that waits, and give it as it ended; one that does not wait is left as it is. Raises UnknownJob.

    Whatever goes wrong is kept in the job: a fault as it is, anything else under a reference that the log knows too.
    """
    row = job_named(job)
    now = clock()
    if Job.objects.filter(pk=job, state="waiting").update(state="running", started_at=now, heartbeat=now):
        try:
            ending = _run(row, clock)
        except BaseException:  # also when the worker is told to stop: the job is not left hanging
            _end(job, Ending("failed", faults=told([WorkerLost()])), clock)
            raise
        if ending is not None:
            _end(job, ending, clock)
    return job_named(job)


def _run(row: JobRow, clock: Clock) -> Ending | None:
    """How the work ended; None where somebody else ended the job meanwhile."""
    try:
        kind = kind_named(row.kind)
    except Fault as fault:
        return Ending("failed", faults=told(fault.all()))
    given = {"function": kind.function, "arguments": row.arguments, "by": row.asked_by}
    with started(given, kind.seconds, kind.memory) as process:
        return _Watch(row.id, kind, process, clock).until_the_end()


class _Watch:
    """One performance seen from outside: signs of life, progress, the end."""

    def __init__(self, job: int, kind: Kind, process: Process, clock: Clock) -> None:
        self.job, self.kind, self.process, self.clock = job, kind, process, clock
        self.beaten = time.monotonic()

    def until_the_end(self) -> Ending | None:
        deadline = time.monotonic() + self.kind.seconds
        while time.monotonic() < deadline:
            messages, over = self.process.heard(min(EVERY, max(0.0, deadline - time.monotonic())))
            last = next((one for one in reversed(messages) if "progress" not in one), None)
            steps = [one["progress"] for one in messages if "progress" in one]
            if not self._beat(steps[-1] if steps else None):
                return None
            if last is not None:
                return self._said(last)
            if over:
                return self._silent()
        return Ending("failed", faults=told([WorkTooSlow(seconds=self.kind.seconds)]))

    def _beat(self, progress: dict[str, Any] | None) -> bool:
        """Write progress and a sign of life where they are due; False where the job does not run any more."""
        running = Job.objects.filter(pk=self.job, state="running")
        try:
            if progress is None and time.monotonic() - self.beaten < BEAT:
                return running.exists()
            self.beaten = time.monotonic()
            return bool(running.update(heartbeat=self.clock(), **(progress or {})))
        except DatabaseError:  # progress may be lost, the work is not
            _log.warning("progress of job %s could not be written", self.job, exc_info=True)
            close_old_connections()
            return True

    def _said(self, last: dict[str, Any]) -> Ending:
        if "result" in last:
            return Ending("done", last["result"])
        if "broken" in last:
            _log.error(
                "job %s (%s) broke, reference %s\n%s", self.job, self.kind.name, last["reference"], last["broken"]
            )
            return Ending("failed", faults=told([WorkBroken(reference=last["reference"])]))
        return Ending("failed", faults=last["faults"])

    def _silent(self) -> Ending:
        """The process ended without a word."""
        how = self.process.ending()
        if how == "too slow":
            fault: Fault = WorkTooSlow(seconds=self.kind.seconds)
        elif how == "too heavy":
            fault = WorkTooHeavy(limit=self.kind.memory // MEBIBYTE)
        else:
            fault = WorkBroken(reference=f"job-{self.job}")
            _log.error("job %s (%s) crashed: %s\n%s", self.job, self.kind.name, how, self.process.noise())
        return Ending("failed", faults=told([fault]))


def _end(job: int, ending: Ending, clock: Clock, tries: int = 3) -> None:
    """Keep how a job ended, unless somebody else ended it first."""
    whole: dict[str, Any] = {"stage": None, "done": F("total")} if ending.state == "done" else {}
    for left in reversed(range(tries)):
        try:
            Job.objects.filter(pk=job, state="running").update(
                state=ending.state, result=ending.result, faults=ending.faults, ended_at=clock(), **whole
            )
            return
        except DatabaseError:
            if not left:
                raise
            close_old_connections()
            time.sleep(1)
