"""People who sign in, and the institutions and units of the tree."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class Person(AbstractUser):
    """An account. `role` is reader, editor or administrator; language and scheme are the person's own choice."""

    display_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, default="reader")
    language = models.CharField(max_length=10, blank=True)
    scheme = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


class Institution(models.Model):
    """An institution of the tree; `slug` is its id in the domain."""

    slug = models.CharField(max_length=100, unique=True)
    name_zh = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name_zh


class Unit(models.Model):
    """A unit inside an institution."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="units")
    slug = models.CharField(max_length=100)
    name_zh = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("institution", "slug"), name="unit_once"),)

    def __str__(self) -> str:
        return self.name_zh
