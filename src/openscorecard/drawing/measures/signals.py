"""Points of a chart by shape and colour: the shape says which signal, the colour whether it is for the better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.ground import SIZE, WIDTH, n
from openscorecard.drawing.palette import Palette

Shape = Literal["", "outside", "trend_up", "trend_down", "two_of_three", "shift"]
Tone = Literal["common", "improving", "concern", "special"]
Entry = Literal["outside", "trend_up", "trend_down", "two_of_three", "shift", "improving", "concern", "special"]

ROW = 24
"""The height of a row of the legend."""
_GAP, _SIGN = 18, 20
# Outlines about (0, 0), as wide as the circle of a plain point and a little wider.
_OUTLINES: Mapping[str, str] = {
    "outside": "M0-7L7 0 0 7-7 0z",
    "trend_up": "M0-6.5L6.5 5.5H-6.5z",
    "trend_down": "M0 6.5L6.5-5.5H-6.5z",
    "two_of_three": "M-5-5H5V5H-5z",
    "shift": "M-6.5 0L-3.2-5.6H3.2L6.5 0 3.2 5.6H-3.2z",
}
_UNDERLINE = "M-5 11H5"


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One sign of the legend and its words."""

    sign: Entry
    words: str


def colour_of(tone: Tone, palette: Palette) -> str:
    """The colour of a tone; natural variation and what is neither better nor worse are neutral."""
    return palette[tone] if tone in {"improving", "concern"} else palette["neutral"]


def draw_point(at: tuple[float, float], shape: Shape, tone: Tone, palette: Palette, *, hollow: bool) -> str:
    """One point. A sign for concern is underlined, so that it is told without its colour."""
    x, y = at
    colour = colour_of(tone, palette)
    fill = palette["surface"] if hollow else colour
    if not shape:
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="4" fill="{fill}" stroke="{colour}" stroke-width="2"/>'
    outline = (
        f'<path class="osc-signal-{shape.partition("_")[0]}" d="{_OUTLINES[shape]}" fill="{fill}" stroke="{colour}" '
        'stroke-width="2" stroke-linejoin="miter"/>'
    )
    line = f'<path d="{_UNDERLINE}" stroke="{colour}" stroke-width="2"/>' if tone == "concern" else ""
    return f'<g class="osc-{tone}" transform="translate({n(x)} {n(y)})">{outline}{line}</g>'


def legend_rows(entries: Sequence[LegendEntry]) -> tuple[tuple[tuple[float, LegendEntry], ...], ...]:
    """Where each entry of the legend begins, row by row."""
    rows: list[list[tuple[float, LegendEntry]]] = []
    x = float(WIDTH)
    for one in entries:
        width = _SIGN + text_width(one.words, SIZE) + _GAP
        if not rows or x + width > WIDTH:
            rows.append([])
            x = 4.0
        rows[-1].append((x, one))
        x += width
    return tuple(map(tuple, rows))


def draw_legend(entries: Sequence[LegendEntry], palette: Palette) -> Iterator[str]:
    """The legend at the top of the sheet."""
    for number, row in enumerate(legend_rows(entries)):
        y = ROW * number + 16
        for x, one in row:
            yield _sign(one.sign, x + 8, y - 5, palette)
            yield f'<text x="{n(x + _SIGN)}" y="{y}" fill="{palette["muted"]}">{escape(one.words)}</text>'


def _sign(sign: Entry, x: float, y: float, palette: Palette) -> str:
    if sign in _OUTLINES:
        return draw_point((x, y), sign, "special", palette, hollow=True)  # type: ignore[arg-type]  # a shape
    tone: Tone = sign  # type: ignore[assignment]  # the rest are tones
    line = f'<path d="M{n(x - 7)} {n(y + 10)}h14" stroke="{colour_of(tone, palette)}" stroke-width="2"/>'
    bar = f'<rect x="{n(x - 7)}" y="{n(y - 6)}" width="14" height="12" rx="2" fill="{colour_of(tone, palette)}"/>'
    return bar + (line if tone == "concern" else "")
