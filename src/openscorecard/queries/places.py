"""Names of branches and where they stand, from the dataset of branches, kept as long as that does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.queries.data import dataset_named, stored_rows, version_of

DATASET = "branches"


@dataclass(frozen=True, slots=True)
class Branch:
    """What a branch's code stands for, when it was open and where it lies (degrees); empty where rows do not say."""

    code: str
    name: str
    district: str
    type: str = ""
    opened_on: date | None = None
    closed_on: date | None = None
    lat: Decimal | None = None
    lon: Decimal | None = None

    def open_on(self, day: date) -> bool:
        """Whether it was there at the end of a day, as far as rows tell."""
        return (self.opened_on is None or self.opened_on <= day) and (self.closed_on is None or self.closed_on > day)


_KEPT: dict[tuple[str, int], Mapping[str, Branch]] = {}


def branch_names() -> Mapping[str, Branch]:
    """The branches by code; empty where none were imported or their rows cannot be read. One query once known."""
    from django.conf import settings

    key = (str(settings.ROWS_ROOT), version_of(DATASET))
    if key not in _KEPT:
        _KEPT.clear()
        _KEPT[key] = _read() if key[1] else {}
    return _KEPT[key]


def forget() -> None:
    """Read the rows again next time."""
    _KEPT.clear()


def _read() -> Mapping[str, Branch]:
    names = dataset_named(DATASET).names
    try:
        rows = [dict(zip(names, row, strict=True)) for row in stored_rows(DATASET)]
    except (Fault, OSError):  # codes alone are better than no page
        return {}
    return {row["branch"]: _branch(row) for row in rows}


def _branch(row: Mapping[str, Any]) -> Branch:
    said = (row["branch"], row["name"] or "", row["district"] or "", row["type"] or "")
    return Branch(*said, row["opened_on"], row["closed_on"], row["lat"], row["lon"])
