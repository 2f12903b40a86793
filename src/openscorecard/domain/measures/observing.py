"""From figures to observations: months summed, parts divided, and what is not known said. Pure and exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.dimensions import WHOLE, Datasets, spot_for
from openscorecard.domain.measures.figures import (
    ZERO,
    Cell,
    Cells,
    Figure,
    FigureKey,
    Observation,
    ObservationStatus,
    Side,
)
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.needs import counted_in, spoken_for
from openscorecard.domain.measures.periods import Period

_GRAVEST: tuple[ObservationStatus, ...] = ("no_data", "partial", "not_computed")
_EXTENTS: Mapping[str, ObservationStatus] = {"whole": "ok", "part": "partial", "none": "no_data"}


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to observe from: figures by key, the contracts, and the days each dataset's batches speak for."""

    figures: Mapping[FigureKey, Figure]
    datasets: Datasets
    coverage: Mapping[str, tuple[Coverage, ...]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """One counting in one period: its cells, or why there are none."""

    status: ObservationStatus
    cells: Cells
    figures: tuple[Figure, ...]


def observe(
    formula: Formula, period: Period, known: Known, dimension: str = WHOLE, also: Iterable[str] = ()
) -> tuple[Observation, ...]:
    """The observations of `formula` in `period`: one for the whole, or one for each cell of `dimension`, in order.

    A cell is what any of the countings has rows in, and those named in `also`, which are zero without rows. A
    denominator that rows cannot split by the dimension stands whole under each cell; a term that cannot be split counts
    in the unnamed cell. Where the rows do not speak for the period there is one observation that says so, in the
    unnamed cell.
    """
    sides = {term.counting: _counted(term.counting, period, known, dimension) for term in (*formula.of, *formula.over)}
    said = {one.status for one in sides.values()}
    figures = [figure for one in sides.values() for figure in one.figures]
    runs = tuple(sorted({figure.run for figure in figures}))
    batches = tuple(sorted({batch for figure in figures for batch in figure.batches}))
    if said != {"ok"}:
        # The gravest is said: nothing known of a part, days missing, nobody counted yet.
        status = next(one for one in _GRAVEST if one in said)
        return (Observation(period, dimension, "", status, None, runs=runs, batches=batches),)
    split = (*formula.of, *(formula.over if _split(formula.over, dimension, known) else ()))
    cells = {name for term in split for name in sides[term.counting].cells}
    names = {WHOLE} if dimension == WHOLE else {*cells, *also}
    return tuple(_observation(formula, period, dimension, name, sides, runs, batches, known) for name in sorted(names))


def observe_all(
    formulas: Sequence[Formula], periods: Sequence[Period], known: Known, dimension: str = WHOLE
) -> tuple[tuple[Observation, ...], ...]:
    """The observations of one formula for each period; a cell of one period stands in all, so that zeros are seen."""
    found = [observe(formula, period, known, dimension) for formula, period in zip(formulas, periods, strict=True)]
    if dimension == WHOLE:
        return tuple(found)
    cells = {one.cell for many in found for one in many if one.status not in _GRAVEST}
    return tuple(
        observe(formula, period, known, dimension, cells) for formula, period in zip(formulas, periods, strict=True)
    )


def _counted(counting: Counting, period: Period, known: Known, dimension: str) -> _Counted:
    if dimension != WHOLE and spot_for(counting, dimension, known.datasets) is None:
        dimension = WHOLE
    spoken = spoken_for(counting, known.datasets, period, known.coverage)
    keys = [FigureKey(counting.digest, one, dimension) for one in counted_in(counting, period)]
    counted = [known.figures[key] for key in keys if key in known.figures]
    found = tuple(figure for figure in counted if figure.found)
    status = _EXTENTS[spoken]
    if status == "ok" and len(found) < len(keys):
        status = "no_data" if len(found) < len(counted) else "not_computed"
    return _Counted(status, _summed(figure.cells for figure in found), found)


def _summed(many: Iterable[Cells]) -> Cells:
    total: dict[str, Cell] = {}
    for cells in many:
        for name, cell in cells.items():
            total[name] = total[name] + cell if name in total else cell
    return total


def _observation(
    formula: Formula,
    period: Period,
    dimension: str,
    name: str,
    sides: Mapping[Counting, _Counted],
    runs: tuple[int, ...],
    batches: tuple[str, ...],
    known: Known,
) -> Observation:
    top = _side(formula.of, name, sides)
    # What rows cannot split by the dimension is divided by as a whole: volumes of one class per resident of the city.
    below = _side(formula.over, name if _split(formula.over, dimension, known) else WHOLE, sides)
    status, value = _quotient(top, below if formula.over else None, formula.scale)
    parts = (_told(top), _told(below) if formula.over else None)
    return Observation(period, dimension, name, status, value, *parts, runs, batches)


def splits_by(formula: Formula, dimension: str, datasets: Datasets) -> bool:
    """Whether rows say `dimension` for anything that `formula` counts above its line."""
    spots = (spot_for(term.counting, dimension, datasets) for term in formula.of)
    return dimension == WHOLE or any(spots)


def _split(terms: tuple[Term, ...], dimension: str, known: Known) -> bool:
    return dimension != WHOLE and any(spot_for(term.counting, dimension, known.datasets) for term in terms)


def _side(terms: tuple[Term, ...], name: str, sides: Mapping[Counting, _Counted]) -> Cell:
    total = ZERO
    for term in terms:
        cell = sides[term.counting].cells.get(name, ZERO)
        total += Cell(term.sign * cell.value, cell.rows, cell.unknown, cell.undetermined)
    return total


def _quotient(top: Cell, below: Cell | None, scale: Fraction) -> tuple[ObservationStatus, Fraction | None]:
    if top.undetermined or (below and below.undetermined) or _nothing_known(top) or (below and _nothing_known(below)):
        return "no_data", None
    if below is None:
        return "ok", top.value
    if below.value == 0:
        return "not_applicable", None
    return "ok", top.value / below.value * scale


def _nothing_known(cell: Cell) -> bool:
    """Rows are there, and none of them has the number asked for."""
    return cell.rows > 0 and cell.unknown == cell.rows


def _told(cell: Cell | None) -> Side | None:
    return Side(cell.value, cell.rows, cell.unknown) if cell and not cell.undetermined else None
