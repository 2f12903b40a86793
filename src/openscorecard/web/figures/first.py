"""Figures first: the latest value in a sentence, its trend as a chart and a table, the reading, what stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.figures import Side
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.measures import dimensions_of
from openscorecard.queries.observed import Line
from openscorecard.queries.trends import Trend
from openscorecard.web.figures.places import drill_place, observation_place
from openscorecard.web.figures.sentence import what_happened
from openscorecard.web.figures.trend_chart import drawn_trend
from openscorecard.web.frame.said_in_words import Written, write_number, write_period
from openscorecard.web.plans.dates import write_day
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of the table. `reading` names the reading where it begins with this period; `unknown` says what
    rows do not tell."""

    period: str
    value: str
    numerator: str
    denominator: str
    status: str
    example: bool
    reading: str
    unknown: str
    address: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A companion of the latest period."""

    title: Said
    value: str
    status: str
    example: bool
    address: str


@dataclass(frozen=True, slots=True)
class ReadingInForce:
    """What figures are counted by: words, since when (empty: always), under which rule (may be empty)."""

    name: str
    words: Said
    since: str
    under: str


@dataclass(frozen=True, slots=True)
class FiguresFirst:
    """What a page of a measure's figures begins with; `rows` newest first. `shown` is the reading chosen for looking
    at, empty for the one in force; `readings` are (name, words) to choose from."""

    measure: str
    sentence: tuple[str, ...]
    chart: str
    rows: tuple[PeriodRow, ...]
    is_ratio: bool
    unit: str
    in_force: ReadingInForce
    shown: str
    readings: tuple[tuple[str, str], ...]
    companions: tuple[Beside, ...]
    drills: tuple[tuple[str, str], ...]
    example: bool
    latest: str
    computed: datetime | None
    may_compute: bool


def figures_first(trend: Trend, reader: Reader, language: str, shown: str = "") -> FiguresFirst:
    """The page's beginning for `reader`; no query."""
    measure = trend.measure
    reading = trend.lines[-1].reading if trend.lines else measure.reading(shown) or measure.variants[0]
    lines = tuple(reversed(trend.lines))
    return FiguresFirst(
        measure=measure.id,
        sentence=what_happened(trend, language),
        chart=drawn_trend(trend, language) if trend.lines else "",
        rows=tuple(_row(measure, line, before, shown, language) for line, before in _with_the_one_before(lines)),
        is_ratio=reading.formula.kind == "R",
        unit=measure.unit_of(reading).says(language)[0],
        in_force=_in_force(trend, language),
        shown=shown,
        readings=tuple((one.name, words_of(one, language)) for one in measure.readings()),
        companions=tuple(_beside(measure, line, language) for line in trend.companions),
        drills=tuple(
            (worded(DIMENSIONS, name), drill_place(measure.id, dimension=name, reading=shown))
            for name in dimensions_of(measure, reading)
        ),
        example=any(line.example for line in (*trend.lines, *trend.companions)),
        latest=_place(measure, trend.latest, shown) if trend.latest else "",
        computed=trend.computed.ended_at if trend.computed else None,
        may_compute=may(reader, "figures.compute"),
    )


def words_of(reading: Variant | Companion, language: str) -> str:
    """A reading or companion in words."""
    text = reading.title if isinstance(reading, Companion) else reading.definition
    return text.says(language)[0]


def unknown_in_words(line: Line) -> str:
    """What rows behind a figure do not tell; empty where they tell all."""
    one = line.observation
    count = sum(side.unknown for side in (one.numerator, one.denominator) if side)
    if not count:
        return ""
    says = ngettext(
        "{n} row that counts has no number recorded; it adds nothing.",
        "{n} rows that count have no number recorded; they add nothing.",
        count,
    )
    return says.format(n=f"{count:,}")


def _with_the_one_before(lines: tuple[Line, ...]) -> list[tuple[Line, Line | None]]:
    return list(zip(lines, (*lines[1:], None), strict=True)) if lines else []


def _place(measure: Measure, line: Line, shown: str) -> str:
    return observation_place(measure.id, line.observation.period, shown)


def _row(measure: Measure, line: Line, before: Line | None, shown: str, language: str) -> PeriodRow:
    one, written = line.observation, Written.of(measure, line.reading, language)
    return PeriodRow(
        period=write_period(one.period, language),
        value=written.value(one.value),
        numerator=_side(one.numerator),
        denominator=_side(one.denominator),
        status=one.status,
        example=line.example,
        reading=words_of(line.reading, language) if before and before.reading != line.reading else "",
        unknown=unknown_in_words(line),
        address=_place(measure, line, shown),
    )


def _side(side: Side | None) -> str:
    return write_number(side.value if side else None)


def _beside(measure: Measure, line: Line, language: str) -> Beside:
    one, written = line.observation, Written.of(measure, line.reading, language)
    assert isinstance(line.reading, Companion)  # noqa: S101 -- a trend says so
    return Beside(
        title=say(line.reading.title, language),
        value=written.with_unit(one.value),
        status=one.status,
        example=line.example,
        address=observation_place(measure.id, one.period, line.reading.name),
    )


def _in_force(trend: Trend, language: str) -> ReadingInForce:
    measure, choice = trend.measure, trend.choices[-1] if trend.choices else None
    found = measure.reading(choice.reading) if choice else None
    reading = found if isinstance(found, Variant) else measure.variants[0]
    since = write_day(choice.since, language) if choice else ""
    under = (
        choice.under
        if choice
        else gettext("the catalogue of measures, version {version}").format(version=measure.version)
    )
    return ReadingInForce(reading.name, say(reading.definition, language), since, under)
