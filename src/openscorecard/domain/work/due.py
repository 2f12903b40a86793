"""When regular work is due: the latest moment that has passed, so that what was slept through is done once."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo


def latest_daily(now: datetime, at: time, zone: tzinfo) -> datetime:
    """The last moment up to `now` at which the clock of `zone` said `at`."""
    local = now.astimezone(zone)
    today = datetime.combine(local.date(), at, zone)
    return today if today <= local else datetime.combine(local.date() - timedelta(days=1), at, zone)


def latest_weekly(now: datetime, weekday: int, at: time, zone: tzinfo) -> datetime:
    """The same on a day of the week, Monday being 0."""
    daily = latest_daily(now, at, zone)
    return datetime.combine(daily.date() - timedelta(days=(daily.weekday() - weekday) % 7), at, zone)
