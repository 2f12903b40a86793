"""Pens: SVG path data of rounded lines, arrowheads and marks."""

from __future__ import annotations

from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.shapes import Point, Route, Stroke


def line_path(stroke: Stroke) -> str:
    """A stroke with its corners rounded; where it ends at a target it leaves room for the arrowhead."""
    points = list(stroke.points)
    if stroke.start_radius:
        points[0] = _toward(points[0], points[1], stroke.start_radius)
    if stroke.turns_to:
        points.append(_toward(points[-1], stroke.turns_to, stroke.radii[-1]))
        radii = stroke.radii
    else:
        radii = stroke.radii[:-1]
        if stroke.ends:
            points[-1] = _toward(points[-1], points[-2], px.ARROW - 1)
    return _rounded(points, radii)


def route_path(route: Route) -> str:
    """A whole link with its corners rounded, up to its arrowhead."""
    points = list(route.points)
    points[-1] = _toward(points[-1], points[-2], px.ARROW - 1)
    return _rounded(points, (px.RADIUS,) * (len(points) - 2))


def arrow_path(tip: Point, up: bool) -> str:
    back = px.ARROW if up else -px.ARROW
    return f"M{_n(tip[0])} {_n(tip[1])}l-{px.ARROW_HALF} {back}h{2 * px.ARROW_HALF}z"


def mark_path(tip: Point, up: bool) -> tuple[str, str]:
    """The disc behind an arrowhead and the minus in it."""
    x, y = tip[0], tip[1] + (1 if up else -1) * (px.ARROW + px.MARK)
    half = f"a{px.MARK} {px.MARK} 0 1 0"
    disc = f"M{_n(x - px.MARK)} {_n(y)}{half} {2 * px.MARK} 0{half} -{2 * px.MARK} 0"
    return disc, f"M{_n(x - 3.5)} {_n(y)}h7"


def _n(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def _toward(start: Point, end: Point, by: float) -> Point:
    across, down = end[0] - start[0], end[1] - start[1]
    length = abs(across) + abs(down)
    if not length:
        return start
    by = min(by, length)
    return start[0] + across / length * by, start[1] + down / length * by


def _rounded(points: list[Point], radii: tuple[float, ...]) -> str:
    parts = [f"M{_n(points[0][0])} {_n(points[0][1])}"]
    for place, wanted in enumerate(radii, 1):
        before, at, after = points[place - 1], points[place], points[place + 1]
        radius = min(wanted, _length(before, at) / 2 if place > 1 else _length(before, at), _length(at, after))
        if radius:
            start, end = _toward(at, before, radius), _toward(at, after, radius)
            parts.append(f"L{_n(start[0])} {_n(start[1])}Q{_n(at[0])} {_n(at[1])} {_n(end[0])} {_n(end[1])}")
        else:
            parts.append(f"L{_n(at[0])} {_n(at[1])}")
    parts.append(f"L{_n(points[-1][0])} {_n(points[-1][1])}")
    return "".join(parts)


def _length(start: Point, end: Point) -> float:
    return abs(start[0] - end[0]) + abs(start[1] - end[1])
