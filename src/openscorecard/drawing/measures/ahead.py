"""A forecast on a chart: a dashed line from the last value on, in its bands of 80 and 95 of 100 cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openscorecard.drawing.measures.ground import Ground, n
from openscorecard.drawing.palette import Palette


@dataclass(frozen=True, slots=True)
class Ahead:
    """A period to come: what is expected, the ends of both bands, and what stands below it."""

    value: float
    inner: tuple[float, float]
    outer: tuple[float, float]
    below: tuple[str, str] = ("", "")


def ahead_heights(ahead: Sequence[Ahead]) -> Iterator[float]:
    """Every value that must lie on the ground."""
    for one in ahead:
        yield from (*one.outer, one.value)


def draw_ahead(
    ahead: Sequence[Ahead], first: int, last_known: tuple[int, float], ground: Ground, palette: Palette
) -> Iterator[str]:
    """Bands and line of the periods from place `first` on, beginning at the last known value."""
    if not ahead:
        return
    start = (ground.x(last_known[0]), ground.y(last_known[1]))
    colour = palette["focus"]
    for name, ends, opacity in (
        ("outer", [one.outer for one in ahead], "0.12"),
        ("inner", [one.inner for one in ahead], "0.2"),
    ):
        tops = [(ground.x(first + place), ground.y(high)) for place, (_, high) in enumerate(ends)]
        bottoms = [(ground.x(first + place), ground.y(low)) for place, (low, _) in enumerate(ends)]
        yield (
            f'<path class="osc-ahead-{name}" d="M{_path([start, *tops, *reversed(bottoms)])}z" fill="{colour}" '
            f'fill-opacity="{opacity}"/>'
        )
    line = [start, *((ground.x(first + place), ground.y(one.value)) for place, one in enumerate(ahead))]
    yield (
        f'<path class="osc-ahead" d="M{_path(line)}" fill="none" stroke="{colour}" stroke-width="2" '
        'stroke-dasharray="5 4"/>'
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{n(x)} {n(y)}" for x, y in points)
