"""How an objective stands, at the foot of its box: a shape, a colour and a few words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.shapes import Box

Tone = Literal["on-target", "watch", "behind", "no-data"]
Shape = Literal["disc", "triangle", "square", "ring", "diamond", "clock", "dash", "cross", "lock"]

FOOT = 24.0  # px that a box grows by
_SIDE, _GAP, _BAR = 12, 6, 5
# Each in a square of 16, drawn at 12.
_FILLED = {"disc": "M1.5 8a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0z", "triangle": "M8 1.5 15 14H1z",
           "square": "M2 2h12v12H2z"}  # fmt: skip
_LINED = {
    "ring": "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "diamond": "M8 1.5 14.5 8 8 14.5 1.5 8z",
    "clock": "M1.5 8a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0zM8 4.5V8l2.5 1.5",
    "dash": "M2.5 8h11",
    "cross": "m3 3 10 10M13 3 3 13",
    "lock": "M2.5 7h11v7.5h-11zM5 7V5a3 3 0 0 1 6 0v2",
}


@dataclass(frozen=True, slots=True)
class State:
    """What stands at the foot of a box: `words` such as 達標, and `figure` beside them where there is room."""

    shape: Shape
    tone: Tone
    words: str
    figure: str = ""


def state_words(state: State, width: float) -> str:
    """What fits into a box so wide: words and figure, the words, or as much of them as there is room for."""
    room = width - 2 * px.BOX_PAD - _SIDE - _GAP
    for text in (f"{state.words} {state.figure}".strip(), state.words):
        if text_width(text, px.SMALL_SIZE) <= room:
            return text
    cut = next((end for end in range(len(state.words), 0, -1) if _wide(f"{state.words[:end]}…") <= room), 1)
    return f"{state.words[:cut].rstrip()}…"


def draw_state(box: Box, state: State, words: str, palette: Palette) -> str:
    """A bar at the left edge, the shape and `words`, which are safe for XML."""
    colour, base = palette[state.tone], box.y + box.height
    x, y = box.x + px.BOX_PAD, base - 11
    scale, line = _SIDE / 16, _LINED.get(state.shape)
    path = line or _FILLED[state.shape]
    pen = f'fill="none" stroke="{colour}" stroke-width="2"' if line else f'fill="{colour}"'
    return (
        f'<path d="M{box.x + 1:.1f} {box.y + px.CORNER:.1f}V{base - px.CORNER:.1f}" stroke="{colour}" '
        f'stroke-width="{_BAR}"/>'
        f'<path transform="translate({x:.1f} {y - _SIDE + 1:.1f}) scale({scale})" d="{path}" {pen}/>'
        f' <text x="{x + _SIDE + _GAP:.1f}" y="{y:.1f}" fill="{colour}" font-weight="700">{words}</text>'
    )


def _wide(text: str) -> float:
    return text_width(text, px.SMALL_SIZE)
