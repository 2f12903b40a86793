"""Names of branches and where they stand, from the dataset of branches, kept as long as that does not change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from openscorecard.domain.faults import Fault
from openscorecard.queries.data import dataset_named, stored_rows, version_of

DATASET = "branches"


@dataclass(frozen=True, slots=True)
class Branch:
    """What a branch's code stands for; empty where the rows do not say."""

    code: str
    name: str
    district: str


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
    found = (Branch(row["branch"], row["name"] or "", row["district"] or "") for row in rows)
    return {one.code: one for one in found}
