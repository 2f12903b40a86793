"""What every engine does: count what tasks describe, over the rows that readers see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.figures import Cells
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.tagging import Tagging
from openscorecard.engines.rows.manifest import Manifest

Report = Callable[[int, int], None]
"""Told from time to time how many tasks are done, of how many."""


@dataclass(frozen=True, slots=True)
class Task:
    """Count `counting` by `dimension` (empty: as a whole) in each of `periods`, which are in order."""

    counting: Counting
    dimension: str
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: the cells of one task in one period. `found`: whether there was a state to count (`Latest`)."""

    counting: str
    dimension: str
    period: Period
    cells: Cells
    found: bool = True


@dataclass(frozen=True, slots=True)
class RowSource:
    """The rows there are: contracts by name, what readers of each dataset see below `root`, and their tags."""

    root: Path
    datasets: Mapping[str, Dataset]
    manifests: Mapping[str, Manifest]
    tagging: Tagging = field(default_factory=dict)


class Engine(Protocol):
    """One way to count. All give the same figures to the last digit."""

    name: str

    def count(self, tasks: Sequence[Task], rows: RowSource, report: Report) -> Iterator[Counted]:
        """Every figure of every task, in no order, each as soon as it is known."""
