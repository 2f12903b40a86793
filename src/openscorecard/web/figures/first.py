"""Figures first: what the chart says and the latest value in sentences, the chart and its table, what stands beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext, ngettext

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.figures import Side
from openscorecard.domain.measures.measure import Companion, Measure, Variant
from openscorecard.domain.measures.trend import Line, Trend
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.targets import Target
from openscorecard.queries.measures import dimensions_of
from openscorecard.queries.peers import PeersOf
from openscorecard.reports.charts.ahead import AheadBlock, ahead_block
from openscorecard.reports.charts.charted import ALONE, Around, View, view_of
from openscorecard.reports.charts.sentences import headline_of, notes_of, what_happened
from openscorecard.reports.charts.trend_chart import legend_of, rough
from openscorecard.web.figures.beside_block import BesideBlock, PeersLine, beside_block, peers_line
from openscorecard.web.figures.known_block import KnownBlock, known_block
from openscorecard.web.figures.places import drill_place, observation_place
from openscorecard.web.figures.trend_chart import drawn_trend
from openscorecard.web.figures.variation_words import SignalWords, legend_sign, signal_words
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.icons import Icon, icon_of
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of the table. `reading` names the reading where it begins with this period; `unknown` says what
    rows do not tell; `charted` is the adjusted value, `remarks` known events and limits that begin anew."""

    period: str
    value: str
    numerator: str
    denominator: str
    status: str
    example: bool
    reading: str
    unknown: str
    address: str
    charted: str
    target: str
    signal: SignalWords | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingInForce:
    """What figures are counted by: words, since when (empty: always), under which rule (may be empty)."""

    name: str
    words: Said
    since: str
    under: str


@dataclass(frozen=True, slots=True)
class FiguresFirst:
    """What a page of a measure's figures begins with; `rows` newest first.

    `shown` is the reading chosen for looking at, empty for the one in force; `readings` are (name, words) to choose
    from. `headline` is what the chart says, empty without limits; `icons` are those of variation and assurance.
    `other_chart` is the address of the chart of values as they are, or back; empty where both are the same.
    `has_signals`, `has_charted` and `has_targets` are columns.
    """

    measure: str
    headline: tuple[str, ...]
    icons: tuple[Icon, ...]
    sentence: tuple[str, ...]
    chart: str
    legend: tuple[SignalWords, ...]
    chart_notes: tuple[str, ...]
    other_chart: str
    raw: bool
    rows: tuple[PeriodRow, ...]
    is_ratio: bool
    unit: str
    in_force: ReadingInForce
    shown: str
    readings: tuple[tuple[str, str], ...]
    has_signals: bool
    has_charted: bool
    has_targets: bool
    ahead: AheadBlock | None
    drawn_ahead: bool
    beside: BesideBlock | None
    known: KnownBlock
    drills: tuple[tuple[str, str], ...]
    example: bool
    latest: str
    computed: datetime | None
    may_compute: bool


@dataclass(frozen=True, slots=True)
class Where:
    """Where the figures are shown: the page's address without a query, what of its query stays, and what is known.

    `institution` is whose they are, `peers` what is published of all, `peers_page` where that is shown.
    """

    page: str
    kept: tuple[tuple[str, str], ...] = ()
    around: Around = ALONE
    peers: PeersOf | None = None
    institution: str = ""
    peers_page: str = ""

    def address(self, **asked: str) -> str:
        """The page with another query."""
        query = urlencode([*self.kept, *((name, value) for name, value in asked.items() if value)])
        return self.page + (f"?{query}" if query else "")


