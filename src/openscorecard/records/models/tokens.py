"""Tokens of programs that read, and how much each caller took in the present minute."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class TokenRecord(models.Model):
    """One token. Of the token itself only its SHA-256 is kept; a revoked one stays, for those who look back.

    Only when it was last used and that it was revoked may change: triggers of the store refuse anything else.
    """

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    scopes = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=20)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=150)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.CharField(max_length=150, blank=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.hint} {self.name}"


class QuotaRecord(models.Model):
    """How many requests a caller (a token, an account or an address) took in the minute `window`."""

    caller = models.CharField(max_length=100, unique=True)
    window = models.BigIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("window",), name="quota_by_window"),)

    def __str__(self) -> str:
        return f"{self.caller} {self.taken}"
