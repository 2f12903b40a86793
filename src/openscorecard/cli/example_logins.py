"""The logins of the example: random passwords, kept with the keys so that every start can name them."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from openscorecard.cli.store import now, source

_PEOPLE = (("reader", "reader"), ("editor", "editor"), ("admin", "administrator"))


def example_logins() -> list[tuple[str, str, str]]:
    """Name, role and password of each example login; accounts that are missing are made."""
    known = _kept()
    return [(name, role, known.get(name) or _made(name, role, known)) for name, role in _PEOPLE]


def _made(name: str, role: str, known: dict[str, str]) -> str:
    from openscorecard.actions.faults import PersonExists
    from openscorecard.actions.people import add_person
    from openscorecard.domain.people.readers import SYSTEM

    password = "-".join(secrets.token_hex(3) for _ in range(4))
    try:
        add_person(
            name, role=role, password=password, display_name=f"示範 {role}", by=SYSTEM, now=now(), source=source()
        )
    except PersonExists:
        return "?"
    known[name] = password
    _keep(known)
    return password


def _file() -> Path:
    from django.conf import settings

    return Path(settings.SEAL) / "example-logins.json"


def _kept() -> dict[str, str]:
    try:
        kept: dict[str, str] = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept


def _keep(known: dict[str, str]) -> None:
    file = _file()
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        json.dump(known, out)
