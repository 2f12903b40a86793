"""Which database holds the records: SQLite in the home folder, or PostgreSQL by `DATABASE_URL`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from openscorecard.config.home import database
from openscorecard.domain.faults import Fault

_SCHEMES = {"postgresql", "postgres"}
_OPTIONS = {"sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "host"}

# WAL lets readers read while one writes; FULL keeps what was acknowledged through a power cut;
# recursive triggers make REPLACE meet the triggers that guard the audit trail.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"


class UnfitDatabaseUrl(Fault):
    """A DATABASE_URL that names no PostgreSQL database; the address itself is not repeated, it holds a password."""

    code = "unfit-database-url"
    zh = "DATABASE_URL 不可用：{reason}；請寫成 postgresql://使用者:密碼@主機:埠/資料庫，特殊字元用 % 編碼。"
    en = "DATABASE_URL cannot be used: {reason}; write postgresql://user:password@host:port/name, percent-encoded."


def databases(environ: Mapping[str, str] = os.environ) -> dict[str, dict[str, Any]]:
    """Django's DATABASES; raises UnfitDatabaseUrl. With SQLite it makes the home folder."""
    url = environ.get("DATABASE_URL", "").strip()
    return {"default": postgresql(url) if url else sqlite(database(environ))}


def sqlite(path: Path) -> dict[str, Any]:
    """The settings of the SQLite store: writers queue up to 30 s and take the write lock at once."""
    return {
        "ENGINE": "openscorecard.config.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": _PRAGMAS},
    }


def postgresql(url: str) -> dict[str, Any]:
    """The settings of the PostgreSQL store at `url`; raises UnfitDatabaseUrl."""
    parts = _split(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(options) - _OPTIONS)
    if unknown:
        raise UnfitDatabaseUrl(reason=f"unknown option {unknown[0]}")
    name = unquote(parts.path.removeprefix("/"))
    if not name or "/" in name:
        raise UnfitDatabaseUrl(reason="it names no database")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- reading it is what checks it
    except ValueError as error:
        raise UnfitDatabaseUrl(reason="host or port cannot be read") from error
    if parts.scheme not in _SCHEMES:
        raise UnfitDatabaseUrl(reason="it does not start with postgresql://")
    if parts.fragment:
        raise UnfitDatabaseUrl(reason="it holds a bare #")
    return parts
