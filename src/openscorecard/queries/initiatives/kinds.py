"""The kinds of action plans there are: those that come with the product, and the institution's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from openscorecard.domain.initiatives.kind import Kind
from openscorecard.formats.initiatives.data import kinds_from_data
from openscorecard.formats.initiatives.kinds import standard_kinds
from openscorecard.records.models import OwnKind


@dataclass(frozen=True, slots=True)
class OwnKindRow:
    """One version of a kind that the institution described itself; `content` is the data of its file."""

    id: str
    version: int
    content: Mapping[str, Any]
    retired: bool
    by: str
    at: datetime


def kinds() -> Mapping[str, Kind]:
    """The kinds that come with the product and, after them, the institution's own in their last version; one query."""
    standard = standard_kinds()
    own = [row for row in own_kinds() if not row.retired and row.id not in standard]
    return {**standard, **{kind.id: kind for row in own for kind in _kinds_of(json.dumps(row.content))}}


def own_kinds() -> tuple[OwnKindRow, ...]:
    """The last version of each kind of the institution's own, retired ones too; one query."""
    last: dict[str, OwnKind] = {}
    for row in OwnKind.objects.order_by("slug", "version"):
        last[row.slug] = row
    return tuple(_row(row) for row in last.values())


def versions_of_kind(id_: str) -> tuple[OwnKindRow, ...]:
    """All versions of one kind of the institution's own, newest first; one query."""
    return tuple(_row(row) for row in OwnKind.objects.filter(slug=id_).order_by("-version"))


@lru_cache(maxsize=128)
def _kinds_of(content: str) -> tuple[Kind, ...]:
    return kinds_from_data(json.loads(content))


def _row(row: OwnKind) -> OwnKindRow:
    return OwnKindRow(row.slug, row.version, row.content, row.retired, row.by, row.at)