def figures_first(trend: Trend, reader: Reader, language: str, shown: str, where: Where) -> FiguresFirst:
    """The page's beginning for `reader`; no query."""
    measure = trend.measure
    reading = trend.lines[-1].reading if trend.lines else measure.reading(shown) or measure.variants[0]
    view = view_of(trend, where.around) if trend.lines else None
    return FiguresFirst(
        measure=measure.id,
        headline=headline_of(view, language) if view else (),
        icons=_icons(view) if view else (),
        sentence=what_happened(trend, language),
        chart=drawn_trend(view, language) if view else "",
        legend=_legend(view, language) if view else (),
        chart_notes=notes_of(view, language) if view else (),
        other_chart=_other_chart(view, shown, where) if view else "",
        raw=where.around.raw,
        rows=_rows(view, shown, language) if view else (),
        is_ratio=reading.formula.kind == "R",
        unit=measure.unit_of(reading).says(language)[0],
        in_force=_in_force(trend, language),
        shown=shown,
        readings=tuple((one.name, words_of(one, language)) for one in measure.readings()),
        has_signals=bool(view and view.judged),
        has_charted=bool(view and view.adjusted),
        has_targets=bool(view and any(view.targets)),
        ahead=ahead_block(view, language) if view else None,
        drawn_ahead=bool(view and view.looks_ahead),
        beside=beside_block(trend, language, _peers(view, where, language)),
        known=known_block(measure, where.around.known, reader, language, where.address(reading=shown)),
        drills=tuple(
            (worded(DIMENSIONS, name), drill_place(measure.id, dimension=name, reading=shown))
            for name in dimensions_of(measure, reading)
        ),
        example=any(line.example for line in (*trend.lines, *trend.companions)),
        latest=_place(measure, trend.latest, shown) if trend.latest else "",
        computed=trend.computed.ended_at if trend.computed else None,
        may_compute=may(reader, "figures.compute"),
    )


def _peers(view: View | None, where: Where, language: str) -> PeersLine | None:
    better = view.better if view else "neither"
    if where.peers is None:
        return None
    return peers_line(where.peers, where.institution, better, where.peers_page, language)


def _icons(view: View) -> tuple[Icon, ...]:
    judged = view.charted.judged
    return tuple(icon_of(one) for one in (judged.icon, judged.assurance) if one) if view.judged else ()


def _legend(view: View, language: str) -> tuple[SignalWords, ...]:
    return tuple(legend_sign(one) for one in legend_of(view, language))


def _other_chart(view: View, shown: str, where: Where) -> str:
    if not view.charted.adjusted:
        return ""
    return where.address(reading=shown, chart="" if view.raw else "raw")


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


def _place(measure: Measure, line: Line, shown: str) -> str:
    return observation_place(measure.id, line.observation.period, shown)


def _rows(view: View, shown: str, language: str) -> tuple[PeriodRow, ...]:
    return tuple(_row(view, place, shown, language) for place in reversed(range(len(view.trend.lines))))


def _row(view: View, place: int, shown: str, language: str) -> PeriodRow:
    measure, line = view.trend.measure, view.trend.lines[place]
    before = view.trend.lines[place - 1] if place else None
    one, written = line.observation, Written.of(measure, line.reading, language)
    target, drawn = view.targets[place], view.point(place).value
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
        charted=NO_VALUE if drawn is None else rough(drawn),
        target=_asked(target) if target else "",
        signal=signal_words(view.point(place)) if view.judged else None,
        remarks=tuple(_remarks(view, place, language)),
    )


def _asked(target: Target) -> str:
    """What a target asks, as people write numbers; a band as its two ends."""
    if target.direction == "band":
        return f"{write_number(target.low)}–{write_number(target.high)}"
    return write_number(target.value)


def _remarks(view: View, place: int, language: str) -> Iterator[str]:
    begins = view.point(place).begins
    if begins and view.judged:
        yield gettext("Limits anew from here: {reason} ({by}, {on})").format(
            reason=begins.reason, by=begins.by, on=write_day(begins.on, language)
        )
    for row in view.events:
        if row.mark.touches(view.trend.lines[place].observation.period):
            yield gettext("Known event {number}: {words}").format(
                number=row.number, words=row.mark.text.says(language)[0]
            )


def _side(side: Side | None) -> str:
    return write_number(side.value if side else None)


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
