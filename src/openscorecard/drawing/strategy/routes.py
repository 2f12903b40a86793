"""Routes: the corners of every link, and the strokes that draw links of one net once where they run together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from openscorecard.domain.strategy.links import Link
from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.grid import Seat
from openscorecard.drawing.strategy.levels import Levels
from openscorecard.drawing.strategy.nets import Net
from openscorecard.drawing.strategy.shapes import Arrowhead, Point, Route, Stroke

Edge = tuple[Point, Point]


def route(net: Net, link: Link, source: Seat, levels: Levels, colours: Sequence[int]) -> Route:
    """The link's way from its source's edge to its target's, without needless points."""
    return Route(
        link.source,
        link.target,
        link.sign,
        link.example,
        source.column != net.target.column,
        colours[source.column],
        tuple(_corners(_points(net, source, levels))),
    )


def arrowhead(net: Net, levels: Levels, colours: Sequence[int]) -> Arrowhead:
    """Where the net arrives."""
    tip = (float(net.arrival), levels.edge(net.target.tier, not net.rising))
    theme = _theme({colours[seat.column] for seat in net.sources})
    return Arrowhead(net.number, tip, net.rising, theme, net.sign, net.example)


def _theme(themes: set[int]) -> int | None:
    return next(iter(themes)) if len(themes) == 1 else None


def _points(net: Net, source: Seat, levels: Levels) -> list[Point]:
    """Every point where this link's line meets a run of its net, bends or not."""
    x: float = net.ports[source.objective.id]
    points = [(x, levels.edge(source.tier, net.leaves_upwards(source)))]
    for gutter in net.gutters(source):
        y = levels.track.get((net.number, gutter))
        if y is not None:
            points.append((x, y))
            x = net.exit_x(gutter)
            points.append((x, y))
    points.append((net.arrival, levels.edge(net.target.tier, not net.rising)))
    return [point for place, point in enumerate(points) if not place or point != points[place - 1]]


def _corners(points: list[Point]) -> list[Point]:
    return [
        point
        for place, point in enumerate(points)
        if place in {0, len(points) - 1} or _direction(points[place - 1], point) != _direction(point, points[place + 1])
    ]


def _direction(start: Point, end: Point) -> tuple[int, int]:
    across, down = end[0] - start[0], end[1] - start[1]
    return (across > 0) - (across < 0), (down > 0) - (down < 0)


@dataclass(slots=True)
class _Flow:
    """What flows over one edge: the colours of the sources' themes, and whether any link stays inside its theme."""

    themes: set[int] = field(default_factory=set)
    dashed: bool = True

    @property
    def style(self) -> tuple[int | None, bool]:
        return _theme(self.themes), self.dashed


class _Tree:
    """The edges of one net, flowing together towards the target."""

    def __init__(self, net: Net, levels: Levels, colours: Sequence[int]) -> None:
        self.net, self.colours = net, colours
        ways = [(source, _points(net, source, levels)) for source in net.sources]
        joints = self._joints(way for _, way in ways)
        self.flows: dict[Edge, _Flow] = {}
        for source, way in ways:
            self._add(source, way, joints)
        self.onward: dict[Point, Edge] = {edge[0]: edge for edge in self.flows}
        self.arriving: dict[Point, list[Edge]] = defaultdict(list)
        for edge in self.flows:
            self.arriving[edge[1]].append(edge)

    @staticmethod
    def _joints(ways: Iterable[list[Point]]) -> dict[float, list[float]]:
        """For each y, the x at which lines of the net meet the run there."""
        found: dict[float, set[float]] = defaultdict(set)
        for way in ways:
            for x, y in way[1:-1]:
                found[y].add(x)
        return {y: sorted(xs) for y, xs in found.items()}

    def _add(self, source: Seat, way: list[Point], joints: dict[float, list[float]]) -> None:
        for start, end in pairwise(way):
            stops = [start, end]
            if start[1] == end[1]:
                low, high = sorted((start[0], end[0]))
                between = [(x, start[1]) for x in joints[start[1]] if low < x < high]
                stops = [start, *(between if start[0] < end[0] else reversed(between)), end]
            for edge in pairwise(stops):
                flow = self.flows.setdefault(edge, _Flow())
                flow.themes.add(self.colours[source.column])
                flow.dashed &= source.column != self.net.target.column

    def turns(self, edge: Edge) -> bool:
        following = self.onward.get(edge[1])
        return following is not None and _direction(*edge) != _direction(*following)

    def radius(self, point: Point) -> float:
        """Of all corners at this point alike: no more than half of any edge that turns there."""
        edges = [edge for edge in self.arriving[point] if self.turns(edge)]
        if not edges:
            return 0.0
        return min(px.RADIUS, *(_length(edge) / 2 for edge in (*edges, self.onward[point])))

    def leader(self, point: Point) -> Edge | None:
        """The arriving edge whose line simply goes on, in the same style: the straight one first."""
        following = self.onward.get(point)
        if following is None:
            return None
        alike = [edge for edge in self.arriving[point] if self.flows[edge].style == self.flows[following].style]
        return min(alike, key=self.turns, default=None)


def _length(edge: Edge) -> float:
    return abs(edge[0][0] - edge[1][0]) + abs(edge[0][1] - edge[1][1])


def strokes(net: Net, levels: Levels, colours: Sequence[int]) -> list[Stroke]:
    """The net's lines, each stretch drawn once, a new stroke wherever the style changes."""
    tree = _Tree(net, levels, colours)
    starts = [edge for edge in tree.flows if tree.leader(edge[0]) is None]
    return [_stroke(tree, edge) for edge in starts]


def _stroke(tree: _Tree, edge: Edge) -> Stroke:
    theme, dashed = tree.flows[edge].style
    arriving = tree.arriving[edge[0]]
    cut = tree.radius(edge[0]) if arriving and all(tree.turns(other) for other in arriving) else 0.0
    points, radii = [edge[0]], []
    while True:
        points.append(edge[1])
        following = tree.onward.get(edge[1])
        radii.append(tree.radius(edge[1]) if following and tree.turns(edge) else 0.0)
        if following is None or tree.leader(edge[1]) != edge:
            break
        edge = following
    turns_to = following[1] if following and tree.turns(edge) else None
    return Stroke(
        tree.net.number,
        theme,
        dashed,
        tree.net.example,
        tuple(points),
        tuple(radii),
        cut,
        turns_to,
        ends=following is None,
    )
