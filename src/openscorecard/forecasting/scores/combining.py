"""The forecast of a series: Theta on logarithms and the mean of three exponential smoothings, half of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Literal

from openscorecard.forecasting.scores.seasons import filled, season_of
from openscorecard.forecasting.scores.smoothing import DAMPED, HOLT, SIMPLE, Course, Series, smoothed
from openscorecard.forecasting.scores.theta import theta_course
from openscorecard.forecasting.scores.widths import spreads

MOST = 150
"""How often a fit may follow the series, about."""
_WIDEST = 1000.0
"""Where the largest value is more times the smallest, logarithms would make all of the small ones."""
_LATELY = 6
"""At least so many of the last misses tell how far off a step is."""
_FAR = 10.0
"""A forecast beyond so many times the largest value there was is none."""


Method = Literal["combined", "seasonal_naive"]
"""combined: the mean of Theta and exponential smoothing. seasonal_naive: what was a year before."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next periods as expected, in the unit of the series, and how far off each may be.

    `spreads` are of the logarithm of a value where `share`, else in the unit; they never shrink. What part of futures
    lies within how many spreads is learned from other series (`widths`). `whole` is the series with its gaps bridged.
    """

    points: tuple[float, ...]
    spreads: tuple[float, ...]
    share: bool
    method: Method
    whole: tuple[float, ...]


def outlook(values: Series, cycle: int, steps: int, most: int = MOST) -> Outlook:
    """`steps` periods after the end of `values`, which have `cycle` periods a year and two years or more.

    `values` are of size 1 at most; NaN is a gap, but not at either end.
    """
    share = as_shares(values)
    whole = filled(values)
    neutral = 1.0 if share else 0.0
    season = season_of(whole, cycle, times=share) if cycle > 1 else [neutral]
    flat = _without(values, season, share)
    courses = [smoothed(flat, form, steps, share=share, most=most) for form in (SIMPLE, HOLT, DAMPED)]
    theta = _theta(flat, steps, share, most)
    mean = [_mean(parts) for parts in zip(*(one.ahead for one in courses), strict=True)]
    ahead = [(one + other) / 2 for one, other in zip(theta.ahead, mean, strict=True)]
    past = [_mean(parts) for parts in zip(*(one.expected for one in courses), strict=True)]
    expected = [(one + other) / 2 for one, other in zip(theta.expected, past, strict=True)]
    turn = len(values) % len(season)
    points = tuple(_with(ahead, season[turn:] + season[:turn], share))
    widths = spreads(flat, expected, max(cycle, _LATELY), steps, share)
    return Outlook(points, widths, share, "combined", tuple(_with(filled(flat), season, share)))


def as_last_year(values: Series, cycle: int, steps: int) -> Outlook:
    """The same from a year or more: each period as a year before, and off by as much as values differ at all."""
    share = as_shares(values)
    whole = filled(values)
    points = tuple(whole[-cycle:][step % cycle] for step in range(steps))
    known = [log(one) if share else one for one in values if one == one]
    middle = _mean(known)
    spread = (sum((one - middle) ** 2 for one in known) / len(known)) ** 0.5
    return Outlook(points, (spread,) * steps, share, "seasonal_naive", tuple(whole))


def as_shares(values: Series) -> bool:
    """Whether the series is thought of in shares: all above 0, and the largest no thousand times the smallest."""
    known = [one for one in values if one == one]
    return min(known) > max(known) / _WIDEST


def _theta(flat: Series, steps: int, share: bool, most: int) -> Course:
    if not share:
        return theta_course(flat, steps, most)
    course = theta_course([log(one) if one == one else one for one in flat], steps, most)
    return Course(tuple(map(_exp, course.ahead)), tuple(map(_exp, course.expected)))


def _exp(power: float) -> float:
    return exp(min(power, 50.0))


def _without(values: Series, season: Sequence[float], share: bool) -> list[float]:
    parts = (season[place % len(season)] for place in range(len(values)))
    return [one / part if share else one - part for one, part in zip(values, parts, strict=True)]


def _with(values: Series, season: Sequence[float], share: bool) -> list[float]:
    parts = (season[place % len(season)] for place in range(len(values)))
    whole = (one * part if share else one + part for one, part in zip(values, parts, strict=True))
    return [min(max(one, -_FAR), _FAR) for one in whole]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
