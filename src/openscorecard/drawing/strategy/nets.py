"""Nets: links that arrive at one edge of one objective together, and the tiers they must pass on their way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openscorecard.domain.strategy.links import Link
from openscorecard.drawing.strategy.grid import Seat


@dataclass(slots=True, eq=False)
class Lane:
    """A net's way through a tier: the gap it takes, and its x once that is settled."""

    tier: int
    gap: int
    x: int = 0


@dataclass(slots=True, eq=False)
class Net:
    """Links of one kind into one edge of `target`: from below (`rising`), or from above and from the same tier.

    Gutter g lies above tier g. `ports` gives each source's x, `lanes` the way through each tier in between.
    """

    number: int
    target: Seat
    rising: bool
    sign: str
    example: bool
    links: list[Link] = field(default_factory=list)
    sources: list[Seat] = field(default_factory=list)
    ports: dict[str, int] = field(default_factory=dict)
    lanes: dict[int, Lane] = field(default_factory=dict)
    arrival: int = 0

    @property
    def last_gutter(self) -> int:
        """The gutter at the target."""
        return self.target.tier + 1 if self.rising else self.target.tier

    def first_gutter(self, source: Seat) -> int:
        """The gutter that a source's line enters first."""
        if self.rising or source.tier == self.target.tier:
            return source.tier
        return source.tier + 1

    def gutters(self, source: Seat) -> range:
        """The gutters from `source` to the target, in the order of travel."""
        step = -1 if self.rising else 1
        return range(self.first_gutter(source), self.last_gutter + step, step)

    def tier_after(self, gutter: int) -> int:
        """The tier that a line of this net meets when it leaves `gutter` towards the target."""
        return gutter - 1 if self.rising else gutter

    def leaves_upwards(self, source: Seat) -> bool:
        """True where the line leaves by the source's top edge."""
        return self.rising or source.tier == self.target.tier

    def exit_x(self, gutter: int) -> int:
        """Where the net leaves `gutter`: at the target's edge, or into the lane through the next tier."""
        return self.arrival if gutter == self.last_gutter else self.lanes[self.tier_after(gutter)].x


def gather_nets(links: Iterable[Link], seats: Mapping[str, Seat]) -> list[Net]:
    """The nets of all links whose two ends are seated, in the order of the targets."""
    nets: dict[tuple[str, bool, str, bool], Net] = {}
    for link in links:
        source, target = seats.get(link.source), seats.get(link.target)
        if source is None or target is None:
            continue
        key = (link.target, source.tier > target.tier, link.sign, link.example)
        net = nets.get(key)
        if net is None:
            net = nets[key] = Net(len(nets), target, key[1], link.sign, link.example)
        net.links.append(link)
        net.sources.append(source)
    return list(nets.values())
