"""Chance that falls the same way on every machine: numbers mixed with whole-number arithmetic alone.

The same mixing stands here twice, for Python and for DuckDB, so that no library's own generator or hash is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

MASK = 0xFFFFFFFF
Thing = TypeVar("Thing")

# MurmurHash3's public-domain finalizer: one-to-one on 32 bits. Products of two 32-bit numbers fit UBIGINT.
MACROS = (
    "CREATE MACRO _half(h) AS (xor(h, h >> 16) * 2246822507::UBIGINT) & 4294967295::UBIGINT",
    "CREATE MACRO _rest(h) AS (xor(h, h >> 13) * 3266489909::UBIGINT) & 4294967295::UBIGINT",
    "CREATE MACRO _last(h) AS xor(h, h >> 16)",
    "CREATE MACRO mix(h) AS _last(_rest(_half(h)))",
)


def mix(number: int) -> int:
    """A number from 0 to 2^32 - 1 for another, one-to-one; `mix` of the SQL gives the same."""
    found = number & MASK
    found = ((found ^ (found >> 16)) * 2246822507) & MASK
    found = ((found ^ (found >> 13)) * 3266489909) & MASK
    return found ^ (found >> 16)


@cache
def salt(seed: int, name: str) -> int:
    """A number of 32 bits for a purpose, so that two purposes do not fall alike."""
    found = mix(seed)
    for letter in name.encode():
        found = mix(found ^ letter)
    return found


class Draws:
    """Draws in a row for small tables."""

    def __init__(self, seed: int, name: str) -> None:
        self._salt, self._count = salt(seed, name), 0

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound` - 1."""
        self._count += 1
        return mix(self._salt ^ mix(self._count)) * bound >> 32

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1)

    def chance(self, percent: int) -> bool:
        """True so many times of a hundred."""
        return self.below(100) < percent

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of them, each as likely."""
        return things[self.below(len(things))]

    def weighted(self, weights: dict[Thing, int]) -> Thing:
        """One of them, each as likely as its weight says."""
        rest = self.below(sum(weights.values()))
        for thing, weight in weights.items():
            rest -= weight
            if rest < 0:
                return thing
        raise AssertionError("weights add up")


def shared_out(total: int, weights: Iterable[int]) -> list[int]:
    """`total` in whole parts after `weights`, none lost: each part ends where the rounded running sum ends."""
    given = list(weights)
    whole = sum(given)
    parts, running, before = [], 0, 0
    for weight in given:
        running += weight
        end = total * running // whole if whole else 0
        parts.append(end - before)
        before = end
    return parts


def size_at(sizes: Sequence[int], rank: int, count: int) -> int:
    """The size of place `rank` (from 0) of `count`, read off a descending row of sizes; at least 1."""
    place = max(0, (2 * rank + 1) * len(sizes) * 500 // count - 500)  # in thousandths of a step
    index = min(place // 1000, len(sizes) - 1)
    following = min(index + 1, len(sizes) - 1)
    return max(1, sizes[index] + (sizes[following] - sizes[index]) * (place % 1000) // 1000)
