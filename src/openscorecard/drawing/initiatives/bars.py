"""Bars lying one under the other, each under its label, with what was to be reached and a limit where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import LINE, SIZE, WIDTH, fitted, framed, n, text

_BAR, _GAP, _LEFT, _RIGHT, _BESIDE = 16, 12, 8, 8, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its value (None: not known, which is not zero) and how it is written.

    `of` is what was to be reached, drawn as a frame; `limit` a mark; `tone` a place among the theme colours; `marked`
    bars are striped, for those who see no colours.
    """

    label: str
    value: float | None
    written: str
    of: float | None = None
    limit: float | None = None
    tone: int = 0
    marked: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """What is drawn: a title for those who do not see it, the bars from above, what the limit is called."""

    title: str
    language: str
    bars: tuple[Bar, ...]
    limit: str = ""


def draw_bars(chart: BarChart, palette: Palette, prefix: str = "bars") -> str:
    """The chart as one SVG element; as high as it has bars."""
    height = 8 + len(chart.bars) * (LINE + _BAR + _GAP) + (LINE if chart.limit else 0)
    return framed(_drawn(chart, palette, prefix), chart.title, chart.language, height, palette, prefix)


def _drawn(chart: BarChart, palette: Palette, prefix: str) -> Iterator[str]:
    numbers = [one for bar in chart.bars for one in (bar.value, bar.of, bar.limit) if one is not None]
    most = max([*numbers, 0.0]) or 1.0
    yield (
        f'<defs><pattern id="{prefix}-stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V6" stroke="{palette["surface"]}" stroke-width="4"/>'
        "</pattern></defs>"
    )
    for place, bar in enumerate(chart.bars):
        yield from _bar(bar, 8 + place * (LINE + _BAR + _GAP), most, palette, prefix)
    if chart.limit:
        yield text(_LEFT, 8 + len(chart.bars) * (LINE + _BAR + _GAP) + 12, f"┃ {chart.limit}", palette["muted"])


def _bar(bar: Bar, top: float, most: float, palette: Palette, prefix: str) -> Iterator[str]:
    whole = WIDTH - _LEFT - _RIGHT
    room = whole - text_width(bar.written, SIZE) - _BESIDE
    # The value stands beside its label, not at the far end: narrow screens show the left of a chart first.
    value = f'<tspan dx="{_BESIDE}" fill="{palette["muted"]}">{escape(bar.written)}</tspan>'
    yield f'<text x="{_LEFT}" y="{n(top + 16)}">{escape(fitted(bar.label, room))}{value}</text>'
    y, colour = top + LINE, palette.theme(bar.tone)
    if bar.of is not None:
        yield (
            f'<rect x="{_LEFT}" y="{n(y)}" width="{n(max(0.0, bar.of) / most * whole)}" height="{_BAR}" '
            f'fill="{palette["band"]}" stroke="{palette["neutral"]}"/>'
        )
    if bar.value is None:
        diamond = f"M{_LEFT + 6} {n(y + 3)}l5 5-5 5-5-5z"
        yield f'<path d="{diamond}" fill="none" stroke="{palette["neutral"]}" stroke-width="1.5"/>'
    else:
        size = f'x="{_LEFT}" y="{n(y)}" width="{n(max(0.0, bar.value) / most * whole)}" height="{_BAR}"'
        yield f'<rect {size} fill="{colour}"/>'
        if bar.marked:
            yield f'<rect {size} fill="url(#{prefix}-stripes)" stroke="{colour}"/>'
    if bar.limit is not None:
        x = n(_LEFT + bar.limit / most * whole)
        yield f'<path d="M{x} {n(y - 4)}v{_BAR + 8}" stroke="{palette["ink"]}" stroke-width="2"/>'
