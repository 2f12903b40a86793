"""Ports: the x at which every line leaves a box, passes a tier and arrives, none closer than a pitch to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import takewhile

from openscorecard.drawing.strategy import proportions as px
from openscorecard.drawing.strategy.grid import Grid, Seat
from openscorecard.drawing.strategy.nets import Net


class Gutters:
    """Which x are taken in each gutter, and by which net; a net may meet itself at the very same x."""

    def __init__(self) -> None:
        self._taken: dict[int, dict[int, tuple[int, int] | None]] = defaultdict(dict)

    def take(self, gutters: Iterable[int], x: int, net: int, room: int = px.PITCH) -> None:
        for gutter in gutters:
            taken = self._taken[gutter]
            for near in range(x - room + 1, x + room):
                taken[near] = (net, x) if near == x and taken.get(near, (net, x)) == (net, x) else None

    def is_free(self, gutters: Iterable[int], x: int, net: int) -> bool:
        for gutter in gutters:
            taken = self._taken[gutter]
            if x in taken and taken[x] != (net, x):
                return False
        return True

    def nearest(self, gutters: tuple[int, ...], wanted: int, span: tuple[int, int], net: int) -> int:
        """The free x nearest to `wanted` within `span`; `wanted` itself, held to the span, where none is free."""
        start, end = span
        wanted = min(max(wanted, start), max(start, end))
        for shift in range(max(wanted - start, end - wanted, 0) + 1):
            for x in (wanted + shift, wanted - shift):
                if start <= x <= end and self.is_free(gutters, x, net):
                    return x
        return wanted


def settle_ports(grid: Grid, nets: list[Net]) -> None:
    """Settle arrivals first, then lanes from the target outwards, then where lines leave their sources."""
    gutters = Gutters()
    _arrivals(nets, gutters)
    for net in sorted(nets, key=lambda net: len(net.lanes)):
        _lanes(grid, net, gutters)
    _departures(nets, gutters)


def _arrivals(nets: list[Net], gutters: Gutters) -> None:
    edges: dict[tuple[Seat, bool], list[Net]] = defaultdict(list)
    for net in nets:
        edges[net.target, net.rising].append(net)
    # From below first: most links rise, and theirs is the middle of the box.
    for (seat, _), arriving in sorted(edges.items(), key=lambda item: not item[0][1]):
        arriving.sort(key=lambda net: sum(source.centre for source in net.sources) / len(net.sources))
        span = seat.x + px.PORT_EDGE, seat.x + seat.width - px.PORT_EDGE
        for place, net in enumerate(arriving):
            wanted = seat.centre + round((place - (len(arriving) - 1) / 2) * px.IN_STEP)
            net.arrival = gutters.nearest((net.last_gutter,), wanted, span, net.number)
            gutters.take((net.last_gutter,), net.arrival, net.number, px.ARROW_ROOM)


def _lanes(grid: Grid, net: Net, gutters: Gutters) -> None:
    """From the target outwards, straight on through as many tiers as one free x allows."""
    ahead, tiers = net.arrival, sorted(net.lanes, reverse=not net.rising)
    while tiers:
        count, x = _straight_on(grid, net, tiers, ahead, gutters)
        for tier in tiers[:count]:
            net.lanes[tier].x = x
            gutters.take((tier, tier + 1), x, net.number)
        ahead, tiers = x, tiers[count:]


def _straight_on(grid: Grid, net: Net, tiers: list[int], ahead: int, gutters: Gutters) -> tuple[int, int]:
    """Through how many of `tiers` one x will do, and which: first `ahead`; one tier's best x where none is free."""
    spans = [grid.gap(tier, net.lanes[tier].gap) for tier in tiers]
    ways = (
        start <= ahead <= end and gutters.is_free((tier, tier + 1), ahead, net.number)
        for tier, (start, end) in zip(tiers, spans, strict=True)
    )
    straight = sum(1 for _ in takewhile(bool, ways))
    if straight:
        return straight, ahead
    for count in range(len(tiers), 0, -1):
        span = max(start for start, _ in spans[:count]), min(end for _, end in spans[:count])
        touched = tuple(range(min(tiers[:count]), max(tiers[:count]) + 2))
        x = gutters.nearest(touched, ahead, span, net.number)
        if span[0] <= x <= span[1] and gutters.is_free(touched, x, net.number):
            return count, x
    return 1, x


def _departures(nets: list[Net], gutters: Gutters) -> None:
    edges: dict[tuple[Seat, bool], list[tuple[int, Net]]] = defaultdict(list)
    for net in nets:
        for source in net.sources:
            heading = net.exit_x(net.first_gutter(source))
            edges[source, net.leaves_upwards(source)].append((heading, net))
    for (seat, _), leaving in edges.items():
        leaving.sort(key=lambda item: (item[0], item[1].number))
        _spread(seat, leaving, gutters)


def _spread(seat: Seat, leaving: list[tuple[int, Net]], gutters: Gutters) -> None:
    """Side by side around the middle in the order of their headings; straight ahead where that is near."""
    first, last = seat.x + px.PORT_EDGE, seat.x + seat.width - px.PORT_EDGE
    step = min(px.PORT_STEP, (last - first) // max(1, len(leaving) - 1))
    near = min(px.PITCH, step)
    for place, wanted in enumerate(_wanted(seat.centre, [heading for heading, _ in leaving], step)):
        net = leaving[place][1]
        gutter = (net.first_gutter(seat),)
        x = gutters.nearest(gutter, wanted, (first, last - (len(leaving) - 1 - place) * near), net.number)
        net.ports[seat.objective.id] = x
        gutters.take(gutter, x, net.number)
        first = x + near


def _wanted(centre: int, headings: list[int], step: int) -> list[int]:
    """A place for each heading, in order: the heading itself where near, the others a step aside of it."""
    wanted = [centre + round((place - (len(headings) - 1) / 2) * step) for place in range(len(headings))]
    straight = [abs(heading - here) <= px.SNAP for heading, here in zip(headings, wanted, strict=True)]
    wanted = [heading if ahead else here for heading, here, ahead in zip(headings, wanted, straight, strict=True)]
    for place in range(1, len(wanted)):
        if not straight[place]:
            wanted[place] = max(wanted[place], wanted[place - 1] + step)
    for place in range(len(wanted) - 2, -1, -1):
        if not straight[place]:
            wanted[place] = min(wanted[place], wanted[place + 1] - step)
    return wanted
