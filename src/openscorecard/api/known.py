"""As of when: moments that are asked for, and the periods the public may read with the moment of each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from openscorecard.domain.measures.periods import Period
from openscorecard.queries.publishing import PublishedPeriod, published_periods
from openscorecard.queries.scores.moments import parse_moment

Publication = PublishedPeriod
MOST_PUBLICATIONS = 24


def moment_of(text: str | None, now: datetime) -> datetime | None:
    """The past moment that is asked for; None for now. Raises UnfitMoment."""
    return parse_moment(text, now) if text else None


def publications(plan: str, start: Period, end: Period, grain: str | None) -> Iterator[Publication]:
    """The newest published periods that lie from `start` to `end`; one query."""
    found = 0
    for one in published_periods(plan):
        within = start.first_day <= one.period.first_day and one.period.last_day <= end.last_day
        if within and grain in (None, one.period.grain) and found < MOST_PUBLICATIONS:
            found += 1
            yield one
