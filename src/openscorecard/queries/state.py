"""What answers are made from: the build, and what changes whenever scores and progress may, in one quick question."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.db import connection
from django.db.models import Model

import openscorecard
from openscorecard.records.models import (
    CharterRecord,
    DatasetState,
    Edition,
    OwnKind,
    OwnMeasure,
    PlanRecord,
    ReadingRecord,
    Revision,
    RulesRecord,
    Run,
    TargetRecord,
)

State = tuple[object, ...]
_MADE_OF = frozenset({".py", ".html", ".mo", ".css", ".yaml"})
_GROWS: tuple[type[Model], ...] = (
    Run,
    TargetRecord,
    RulesRecord,
    ReadingRecord,
    OwnMeasure,
    OwnKind,
    CharterRecord,
    Revision,
)
"""Tables to which rows are added and in which none is changed: their newest row says all."""


@cache
def build() -> str:
    """What this process makes answers with: the version, and when the newest of its files changed."""
    package = Path(openscorecard.__file__).parent
    newest = max(path.stat().st_mtime_ns for path in package.rglob("*") if path.suffix in _MADE_OF)
    return f"{openscorecard.__version__} {newest}"


def store_state() -> State:
    """The newest row of each table that scores and progress stand on, and what is withdrawn; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_question())
        return tuple(cursor.fetchone())


@cache
def _question() -> str:
    # The mapper takes longer to write these words than a store to answer them; nothing in them comes from people.
    parts = [_one("MAX(id)", model) for model in _GROWS]
    parts += [_one(f"MAX({day})", Edition) for day in ("published_at", "retired_at")]
    parts += [_one("COUNT(*)", OwnMeasure), _one("COUNT(deleted_at)", PlanRecord)]
    parts.append(_one("MAX(deleted_at)", PlanRecord))  # one brought back and another deleted count alike
    parts += [_one("SUM(version)", DatasetState), _one("COUNT(*)", DatasetState)]
    return "SELECT " + ", ".join(parts)


def _one(what: str, model: type[Model]) -> str:
    return f'(SELECT {what} FROM "{model._meta.db_table}")'  # noqa: S608  # names of our own tables
