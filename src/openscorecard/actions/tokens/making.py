"""Making tokens and revoking them; a token is told once, to who made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from openscorecard.actions.acting import JOB, Source, begin, refused
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.people.tokens import (
    USUAL_LIFE,
    TokenKind,
    check_expiry,
    check_name,
    check_scopes,
    digest_of,
    hint_of,
    new_secret,
)
from openscorecard.queries.faults import UnknownPerson
from openscorecard.queries.tokens import TokenRow, UnknownToken, token_row
from openscorecard.records.models import Person, TokenRecord


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token as it was made; `secret` is told here and never again."""

    row: TokenRow
    secret: str

    def __repr__(self) -> str:  # so that no log of ours ever holds it
        return f"NewToken({self.row.hint})"


def create_token(
    name: str,
    scopes: Iterable[str],
    *,
    kind: TokenKind = "personal",
    owner: str = "",
    last_day: date | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> NewToken:
    """A new token, good to the end of `last_day` (a year where none is named).

    A personal one is its maker's own; `owner` answers for a service's, its maker where nobody is named. Only the system
    account names another person for a personal one. Raises UnfitTokenName, UnfitScopes, UnfitExpiry, UnknownPerson,
    Denied.
    """
    verb = "token.create_service" if kind == "service" else "token.create"
    act = begin(verb, "token", name[:100], by=by, now=now, source=source)
    today = timezone.localdate(now)
    chosen, day = check_scopes(scopes), check_expiry(last_day or today + USUAL_LIFE, today)
    if kind == "personal" and by.kind != "system" and owner not in {"", by.name}:
        refused(verb, "token", name[:100], by=by, now=now, source=source)
        raise Denied(who=by.name, verb=verb)
    secret = new_secret(kind)
    with act.stored():
        row = TokenRecord.objects.create(
            name=check_name(name),
            kind=kind,
            owner=_owner(owner or by.name),
            scopes=list(chosen),
            digest=digest_of(secret),
            hint=hint_of(secret),
            created_at=now,
            created_by=by.name,
            expires_at=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)),
        )
        act.after = _facts(row)
    return NewToken(token_row(row), secret)


def revoke_token(number: int, *, by: Reader, now: datetime, source: Source = JOB) -> TokenRow:
    """End a token for good; one that is revoked stays so. One's own, or any for administrators.

    Raises UnknownToken, Denied.
    """
    act = begin("token.revoke", "token", str(number)[:20], by=by, now=now, source=source)
    with act.stored():
        row = TokenRecord.objects.select_for_update().filter(pk=number).first() if number < 2**63 else None
        if row is None:
            raise UnknownToken(item=str(number)[:20])
        mine = row.kind == "personal" and row.owner.username == act.by.name
        if not (mine or act.by.role == "administrator"):
            act.outcome = "denied"
        elif row.revoked_at is None:
            act.before = _facts(row)
            row.revoked_at, row.revoked_by = now, by.name
            row.save(update_fields=["revoked_at", "revoked_by"])
        else:
            act.outcome = "unchanged"
    if act.outcome == "denied":
        raise Denied(who=by.name, verb="token.revoke")
    return token_row(row)


def _owner(name: str) -> Person:
    found = Person.objects.filter(username=name, is_active=True).first()
    if found is None:
        raise UnknownPerson(item=name)
    return found


def _facts(row: TokenRecord) -> dict[str, object]:
    """A token as the audit trail names it: nothing by which it could be used."""
    expires = row.expires_at.isoformat(timespec="seconds")
    return {"number": row.pk, "name": row.name, "kind": row.kind, "owner": row.owner.username,
            "scopes": row.scopes, "hint": row.hint, "expires_at": expires}  # fmt: skip
