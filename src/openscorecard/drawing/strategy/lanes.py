"""Lanes: through which gap of a tier each net passes, and gaps made wide enough for all that pass."""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Mapping

from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.grid import Grid
from openscorecard.drawing.strategy.nets import Lane, Net

_CROWD = 14  # px of detour that one line already in a gap is worth where there is no room
_FAIR = 2  # px of detour that it is worth where there is


def choose_lanes(grid: Grid, nets: list[Net]) -> None:
    """Give every net a gap in each tier it passes, then widen the gaps that are too narrow."""
    used: Counter[tuple[int, int]] = Counter()
    for net in nets:
        beyond = sorted(
            {net.tier_after(gutter) for source in net.sources for gutter in net.gutters(source)} - {net.target.tier},
            reverse=not net.rising,
        )
        x = net.target.centre
        for tier in beyond:
            gap, x = _best_gap(grid, net, tier, x, used)
            net.lanes[tier] = Lane(tier, gap, x)
            used[tier, gap] += 1
    _widen(grid, nets)


def _widen(grid: Grid, nets: list[Net]) -> None:
    """Widen gaps one by one, as each step moves what stands to the right."""
    passing: dict[tuple[int, int], set[Net]] = defaultdict(set)
    for net in nets:
        for lane in net.lanes.values():
            passing[lane.tier, lane.gap].add(net)
    for (tier, gap), through in passing.items():
        if grid.widen(tier, gap, len(through | _beside(grid, tier, gap, passing))):
            grid.place()


def _beside(grid: Grid, tier: int, gap: int, passing: Mapping[tuple[int, int], set[Net]]) -> set[Net]:
    """Nets that pass the tier above or below right over or under this gap: in the gutter between all must be apart."""
    start, end = grid.gap(tier, gap)
    return {
        net
        for (other, _), through in passing.items()
        if abs(other - tier) == 1
        for net in through
        if start - px.PITCH < net.lanes[other].x < end + px.PITCH
    }


def _best_gap(grid: Grid, net: Net, tier: int, ahead: int, used: Counter[tuple[int, int]]) -> tuple[int, int]:
    """The gap with the least detour between where the net goes and where its sources lie; its x there."""
    past = [source.centre for source in net.sources if (source.tier > tier if net.rising else source.tier < tier)]
    behind = sorted(past)[len(past) // 2]
    seats = grid.tiers[tier]
    number = bisect([seat.centre for seat in seats], ahead)
    best: tuple[float, int, int] | None = None
    reach = range(max(0, number - 3), min(len(seats), number + 3) + 1)
    toward = bisect([seat.centre for seat in seats], behind)
    for gap in {*reach, max(0, toward - 1), toward, min(len(seats), toward + 1)}:
        start, end = grid.gap(tier, gap)
        x = min(max(ahead, start), max(start, end))
        crowd = used[tier, gap] * _CROWD * (px.PITCH * used[tier, gap] > end - start)
        cost = abs(x - ahead) * 1.15 + abs(x - behind) + crowd + used[tier, gap] * _FAIR
        if best is None or (cost, gap) < best[:2]:
            best = (cost, gap, x)
    assert best is not None  # noqa: S101  (every tier has at least one gap)
    return best[1], best[2]
