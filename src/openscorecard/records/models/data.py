"""Batches of source rows: what each dataset holds, in which files, from whom, and what is remembered of columns."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class DatasetState(models.Model):
    """A dataset that has batches. `version` grows with every change of what its readers see."""

    name = models.CharField(max_length=100, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Batch(models.Model):
    """One import, named by the hash of what it says (`digest`).

    Its rows lie in `parts`, Parquet files that never change. The batches that are not withdrawn are the dataset's
    manifest; `number` is their order. A superseded batch is one whose days later batches have all replaced. `rejects`
    holds the first rejected rows, `rejects_file` names the file of all of them.
    """

    class State(models.TextChoices):
        CURRENT = "current"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn"

    dataset = models.ForeignKey(DatasetState, models.PROTECT, related_name="batches")
    digest = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField()
    mode = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State)
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    # What came
    files = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    rows_read = models.PositiveBigIntegerField()
    rows_stored = models.PositiveBigIntegerField()
    rows_rejected = models.PositiveBigIntegerField(default=0)
    rejects = models.JSONField(default=list)
    rejects_file = models.CharField(max_length=64, blank=True)
    covers_from = models.DateField()
    covers_to = models.DateField()
    example = models.BooleanField(default=False)
    # Where it lies
    columns = models.JSONField(default=list)
    parts = models.JSONField(default=list)
    # Who and when
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=100, blank=True)  # the source that brought it
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("dataset_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("dataset", "number"), name="batch_once"),
            models.CheckConstraint(condition=Q(mode__in=("append", "replace", "correct", "update")), name="batch_mode"),
            models.CheckConstraint(condition=Q(state__in=("current", "superseded", "withdrawn")), name="batch_state"),
            models.CheckConstraint(condition=Q(covers_to__gte=models.F("covers_from")), name="batch_covers"),
        )
        indexes = (models.Index(fields=("dataset", "state"), name="batch_by_state"),)

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.digest[:8]} {self.state}"


class ColumnMapping(models.Model):
    """Which field each column of a foreign file meant last time, by the digest of the file's head row."""

    dataset = models.CharField(max_length=100)
    head = models.CharField(max_length=64)
    mapping = models.JSONField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("dataset", "head")
        constraints = (models.UniqueConstraint(fields=("dataset", "head"), name="mapping_once"),)

    def __str__(self) -> str:
        return f"{self.dataset} {self.head[:8]}"
