"""Action plans: their charters, tags that give them rows, kinds of one's own, and the rows their pages list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class CharterRecord(models.Model):
    """One version of what is declared of the action plan `initiative` of the strategy plan `strategy`."""

    strategy = models.CharField(max_length=100)
    initiative = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("strategy", "initiative", "version")
        constraints = (models.UniqueConstraint(fields=("strategy", "initiative", "version"), name="charter_once"),)

    def __str__(self) -> str:
        return f"{self.strategy} {self.initiative} {self.version}"


class TagRecord(models.Model):
    """A tag: which rows of `dataset` belong to the action plan `initiative`; in force until it is ended, never deleted.

    `where` are clauses as measure files write them. Tags with a lower `position` weigh more.
    """

    dataset = models.CharField(max_length=100)
    initiative = models.CharField(max_length=100, blank=True)
    where = models.JSONField()
    by_hand = models.BooleanField(default=False)
    position = models.IntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    example = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("dataset", "position", "-id")
        indexes = (models.Index(fields=("dataset",), condition=Q(ended_at=None), name="tag_in_force"),)

    def __str__(self) -> str:
        return f"{self.dataset} {self.initiative}"


class OwnKind(models.Model):
    """One version of a kind of action plans that the institution described itself, as the data of a kind file."""

    slug = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    retired = models.BooleanField(default=False)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ("slug", "version")
        constraints = (models.UniqueConstraint(fields=("slug", "version"), name="own_kind_once"),)

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"


class LedgerExtract(models.Model):
    """The rows of one ledger that the page of an action plan lists, as they stood; made anew when the rows change.

    `initiative` is empty where the rows are those of all; `listing` names what is listed of the ledger; `rows` are
    texts in the order of `fields`, at most so many as the listing keeps, of `total`.
    """

    dataset = models.CharField(max_length=100)
    listing = models.CharField(max_length=16)
    initiative = models.CharField(max_length=100, blank=True)
    fields = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    total = models.PositiveIntegerField(default=0)
    batches = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ("dataset", "listing", "initiative")
        constraints = (models.UniqueConstraint(fields=("dataset", "listing", "initiative"), name="extract_once"),)

    def __str__(self) -> str:
        return f"{self.dataset} {self.initiative}"
