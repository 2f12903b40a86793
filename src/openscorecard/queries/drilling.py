"""A measure split by a dimension: cells by period, what is not shown of them, and whether they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.measures.dimensions import WHOLE, overlaps, spot_for
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period, spine
from openscorecard.domain.measures.small_cells import hidden_cells, speaks_of_readers
from openscorecard.domain.measures.tagging import split_by_owner
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.faults import UnfitSpan
from openscorecard.queries.figures import example_batches, known_for
from openscorecard.queries.measures import (
    check_dimension,
    dimensions_of,
    measure_named,
    reading_in_force,
    reading_named,
    readings,
)
from openscorecard.queries.observed import Asked

MOST_PERIODS = 36

Adding = Literal["adds_up", "ratio", "distinct", "overlapping", "unsplit"]
"""Whether cells make up the whole. ratio: it is recomputed from its parts; distinct: one thing may be in two cells;
overlapping: one row may be in two cells; unsplit: some of what is counted cannot be split so."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """The answer. `whole` has one observation for each period, in order.

    `cells` are observations by cell and period; an absent one is zero where its period has a value at all. `hidden`
    are (cell, period) of which nothing is shown. `left_off` counts earlier periods that were too many.
    """

    measure: Measure
    reading: Variant | Companion
    dimension: str
    dimensions: tuple[str, ...]
    periods: tuple[Period, ...]
    whole: tuple[Observation, ...]
    cells: Mapping[str, Mapping[Period, Observation]]
    hidden: frozenset[tuple[str, Period]]
    adding: Adding
    example: bool
    left_off: int


def drilled(question: Asked) -> Drilled:
    """The cells asked for, by one reading throughout: the one named, else the one in force at the end; five queries.

    Raises NoSuchMeasure, UnknownReading, NoSuchDimension, UnfitSpan.
    """
    measure = measure_named(question.measure)
    every = spine(question.start, question.end, question.grain or measure.frequency)  # type: ignore[arg-type]  # checked at the door
    if not every:
        raise UnfitSpan(start=question.start, end=question.end, grain=question.grain or measure.frequency)
    periods = every[-MOST_PERIODS:]
    way = _reading(measure, question.reading, periods[-1])
    check_dimension(measure, way, question.dimension)
    known = known_for([way.formula], periods, question.dimension)
    whole = tuple(observe(way.formula, period, known)[0] for period in periods)
    by_period = {period: observe(way.formula, period, known, question.dimension) for period in periods}
    adding = adding_up(way.formula, question.dimension)
    return Drilled(
        measure=measure,
        reading=way,
        dimension=question.dimension,
        dimensions=dimensions_of(measure, way),
        periods=periods,
        whole=whole,
        cells=_by_cell(by_period) if question.dimension != WHOLE else {},
        hidden=_hidden(way.formula, by_period, adding == "adds_up") if question.dimension != WHOLE else frozenset(),
        adding=adding,
        example=bool(example_batches(batch for one in whole for batch in one.batches)),
        left_off=len(every) - len(periods),
    )


def adding_up(formula: Formula, dimension: str) -> Adding:
    """Whether the cells of `dimension` make up the whole of `formula`, else why not."""
    datasets = standard_datasets()
    if formula.over:
        return "ratio"
    if any(one.counting.distinct and not split_by_owner(one.counting, dimension) for one in formula.of):
        return "distinct"
    spots = [(spot_for(one.counting, dimension, datasets), one.counting.dataset) for one in formula.of]
    if any(spot is None for spot, _ in spots):
        return "unsplit"
    if any(spot is not None and overlaps(spot, datasets[name]) for spot, name in spots):
        return "overlapping"
    return "adds_up"


def hidden_in(formula: Formula, cells: Iterable[Observation], dimension: str) -> frozenset[str]:
    """The cells of one period that are not shown, because too few readers may stand behind them."""
    if not speaks_of_readers(formula, standard_datasets()):
        return frozenset()
    return hidden_cells(cells, adding_up(formula, dimension) == "adds_up")


def _hidden(
    formula: Formula, by_period: Mapping[Period, Sequence[Observation]], adds_up: bool
) -> frozenset[tuple[str, Period]]:
    if not speaks_of_readers(formula, standard_datasets()):
        return frozenset()
    return frozenset((cell, period) for period, found in by_period.items() for cell in hidden_cells(found, adds_up))


def _by_cell(by_period: Mapping[Period, Sequence[Observation]]) -> dict[str, dict[Period, Observation]]:
    cells: dict[str, dict[Period, Observation]] = {}
    for period, found in by_period.items():
        for one in found:
            if one.status in {"ok", "not_applicable"} or len(found) > 1:
                cells.setdefault(one.cell, {})[period] = one
    return dict(sorted(cells.items(), key=lambda item: (not item[0], item[0])))


def _reading(measure: Measure, name: str, last: Period) -> Variant | Companion:
    return reading_named(measure, name) if name else reading_in_force(measure, readings(), last.last_day)
