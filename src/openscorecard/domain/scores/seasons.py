"""Seasons and echoes of a series taken out before it is charted, by declared rules; exact.

Source: scoring, "Variation (XmR)": seasonal or autocorrelated series chart the adjusted series and say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import isqrt

Values = Sequence[Fraction | None]

# Upper 1 % points of the F distribution for two, three, ... full seasons of k periods, rounded up: k-1 and
# (k-1)(years-1) degrees of freedom. Beyond the last, which only asks for more, it stays.
_CLEAR: Mapping[int, tuple[Fraction, ...]] = {
    12: tuple(map(Fraction, ("4.47", "3.19", "2.84", "2.69", "2.60"))),
    4: tuple(map(Fraction, ("29.46", "9.78", "7.00", "5.96", "5.42"))),
}
_TWO_SIGMA_SQUARED = 4


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A series without its season and its echo.

    `season` is what each place in the year adds, from the place of the first value on, empty where no season is clear.
    `echo` is the part of a deviation that comes back in the next period, 0 where none is clear.
    """

    values: tuple[Fraction | None, ...]
    season: tuple[Fraction, ...] = ()
    echo: Fraction = Fraction(0)

    @property
    def changed(self) -> bool:
        """Whether anything was taken out."""
        return bool(self.season or self.echo)


def adjusted(values: Values, per_year: int = 12, starts: Sequence[int] = ()) -> Adjusted:
    """`values`, oldest first, without what a clear season and a clear echo add; as they are under two full seasons.

    A season is clear where the means of its places differ by more than chance at 1 %, years apart (two-way analysis of
    variance over full years from the first value on). A slope that shows within years and from year to year is a trend,
    no season. An echo is clear where the correlation of neighbours, as deviations from a straight line, exceeds two
    standard errors (2 ÷ √n), so that a trend is none; what comes back is a part of the deviation from the mean.
    `starts` are places from which on the level is another, since a step would look like an echo.
    """
    plain = tuple(values)
    if len(_years(plain, per_year)) < 2:
        return Adjusted(plain)
    season = _season(plain, per_year)
    smooth = tuple(
        one if one is None or not season else one - season[place % per_year] for place, one in enumerate(plain)
    )
    echo = _echo(smooth, starts)
    return Adjusted(tuple(_without_echo(smooth, echo, starts)) if echo else smooth, season, echo)


def _years(values: Values, per_year: int) -> dict[int, list[Fraction]]:
    """The full years without a gap by their number, counted from the first value on."""
    blocks = [values[first : first + per_year] for first in range(0, len(values), per_year)]
    known = [[one for one in block if one is not None] for block in blocks]
    return {number: full for number, full in enumerate(known) if len(full) == per_year}


def _season(values: Values, per_year: int) -> tuple[Fraction, ...]:
    """What each place in the year adds, the years' own means and the trend taken out; empty where that is not clear."""
    full = _years(values, per_year)
    years = [[one - _mean(year) for one in year] for year in full.values()]
    means = [_mean([year[place] for year in years]) for place in range(per_year)]
    within = sum((one - means[place]) ** 2 for year in years for place, one in enumerate(year))
    slope = _shared(_slope(dict(enumerate(means))), _slope({at: _mean(year) for at, year in full.items()}) / per_year)
    effects = tuple(mean - slope * (place - Fraction(per_year - 1, 2)) for place, mean in enumerate(means))
    between = len(years) * sum(effect**2 for effect in effects)
    limits = _CLEAR.get(per_year)
    if limits is None or not between:
        return ()
    # (between ÷ (k - 1)) ÷ (within ÷ ((k - 1)(years - 1))), without dividing.
    clear = between * (len(years) - 1) > limits[min(len(years) - 2, len(limits) - 1)] * within
    return effects if clear else ()


def _echo(values: Values, starts: Sequence[int]) -> Fraction:
    """How much of a deviation comes back in the next period, corrected for short series; 0 where that is not clear."""
    gone = tuple(_deviations(values, starts, along_line=True))
    whole = sum((one**2 for one in gone if one is not None), Fraction(0))
    pairs = [(a, b) for a, b in pairwise(gone) if a is not None and b is not None]
    if not whole or not pairs:
        return Fraction(0)
    count = sum(one is not None for one in gone)
    found = sum((a * b for a, b in pairs), Fraction(0)) / whole
    if found <= 0 or found**2 * count <= _TWO_SIGMA_SQUARED:
        return Fraction(0)
    # A short series beside its line shows too little of it, by about (2 + 4 × echo) ÷ n (Kendall 1954).
    corrected = found + (2 + 4 * found) / count
    return min(corrected, Fraction(9, 10)).limit_denominator(1000)


def _without_echo(values: Values, echo: Fraction, starts: Sequence[int]) -> Iterator[Fraction | None]:
    """Every value less what the one before it brings along.

    The first of all, and after a gap, has nothing before it. What the straight line brings along is taken off, and the
    deviation from that line is made as wide as those of the others are then, times √(1 - echo²) (Prais and Winsten
    1954), or it would look like a signal.
    """
    before, kept = None, _root(1 - echo**2)
    level, line = (tuple(_deviations(values, starts, along_line=way)) for way in (False, True))
    for one, gone, beside in zip(values, level, line, strict=True):
        if one is None or gone is None or beside is None:
            yield one
        elif before is None:
            yield one - echo * (gone - beside) - (1 - kept) * beside
        else:
            yield one - echo * before
        before = gone


def _root(square: Fraction) -> Fraction:
    """The square root, cut after six decimals: a declared rule, so that every machine has the same."""
    return Fraction(isqrt(int(square * 10**12)), 10**6)


def _deviations(values: Values, starts: Sequence[int], *, along_line: bool) -> Iterator[Fraction | None]:
    """Each value less the mean of its stretch, or less what the straight line through it says."""
    places = [0, *sorted({place for place in starts if 0 < place < len(values)}), len(values)]
    for first, end in pairwise(places):
        known = {place: one for place in range(first, end) if (one := values[place]) is not None}
        slope = _slope(known) if along_line else Fraction(0)
        middle = _mean([Fraction(place) for place in known]) if known else Fraction(0)
        mean = _mean(list(known.values())) if known else Fraction(0)
        for place in range(first, end):
            yield known[place] - mean - slope * (place - middle) if place in known else None


def _slope(known: Mapping[int, Fraction]) -> Fraction:
    """Of the least-squares line through values by their place; 0 through fewer than two."""
    if len(known) < 2:
        return Fraction(0)
    middle, mean = _mean([Fraction(place) for place in known]), _mean(list(known.values()))
    along = sum(((place - middle) * (one - mean) for place, one in known.items()), Fraction(0))
    return along / sum(((place - middle) ** 2 for place in known), Fraction(0))


def _shared(one: Fraction, other: Fraction) -> Fraction:
    """What two slopes have in common: the flatter where both go one way, else 0."""
    return min(one, other, key=abs) if one * other > 0 else Fraction(0)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)
