"""The dynamic optimised Theta model: a level that follows a series, and a long line learned as it goes."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from openscorecard.forecasting.scores.searching import least
from openscorecard.forecasting.scores.smoothing import Course, Series

_WORST = 1e300


def follow(values: Series, level: float, alpha: float, theta: float, steps: int) -> list[float]:
    """What was expected of each value, and of `steps` periods after the last; a gap is filled with it.

    Source: J. A. Fiorucci and others, Models for optimising the theta method and their relationship to state space
    models, International Journal of Forecasting, 2016, section 3.2.
    """
    mean = line = slope = 0.0
    less, keep, kept = 1 - 1 / theta, 1.0, 1 - alpha
    found = []
    count = len(values)
    for place in range(count + steps):
        expected = level + less * (keep * line + (1 - keep * kept) / alpha * slope)
        found.append(expected)
        value = values[place] if place < count else expected
        if value != value:
            value = expected
        keep *= kept
        level = alpha * value + kept * level
        at = place + 1
        if place:
            slope = ((at - 2) * slope + 6 * (value - mean) / at) / (at + 1)
        mean = (place * mean + value) / at
        line = mean - slope * (at + 1) / 2
    return found


def theta_course(values: Series, steps: int, most: int) -> Course:
    """The best fit to `values` without season, and `steps` periods ahead; `most` bounds the work.

    The first two values only start the line; the fit is judged from the third on.
    """
    known = [value for value in values if value == value]
    spread = max(max(known) - min(known), 1e-9)

    def cost(point: Sequence[float]) -> float:
        expected = follow(values, point[0], point[1], point[2], 0)
        misses = [one - other for one, other in zip(values[2:], expected[2:], strict=True) if one == one]
        square = sum(miss * miss for miss in misses)
        return square if isfinite(square) else _WORST

    first = known[0]
    best = least(cost, (first, 0.5, 2.0), (first - spread, 0.01, 1.0), (first + spread, 0.99, 8.0), most)
    found = follow(values, best[0], best[1], best[2], steps)
    return Course(tuple(found[len(values) :]), tuple(found[: len(values)]))
