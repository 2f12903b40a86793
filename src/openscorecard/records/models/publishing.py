"""Periods of a plan that were published, published anew or withdrawn: a table of deeds, only ever added."""

from __future__ import annotations

from django.db import models


class PublishingRecord(models.Model):
    """One deed: `period` of the strategy plan `strategy` was published or withdrawn, at the moment `at`.

    `version` counts the deeds of one plan and period. A published period shows what was known at `at`: `revision` is
    the number of the plan's revision then in force for the public, `content` the figures of that moment as plain data.
    """

    class Act(models.TextChoices):
        PUBLISHED = "published"
        WITHDRAWN = "withdrawn"

    strategy = models.CharField(max_length=100)
    period = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act)
    revision = models.PositiveIntegerField(null=True)
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("strategy", "period", "version")
        constraints = (
            models.UniqueConstraint(fields=("strategy", "period", "version"), name="publishing_once"),
            models.CheckConstraint(condition=models.Q(act__in=("published", "withdrawn")), name="publishing_act"),
        )

    def __str__(self) -> str:
        return f"{self.strategy} {self.period} {self.version}"
