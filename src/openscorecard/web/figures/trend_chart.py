"""From a charted trend to its drawing: what stands under the axis, signals, limits and targets in words, events."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.xmr import Limits
from openscorecard.drawing.measures.ahead import Ahead
from openscorecard.drawing.measures.limits import Band, Labels
from openscorecard.drawing.measures.signals import LegendEntry, Shape, Tone
from openscorecard.drawing.measures.strip import Note
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import WEB, Palette
from openscorecard.web.figures.charted import View
from openscorecard.web.figures.variation_words import LEGEND, SHAPES, shape_of
from openscorecard.web.frame.dates import year_in_words
from openscorecard.web.frame.large_numbers import in_short, tick_in_short
from openscorecard.web.frame.said_in_words import Written, write_number, write_period

_ROUGH = 1000


def drawn_trend(view: View, language: str, palette: Palette = WEB, *, legend: bool = False) -> str:
    """The chart of `view` as SVG; with its `legend` above where no page shows it beside."""
    trend = view.trend
    written = Written.of(trend.measure, trend.lines[-1].reading, language)
    first, last = (write_period(trend.lines[place].observation.period, language) for place in (0, -1))
    title = gettext("Trend of “{name}”, {first} to {last}; the table below says the same.").format(
        name=trend.measure.name.says(language)[0], first=first, last=last
    )
    chart = TrendChart(
        title=title,
        language=language,
        unit=written.unit,
        write_tick=partial(_tick, language=language),
        points=tuple(_points(view, language)),
        last=_last(view, written),
        labels=_labels(view, language),
        legend=legend_of(view) if legend else (),
        notes=tuple(_notes(view)),
        ahead=tuple(_ahead(view, language)) if view.looks_ahead else (),
    )
    return SafeString(draw_trend(chart, palette))  # our own drawing; texts are escaped there


def _ahead(view: View, language: str) -> Iterator[Ahead]:
    for one in view.ahead.periods if view.ahead else ():
        bands = {band.level: (band.low, band.high) for band in one.expected.bands}
        yield Ahead(one.expected.point, bands[0.8], bands[0.95], _below(one.period, -1, language))


def _tick(value: float, largest: float, language: str) -> str:
    return tick_in_short(Fraction(value), Fraction(largest), language)


def rough(value: Fraction, language: str = "") -> str:
    """A number as it stands beside a line: whole from a thousand on, else two places; with `language` in short."""
    return (language and in_short(value, language)) or write_number(value, 0 if abs(value) >= _ROUGH else 2)


def _last(view: View, written: Written) -> str:
    place = view.charted.place
    if place is None:
        return ""
    value = view.drawn(place)
    if value is None:
        return ""
    if view.adjusted:
        return rough(value, written.language)
    return ("" if written.kind == "R" else in_short(value, written.language)) or written.value(value)


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


def _labels(view: View, language: str) -> Labels:
    places = range(len(view.trend.lines))
    limits = next((one.limits for one in reversed(view.charted.points) if one.limits), None) if view.judged else None
    levels = next((found for place in reversed(places) if (found := view.levels(place))), ())
    targets = tuple(gettext("Target {number}").format(number=rough(one, language)) for one in levels)
    if limits is None:
        return Labels(targets=targets)
    words = gettext("Trial upper limit {number}") if limits.trial else gettext("Upper limit {number}")
    below = gettext("Trial lower limit {number}") if limits.trial else gettext("Lower limit {number}")
    return Labels(
        mean=gettext("Mean {number}").format(number=rough(limits.mean, language)),
        upper=words.format(number=rough(limits.upper, language)),
        lower=below.format(number=rough(limits.lower, language)),
        targets=targets,
    )


def legend_of(view: View) -> tuple[LegendEntry, ...]:
    """The signs that the chart shows, no others."""
    return tuple(_legend(view))


def _legend(view: View) -> Iterator[LegendEntry]:
    if not view.judged:
        return
    shapes: set[Shape] = {shape_of(point) for point in view.charted.points}
    tones: set[Tone | None] = {point.says for point in view.charted.points}
    for shape, words in SHAPES.items():
        if shape in shapes:
            yield LegendEntry(shape, str(words))  # type: ignore[arg-type]  # every shape but the plain one
    for tone, words in LEGEND.items():
        if tone in tones:
            yield LegendEntry(tone, str(words))  # type: ignore[arg-type]  # every tone but the common one


def _notes(view: View) -> Iterator[Note]:
    periods = [line.observation.period for line in view.trend.lines]
    for row in view.events:
        places = [place for place, period in enumerate(periods) if row.mark.touches(period)]
        yield Note("event", str(row.number), places[0], places[-1])
    if view.judged:
        for place, point in enumerate(view.charted.points):
            if point.begins:
                yield Note("anew", pgettext("on a chart", "New limits"), place, place)


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
