"""The question for the rows behind a figure, and its answer."""

from __future__ import annotations

from dataclasses import dataclass

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.periods import Period


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: those that `counting` counts in `period`, in `cell` of `dimension` (empty: all)."""

    counting: Counting
    dataset: Dataset
    period: Period
    dimension: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Behind:
    """The fields shown, the first rows as text, how many rows there are in all, and whether all were kept back
    because too few readers stand behind them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    hidden: bool
