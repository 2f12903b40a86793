"""Figures: what an engine counted, cell by cell; and observations, which formulas make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openscorecard.domain.measures.periods import Period

ObservationStatus = Literal["ok", "partial", "no_data", "not_applicable", "not_computed"]
"""ok: there is a value, zero included. partial: rows cover a part of the period only, so there is no value.
no_data: no rows cover it, or rows lack what they must tell. not_applicable: nothing to divide by.
not_computed: rows cover the period, but no engine has counted them yet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one counting came to in one cell: the exact `value`, of how many `rows`.

    `unknown` of these rows have no number in any of the fields that are summed; they add nothing, and the page says
    so. `undetermined` rows lack what they must tell (`must_know`, the field of a distinct count): with any, the value
    is not known.
    """

    value: Fraction
    rows: int
    unknown: int = 0
    undetermined: int = 0

    def __add__(self, other: Cell) -> Cell:
        return Cell(
            self.value + other.value,
            self.rows + other.rows,
            self.unknown + other.unknown,
            self.undetermined + other.undetermined,
        )


ZERO = Cell(Fraction(0), 0)
Cells = Mapping[str, Cell]
"""By the value of the dimension; the empty name is for rows that do not say it. A cell that is not there is zero."""


@dataclass(frozen=True, slots=True)
class FigureKey:
    """A counting (by its digest) in a period, by a dimension (empty: as a whole)."""

    counting: str
    period: Period
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """What an engine found for one key. `found`: whether there was a state to count (a snapshot in reach).

    `run` names the computation it came from, `batches` the batches whose rows it stands on.
    """

    key: FigureKey
    cells: Cells
    found: bool = True
    run: int = 0
    batches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """Numerator or denominator as it came out; the value itself where there is no denominator. Exact."""

    value: Fraction
    rows: int
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of one reading of a measure in one period and cell, with what it was made of.

    `value` is None but where `status` is ok. `runs` and `batches` say where it came from.
    """

    period: Period
    dimension: str
    cell: str
    status: ObservationStatus
    value: Fraction | None
    numerator: Side | None = None
    denominator: Side | None = None
    runs: tuple[int, ...] = ()
    batches: tuple[str, ...] = ()
