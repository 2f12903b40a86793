"""A past moment as people write it, for what was known then."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from openscorecard.domain.measures.periods import FIRST_YEAR, LAST_YEAR
from openscorecard.queries.faults import UnfitMoment


def parse_moment(text: str, now: datetime) -> datetime:
    """The moment that `text` writes: a day (its end) or a time in ISO form, local where it names no zone.

    The present day is `now`. Raises UnfitMoment for what is no time, one of no usual year, or has not come yet.
    """
    found = _read(text.strip())
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR or _to_come(found, now):
        raise UnfitMoment(text=text[:40])
    return min(found, now)


def _to_come(moment: datetime, now: datetime) -> bool:
    return moment > now and timezone.localdate(moment) > timezone.localdate(now)


def _read(text: str) -> datetime | None:
    try:
        found = datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return None
    return found if found.tzinfo else timezone.make_aware(found)
