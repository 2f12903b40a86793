"""What carries a figure, period by period: one bar for each, its parts plan by plan and what no plan carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import LINE, WIDTH, fitted, framed, n, text

MOST_PARTS = 7
"""Plans with a colour of their own; more are drawn together."""
_BAR, _GAP, _LEFT = 22, 10, 8


@dataclass(frozen=True, slots=True)
class Part:
    """A series: what it is called, and its value in each period."""

    label: str
    values: tuple[float, ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class CarriedChart:
    """Periods in order, what each comes to as it is written, and its parts; `plain` ones have no colour."""

    title: str
    language: str
    periods: tuple[str, ...]
    written: tuple[str, ...]
    parts: tuple[Part, ...]


def draw_carried(chart: CarriedChart, palette: Palette, prefix: str = "carried") -> str:
    """The chart as one SVG element, its key above."""
    keys = tuple(_keys(chart))
    height = 8 + keys[-1][2] * LINE + LINE + len(chart.periods) * (_BAR + _GAP) if keys else 40
    return framed(_drawn(chart, keys, palette), chart.title, chart.language, height, palette, prefix)


def _keys(chart: CarriedChart) -> Iterator[tuple[int, float, int, str]]:
    """Where each series stands in the key: its place, x, line and label."""
    x, line = float(_LEFT), 0
    for place, part in enumerate(chart.parts):
        label = fitted(part.label, 300)
        width = 22 + text_width(label, 15) + 18
        if x > _LEFT and x + width > WIDTH:
            x, line = float(_LEFT), line + 1
        yield place, x, line, label
        x += width


def _drawn(chart: CarriedChart, keys: tuple[tuple[int, float, int, str], ...], palette: Palette) -> Iterator[str]:
    for place, x, line, label in keys:
        y = 8 + line * LINE
        yield f'<rect x="{n(x)}" y="{n(y + 3)}" width="14" height="14" {_fill(chart.parts[place], place, palette)}/>'
        yield text(x + 22, y + 16, label)
    top = 8 + (keys[-1][2] + 1) * LINE + 6 if keys else 8
    left = 14 + max((text_width(one, 15) for one in chart.periods), default=0)
    right = 14 + max((text_width(one, 15) for one in chart.written), default=0)
    sums = [sum(part.values[place] for part in chart.parts) for place in range(len(chart.periods))]
    most, room = max([*sums, 0.0]) or 1.0, WIDTH - left - right
    for place, period in enumerate(chart.periods):
        y = top + place * (_BAR + _GAP)
        yield text(left - 8, y + 16, period, palette["muted"], "end")
        x = left
        for number, part in enumerate(chart.parts):
            width = max(0.0, part.values[place]) / most * room
            if width:
                fill = _fill(part, number, palette)
                yield f'<rect x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{_BAR}" {fill}/>'
            x += width
        yield text(x + 8, y + 16, chart.written[place])


def _fill(part: Part, place: int, palette: Palette) -> str:
    if part.plain:
        return f'fill="{palette["band"]}" stroke="{palette["neutral"]}"'
    return f'fill="{palette.theme(place)}" stroke="{palette["surface"]}"'
