"""How far off a forecast may be: the spread of its series, times factors learned on other series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import NormalDist

LEVELS = (0.50, 0.80, 0.95, 0.99)
"""The parts of futures that factors are learned for."""
SURE = 0.995
"""No probability is said to be nearer to 1 while a period is to come, none nearer to 0 than 1 less it."""
_SCORES = tuple(NormalDist().inv_cdf((1 + level) / 2) for level in LEVELS)

Row = tuple[float, float, float, float]
"""Within how many spreads each of LEVELS lies; rising."""


@dataclass(frozen=True, slots=True)
class Factors:
    """For each horizon from 1 on, a row for the value there, and one for the sum of all values up to there."""

    value: tuple[Row, ...]
    whole: tuple[Row, ...]


def spreads(
    flat: Sequence[float], expected: Sequence[float], lately: int, steps: int, share: bool
) -> tuple[float, ...]:
    """How far off each of `steps` periods may be, before factors; in logarithms where `share`.

    The geometric mean of how far off the last steps were (`lately` of them), and how far the series without season
    went in so many periods; never less than for the period before.
    """
    scaled = [log(one) if share and one == one else one for one in flat]
    foreseen = [log(max(one, 1e-9)) if share else one for one in expected]
    misses = [abs(one - other) for one, other in zip(scaled, foreseen, strict=True) if one == one]
    miss = sum(misses[-lately:]) / len(misses[-lately:])
    found: list[float] = []
    for step in range(1, steps + 1):
        lag = min(step, len(scaled) // 2)
        ways = [after - one for after, one in zip(scaled[lag:], scaled, strict=False) if after == after and one == one]
        if ways:
            went = (sum(way * way for way in ways) / len(ways)) ** 0.5
            found.append(max((miss * went) ** 0.5, found[-1] if found else 0.0))
        else:
            found.append(found[-1] if found else miss)
    return tuple(found)


def within(away: float, spread: float, row: Row) -> float:
    """The probability that a future is less than `away` (signed, as the spread is measured) beyond its point.

    Between the learned levels, and beyond the last, it goes as a normal curve does that is stretched to meet them.
    Never nearer to 0 or 1 than SURE.
    """
    if spread <= 1e-12:
        return SURE if away >= 0 else 1 - SURE
    size = abs(away) / spread
    scores = (0.0, *_SCORES)
    knots = (0.0, *row)
    place = next((at for at in range(1, len(row)) if size <= knots[at]), len(row))
    gap = knots[place] - knots[place - 1]
    part = (size - knots[place - 1]) / gap if gap > 0 else 1.0
    score = scores[place - 1] + part * (scores[place] - scores[place - 1])
    below = NormalDist().cdf(min(score, 10.0))
    return min(max(below if away >= 0 else 1 - below, 1 - SURE), SURE)
