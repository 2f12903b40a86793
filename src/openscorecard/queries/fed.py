"""Observations of several measures at once, as feeds take them: the figures of the pages, one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.dimensions import WHOLE
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.observing import Known, observe, observe_all
from openscorecard.domain.measures.periods import Grain, Period, spine
from openscorecard.domain.measures.readings import UnknownReading
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.drilling import hidden_in
from openscorecard.queries.faults import NoSuchDimension, NoSuchMeasure, UnfitSpan
from openscorecard.queries.figures import example_batches, known_for
from openscorecard.queries.measures import (
    Readings,
    catalogue,
    check_dimension,
    dimensions_of,
    reading_in_force,
    reading_named,
    readings,
)

MOST_YEARS = 20
Way = Variant | Companion


class SpanTooLong(Fault):
    code = "span-too-long"
    zh = "從 {start} 到 {end} 太長；一次最多 20 年，請分幾次取。"
    en = "From {start} to {end} is too long; take at most 20 years at a time."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure, and the code and id of the KPI that it is asked for (empty: for itself)."""

    measure: Measure
    code: str = ""
    kpi: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked of every measure; `grain` empty: each in its own frequency."""

    start: Period
    end: Period
    grain: Grain | str = ""
    reading: str = ""
    dimension: str = WHOLE
    known_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One observation. `example`: example rows are among its evidence; `hidden`: too few readers stand behind it."""

    wanted: Wanted
    reading: Way
    observation: Observation
    example: bool
    hidden: bool


def wanted_measure(id_: str, known_at: datetime | None = None) -> tuple[Wanted, ...]:
    """The measure of that id; raises NoSuchMeasure."""
    found = catalogue(known_at).get(id_)
    if found is None:
        raise NoSuchMeasure(item=id_[:100])
    return (Wanted(found),)


def wanted_kpis(plan: Plan, code: str = "", known_at: datetime | None = None) -> tuple[Wanted, ...]:
    """The KPIs of `plan` that a measure counts, or the one of that code or id; one query."""
    known = catalogue(known_at)
    chosen = [kpi for _, kpi in plan.kpis() if code in {"", kpi.code, kpi.id}]
    bound = [(kpi, known.get(kpi.measure)) for kpi in chosen]
    return tuple(Wanted(measure, kpi.code, kpi.id) for kpi, measure in bound if measure)


def fed(wanted: Sequence[Wanted], span: Span) -> tuple[Line, ...]:
    """The observations, measure by measure, period by period, cell by cell; four queries.

    As a whole each period has the reading in force at its end; by a dimension the one in force at the end of the last
    period holds throughout, and a period of which nothing can be told has one line without a cell. Of several measures
    those that cannot be read or split so are left out. Raises UnfitSpan, SpanTooLong, and for a single measure
    UnknownReading, NoSuchDimension.
    """
    if span.end.year - span.start.year >= MOST_YEARS:
        raise SpanTooLong(start=span.start, end=span.end)
    choices = readings(span.known_at)
    every = [ready for one in wanted for ready in _readable(one, span, choices, alone=len(wanted) == 1)]
    known = _known(every, span)
    found = [line for one in every for line in _lines(one, span, known)]
    shown = example_batches(batch for _, _, one, _ in found for batch in one.batches)
    return tuple(Line(who, way, one, not shown.isdisjoint(one.batches), hidden) for who, way, one, hidden in found)


@dataclass(frozen=True, slots=True)
class _Ready:
    """A measure with its periods and the reading of each."""

    wanted: Wanted
    periods: tuple[Period, ...]
    ways: tuple[Way, ...]


def _readable(one: Wanted, span: Span, choices: Readings, *, alone: bool) -> Iterator[_Ready]:
    grain: Grain = span.grain or one.measure.frequency  # type: ignore[assignment]  # checked at the door
    periods = spine(span.start, span.end, grain)
    if not periods:
        if alone:
            raise UnfitSpan(start=span.start, end=span.end, grain=grain)
        return
    try:
        ways = _ways(one.measure, periods, span, choices)
    except (UnknownReading, NoSuchDimension):
        if alone:
            raise
        return
    yield _Ready(one, periods, ways)


def _ways(measure: Measure, periods: Sequence[Period], span: Span, choices: Readings) -> tuple[Way, ...]:
    if span.reading:
        ways: list[Way] = [reading_named(measure, span.reading)] * len(periods)
    elif span.dimension:
        ways = [reading_in_force(measure, choices, periods[-1].last_day)] * len(periods)
    else:
        ways = [reading_in_force(measure, choices, period.last_day) for period in periods]
    for way in dict.fromkeys(ways):
        check_dimension(measure, way, span.dimension)
    return tuple(ways)


def _known(every: Sequence[_Ready], span: Span) -> Known:
    formulas = dict.fromkeys(way.formula for one in every for way in one.ways)
    periods = dict.fromkeys(period for one in every for period in one.periods)
    return known_for(formulas, periods, span.dimension, known_at=span.known_at)


def _lines(one: _Ready, span: Span, known: Known) -> Iterator[tuple[Wanted, Way, Observation, bool]]:
    if not span.dimension:
        answers = observe_all([way.formula for way in one.ways], one.periods, known, WHOLE)
        for way, answer in zip(one.ways, answers, strict=True):
            yield from ((one.wanted, way, found, False) for found in answer)
        return
    for way, period in zip(one.ways, one.periods, strict=True):
        cells = observe(way.formula, period, known, span.dimension)
        hidden = hidden_in(way.formula, cells, span.dimension)
        yield from ((one.wanted, way, found, found.cell in hidden) for found in cells)


def dimensions_told(measure: Measure) -> Mapping[str, tuple[str, ...]]:
    """What each reading of a measure can be split by, by its name; no query."""
    return {way.name: dimensions_of(measure, way) for way in measure.readings()}
