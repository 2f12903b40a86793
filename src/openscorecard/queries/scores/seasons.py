"""Last year's season of a measure, as the shares by which a year's target spreads."""

from __future__ import annotations

from fractions import Fraction

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.queries.observed import Asked, observed


def season_shares(measure: Measure, year: Period) -> tuple[Fraction, ...]:
    """What each month of the year before came to; none where a month has no value or the measure is no monthly flow."""
    before = year.previous()
    if measure.kind != "F" or measure.frequency != "month":
        return ()
    months = before.months()
    found = observed(Asked(measure.id, months[0], months[-1], "month"))
    values = [line.observation.value for line in found.lines]
    return () if None in values else tuple(value for value in values if value is not None)
