"""A figure that is not there yet: its bands, and the probability that it will meet a target."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, inf, log

from openscorecard.domain.scores.targets import Target
from openscorecard.forecasting.scores.widths import LEVELS, SURE, Row, within

_NEAR = 1e-9
"""What differs by less than this, beside a size of 1, is the same."""


@dataclass(frozen=True, slots=True)
class Future:
    """A figure made of what is `there` and of what is to come: their sum over `parts`, in the unit of the series.

    `coming` is what is expected, `spread` how far off its logarithm may be where `share`, else it itself; `row` says
    within how many spreads which part of futures lies. `floor`: what comes is not under 0.
    """

    there: float
    coming: float
    spread: float
    row: Row
    share: bool
    floor: bool
    parts: int = 1

    @property
    def point(self) -> float:
        """What the figure is expected to be."""
        return self._figure(max(self.coming, 0.0) if self.floor else self.coming)

    def band(self, place: int) -> tuple[float, float]:
        """Between what the figure lies in LEVELS[place] of futures."""
        reach = min(self.spread * self.row[place], 700.0)
        if self.share:
            return self._figure(self.coming * exp(-reach)), self._figure(self.coming * exp(reach))
        low, high = self.coming - reach, self.coming + reach
        return self._figure(max(low, 0.0) if self.floor else low), self._figure(max(high, 0.0) if self.floor else high)

    def at_most(self, figure: float) -> float:
        """The probability that the figure will be `figure` or less, between 1 - SURE and SURE."""
        return within(self._away(figure), self.spread, self.row)

    def at_least(self, figure: float) -> float:
        """The probability that the figure will be `figure` or more, between 1 - SURE and SURE."""
        return within(-self._away(figure), self.spread, self.row)

    def _figure(self, coming: float) -> float:
        return (self.there + coming) / self.parts

    def _away(self, figure: float) -> float:
        """How far beyond what is expected the rest must come for the figure to be `figure`."""
        needed = figure * self.parts - self.there
        if (self.share or self.floor) and needed <= _NEAR:
            # What comes is never less: at least that much is certain; at most that much only where nothing may come.
            return needed - self.coming if not self.share and needed >= -_NEAR else -inf
        away = log(needed / self.coming) if self.share else needed - self.coming
        return 0.0 if abs(away) < _NEAR else away


def aim(target: Target) -> tuple[float, float] | None:
    """Between what a figure meets `target` (either may be infinite); None where a person or steps of work decide."""
    if target.method in {"manual", "milestones"}:
        return None
    if target.method == "steps":
        return _of_steps(target)
    if target.direction == "band":
        return _float(target.low or Fraction(0)), _float(target.high or Fraction(0))
    return (_float(target.value), inf) if target.direction == "up" else (-inf, _float(target.value))


def probability(future: Future, low: float, high: float) -> float:
    """The probability that the figure will lie from `low` to `high`, never nearer to 0 or 1 than SURE is to 1."""
    over = future.at_least(low) if low > -inf else 1.0
    under = future.at_most(high) if high < inf else 1.0
    return min(max(over + under - 1, 1 - SURE), SURE)


def _of_steps(target: Target) -> tuple[float, float] | None:
    """From or up to the first step that earns a hundred percent."""
    full = [_float(step.least) for step in target.steps if step.percent >= 100]
    if not full or target.direction == "band":
        return None
    return (min(full), inf) if target.direction == "up" else (-inf, max(full))


def _float(number: Fraction) -> float:
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


BANDS = range(len(LEVELS) - 1)
"""The places of LEVELS that bands are told for: the last serves probabilities alone."""
