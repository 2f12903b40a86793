"""Spans of days to be read again: joined where they meet, cut where months end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from openscorecard.domain.measures.coverage import Coverage, merged
from openscorecard.domain.measures.periods import Period


def joined_days(spans: Iterable[Coverage], days: Iterable[date]) -> tuple[Coverage, ...]:
    """`spans` and single `days` together, in as few spans as can be, in order."""
    return merged([*spans, *(Coverage(day, day) for day in days)])


def by_month(spans: Iterable[Coverage]) -> tuple[Coverage, ...]:
    """The same days, no span longer than its month."""
    found = []
    for span in spans:
        first = span.first
        while first <= span.last:
            last = min(span.last, Period.of(first, "month").last_day)
            found.append(Coverage(first, last))
            first = last + timedelta(days=1)
    return tuple(found)
