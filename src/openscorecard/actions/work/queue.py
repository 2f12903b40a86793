"""The queue of django-tasks: one task, which performs a job. Here the worker reads the time."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task


@task()
def perform_job(job: int) -> None:
    """Perform the job of that number, wherever the worker is."""
    from openscorecard.actions.work.performing import perform

    perform(job, clock=timezone.now)


def enqueue(job: int) -> str:
    """Put a job into the queue, in the transaction that is open; gives its ticket."""
    return str(perform_job.enqueue(job).id)


def waits(ticket: str) -> bool:
    """Whether the queue still holds a ticket that no worker has taken."""
    from django_tasks_db.models import DBTaskResult

    return bool(DBTaskResult.objects.ready().filter(id=ticket).exists())
