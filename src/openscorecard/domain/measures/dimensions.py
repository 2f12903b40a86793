"""Dimensions: what a figure can be drilled down by, and where the rows of a dataset say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.measures.counting import Alive, Counting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field

WHOLE = ""
"""The dimension of nothing: the library as a whole, in one cell whose name is empty too."""

PLAN = "plan"
"""The dimension of the action plans that rows carry."""

AND, BETWEEN = "+", "\x1f"
"""Two dimensions at once are written `plan+district`; their cells are the names of both with this between them."""

Datasets = Mapping[str, Dataset]


@dataclass(frozen=True, slots=True)
class Path:
    """Where a row says a value: in `field`, or in the field `target` of the row of `dataset` that `field` names by key.

    `part`: the value itself, the hour (00 to 23) of a moment, or the plan of the other row, tags on it included.
    """

    field: str
    dataset: str = ""
    target: str = ""
    part: Literal["value", "hour", "plan"] = "value"


@dataclass(frozen=True, slots=True)
class Stages:
    """The last of these day fields, in their order, that has come by the period's end; the value is its name."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Where a row says several dimensions at once."""

    spots: tuple[Path | Stages, ...]


Spot = Path | Stages | Together

# Where a dimension has another name in the rows, the first that a dataset has.
_ELSEWHERE: dict[str, tuple[str, ...]] = {
    "district": ("branch.district",),
    "branch": ("service_item_id.branch",),
    "audience": ("audiences",),
    "age_group": ("audiences",),
    "unit": ("org_units", "org_unit"),
    "plan": ("purchase_line.plan", "function_id.plan", "service_item_id.plan"),
}
_STAGES: dict[tuple[str, str], tuple[str, ...]] = {
    ("proposals", "status"): ("submitted_on", "reviewed_on", "rejected_on", "adopted_on", "implemented_on"),
}


def spot_of(dimension: str, dataset: Dataset, datasets: Datasets) -> Spot | None:
    """Where rows of `dataset` say `dimension`; None where they do not."""
    if AND in dimension:
        every = [_one_spot_of(name, dataset, datasets) for name in dimension.split(AND)]
        return Together(tuple(one for one in every if one)) if all(every) else None
    return _one_spot_of(dimension, dataset, datasets)


def spot_for(counting: Counting, dimension: str, datasets: Datasets) -> Spot | None:
    """Where the rows of `counting` say `dimension`; None where they do not, or where it cannot be split so.

    A row has one plan or none. Of different values over a span of time each would have as many plans as it has rows
    there, so these are not split by plan; those of a state go to the plan of their first row.
    """
    if counting.distinct and not isinstance(counting.when, Alive) and PLAN in dimension.split(AND):
        return None
    return spot_of(dimension, datasets[counting.dataset], datasets)


def _one_spot_of(dimension: str, dataset: Dataset, datasets: Datasets) -> Path | Stages | None:
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
    if isinstance(spot, Together):
        return any(overlaps(one, dataset) for one in spot.spots)
    return isinstance(spot, Path) and not spot.dataset and dataset.field(spot.field).type == "list"


def _field(dataset: Dataset, name: str) -> Field | None:
    return next((field for field in dataset.fields if field.name == name), None)
