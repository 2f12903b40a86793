"""Targets of KPIs, and the rules by which plans are scored: in versions, only ever added."""

from __future__ import annotations

from django.db import models


class TargetRecord(models.Model):
    """One version of the target of a KPI (by its id) of the strategy plan `strategy` in `period`.

    `content` is the target as plain data, empty where it was dropped. `reason` and `countermeasure` say why a revision
    asks for less and what is done about it; `origin` where the target comes from.
    """

    strategy = models.CharField(max_length=100)
    kpi = models.CharField(max_length=100)
    period = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    origin = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    countermeasure = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("strategy", "kpi", "period", "version")
        constraints = (models.UniqueConstraint(fields=("strategy", "kpi", "period", "version"), name="target_once"),)

    def __str__(self) -> str:
        return f"{self.strategy} {self.kpi} {self.period} {self.version}"


class RulesRecord(models.Model):
    """One version of the rules by which the strategy plan `strategy` is scored, as plain data; only ever added."""

    strategy = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("strategy", "version")
        constraints = (models.UniqueConstraint(fields=("strategy", "version"), name="rules_once"),)

    def __str__(self) -> str:
        return f"{self.strategy} {self.version}"
