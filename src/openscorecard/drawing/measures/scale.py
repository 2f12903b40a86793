"""The scale of a chart: from which number to which, in steps that people count in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks in order; the first and the last are the ends. `places`: decimals that tell the ticks apart."""

    ticks: tuple[float, ...]
    places: int

    def share(self, value: float) -> float:
        """Where `value` lies between the ends, 0 to 1."""
        low, high = self.ticks[0], self.ticks[-1]
        return (value - low) / (high - low)


def scale_for(values: Sequence[float], steps: int = 4) -> Scale:
    """A scale that holds all `values`, of about `steps` steps; 0 to 1 where there are no values.

    Values that are all at least zero never show ground below zero.
    """
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if low == high:
        air = abs(low) / 10 or 1.0
        low, high = (low - air if low else 0.0), high + air
    step = _step((high - low) / steps)
    first, last = math.floor(low / step), math.ceil(high / step)
    if values and min(values) >= 0:
        first = max(first, 0)
    places = max(0, -math.floor(math.log10(step) + 1e-9)) + (1 if _is_two_and_a_half(step) else 0)
    return Scale(tuple(round(number * step, places + 2) for number in range(first, last + 1)), places)


def _step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def _is_two_and_a_half(step: float) -> bool:
    return abs(step / 10.0 ** math.floor(math.log10(step) + 1e-9) - 2.5) < 1e-6
