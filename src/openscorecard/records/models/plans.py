"""Plans with their editions and revisions, and the index that search and counts read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from openscorecard.records.models.people import Institution


class PlanRecord(models.Model):
    """A plan by its id (`slug`). `last_revision` counts over all editions, so that a number names one state only."""

    slug = models.CharField(max_length=100, unique=True)
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="plans")
    last_revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.slug


class Edition(models.Model):
    """One edition of a plan; its content is the revision whose number is `revision`.

    What lists show of the content stands here too, so that no list parses a plan.
    """

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        RETIRED = "retired"

    plan = models.ForeignKey(PlanRecord, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State)
    revision = models.PositiveIntegerField()
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=150, blank=True)
    retired_at = models.DateTimeField(null=True)
    # From the content
    digest = models.CharField(max_length=64)
    name_zh = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000, blank=True)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    parent_plan = models.CharField(max_length=100, blank=True)
    parent_theme = models.TextField(blank=True)
    themes = models.PositiveIntegerField(default=0)
    objectives = models.PositiveIntegerField(default=0)
    kpis = models.PositiveIntegerField(default=0)
    initiatives = models.PositiveIntegerField(default=0)
    has_example = models.BooleanField(default=False)

    class Meta:
        ordering = ("plan_id", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="edition_once"),
            models.UniqueConstraint(fields=("plan",), condition=Q(state="draft"), name="one_draft"),
            models.UniqueConstraint(fields=("plan",), condition=Q(state="published"), name="one_published"),
            models.CheckConstraint(condition=Q(state__in=("draft", "published", "retired")), name="edition_state"),
        )
        indexes = (models.Index(fields=("parent_plan", "state"), name="edition_by_parent"),)

    def __str__(self) -> str:
        return f"{self.name_zh} {self.number}"


class Revision(models.Model):
    """One stored state of an edition, whole. Rows are only ever added: triggers refuse anything else.

    `digest` names the content: equal digests are equal plans. `restores` is the number whose content came back.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    content_version = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    verb = models.CharField(max_length=60)
    restores = models.PositiveIntegerField(null=True)
    change = models.JSONField(null=True)
    note = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="revision_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.number} {self.verb}"


class Item(models.Model):
    """A line of the index: one part of an edition's present content. `folded` is what search compares with."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="items")
    kind = models.CharField(max_length=12)
    item = models.CharField(max_length=100)
    code = models.TextField(blank=True)
    name_zh = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000, blank=True)
    measure = models.TextField(blank=True)
    folded = models.TextField()
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ("edition_id", "position")

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.name_zh}"
