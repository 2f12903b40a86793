"""From a trend to its chart: what stands under the axis, where a reading begins."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.domain.measures.measure import Companion
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.roc import ROC_OFFSET
from openscorecard.drawing.measures.trend import Point, TrendChart, draw_trend
from openscorecard.drawing.palette import WEB
from openscorecard.queries.trends import Trend
from openscorecard.web.frame.said_in_words import Written, write_period


def drawn_trend(trend: Trend, language: str) -> str:
    """The chart of `trend` as SVG for a page."""
    measure, newest = trend.measure, trend.lines[-1].reading
    latest = trend.latest
    written = Written.of(measure, newest, language)
    first, last = (write_period(trend.lines[place].observation.period, language) for place in (0, -1))
    title = gettext("Trend of “{name}”, {first} to {last}; the table below says the same.").format(
        name=measure.name.says(language)[0], first=first, last=last
    )
    value = latest.observation.value if latest else None
    chart = TrendChart(
        title=title,
        language=language,
        unit=written.unit,
        points=tuple(_points(trend, language)),
        last=written.value(value) if value is not None else "",
    )
    return SafeString(draw_trend(chart, WEB))


def _points(trend: Trend, language: str) -> Iterator[Point]:
    before = None
    for place, line in enumerate(trend.lines):
        value = line.observation.value
        changed = before is not None and before != line.reading
        title = line.reading.title if isinstance(line.reading, Companion) else line.reading.definition
        yield Point(
            value=None if value is None else float(value),
            below=_below(line.observation.period, place, language),
            example=line.example,
            reading=_short(title.says(language)[0]) if changed else "",
        )
        before = line.reading


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:23]}…"


def _below(period: Period, place: int, language: str) -> tuple[str, str]:
    english = language.startswith("en")
    year = str(period.year) if english else f"{period.year - ROC_OFFSET}年"
    if period.grain in {"month", "quarter", "half"}:
        short = {"month": f"{period.number}" + ("" if english else "月"), "quarter": f"Q{period.number}"}
        name = short.get(period.grain, f"H{period.number}")
        told = period.grain != "month" or period.number % 3 == 1
        # The first year is named only where its name does not run into the next one.
        named = period.number == 1 or (place == 0 and (period.grain != "month" or period.number <= 10))
        return (name if told else "", year if named else "")
    return (year, "")
