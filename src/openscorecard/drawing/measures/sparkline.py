"""A small line that shows how a figure went, as SVG; words and numbers stand beside it, not in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from openscorecard.drawing.measures.ground import n
from openscorecard.drawing.palette import Palette

WIDTH, HEIGHT = 160, 44
_EDGE = 5
_TONES = {"on_target": "on-target", "watch": "watch", "behind": "behind"}


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Values oldest first, None for a gap; `target` is drawn dashed; the last point bears the tone of `status`."""

    title: str
    language: str
    values: tuple[float | None, ...]
    target: float | None = None
    status: str = ""


def draw_sparkline(line: Sparkline, palette: Palette, prefix: str) -> str:
    """The line as one SVG element; its title has the id `prefix`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="osc-spark" role="img" aria-labelledby="{prefix}" '
        f'lang="{line.language}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<title id="{prefix}">{escape(line.title)}</title>{"".join(sparkline_marks(line, palette))}</svg>'
    )


def sparkline_marks(line: Sparkline, palette: Palette, left: float = 0, top: float = 0) -> Iterator[str]:
    """What is drawn, its corner at `left` and `top`: for a sheet of many."""
    known = [one for one in line.values if one is not None]
    low, high = (min(shown), max(shown)) if (shown := [*known, *_target(line)]) else (0.0, 1.0)
    spread = (high - low) or 1.0

    def x(place: int) -> float:
        return left + _EDGE + place * (WIDTH - 2 * _EDGE) / max(len(line.values) - 1, 1)

    def y(value: float) -> float:
        share = (value - low) / spread if high > low else 0.5
        return top + HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)

    for value in _target(line):
        colour = palette["target"]
        yield f'<path d="M{n(left)} {n(y(value))}h{WIDTH}" stroke="{colour}" stroke-dasharray="5 4"/>'
    path, pen = "", "M"
    for place, one in enumerate(line.values):
        path, pen = (path, "M") if one is None else (f"{path}{pen}{x(place):.0f} {n(y(one))}", "L")
    if path:
        pen = f'stroke="{palette["neutral"]}" stroke-width="1.75" stroke-linejoin="round"'
        yield f'<path d="{path}" fill="none" {pen}/>'
    last = max((place for place, one in enumerate(line.values) if one is not None), default=None)
    if last is not None:
        yield _end(x(last), y(line.values[last] or 0.0), line.status, palette)


def _target(line: Sparkline) -> tuple[float, ...]:
    return () if line.target is None else (line.target,)


def _end(x: float, y: float, status: str, palette: Palette) -> str:
    """The last point: the shape of its status, as everywhere."""
    colour = palette[_TONES.get(status, "neutral")]
    if status == "watch":
        return f'<path d="M{n(x)} {n(y - 5)}l5 9h-10z" fill="{colour}"/>'
    if status == "behind":
        return f'<rect x="{n(x - 4)}" y="{n(y - 4)}" width="8" height="8" fill="{colour}"/>'
    fill = colour if status == "on_target" else palette["surface"]
    return f'<circle cx="{n(x)}" cy="{n(y)}" r="4" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
