"""What a page of one measure shows first: its latest figure, the periods before it, and what stands beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import Grain, Period
from openscorecard.domain.measures.readings import ReadingChoice
from openscorecard.domain.measures.trend import PER_YEAR, Line, Trend
from openscorecard.queries.data import coverages
from openscorecard.queries.figures import example_batches, known_for, last_run
from openscorecard.queries.measures import Readings, reading_in_force, reading_named, readings
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import store_state

LENGTH: Mapping[Grain, int] = {"month": 36, "quarter": 12, "half": 8, "year": 8}


_TRENDS: Recent[Trend] = Recent(256)


def trend_of(
    measure: Measure, reading: str = "", through: Period | None = None, known_at: datetime | None = None
) -> Trend:
    """The trend of `measure`, by `reading` where one is named; one query once known, six else.

    It ends with the last period that rows speak for, no later than `through` where that is given, as of `known_at`.
    Raises UnknownReading.
    """
    key = (measure, reading, through, known_at, store_state())
    return _TRENDS.get(key, lambda: _trend_of(measure, reading, through, known_at))


def _trend_of(measure: Measure, reading: str, through: Period | None, known_at: datetime | None) -> Trend:
    chosen = reading_named(measure, reading) if reading else None
    choices, spans = readings(known_at), coverages(known_at)
    periods = _periods(measure, spans, through)
    ways = [chosen or reading_in_force(measure, choices, period.last_day) for period in periods]
    known = _known(measure, periods, ways, spans, known_at)
    lines = [_observed(way, period, known) for period, way in zip(periods, ways, strict=True)]
    latest = next((one for one in reversed(lines) if one[0].status == "ok"), None)
    beside = list(_beside(measure, latest, known, choices, chosen))
    shown = example_batches(batch for one, _ in (*lines, *(pair for _, pair in beside)) for batch in one.batches)
    named = {name: _line(pair, shown) for name, pair in beside if not name.startswith("companion")}
    return Trend(
        measure=measure,
        grain=measure.frequency,
        lines=tuple(_line(one, shown) for one in lines),
        latest=_line(latest, shown) if latest else None,
        year_before=named.get("year_before"),
        to_date=named.get("to_date"),
        to_date_before=named.get("to_date_before"),
        companions=tuple(_line(pair, shown) for name, pair in beside if name == "companion"),
        choices=choices.get(measure.id, ()),
        computed=last_run(),
        companions_before=tuple(_line(pair, shown) for name, pair in beside if name == "companion_before"),
    )


def trends_of(measures: Sequence[Measure]) -> dict[str, Trend]:
    """The trend of each measure by its id, in the readings in force, without what stands beside; four queries."""
    choices, spans = readings(), coverages()
    asked = {one.id: _in_force(one, _periods(one, spans, None), choices) for one in measures}
    every = [pair for pairs in asked.values() for pair in pairs]
    known = known_for(
        dict.fromkeys(way.formula for _, way in every), dict.fromkeys(period for period, _ in every), coverage=spans
    )
    seen = {id_: [_observed(way, period, known) for period, way in pairs] for id_, pairs in asked.items()}
    shown = example_batches(batch for pairs in seen.values() for one, _ in pairs for batch in one.batches)
    return {
        one.id: _alone(one, tuple(_line(pair, shown) for pair in seen[one.id]), choices.get(one.id, ()))
        for one in measures
    }


def _in_force(measure: Measure, periods: Sequence[Period], choices: Readings) -> list[tuple[Period, Variant]]:
    return [(period, reading_in_force(measure, choices, period.last_day)) for period in periods]


def _alone(measure: Measure, lines: tuple[Line, ...], choices: tuple[ReadingChoice, ...]) -> Trend:
    latest = next((one for one in reversed(lines) if one.observation.status == "ok"), None)
    return Trend(measure, measure.frequency, lines, latest, None, None, None, (), choices, None)


_Pair = tuple[Observation, Variant | Companion]


def last_period(measure: Measure, spans: Mapping[str, tuple[Coverage, ...]]) -> Period | None:
    """The last period that rows of any dataset of the first reading speak for; None where there are none."""
    days = [span.last for name in measure.variants[0].formula.datasets() for span in spans.get(name, ())]
    return Period.of(max(days), measure.frequency) if days else None


def _periods(measure: Measure, spans: Mapping[str, tuple[Coverage, ...]], through: Period | None) -> tuple[Period, ...]:
    last = last_period(measure, spans)
    if last is None:
        return ()
    if through is not None and last.last_day > through.last_day:
        last = Period.of(through.last_day + timedelta(days=1), measure.frequency).previous()
    length = LENGTH[measure.frequency]
    return tuple(last.shifted(step - length + 1) for step in range(length))


def _known(
    measure: Measure,
    periods: Sequence[Period],
    ways: Iterable[Variant | Companion],
    spans: Mapping[str, tuple[Coverage, ...]],
    known_at: datetime | None,
) -> Known:
    formulas: dict[Formula, None] = dict.fromkeys(way.formula for way in ways)
    formulas |= dict.fromkeys(one.formula for one in measure.companions)
    wanted = [*periods, *(_to_date(period) for period in periods)]
    before = [period.shifted(-PER_YEAR[period.grain]) for period in periods]
    return known_for(
        formulas, [*wanted, *before, *(_to_date(period) for period in before)], coverage=spans, known_at=known_at
    )


def _to_date(period: Period) -> Period:
    return Period.of(period.last_day, "ytd")


def _beside(
    measure: Measure, latest: _Pair | None, known: Known, choices: Readings, chosen: Variant | Companion | None
) -> Iterator[tuple[str, _Pair]]:
    if latest is None:
        return
    period, way = latest[0].period, latest[1]
    before = period.shifted(-PER_YEAR[period.grain])
    way_before = chosen or reading_in_force(measure, choices, before.last_day)
    yield "year_before", _observed(way_before, before, known)
    if way.formula.kind != "S" and period.grain != "year":
        yield "to_date", _observed(way, _to_date(period), known)
        yield "to_date_before", _observed(way_before, _to_date(before), known)
    for one in measure.companions:
        yield "companion", _observed(one, period, known)
        yield "companion_before", _observed(one, before, known)


def _observed(way: Variant | Companion, period: Period, known: Known) -> _Pair:
    return observe(way.formula, period, known)[0], way


def _line(pair: _Pair, shown: frozenset[str]) -> Line:
    return Line(*pair, not shown.isdisjoint(pair[0].batches))
