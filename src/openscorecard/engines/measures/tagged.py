"""Asking which rows a tag would catch, and which plan each row has, in a process of its own with bounds."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.domain.measures.small_cells import of_readers
from openscorecard.domain.measures.tagging import Tag
from openscorecard.engines.measures.answering import answer_of
from openscorecard.engines.measures.engine import RowSource

SECONDS, MEMORY = 30, 3072
_MODULE = "openscorecard.engines.measures.tagged_worker"
NO_PLAN = "-"
"""What stands for rows of no plan where rows are asked for by their plan."""


@dataclass(frozen=True, slots=True)
class Caught:
    """What a tag would do if it came into force now.

    `rows` fit it; the plan of `changed` of them would be another one. Of a tag by hand `keys` are found of those named.
    Where rows tell of readers and fewer than five stand behind those that fit, `hidden` says so and all numbers are 0.
    """

    rows: int
    changed: int
    keys: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Seek:
    """Which rows of a dataset to list: of one `plan` (empty: of any, `-`: of none), with `text` in one of their texts.

    `count` rows after the first `start`, the latest first.
    """

    dataset: str
    plan: str = ""
    text: str = ""
    start: int = 0
    count: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the first field of its key, its plan now (empty: none), its values as text, in the order of fields."""

    key: str
    plan: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """The rows found, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int


def lists_rows(dataset: Dataset) -> bool:
    """Whether rows of `dataset` may be listed and picked: the first field of their key names a thing (not a day, a
    period or a plan, which many rows share), and they tell of no reader.
    """
    named = dataset.field(dataset.key[0]) if dataset.key else None
    return named is not None and named.type == "text" and named.name != PLAN and not of_readers(dataset)


def caught_aside(dataset: str, tag: Tag, source: RowSource) -> Caught:
    """As `duck.tagged.rows_caught`, in a worker of 30 seconds and 3 GiB of addresses.

    Raises CountingTooSlow, CountingTooHeavy, CountingCrashed, RowsUncountable.
    """
    return Caught(**_asked("caught", (dataset, tag), source))


def sought_aside(seek: Seek, source: RowSource) -> Sought:
    """As `duck.tagged.rows_sought`, in such a worker. Raises the same."""
    said = _asked("sought", (seek,), source)
    return Sought(tuple(Row(one["key"], one["plan"], tuple(one["values"])) for one in said["rows"]), said["total"])


def _asked(what: str, given: tuple[Any, ...], source: RowSource) -> dict[str, Any]:
    plain = RowSource(source.root, dict(source.datasets), dict(source.manifests), dict(source.tagging))
    return answer_of(_MODULE, pickle.dumps((what, given, plain)), SECONDS, MEMORY)
