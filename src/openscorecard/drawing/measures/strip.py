"""The strip above a chart: known events by their number, and where limits begin anew; each at its periods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.measures.ground import SIZE, Ground, n
from openscorecard.drawing.palette import Palette

LANE = 24
_HEIGHT, _AIR = 19, 4


@dataclass(frozen=True, slots=True)
class Note:
    """Something that concerns the periods `first` to `last`: an event with its number, or limits that begin anew."""

    kind: Literal["event", "anew"]
    words: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A note in its lane, from left to right edge."""

    note: Note
    lane: int
    left: float
    right: float


def placed(notes: Sequence[Note], ground: Ground) -> tuple[Placed, ...]:
    """Every note in the first lane that is free where it begins; the left edge decides."""
    free: list[float] = []
    found = []
    for note, left, right in sorted(((note, *_edges(note, ground)) for note in notes), key=lambda one: one[1:]):
        lane = next((place for place, end in enumerate(free) if end + _AIR <= left), len(free))
        free[lane : lane + 1] = [right]
        found.append(Placed(note, lane, left, right))
    return tuple(found)


def draw_strip(notes: Sequence[Placed], top: float, ground: Ground, palette: Palette) -> Iterator[str]:
    """The notes from `top` down, each with a line through the ground where it begins."""
    for one in notes:
        y = top + LANE * one.lane
        anew = one.note.kind == "anew"
        x = ground.x(one.note.first - 0.5) if anew else ground.x(one.note.first)
        dashes, width = ("6 4", "1.5") if anew else ("1 4", "1.5")
        yield (
            f'<path class="osc-{one.note.kind}" d="M{n(x)} {n(y + _HEIGHT)}V{n(ground.base)}" '
            f'stroke="{palette["neutral"]}" stroke-width="{width}" stroke-dasharray="{dashes}"/>'
            f'<rect x="{n(one.left)}" y="{n(y)}" width="{n(one.right - one.left)}" height="{_HEIGHT}" '
            f'rx="{2 if anew else 9}" fill="{palette["band"]}" stroke="{palette["neutral"]}"/>'
            f'<text x="{n((one.left + one.right) / 2)}" y="{n(y + 15)}" text-anchor="middle" '
            f'fill="{palette["ink"]}">{escape(one.note.words)}</text>'
        )


def _edges(note: Note, ground: Ground) -> tuple[float, float]:
    """As wide as its periods, and wide enough for its words; never beyond the ground."""
    least = text_width(note.words, SIZE) + 10
    if note.kind == "anew":
        left = ground.x(note.first - 0.5)
        right = left + least
    else:
        middle = ground.x((note.first + note.last) / 2)
        half = max(least, ground.x(note.last + 0.35) - ground.x(note.first - 0.35)) / 2
        left, right = middle - half, middle + half
    shift = min(0.0, ground.right - right)
    return max(left + shift, ground.left), right + shift
