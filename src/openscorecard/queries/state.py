"""What changes whenever anything changes that scores and progress stand on, in one quick question."""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.db.models import Model

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
