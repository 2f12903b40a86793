"""The audit trail, for those who may read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.records.models import AuditEntry


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act; `at` is UTC, `door` is web, cli or job, `outcome` is done, unchanged, denied or failed."""

    number: int
    at: datetime
    actor: str
    actor_kind: str
    verb: str
    subject_kind: str
    subject: str
    door: str
    address: str
    outcome: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def audit_trail(
    reader: Reader,
    *,
    subject: str = "",
    subject_kind: str = "",
    actor: str = "",
    verb: str = "",
    limit: int = 100,
    before: int | None = None,
) -> tuple[AuditRow, ...]:
    """Acts, newest first, those numbered under `before`; one query. Raises Denied but for administrators."""
    if not (reader.signed_in and reader.role == "administrator"):
        raise Denied(who=reader.name or "public", verb="audit.read")
    given = {"subject": subject, "subject_kind": subject_kind, "actor": actor, "verb": verb, "id__lt": before}
    wanted = {field: value for field, value in given.items() if value not in ("", None)}
    rows = AuditEntry.objects.filter(**wanted).order_by("-id")[:limit]
    return tuple(_row(row) for row in rows)


def _row(row: AuditEntry) -> AuditRow:
    return AuditRow(
        number=row.pk,
        at=row.at,
        actor=row.actor,
        actor_kind=row.actor_kind,
        verb=row.verb,
        subject_kind=row.subject_kind,
        subject=row.subject,
        door=row.door,
        address=row.address,
        outcome=row.outcome,
        before=row.before,
        after=row.after,
    )
