"""What the year of the next period will come to, forecast from a trend; no query of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from openscorecard.domain.measures.measure import Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.scores.targets import Target
from openscorecard.queries.recent import Recent

if TYPE_CHECKING:
    from openscorecard.forecasting.scores.year import YearForecast

_AHEAD: Recent[YearForecast | None] = Recent(512)
_GRAINS = frozenset({"month", "quarter", "half", "year"})


def ahead_of(trend: Trend, targets: Mapping[Period, Target]) -> YearForecast | None:
    """The forecast of the year that the first period without a value lies in, judged by that year's target.

    Only values counted by the reading of the latest one are looked at, so that no change of counting is taken for a
    change of the world. None where there is no value yet, or what is looked at is a companion.
    """
    latest = trend.latest
    if latest is None or trend.grain not in _GRAINS or not isinstance(latest.reading, Variant):
        return None
    from openscorecard.forecasting.scores.year import forecast_year

    known = [line for line in trend.lines if line.observation.period <= latest.observation.period]
    values = [line.observation.value if line.reading == latest.reading else None for line in known]
    year = Period("year", latest.observation.period.shifted(1).last_day.year)
    start = known[0].observation.period
    kind, target = latest.reading.formula.kind, targets.get(year)
    key = (tuple(values), start, kind, year, target)
    return _AHEAD.get(key, lambda: forecast_year(values, start, kind, year, target))
