"""A past moment as people write it, for what was known then."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from openscorecard.queries.faults import UnfitMoment


def parse_moment(text: str, now: datetime) -> datetime:
    """The moment that `text` writes: a day (its end) or a time in ISO form, local where it names no zone.

    The present day is `now`. Raises UnfitMoment for what is no time, or has not come yet.
    """
    found = _read(text.strip())
    if found is None or (found > now and timezone.localdate(found) > timezone.localdate(now)):
        raise UnfitMoment(text=text[:40])
    return min(found, now)


def _read(text: str) -> datetime | None:
    try:
        found = datetime.combine(date.fromisoformat(text), time.max)
    except ValueError:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return None
    return found if found.tzinfo else timezone.make_aware(found)
