"""Tracks: the order of the horizontal runs in one gutter, with few crossings and few tracks."""

from __future__ import annotations

from dataclasses import dataclass

_APART = 12  # px that two runs on one track keep between them
_ROUNDS = 3
_ON_TOP = 50


@dataclass(slots=True, eq=False)
class Run:
    """One net's horizontal run in a gutter: the x of its lines to the upper and to the lower side."""

    net: int
    tops: tuple[int, ...]
    bottoms: tuple[int, ...]
    start: int = 0
    end: int = 0
    track: int = 0
    below: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.start = min(*self.tops, *self.bottoms)
        self.end = max(*self.tops, *self.bottoms)
        self.below = frozenset(self.bottoms)


def assign_tracks(runs: list[Run]) -> int:
    """Number the tracks from the top and return how many there are."""
    order = _few_crossings(sorted(runs, key=lambda run: (run.end - run.start, run.start)))
    count = 0
    for place, run in enumerate(order):
        over = [other.track for other in order[:place] if _overlap(run, other)]
        run.track = max(over) + 1 if over else 0
        count = max(count, run.track + 1)
    return count


def _overlap(one: Run, other: Run) -> bool:
    return one.start < other.end + _APART and other.start < one.end + _APART


def _few_crossings(order: list[Run]) -> list[Run]:
    """Sifting: each run in turn moves to the place where it adds the fewest crossings, until none gains."""
    gain = {
        (a.net, b.net): _crossings_if_above(a, b) - _crossings_if_above(b, a)
        for a in order
        for b in order
        if a is not b and _overlap(a, b)
    }
    for _ in range(_ROUNDS if any(gain.values()) else 0):
        moved = False
        for run in list(order):
            moved |= _sift(order, run, gain)
        if not moved:
            break
    return order


def _sift(order: list[Run], run: Run, gain: dict[tuple[int, int], int]) -> bool:
    old = order.index(run)
    order.pop(old)
    # Going down past `other` puts `other` above: what that costs is the gain of (other, run).
    cost, best, place, here = 0, 0, 0, 0
    for number, other in enumerate(order, 1):
        cost += gain.get((other.net, run.net), 0)
        if number == old:
            here = cost
        if cost < best:
            best, place = cost, number
    if old == 0:
        here = 0
    place = place if best < here else old
    order.insert(place, run)
    return place != old


def _crossings_if_above(upper: Run, lower: Run) -> int:
    """How often the two cross where `upper` runs above `lower`; one line on top of another counts as many."""
    down = sum(lower.start < x < lower.end for x in upper.bottoms)
    up = sum(upper.start < x < upper.end for x in lower.tops)
    return down + up + (0 if upper.below.isdisjoint(lower.tops) else _ON_TOP)
