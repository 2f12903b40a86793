"""Levels: tracks in every gutter, and from their number the y of gutters and tiers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.grid import Grid
from openscorecard.drawing.strategy.nets import Net
from openscorecard.drawing.strategy.tracks import Run, assign_tracks


@dataclass(frozen=True, slots=True)
class Levels:
    """`tops` and `bottoms` are the y of each tier's boxes; `track` the y of a net's run in a gutter, if it has one."""

    tops: tuple[float, ...]
    bottoms: tuple[float, ...]
    track: dict[tuple[int, int], float]
    end: float

    def edge(self, tier: int, upper: bool) -> float:
        return self.tops[tier] if upper else self.bottoms[tier]


def settle_levels(grid: Grid, nets: list[Net], heights: Sequence[int], top: float) -> Levels:
    """Stack gutters and tiers (of these box heights) from `top` downwards."""
    runs = _runs(nets)
    downs = {
        net.last_gutter: net.sign == "-"
        for net in sorted(nets, key=lambda net: net.sign, reverse=True)
        if not net.rising
    }
    ups = {
        net.last_gutter: net.sign == "-" for net in sorted(nets, key=lambda net: net.sign, reverse=True) if net.rising
    }
    tops, bottoms, track, y = [], [], {}, top
    for gutter in range(len(grid.tiers) + 1):
        count = assign_tracks(runs[gutter]) if runs[gutter] else 0
        above, below = _margin(ups, gutter), _margin(downs, gutter)
        height = above + max(0, count - 1) * px.PITCH + below if gutter in runs else px.GUTTER_EMPTY
        least = _least(grid, gutter)
        spare = max(0, least - height) // 2
        for run in runs[gutter]:
            track[run.net, gutter] = y + spare + above + run.track * px.PITCH
        y += max(height, least)
        if gutter < len(heights):
            tops.append(y)
            y += heights[gutter]
            bottoms.append(y)
    return Levels(tuple(tops), tuple(bottoms), track, y)


def _margin(arrivals: dict[int, bool], gutter: int) -> int:
    """From a tier's edge to the nearest track: more where arrowheads stand, most where one is negative."""
    if gutter not in arrivals:
        return px.LEAVE
    return px.ARRIVE + (2 * px.MARK if arrivals[gutter] else 0)


def _least(grid: Grid, gutter: int) -> int:
    if gutter in {0, len(grid.tiers)}:
        return px.GUTTER_EMPTY
    inner = grid.rows[gutter] == grid.rows[gutter - 1]
    return px.GUTTER_INNER_LEAST if inner else px.GUTTER_LEAST


def _runs(nets: list[Net]) -> dict[int, list[Run]]:
    """Every net's run in every gutter it uses, but where it goes straight through."""
    runs: dict[int, list[Run]] = defaultdict(list)
    for net in nets:
        for gutter, (tops, bottoms) in _connections(net).items():
            found = runs[gutter]
            if len({*tops, *bottoms}) > 1:
                found.append(Run(net.number, tuple(tops), tuple(bottoms)))
    return runs


def _connections(net: Net) -> dict[int, tuple[set[int], set[int]]]:
    sides: dict[int, tuple[set[int], set[int]]] = {}
    for source in net.sources:
        gutters = net.gutters(source)
        for gutter in gutters:
            tops, bottoms = sides.setdefault(gutter, (set(), set()))
            if gutter == gutters[0]:
                x, from_below = net.ports[source.objective.id], net.leaves_upwards(source)
            else:
                x, from_below = net.lanes[gutter if net.rising else gutter - 1].x, net.rising
            (bottoms if from_below else tops).add(x)
            (tops if net.rising else bottoms).add(net.exit_x(gutter))
    return sides
