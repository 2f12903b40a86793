"""Figures: what engines counted, in which computation, from which batches; a figure is replaced, never overwritten."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Run(models.Model):
    """One computation that left figures: by which engine and code, of which state of the data, by whom."""

    engine = models.CharField(max_length=40)
    code_version = models.CharField(max_length=40)
    through = models.CharField(max_length=10)
    data_state = models.CharField(max_length=64)
    counted = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=150)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.id} {self.engine}"


class Evidence(models.Model):
    """A set of batches that figures stand on, named by the hash of their names."""

    digest = models.CharField(max_length=64, unique=True)
    batches = models.JSONField(default=list)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.digest[:12]


class FigureRecord(models.Model):
    """One counting in one period by one dimension: `cells` is `{cell: [value, rows, unknown, undetermined]}`.

    `fingerprint` names the state of the rows it was counted from. Counted again with the same outcome, only
    `fingerprint`, `evidence` and `confirmed` change; with another, a new row takes its place and this one stays:
    `replaced` is the computation that replaced it, none while the figure is current.
    """

    counting = models.CharField(max_length=16)
    dimension = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=10)
    dataset = models.CharField(max_length=100)
    cells = models.JSONField(default=dict)
    found = models.BooleanField(default=True)
    fingerprint = models.CharField(max_length=64)
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="figures")
    run = models.ForeignKey(Run, models.PROTECT, related_name="figures")
    confirmed = models.ForeignKey(Run, models.PROTECT, related_name="confirmed_figures")
    replaced = models.ForeignKey(Run, models.PROTECT, null=True, related_name="replaced_figures")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("counting", "dimension", "period"), condition=Q(replaced=None), name="figure_once"
            ),
        )
        indexes = (models.Index(fields=("counting", "dimension", "period"), name="figure_by_key"),)

    def __str__(self) -> str:
        return f"{self.counting} {self.dimension} {self.period}"


class ReadingRecord(models.Model):
    """From the day `since` on, `reading` of `measure` is in force; only ever added."""

    measure = models.CharField(max_length=100)
    since = models.DateField()
    reading = models.CharField(max_length=100)
    under = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("measure", "since", "id")
        constraints = (models.UniqueConstraint(fields=("measure", "since"), name="reading_once"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.since} {self.reading}"


class OwnMeasure(models.Model):
    """One version of a measure that the institution described itself, as the data of a measure file."""

    slug = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    retired = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("slug", "version")
        constraints = (models.UniqueConstraint(fields=("slug", "version"), name="own_measure_once"),)

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"
