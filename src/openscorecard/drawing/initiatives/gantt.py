"""The Gantt chart: every action plan with its days, its milestones and today; standing rules have no bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import LINE, SIZE, WIDTH, fitted, framed, n, text

_LABEL, _RIGHT, _TOP, _BAR = 290, 16, 34, 12
_ROW = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: the day it is due, whether it was reached, whether it is overdue, and its name."""

    day: date
    reached: bool
    overdue: bool
    name: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One plan: its code and name, its first and last day (None: no bar, `says` stands instead), its marks."""

    label: str
    start: date | None
    end: date | None
    marks: tuple[Mark, ...] = ()
    says: str = ""
    late: bool = False
    tone: int = 0


@dataclass(frozen=True, slots=True)
class GanttChart:
    """What is drawn, from `first` to `last`; `today` as a line where it lies between, with its word.

    `write_tick` writes what stands above a line: a month, or a year alone; else they stand as in ISO 8601.
    """

    title: str
    language: str
    rows: tuple[GanttRow, ...]
    first: date
    last: date
    today: date | None = None
    today_says: str = ""
    write_tick: Callable[[date, bool], str] | None = None


def draw_gantt(chart: GanttChart, palette: Palette, prefix: str = "gantt") -> str:
    """The chart as one SVG element; as high as it has rows."""
    height = _TOP + len(chart.rows) * _ROW + 8 + (LINE if _shows_today(chart) else 0)
    return framed(_drawn(chart, palette, height), chart.title, chart.language, height, palette, prefix)


def _drawn(chart: GanttChart, palette: Palette, height: float) -> Iterator[str]:
    for tick, words in _ticks(chart):
        x = _x(chart, tick)
        yield f'<path d="M{n(x)} {_TOP - 6}V{n(_TOP + len(chart.rows) * _ROW)}" stroke="{palette["rule"]}"/>'
        half = text_width(words, SIZE) / 2
        yield text(min(max(x, _LABEL + half), WIDTH - half), _TOP - 12, words, palette["muted"], "middle")
    for place, row in enumerate(chart.rows):
        yield from _row(chart, row, _TOP + place * _ROW, palette)
    if chart.today and _shows_today(chart):
        x, words = _x(chart, chart.today), fitted(chart.today_says, WIDTH - _LABEL)
        line, half = f"M{n(x)} {_TOP - 6}V{n(height - LINE)}", text_width(words, SIZE) / 2
        yield f'<path d="{line}" stroke="{palette["focus"]}" stroke-width="2" stroke-dasharray="4 3"/>'
        yield text(min(max(x, _LABEL + half), WIDTH - half), height - 8, words, palette["muted"], "middle")


def _shows_today(chart: GanttChart) -> bool:
    return chart.today is not None and chart.first <= chart.today <= chart.last


def _row(chart: GanttChart, row: GanttRow, top: float, palette: Palette) -> Iterator[str]:
    middle = top + _ROW / 2
    yield text(4, middle + 5, fitted(row.label, _LABEL - 16))
    if row.start is None or row.end is None:
        yield text(_LABEL + 4, middle + 5, fitted(row.says, WIDTH - _LABEL - 8), palette["muted"])
    else:
        start, end = max(row.start, chart.first), min(row.end, chart.last)
        x, width = _x(chart, start), max(2.0, _x(chart, end) - _x(chart, start))
        colour = palette.theme(row.tone)
        yield (
            f'<rect x="{n(x)}" y="{n(middle - _BAR / 2)}" width="{n(width)}" height="{_BAR}" rx="3" '
            f'fill="{palette["band"] if row.late else colour}" stroke="{colour}"'
            + (' stroke-width="2" stroke-dasharray="5 3"/>' if row.late else "/>")
        )
    for mark in row.marks:
        if chart.first <= mark.day <= chart.last:
            yield _mark(_x(chart, mark.day), middle, mark, palette)


def _mark(x: float, y: float, mark: Mark, palette: Palette) -> str:
    """Reached: a full diamond; to come: an empty one; overdue: an empty one crossed."""
    fill = palette["ink"] if mark.reached else palette["surface"]
    shape = f'<path d="M{n(x)} {n(y - 7)}l7 7-7 7-7-7z" fill="{fill}" stroke="{palette["ink"]}" stroke-width="1.5"/>'
    cross = f'<path d="M{n(x - 4)} {n(y - 4)}l8 8m0-8l-8 8" stroke="{palette["ink"]}" stroke-width="2"/>'
    return shape + (cross if mark.overdue else "")


def _x(chart: GanttChart, day: date) -> float:
    whole = max(1, (chart.last - chart.first).days)
    return _LABEL + (WIDTH - _LABEL - _RIGHT) * (day - chart.first).days / whole


def _ticks(chart: GanttChart) -> Iterator[tuple[date, str]]:
    """Years where there are many, else quarters or months."""
    months = (chart.last.year - chart.first.year) * 12 + chart.last.month - chart.first.month + 1
    step = 1 if months <= 8 else 3 if months <= 26 else 12
    year, month = chart.first.year, 1
    while date(year, month, 1) <= chart.last:
        day = date(year, month, 1)
        if day >= chart.first:
            yield day, _written(chart, day, step == 12)
        month += step
        if month > 12:
            year, month = year + 1, month - 12


def _written(chart: GanttChart, day: date, year_alone: bool) -> str:
    if chart.write_tick:
        return chart.write_tick(day, year_alone)
    return str(day.year) if year_alone else f"{day.year}-{day.month:02}"
