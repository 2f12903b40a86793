"""When a source is due: every hour, day, week or month at a time of the clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from openscorecard.domain.measures.fields import TAIPEI

Every = Literal["hourly", "daily", "weekly", "monthly"]
_FORM = re.compile(
    r"(hourly)|(?:(daily)|(weekly) ([1-7])|(monthly) ([1-9]|1\d|2[0-8])) ([01]\d|2[0-3]):([0-5]\d)", re.ASCII
)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Schedule:
    """`day` is that of the week (from Monday, 1) or of the month (at most 28, which every month has)."""

    every: Every
    day: int = 0
    hour: int = 0
    minute: int = 0

    def latest(self, now: datetime) -> datetime:
        """The last moment up to `now` at which it was due."""
        local = now.astimezone(TAIPEI).replace(second=0, microsecond=0)
        if self.every == "hourly":
            return local.replace(minute=0)
        moment = local.replace(hour=self.hour, minute=self.minute)
        while moment > local or not self._falls_on(moment):
            moment -= timedelta(days=1)
        return moment

    def next(self, now: datetime) -> datetime:
        """The first moment after `now` at which it will be due."""
        if self.every == "hourly":
            return self.latest(now) + _HOUR
        moment = self.latest(now) + timedelta(days=1)
        while not self._falls_on(moment):
            moment += timedelta(days=1)
        return moment

    def _falls_on(self, moment: datetime) -> bool:
        if self.every == "weekly":
            return moment.isoweekday() == self.day
        return self.every == "daily" or moment.day == self.day


def parse_schedule(text: str) -> Schedule | None:
    """`hourly`, `daily 03:00`, `weekly 1 03:00`, `monthly 5 03:00` in Taipei time; None for any other text."""
    found = _FORM.fullmatch(text)
    if not found:
        return None
    if found[1]:
        return Schedule("hourly")
    hour, minute = int(found[7]), int(found[8])
    if found[3]:
        return Schedule("weekly", int(found[4]), hour, minute)
    return Schedule("monthly", int(found[6]), hour, minute) if found[5] else Schedule("daily", 0, hour, minute)
