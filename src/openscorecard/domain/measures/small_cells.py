"""Small cells: what stands for fewer than five readers is not shown, nor what would give it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Datasets
from openscorecard.domain.measures.figures import Cell, Observation, Side
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.periods import Period

LEAST_READERS = 5
PATRON_FIELDS = frozenset({"patron_key"})
"""The fields that name a reader by a keyed hash; no page shows them."""


def of_readers(dataset: Dataset) -> bool:
    """Whether a row of `dataset` may tell of one reader."""
    return not PATRON_FIELDS.isdisjoint(dataset.names)


def speaks_of_readers(formula: Formula, datasets: Datasets) -> bool:
    """Whether a cell of `formula` may stand for so few readers that it must not be shown."""
    return any(of_readers(datasets[name]) for name in formula.datasets())


def hidden_cells(observations: Iterable[Observation], adds_up: bool) -> frozenset[str]:
    """The cells of one period that are not shown, where rows tell of readers.

    What counts fewer than five of anything has fewer than five readers behind it. `adds_up`: the cells make up the
    whole, which is shown; then a single hidden cell could be worked out, so the smallest of the others goes with it.
    """
    sizes = {one.cell: size for one in observations if (size := _size(one)) is not None}
    small = {cell for cell, size in sizes.items() if 0 < size < LEAST_READERS}
    rest = {cell: size for cell, size in sizes.items() if cell not in small and size > 0}
    if adds_up and len(small) == 1 and rest:
        small.add(min(rest, key=lambda cell: (rest[cell], cell)))
    return frozenset(small)


def hidden_parts(observations: Sequence[Observation], adds_up: bool) -> frozenset[str]:
    """The parts of a longer period that are not shown, by the period's text.

    The quarter and the half that a part lies in may be shown as wholes elsewhere, so a single hidden part goes with
    another one of its quarter, else of its half, else of all.
    """
    named = [replace(one, cell=str(one.period)) for one in observations]
    hidden = hidden_cells(named, adds_up=False)
    for grain in ("quarter", "half", "year") if adds_up and hidden else ():
        for whole in dict.fromkeys(Period.of(one.period.first_day, grain) for one in named):
            inside = [one for one in named if whole.covers(one.period)]
            if len(hidden.intersection(one.cell for one in inside)) == 1:
                hidden |= hidden_cells(inside, adds_up)
    return hidden


def small_among(dataset: Dataset, parts: Iterable[Cell | None]) -> bool:
    """Whether any part of a cell, such as a month of a year, could stand for so few readers that none is told."""
    return of_readers(dataset) and any(one is not None and 0 < one.value < LEAST_READERS for one in parts)


def too_few(readers: int) -> bool:
    """Whether rows of so many different readers are not opened."""
    return 0 < readers < LEAST_READERS


def _size(one: Observation) -> Fraction | None:
    sides: list[Side] = [side for side in (one.numerator, one.denominator) if side is not None]
    values = [abs(side.value) for side in sides if side.value]
    return min(values, default=None)
