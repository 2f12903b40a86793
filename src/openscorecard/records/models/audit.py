"""The audit trail: who did what, when, from where, and with what outcome."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """One act. Rows are only ever added: triggers of the store refuse to change or remove them."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=150, blank=True)
    actor_kind = models.CharField(max_length=10)
    verb = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    door = models.CharField(max_length=10)
    address = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=20)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("subject_kind", "subject", "-id"), name="audit_by_subject"),
            models.Index(fields=("actor", "-id"), name="audit_by_actor"),
            models.Index(fields=("at",), name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.subject} {self.outcome}"
