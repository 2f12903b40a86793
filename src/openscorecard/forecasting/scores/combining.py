"""The forecast of a series: Theta on logarithms and the mean of three exponential smoothings, half of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from openscorecard.forecasting.scores.seasons import filled, season_of, seasonal
from openscorecard.forecasting.scores.smoothing import DAMPED, HOLT, SIMPLE, Course, Series, smoothed
from openscorecard.forecasting.scores.theta import theta_course

MOST = 250
"""How often a fit may follow the series, about."""
_WIDEST = 1000.0
"""Where the largest value is more times the smallest, logarithms would make all of the small ones."""
_FAR = 10.0
"""A forecast beyond so many times the largest value there was is none."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next periods as expected, in the unit of the series, and what tells how far off that may be.

    `miss` is the usual miss of a step (root mean square), as a share of what was expected where `share`, else in the
    unit; `yearly` likewise the usual change from a year before.
    """

    points: tuple[float, ...]
    miss: float
    yearly: float
    share: bool


def outlook(values: Series, cycle: int, steps: int, most: int = MOST) -> Outlook:
    """`steps` periods after the end of `values`, which have `cycle` periods a year and two years or more.

    `values` are of size 1 at most; NaN is a gap, but not at either end.
    """
    known = [one for one in values if one == one]
    share = min(known) > max(known) / _WIDEST
    whole = filled(values)
    neutral = 1.0 if share else 0.0
    season = season_of(whole, cycle, times=share) if seasonal(whole, cycle) else [neutral]
    flat = _without(values, season, share)
    courses = [smoothed(flat, form, steps, share=share, most=most) for form in (SIMPLE, HOLT, DAMPED)]
    theta = _theta(flat, steps, share, most)
    mean = [_mean(parts) for parts in zip(*(one.ahead for one in courses), strict=True)]
    ahead = [(one + other) / 2 for one, other in zip(theta.ahead, mean, strict=True)]
    past = [_mean(parts) for parts in zip(*(one.expected for one in courses), strict=True)]
    expected = [(one + other) / 2 for one, other in zip(theta.expected, past, strict=True)]
    turn = len(values) % len(season)
    return Outlook(
        tuple(_with(ahead, season[turn:] + season[:turn], share)),
        _usual(flat, expected, share),
        _usual(values[cycle:], values[:-cycle], share),
        share,
    )


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


def _usual(values: Series, expected: Series, share: bool) -> float:
    """The root mean square of values less what was expected; as logarithms where `share`."""
    pairs = [(one, other) for one, other in zip(values, expected, strict=True) if one == one and other == other]
    if share:
        pairs = [(log(one), log(max(other, 1e-9))) for one, other in pairs]
    return (sum((one - other) ** 2 for one, other in pairs) / len(pairs)) ** 0.5 if pairs else 0.0


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
