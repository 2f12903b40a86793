"""Tokens: whose they are, what they may read, and who stands behind one that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from openscorecard.domain.faults import Fault
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.people.tokens import Scope, TokenKind, digest_of
from openscorecard.queries.people import reader_of
from openscorecard.records.models import TokenRecord


class UnfitToken(Fault):
    """A token that opens nothing; one sentence for every reason, so that a stranger learns none."""

    code = "unfit-token"
    zh = "權杖不可用：不存在、已到期、已撤銷，或帳號已停用；請在「權杖」頁建立新的權杖。"
    en = "The token opens nothing: unknown, expired, revoked, or its account is closed; make a new one on “Tokens”."


class UnknownToken(Fault):
    code = "unknown-token"
    zh = "沒有編號 {item} 的權杖；請從權杖清單中選一個。"
    en = "There is no token number {item}; choose one from the list of tokens."


@dataclass(frozen=True, slots=True)
class TokenRow:
    """One token as lists tell it: its number, name, kind, owner, scopes, first characters, and its times."""

    id: int
    name: str
    kind: TokenKind
    owner: str
    owner_active: bool
    scopes: tuple[Scope, ...]
    hint: str
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    revoked_by: str
    last_used_at: datetime | None

    def state(self, now: datetime) -> str:
        """active, expired or revoked."""
        return "revoked" if self.revoked_at else "expired" if self.expires_at <= now else "active"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who shows a good token: the reader it stands for, what it may read, and which token it is."""

    reader: Reader
    token: TokenRow


def bearer_of(secret: str, now: datetime) -> Bearer:
    """Who shows `secret`; one query. Raises UnfitToken.

    A personal token stands for its owner as the account is now; a service token for a reader of its own.
    """
    row = TokenRecord.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    if row is None or token_row(row).state(now) != "active":
        raise UnfitToken()
    if row.kind == "service":
        return Bearer(Reader(f"service:{row.name}"[:150], "reader", signed_in=True), token_row(row))
    reader = reader_of(row.owner)
    if not reader.signed_in:
        raise UnfitToken()
    return Bearer(reader, token_row(row))


def own_tokens(reader: Reader) -> tuple[TokenRow, ...]:
    """A person's own tokens, newest first; one query. Raises Denied for the public."""
    if not reader.signed_in:
        raise Denied(who="public", verb="token.create")
    rows = TokenRecord.objects.filter(kind="personal", owner__username=reader.name).select_related("owner")
    return tuple(map(token_row, rows))


def every_token(reader: Reader) -> tuple[TokenRow, ...]:
    """Every token, services first, newest first; one query. Raises Denied but for administrators."""
    if not (reader.signed_in and reader.role == "administrator"):
        raise Denied(who=reader.name or "public", verb="token.create_service")
    return tuple(map(token_row, TokenRecord.objects.select_related("owner").order_by("-kind", "-id")))


def token_numbered(number: int) -> TokenRow:
    """One token; raises UnknownToken."""
    row = TokenRecord.objects.select_related("owner").filter(pk=number).first() if number < 2**63 else None
    if row is None:
        raise UnknownToken(item=str(number)[:20])
    return token_row(row)


def token_row(row: TokenRecord) -> TokenRow:
    """A token for those who ask."""
    return TokenRow(
        id=row.pk,
        name=row.name,
        kind=cast(TokenKind, row.kind),
        owner=row.owner.username,
        owner_active=row.owner.is_active,
        scopes=tuple(cast(Scope, one) for one in row.scopes),
        hint=row.hint,
        created_at=row.created_at,
        created_by=row.created_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoked_by,
        last_used_at=row.last_used_at,
    )
