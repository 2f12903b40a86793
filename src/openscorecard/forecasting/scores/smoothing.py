"""Exponential smoothing: a level and a trend that follow a series without season, as they fit it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, log

from openscorecard.forecasting.scores.searching import least

Series = Sequence[float]
"""Values in order, of size about 1; NaN is a gap."""

_WORST = 1e300
_TINY = 1e-9
_FIRST = 12
"""How many values the first level and trend are taken from."""


@dataclass(frozen=True, slots=True)
class Form:
    """Whether there is a trend, and whether it fades."""

    trended: bool = False
    damped: bool = False


SIMPLE, HOLT, DAMPED = Form(), Form(trended=True), Form(trended=True, damped=True)


@dataclass(frozen=True, slots=True)
class Course:
    """What a model says: the next periods, and what it expected of each past one, a step before it."""

    ahead: tuple[float, ...]
    expected: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Level and trend before the first value, the weights of both (0 to 1), and what is left of a trend each step."""

    level: float
    trend: float
    alpha: float
    beta: float
    damping: float


def follow(values: Series, at: Weights) -> tuple[float, float, list[float]]:
    """The last level and trend, and what was expected of each value; a gap teaches nothing.

    Source: R. J. Hyndman and others, Forecasting with Exponential Smoothing, 2008, table 2.2 (A,N; A,A; A,Ad).
    """
    level, trend, alpha, beta, damping = at.level, at.trend, at.alpha, at.beta, at.damping
    found = []
    for value in values:
        trend *= damping
        level += trend
        found.append(level)
        miss = value - level
        if miss == miss:
            level += alpha * miss
            trend += beta * miss
    return level, trend, found


def smoothed(values: Series, form: Form, steps: int, *, share: bool, most: int) -> Course:
    """The best fit of `form` to `values`, and `steps` periods ahead.

    `share`: a miss is weighed as a share of what was expected, since it grows with the level. `most` bounds the work.
    """
    box = _box(values, form)
    start, low, high = zip(*box, strict=True)
    best = least(lambda point: _cost(values, _weights(point, form), share), start, low, high, most)
    weights = _weights(best, form)
    level, trend, expected = follow(values, weights)
    ahead = []
    for _ in range(steps):
        trend *= weights.damping
        level += trend
        ahead.append(level)
    return Course(tuple(ahead), tuple(expected))


def _weights(point: Sequence[float], form: Form) -> Weights:
    alpha = point[1]
    beta = alpha * point[2] if form.trended else 0.0
    return Weights(point[0], point[3] if form.trended else 0.0, alpha, beta, point[4] if form.damped else 1.0)


def _cost(values: Series, weights: Weights, share: bool) -> float:
    """Twice the negative logarithm of the likelihood, but for what is the same for all weights.

    Source: the same, equation 5.3.
    """
    *_, expected = follow(values, weights)
    pairs = [(one, other) for one, other in zip(values, expected, strict=True) if one == one]
    if not share:
        cost = len(pairs) * log(sum((one - other) ** 2 for one, other in pairs) + _TINY**2)
    else:
        sized = [(one, other, max(abs(other), _TINY)) for one, other in pairs]
        square = sum(((one - other) / size) ** 2 for one, other, size in sized)
        cost = len(pairs) * log(square + _TINY**2) + 2 * sum(log(size) for _, _, size in sized)
    return cost if isfinite(cost) else _WORST


def _box(values: Series, form: Form) -> list[tuple[float, float, float]]:
    """Where the search starts and stays between: level, alpha, and as the form has them beta, trend, damping."""
    known = [(place + 1.0, value) for place, value in enumerate(values) if value == value]
    mean = sum(value for _, value in known) / len(known)
    spread = max((sum((one - mean) ** 2 for _, one in known) / len(known)) ** 0.5, _TINY)
    level, slope = _line(known[:_FIRST])
    box = [(level, level - 2 * spread, level + 2 * spread), (0.3, 0.001, 0.999)]
    if form.trended:
        reach = 2 * abs(slope) + spread / 10
        box += [(0.05, 0.0, 0.999), (slope, -reach, reach)]
    if form.damped:
        box.append((0.95, 0.8, 0.98))
    return box


def _line(known: list[tuple[float, float]]) -> tuple[float, float]:
    """Where the least-squares line through places and values starts, and how steep it is."""
    middle = sum(place for place, _ in known) / len(known)
    mean = sum(value for _, value in known) / len(known)
    spread = sum((place - middle) ** 2 for place, _ in known)
    slope = sum((place - middle) * (value - mean) for place, value in known) / spread if spread else 0.0
    return mean - slope * middle, slope
