"""Background work: each job with how far it is and how it ended, and which due moments have been served."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

ALIVE = ("waiting", "running")


class Job(models.Model):
    """One piece of background work on a subject; of one kind and subject at most one waits or runs.

    `stage` is {zh, en} or null; `faults` are lists of {code, file, sheet, row, column, zh, en}; `heartbeat` is the
    last sign of the process that does it; `ticket` names its place in the queue.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    stage = models.JSONField(null=True)
    result = models.JSONField(null=True)
    faults = models.JSONField(default=list)
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    ticket = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(fields=("kind", "subject"), condition=Q(state__in=ALIVE), name="job_alive_once"),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "running", "done", "failed", "cancelled")), name="job_state"
            ),
        )
        indexes = (
            models.Index(fields=("kind", "subject", "-id"), name="job_by_subject"),
            models.Index(fields=("state", "-id"), name="job_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject} {self.state}"


class DueJob(models.Model):
    """A due moment that has been served by a job: the unique key lets one of many ticks serve it, once."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="served")

    class Meta:
        ordering = ("-due_at",)
        constraints = (models.UniqueConstraint(fields=("kind", "subject", "due_at"), name="due_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.due_at:%Y-%m-%d %H:%M}"
