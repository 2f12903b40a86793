"""Values side by side as dots on one scale: one row a unit, period or institution; the one before hollow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.scale import Scale, scale_for
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import LINE, SIZE, WIDTH, fitted, framed, n, text

_ROW, _TOP, _MOST, _GAP = 30, 34, 250, 12


@dataclass(frozen=True, slots=True)
class Dot:
    """One row: its label, its value (None: none, which is not zero) and how that is written; `own` stands out.

    `before` is the value it is compared with.
    """

    label: str
    value: float | None
    written: str
    before: float | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class DotChart:
    """What is drawn: a title for those who do not see it, what the two kinds of dots are, rows from above."""

    title: str
    language: str
    unit: str
    now: str
    before: str
    dots: tuple[Dot, ...]


def draw_dots(chart: DotChart, palette: Palette, prefix: str = "dots") -> str:
    """The chart as one SVG element; as high as it has rows."""
    height = _TOP + len(chart.dots) * _ROW + LINE + 8
    return framed(_drawn(chart, palette), chart.title, chart.language, height, palette, prefix)


def _drawn(chart: DotChart, palette: Palette) -> Iterator[str]:
    numbers = [one for dot in chart.dots for one in (dot.value, dot.before) if one is not None]
    scale = scale_for(numbers)
    written = max((text_width(dot.written, SIZE) for dot in chart.dots), default=0)
    label = min(_MOST, max((text_width(dot.label, SIZE) for dot in chart.dots), default=0))
    left, right = label + 2 * _GAP, WIDTH - written - 2 * _GAP
    base = _TOP + len(chart.dots) * _ROW
    yield from _legend(chart, left, palette)
    yield from _grid(scale, left, right, base, chart.unit, palette)
    for place, dot in enumerate(chart.dots):
        yield from _row(dot, _TOP + place * _ROW, left, right, scale, palette)


def _legend(chart: DotChart, left: float, palette: Palette) -> Iterator[str]:
    yield _circle(left + 5, 12, palette["improving"], palette["improving"])
    yield text(left + 16, 17, chart.now, palette["muted"])
    if chart.before:
        x = left + 40 + text_width(chart.now, SIZE)
        yield _circle(x, 12, palette["neutral"], palette["surface"])
        yield text(x + 11, 17, chart.before, palette["muted"])


def _grid(scale: Scale, left: float, right: float, base: float, unit: str, palette: Palette) -> Iterator[str]:
    for value in scale.ticks:
        x = left + (right - left) * scale.share(value)
        yield f'<path d="M{n(x)} {_TOP}V{n(base)}" stroke="{palette["rule"]}"/>'
        yield text(x, base + 18, f"{value:,.{scale.places}f}".replace("-", "−"), palette["muted"], "middle")
    yield text(4, base + 18, fitted(unit, left - _GAP), palette["muted"])


def _row(dot: Dot, top: float, left: float, right: float, scale: Scale, palette: Palette) -> Iterator[str]:
    y = top + _ROW / 2
    if dot.own:
        yield f'<rect x="0" y="{n(top + 1)}" width="{WIDTH}" height="{_ROW - 2}" fill="{palette["band"]}"/>'
    weight = "700" if dot.own else ""
    yield text(4, y + 5, fitted(dot.label, left - _GAP), weight=weight)
    yield text(WIDTH - 4, y + 5, dot.written, anchor="end", weight=weight)
    places = [left + (right - left) * scale.share(one) for one in (dot.before, dot.value) if one is not None]
    if len(places) == 2:
        yield f'<path d="M{n(places[0])} {n(y)}H{n(places[1])}" stroke="{palette["neutral"]}" stroke-width="2"/>'
    if dot.before is not None:
        yield _circle(places[0], y, palette["neutral"], palette["surface"])
    if dot.value is not None:
        yield _circle(places[-1], y, palette["improving"], palette["improving"])
    elif dot.before is None:
        diamond = f"M{n(left + 5)} {n(y - 5)}l5 5-5 5-5-5z"
        yield f'<path d="{diamond}" fill="none" stroke="{palette["neutral"]}" stroke-width="1.5"/>'


def _circle(x: float, y: float, line: str, fill: str) -> str:
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="5" fill="{fill}" stroke="{escape(line)}" stroke-width="2"/>'
