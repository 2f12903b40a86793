"""Dimensions: what a figure can be drilled down by, and where the rows of a dataset say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field

WHOLE = ""
"""The dimension of nothing: the library as a whole, in one cell whose name is empty too."""

Datasets = Mapping[str, Dataset]


@dataclass(frozen=True, slots=True)
class Path:
    """Where a row says a value: in `field`, or in the field `target` of the row of `dataset` that `field` names by key.

    `part`: the value itself, or the hour (00 to 23) of a moment.
    """

    field: str
    dataset: str = ""
    target: str = ""
    part: Literal["value", "hour"] = "value"


@dataclass(frozen=True, slots=True)
class Stages:
    """The last of these day fields, in their order, that has come by the period's end; the value is its name."""

    fields: tuple[str, ...]


Spot = Path | Stages

# Where a dimension has another name in the rows, the first that a dataset has.
_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "district": ("branch.district",),
    "branch": ("branch.branch",),
    "audience": ("audiences",),
    "age_group": ("audiences",),
    "unit": ("org_units", "org_unit"),
    "plan": ("purchase_line.plan",),
}
_STAGES: dict[tuple[str, str], tuple[str, ...]] = {
    ("proposals", "status"): ("submitted_on", "reviewed_on", "rejected_on", "adopted_on", "implemented_on"),
}


def spot_of(dimension: str, dataset: Dataset, datasets: Datasets) -> Spot | None:
    """Where rows of `dataset` say `dimension`; None where they do not."""
    if stages := _STAGES.get((dataset.name, dimension)):
        return Stages(stages)
    if dimension == "hour":
        timed = dataset.field(dataset.time_field).type == "moment"
        return Path(dataset.time_field, part="hour") if timed else None
    for written in (dimension, *_ELSEWHERE.get(dimension, ())):
        if path := path_of(written, dataset, datasets):
            return path
    return None


def path_of(written: str, dataset: Dataset, datasets: Datasets) -> Path | None:
    """The path written as `field` or `field.other`; None where the dataset has no such field or reference."""
    name, _, target = written.partition(".")
    field = _field(dataset, name)
    if field is None or not target:
        return Path(name) if field else None
    other, _, key = field.references.partition(".")
    if other not in datasets or datasets[other].key != (key,) or target == key or not _field(datasets[other], target):
        return None
    return Path(name, other, target)


def overlaps(spot: Spot, dataset: Dataset) -> bool:
    """Whether one row may count in several cells of it: its cells do not add up to the whole."""
    return isinstance(spot, Path) and not spot.dataset and dataset.field(spot.field).type == "list"


def _field(dataset: Dataset, name: str) -> Field | None:
    return next((field for field in dataset.fields if field.name == name), None)
