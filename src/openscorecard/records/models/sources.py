"""Sources that fill datasets, and the history of their runs."""

from __future__ import annotations

from django.db import models


class Source(models.Model):
    """One configured source, by its `slug`. Its secrets lie outside the database, encrypted.

    `watermark` is how far it has been read, in its connector's own words. A deleted source keeps its history.
    """

    slug = models.CharField(max_length=100, unique=True)
    name_zh = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=40)
    datasets = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    schedule = models.CharField(max_length=60, blank=True)  # empty: only when somebody asks
    active = models.BooleanField(default=True)
    watermark = models.JSONField(default=dict)
    found = models.JSONField(default=dict)  # what the last look at it found
    last_run_at = models.DateTimeField(null=True)
    last_done_at = models.DateTimeField(null=True)
    last_fault = models.JSONField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.slug


class SourceRun(models.Model):
    """One run of a source. Rows are only ever added: triggers of the store refuse to change or remove them."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    rows = models.PositiveBigIntegerField(default=0)
    batches = models.JSONField(default=list)
    fault = models.JSONField(null=True)
    remarks = models.JSONField(default=list)
    watermark_before = models.JSONField(default=dict)
    watermark_after = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("source", "-id"), name="run_by_source"),)

    def __str__(self) -> str:
        return f"{self.source_id} {self.started_at:%Y-%m-%d %H:%M}"
