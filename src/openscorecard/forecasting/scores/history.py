"""A series as a forecast takes it: numbers of size 1 at most, from the first value to the last, with their periods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from sys import float_info

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Grain, Period

CYCLES: dict[Grain, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1, "school_year": 1}
"""How many periods make a year."""
_LONGEST = 20
"""Years of history that are looked at; older ones say little and cost time."""

Values = Sequence[Fraction | float | None]


class UnfitSeries(Fault):
    """A series or year that cannot be forecast because it is not put rightly."""

    code = "unfit-series"
    zh = "無法預測 {year}：{reason}；請給月、季、半年或年的數列，以及由這些期間組成的年度。"
    en = "{year} cannot be forecast: {reason}; give months, quarters, halves or years, and a year made of them."


@dataclass(frozen=True, slots=True)
class History:
    """A series divided by its `size` from its first to its last value, and where it starts; NaN is a gap."""

    values: tuple[float, ...]
    start: Period
    size: float

    def at(self, period: Period) -> float | None:
        """The value of a period, None where there is none."""
        place = steps_between(self.start, period)
        value = self.values[place] if 0 <= place < len(self.values) else float("nan")
        return value if value == value else None

    def sized(self, number: float) -> float:
        """A number of size about 1 in the unit of the series; what no float can hold is the largest there is."""
        return min(max(number * self.size, -float_info.max), float_info.max)

    @property
    def last(self) -> Period:
        return self.start.shifted(len(self.values) - 1)


def history_of(values: Values, start: Period, end: Period) -> History | None:
    """The series as numbers of size 1 at most, its last twenty years; None where it has no value."""
    most = steps_between(start, end) + 1
    numbers = [_number(one, start) for one in values[: max(most, 0)]]
    known = [place for place, one in enumerate(numbers) if one == one]
    if not known:
        return None
    first = max(known[0], known[-1] + 1 - _LONGEST * CYCLES[start.grain])
    first = next(place for place in known if place >= first)
    some = numbers[first : known[-1] + 1]
    size = max(abs(one) for one in some if one == one) or 1.0
    return History(tuple(one / size for one in some), start.shifted(first), size)


def _number(value: Fraction | float | None, start: Period) -> float:
    if value is None:
        return float("nan")
    try:
        number = float(value)
    except OverflowError:
        raise UnfitSeries(year=start, reason="> 1.8e308") from None
    if number - number != 0:
        raise UnfitSeries(year=start, reason=str(number))
    return number


def steps_between(one: Period, other: Period) -> int:
    """How many periods `other` comes after `one`, of the same grain."""
    return (other.year - one.year) * CYCLES[one.grain] + other.number - one.number
