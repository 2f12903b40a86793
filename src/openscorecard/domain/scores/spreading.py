"""What the target of a year asks of a shorter period: the profile that was stored with it, and what it was set for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from openscorecard.domain.measures.measure import Frequency, Kind
from openscorecard.domain.measures.periods import Grain, Period
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import NoSuchTargetPeriod, PeriodTarget, Profile, YearTarget

YEARS: tuple[Grain, ...] = ("year", "school_year")


@dataclass(frozen=True, slots=True)
class Spread:
    """A year's target spreads by `profile`, for a measure of `kind` that is seen every `frequency`."""

    profile: Profile
    kind: Kind
    frequency: Frequency

    def year_target(self, target: Target, year: Period) -> YearTarget:
        """The target of `year` with all that spreads it. Raises UnfitProfile."""
        return _year_target(self, target, year)


@lru_cache(maxsize=1024)
def _year_target(spread: Spread, target: Target, year: Period) -> YearTarget:
    """Made once: every period of a year asks for it, and it is checked month by month when it is made."""
    return YearTarget(target, year, spread.kind, spread.frequency, spread.profile)


def years_around(period: Period) -> tuple[Period, ...]:
    """The years whose target may ask something of a shorter `period`, the calendar year first."""
    if period.grain in YEARS:
        return ()
    years = (Period.of(period.first_day, grain) for grain in YEARS)
    return tuple(year for year in years if year.covers(period))


def asked_of(target: Target, spread: Spread, year: Period, period: Period) -> PeriodTarget | None:
    """What the year's target asks of `period`; None where it asks nothing, as a yearly measure of a month.

    What a month is asked to have reached since the school year began has no value to stand beside, so it is None too.
    """
    try:
        found = spread.year_target(target, year).in_period(period)
    except NoSuchTargetPeriod:
        return None
    return None if found.to_date and year.grain == "school_year" else found
