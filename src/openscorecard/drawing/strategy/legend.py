"""The legend: a sample of each kind of line that the map really holds, and its meaning."""

from __future__ import annotations

from collections.abc import Sequence

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.captions import caption, height_of
from openscorecard.drawing.strategy.shapes import LegendEntry, Route, Stroke
from openscorecard.drawing.strategy.wording import own_language, say


def legend(
    routes: Sequence[Route], strokes: Sequence[Stroke], language: str, top: float, width: float
) -> tuple[tuple[LegendEntry, ...], float]:
    """The entries in rows from `top`, no wider than `width`, and the y where they end."""
    own, entries = own_language(language), []
    x, y, row = float(px.EDGE), top, height_of(1, px.SMALL_SIZE)
    for kind in _kinds(routes, strokes):
        text = say(own, kind)
        needed = px.SAMPLE + 8 + text_width(text, px.SMALL_SIZE)
        if x > px.EDGE and x + needed > width - px.EDGE:
            x, y = float(px.EDGE), y + row
        words = caption((text,), own, x + px.SAMPLE + 8, y, px.SMALL_SIZE)
        entries.append(LegendEntry(kind, x, y + row / 2, words))
        x += needed + px.LEGEND_GAP
    return tuple(entries), y + row if entries else top


def _kinds(routes: Sequence[Route], strokes: Sequence[Stroke]) -> list[str]:
    occurs = {
        "within": any(not route.across for route in routes),
        "across": any(route.across for route in routes),
        "merged": any(stroke.theme is None for stroke in strokes),
        "negative": any(route.sign == "-" for route in routes),
        "example": any(route.example for route in routes),
    }
    return [kind for kind, found in occurs.items() if found]
