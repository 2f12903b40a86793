"""Tokens: opaque keys by which programs read; what each may read, until when, and how it is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, get_args

from openscorecard.domain.faults import Fault
from openscorecard.domain.text import Text, fits_one_line

TokenKind = Literal["personal", "service"]
Scope = Literal["plans:read", "drafts:read", "figures:read", "scores:read", "initiatives:read"]

SCOPES: Mapping[Scope, Text] = {
    "plans:read": Text("已發布的計畫、指標與衡量方式的定義", "published plans, definitions of KPIs and measures"),
    "drafts:read": Text("也讀草稿，如同登入的人所見", "drafts too, as people who are signed in see them"),
    "figures:read": Text("觀測值與目標值", "observations and targets"),
    "scores:read": Text("得分、狀態與計分軌跡", "scores, statuses and traces"),
    "initiatives:read": Text("行動方案的進度", "how far action plans have come"),
}
PREFIXES: Mapping[TokenKind, str] = {"personal": "oscp_", "service": "oscs_"}
USUAL_LIFE, LONGEST_LIFE = timedelta(days=365), timedelta(days=731)
_BYTES = 32  # 256 bits; nothing that long is guessed, so a plain hash keeps it
_SHOWN = 4
LONGEST_NAME = 100


class UnfitTokenName(Fault):
    code = "unfit-token-name"
    zh = "權杖名稱不可空白，須為一行、最多 100 字；請寫明用在哪裡，例如「每月報表」。"
    en = "The name of a token is one line of 1 to 100 characters; say what it is for, such as “monthly report”."


class UnfitScopes(Fault):
    """No scope, or one that does not exist."""

    code = "unfit-scopes"
    zh = "權杖的範圍「{item}」不可用；請至少選一項：{known}。"
    en = "“{item}” is no scope of a token; choose at least one of: {known}."


class UnfitExpiry(Fault):
    code = "unfit-expiry"
    zh = "到期日 {day} 不可用；請選明天到 {last} 之間的一天。"
    en = "A token cannot expire on {day}; choose a day from tomorrow to {last}."


def new_secret(kind: TokenKind) -> str:
    """A token nobody can guess, which says by its beginning what it is."""
    return PREFIXES[kind] + secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """What is kept of a token; the token cannot be had back from it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def hint_of(secret: str) -> str:
    """Its first characters, by which people tell their tokens apart."""
    return secret[: len(PREFIXES["personal"]) + _SHOWN] + "…"


def check_name(name: str) -> str:
    """`name` itself; raises UnfitTokenName."""
    if not name or len(name) > LONGEST_NAME or not fits_one_line(name):
        raise UnfitTokenName()
    return name


def check_scopes(scopes: Iterable[str]) -> tuple[Scope, ...]:
    """The scopes, each once, in the order of SCOPES; raises UnfitScopes."""
    given = set(scopes)
    unknown = sorted(given - set(get_args(Scope)))
    if unknown or not given:
        raise UnfitScopes(item="、".join(unknown)[:100], known="、".join(SCOPES))
    return tuple(one for one in SCOPES if one in given)


def check_expiry(day: date, today: date) -> date:
    """`day` itself, the last one on which the token is good; raises UnfitExpiry."""
    if not today < day <= today + LONGEST_LIFE:
        raise UnfitExpiry(day=day, last=today + LONGEST_LIFE)
    return day
