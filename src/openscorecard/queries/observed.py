"""Observations as people ask for them: a measure, a span of time, a grain, a reading, a dimension."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openscorecard.domain.measures.dimensions import WHOLE
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.observing import observe_all
from openscorecard.domain.measures.periods import Grain, Period, spine
from openscorecard.domain.measures.trend import Line, RunRow
from openscorecard.queries.faults import UnfitSpan
from openscorecard.queries.figures import example_batches, known_for, runs
from openscorecard.queries.measures import (
    check_dimension,
    measure_named,
    reading_in_force,
    reading_named,
    readings,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: a measure by its id, from one period to another, in steps of `grain` (empty: the measure's own).

    `reading` empty: whichever is in force at the end of each period. `dimension` empty: the whole.
    """

    measure: str
    start: Period
    end: Period
    grain: Grain | str = ""
    reading: str = ""
    dimension: str = WHOLE


@dataclass(frozen=True, slots=True)
class Observed:
    """The answer; `runs` are the computations its figures came from, by number."""

    measure: Measure
    grain: Grain
    dimension: str
    lines: tuple[Line, ...]
    runs: dict[int, RunRow]


def observed(question: Asked) -> Observed:
    """The observations asked for, period by period; five queries at most.

    Raises NoSuchMeasure, UnknownReading, NoSuchDimension, UnfitSpan.
    """
    measure = measure_named(question.measure)
    grain: Grain = question.grain or measure.frequency  # type: ignore[assignment]  # checked at the door
    periods = spine(question.start, question.end, grain)
    if not periods:
        raise UnfitSpan(start=question.start, end=question.end, grain=grain)
    ways = _readings(measure, periods, question.reading)
    for way in dict.fromkeys(ways):
        check_dimension(measure, way, question.dimension)
    known = known_for([way.formula for way in dict.fromkeys(ways)], periods, question.dimension)
    answers = observe_all([way.formula for way in ways], periods, known, question.dimension)
    found = [(one, way) for way, answer in zip(ways, answers, strict=True) for one in answer]
    shown = example_batches(batch for one, _ in found for batch in one.batches)
    lines = tuple(Line(one, way, not shown.isdisjoint(one.batches)) for one, way in found)
    return Observed(measure, grain, question.dimension, lines, runs(run for one, _ in found for run in one.runs))


def _readings(measure: Measure, periods: Sequence[Period], name: str) -> list[Variant | Companion]:
    if name:
        return [reading_named(measure, name)] * len(periods)
    choices = readings()
    return [reading_in_force(measure, choices, period.last_day) for period in periods]
