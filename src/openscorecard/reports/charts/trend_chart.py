"""From a charted trend to its chart: what stands under the axis, signals, limits and targets in words, events."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from openscorecard.domain.measures.large_numbers import in_short, tick_in_short
from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.written import Written, write_number, write_period, year_in_words
from openscorecard.domain.scores.xmr import Limits
from openscorecard.drawing.measures.ahead import Ahead
from openscorecard.drawing.measures.limits import Band, Labels
from openscorecard.drawing.measures.signals import LegendEntry, Shape, Tone
from openscorecard.drawing.measures.strip import Note
from openscorecard.drawing.measures.trend import Point, TrendChart
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.signals import LEGEND, SHAPES, shape_of
from openscorecard.reports.speech import Speech

_ROUGH = 1000


def trend_chart(view: View, language: str, *, legend: bool = False, table: bool = True) -> TrendChart:
    """The chart of `view`; with its `legend` above where nothing beside it says the same; `table`: one stands below."""
    trend, speech = view.trend, Speech(language)
    written = Written.of(trend.measure, trend.lines[-1].reading, language)
    first, last = (write_period(trend.lines[place].observation.period, language) for place in (0, -1))
    title = speech(
        "「{name}」的趨勢，{first}至{last}" + ("；下方表格內容相同。" if table else "。"),
        "Trend of “{name}”, {first} to {last}" + ("; the table below says the same." if table else "."),
        name=trend.measure.name.says(language)[0],
        first=first,
        last=last,
    )
    return TrendChart(
        title=title,
        language=language,
        unit=written.unit,
        write_tick=partial(_tick, language=language),
        points=tuple(_points(view, language)),
        last=_last(view, written, language),
        labels=_labels(view, speech),
        legend=legend_of(view, language) if legend else (),
        notes=tuple(_notes(view, speech)),
        ahead=tuple(_ahead(view, language)) if view.looks_ahead else (),
    )


def _ahead(view: View, language: str) -> Iterator[Ahead]:
    for one in view.ahead.periods if view.ahead else ():
        bands = {band.level: (band.low, band.high) for band in one.expected.bands}
        yield Ahead(one.expected.point, bands[0.8], bands[0.95], _below(one.period, -1, language))


def _tick(value: float, largest: float, language: str) -> str:
    return tick_in_short(Fraction(value), Fraction(largest), language)


def rough(value: Fraction, language: str = "") -> str:
    """A number as it stands beside a line: whole from a thousand on, else two places; with `language` in short."""
    return (language and in_short(value, language)) or write_number(value, 0 if abs(value) >= _ROUGH else 2)


def _last(view: View, written: Written, language: str) -> str:
    place = view.charted.place
    if place is None:
        return ""
    value = view.drawn(place)
    if value is None:
        return ""
    if view.adjusted:
        return rough(value, language)
    return ("" if written.kind == "R" else in_short(value, language)) or written.value(value)


def _points(view: View, language: str) -> Iterator[Point]:
    before = None
    below_zero = any(value is not None and value < 0 for value in map(view.drawn, range(len(view.trend.lines))))
    for place, line in enumerate(view.trend.lines):
        value, point = view.drawn(place), view.point(place)
        changed = before is not None and before != line.reading
        title = line.reading.title if isinstance(line.reading, Companion) else line.reading.definition
        yield Point(
            value=None if value is None else float(value),
            below=_below(line.observation.period, place, language),
            example=line.example,
            reading=_short(title.says(language)[0]) if changed else "",
            shape=shape_of(point) if view.judged else "",
            tone=(point.says or "common") if view.judged else "common",
            band=_band(point.limits, below_zero=below_zero) if view.judged else None,
            targets=tuple(map(float, view.levels(place))),
        )
        before = line.reading


def _band(limits: Limits | None, *, below_zero: bool) -> Band | None:
    """Limits as they are drawn: no lower one below zero where no value ever is."""
    if limits is None:
        return None
    lower = float(limits.lower) if limits.lower >= 0 or below_zero else None
    return Band(float(limits.mean), float(limits.upper), lower, limits.trial)


def _labels(view: View, speech: Speech) -> Labels:
    places = range(len(view.trend.lines))
    limits = next((one.limits for one in reversed(view.charted.points) if one.limits), None) if view.judged else None
    levels = next((found for place in reversed(places) if (found := view.levels(place))), ())
    targets = tuple(speech("目標 {number}", "Target {number}", number=rough(one, speech.tag)) for one in levels)
    if limits is None:
        return Labels(targets=targets)
    zh, en = ("試算", "Trial ") if limits.trial else ("", "")
    upper, lower = f"{en}upper limit {{number}}", f"{en}lower limit {{number}}"
    return Labels(
        mean=speech("平均 {number}", "Mean {number}", number=rough(limits.mean, speech.tag)),
        upper=speech(f"{zh}上限 {{number}}", f"{upper[0].upper()}{upper[1:]}", number=rough(limits.upper, speech.tag)),
        lower=speech(f"{zh}下限 {{number}}", f"{lower[0].upper()}{lower[1:]}", number=rough(limits.lower, speech.tag)),
        targets=targets,
    )


def legend_of(view: View, language: str) -> tuple[LegendEntry, ...]:
    """The signs that the chart shows, no others."""
    return tuple(_legend(view, Speech(language)))


def _legend(view: View, speech: Speech) -> Iterator[LegendEntry]:
    if not view.judged:
        return
    shapes: set[Shape] = {shape_of(point) for point in view.charted.points}
    tones: set[Tone | None] = {point.says for point in view.charted.points}
    for shape, words in SHAPES.items():
        if shape in shapes:
            yield LegendEntry(shape, speech.text(words))  # type: ignore[arg-type]  # every shape but the plain one
    for tone, words in LEGEND.items():
        if tone in tones:
            yield LegendEntry(tone, speech.text(words))  # type: ignore[arg-type]  # every tone but the common one


def _notes(view: View, speech: Speech) -> Iterator[Note]:
    periods = [line.observation.period for line in view.trend.lines]
    for row in view.events:
        places = [place for place, period in enumerate(periods) if row.mark.touches(period)]
        yield Note("event", str(row.number), places[0], places[-1])
    if view.judged:
        for place, point in enumerate(view.charted.points):
            if point.begins:
                yield Note("anew", speech("重算界限", "New limits"), place, place)


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:23]}…"


def _below(period: Period, place: int, language: str) -> tuple[str, str]:
    english = language.startswith("en")
    year = year_in_words(period.year, language)
    if period.grain in {"month", "quarter", "half"}:
        short = {"month": f"{period.number}" + ("" if english else "月"), "quarter": f"Q{period.number}"}
        name = short.get(period.grain, f"H{period.number}")
        told = period.grain != "month" or period.number % 3 == 1
        # The first year is named only where its name does not run into the next one.
        named = period.number == 1 or (place == 0 and (period.grain != "month" or period.number <= 10))
        return (name if told else "", year if named else "")
    return (year, "")
