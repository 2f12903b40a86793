"""The example's days: how much each is used, and the kinds of day on which other places are open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from openscorecard.engines.example.chance import mix, salt
from openscorecard.engines.example.places import RENOVATED, Place, Places
from openscorecard.engines.example.recipe import Recipe

MONDAY = 0


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`."""
    for step in range((last - first).days + 1):
        yield first + timedelta(step)


def month_starts(first: date, last: date) -> list[date]:
    """The first day of every month between two days."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day.replace(day=28) + timedelta(4)).replace(day=1)
    return found


def month_end(day: date) -> date:
    """The last day of its month."""
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


class Calendar:
    """Weights of days, from the real seasons, a choice of weekdays, and what 2021 was like."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.closed_from, self.closed_to = recipe.figures["closed"]
        self.limited_until: date = recipe.figures["limited_until"]

    def weight(self, season: str, day: date) -> int:
        """How much a day is used beside others, a few thousand; 0 where everything is closed."""
        if self.closed_from <= day <= self.closed_to:
            return 0
        of_month = int(self.recipe.shapes[f"season_{season}"][day.month - 1])
        noise = 940 + mix(salt(self.recipe.seed, season) ^ day.toordinal()) % 121
        found = of_month * int(self.recipe.figures["weekday_use"][day.weekday()]) * noise // 1_000_000
        return found * 55 // 100 if self.closed_to < day <= self.limited_until else found


def open_on(place: Place, day: date) -> bool:
    """Whether a place serves on that day: on Mondays only the main library and the machines do."""
    span = RENOVATED.get(place.code)
    return (
        place.opened <= day
        and (place.closed is None or day <= place.closed)
        and not (span and span[0] <= day <= span[1])
        and not (day.weekday() == MONDAY and place.type in {"branch", "reading_room"})
    )


def open_places(places: Places, day: date) -> tuple[Place, ...]:
    """Those that serve on that day, but for the closure of all."""
    return tuple(place for place in places.all if open_on(place, day))


def states_of(places: Places, days: Sequence[date]) -> tuple[list[int], list[date]]:
    """A number for each day, the same for days of a month on which the same places serve alike; and a day of each."""
    pickup: date = places.recipe.figures["fastbook_pickup"]
    known: dict[tuple[object, ...], int] = {}
    numbers: list[int] = []
    first: list[date] = []
    for day in days:
        alike = (day.month, day >= pickup, *(place.code for place in open_places(places, day)))
        if alike not in known:
            known[alike] = len(first)
            first.append(day)
        numbers.append(known[alike])
    return numbers, first
