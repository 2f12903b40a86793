"""Finding work whose process is gone: it failed where it ran, and waits anew where it had not begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from openscorecard.actions.work.queue import enqueue, waits
from openscorecard.actions.work.telling import told
from openscorecard.domain.work.faults import WorkerLost
from openscorecard.records.models import Job

LOST_AFTER = timedelta(seconds=90)  # a store may hold a writer up for 30 s; a sign of life comes every 5 s


def recover_lost(now: datetime) -> tuple[int, ...]:
    """Mark jobs failed that show no life any more, and queue those again that the queue has lost; their numbers."""
    silent = Job.objects.filter(state="running", heartbeat__lt=now - LOST_AFTER).values_list("pk", flat=True)
    lost = [job for job in silent if _fail(job, now)]
    return (*lost, *(job.pk for job in _forgotten(now) if _queue_again(job)))


def _fail(job: int, now: datetime) -> bool:
    still = Job.objects.filter(pk=job, state="running", heartbeat__lt=now - LOST_AFTER)
    return bool(still.update(state="failed", ended_at=now, faults=told([WorkerLost()])))


def _forgotten(now: datetime) -> list[Job]:
    waiting = Job.objects.filter(state="waiting", asked_at__lt=now - LOST_AFTER)
    return [job for job in waiting if not (job.ticket and waits(job.ticket))]


def _queue_again(job: Job) -> bool:
    # Two may do this at once: a job that is taken twice is performed once.
    return bool(Job.objects.filter(pk=job.pk, state="waiting", ticket=job.ticket).update(ticket=enqueue(job.pk)))
