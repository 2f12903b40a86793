"""What people know about a chart: limits calculated anew, known events; only ever added."""

from __future__ import annotations

from django.db import models


class RecalculationRecord(models.Model):
    """One version of a word that limits of `measure` are calculated anew from `period` on, or no longer are.

    `withdrawn` takes the word before it back; `reason` says why either way.
    """

    measure = models.CharField(max_length=100)
    period = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("measure", "period", "version")
        constraints = (models.UniqueConstraint(fields=("measure", "period", "version"), name="recalculation_once"),)

    def __str__(self) -> str:
        return f"{self.measure} {self.period} {self.version}"


class MarkRecord(models.Model):
    """One version of the known event `number`: what it is about, its kind, days and words.

    `about` is `institution` (every chart), `dataset` or `measure`; `item` the id of the latter two.
    """

    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField()
    withdrawn = models.BooleanField(default=False)
    about = models.CharField(max_length=12)
    item = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=12)
    since = models.DateField()
    until = models.DateField(null=True)
    zh = models.CharField(max_length=300)
    en = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number", "version")
        constraints = (models.UniqueConstraint(fields=("number", "version"), name="mark_once"),)

    def __str__(self) -> str:
        return f"{self.number} {self.version}"
