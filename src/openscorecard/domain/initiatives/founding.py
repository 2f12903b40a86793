"""How many branches a district should have under a founding standard (設置基準), and how many it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0088
"""Mean radius of the earth in km (IUGG)."""


@dataclass(frozen=True, slots=True)
class FoundingStandard:
    """One branch for a district above `first` residents, one more for every `each`, `apart` km from one another.

    The defaults are the version of 1999, to be confirmed by the library. Source: kpi-catalogue, CP3.1.2.
    """

    first: int = 70_000
    each: int = 80_000
    apart: Fraction = Fraction(5, 2)

    @property
    def fit(self) -> bool:
        """Whether it can be counted by: no distance or number of residents below zero, and steps above it."""
        return self.first >= 0 and self.each > 0 and self.apart >= 0

    def needed(self, residents: Fraction) -> int:
        """Branches that a district of so many residents should have."""
        if residents <= self.first:
            return 0
        return 1 + int((residents - self.first) // self.each)


@dataclass(frozen=True, slots=True)
class Place:
    """A branch and where it stands (degrees), None where nobody said."""

    name: str
    district: str
    lat: Decimal | None = None
    lon: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DistrictNeed:
    """A district: residents (None where not known), branches needed and there, how many are missing, and those that
    stand closer together than they should."""

    district: str
    residents: Fraction | None
    needed: int | None
    there: int
    missing: int | None
    close: tuple[tuple[str, str, int], ...]


def districts_under(
    standard: FoundingStandard, residents: Mapping[str, Fraction], places: Iterable[Place]
) -> tuple[DistrictNeed, ...]:
    """Every district with residents or branches, those that miss most first; distances in metres."""
    held: dict[str, list[Place]] = {}
    for place in places:
        held.setdefault(place.district, []).append(place)
    found = [_need(standard, name, residents.get(name), held.get(name, [])) for name in {*residents, *held} if name]
    return tuple(sorted(found, key=lambda one: (-(one.missing or 0), one.district)))


def _need(standard: FoundingStandard, name: str, people: Fraction | None, places: Sequence[Place]) -> DistrictNeed:
    needed = None if people is None else standard.needed(people)
    missing = None if needed is None else max(0, needed - len(places))
    return DistrictNeed(name, people, needed, len(places), missing, _close(standard, places))


def _close(standard: FoundingStandard, places: Sequence[Place]) -> tuple[tuple[str, str, int], ...]:
    pairs = [(one, other) for number, one in enumerate(places) for other in places[number + 1 :]]
    told = [(one.name, other.name, metres) for one, other in pairs if (metres := _metres(one, other)) is not None]
    return tuple(pair for pair in told if pair[2] < standard.apart * 1000)


def _metres(one: Place, other: Place) -> int | None:
    """The great-circle distance in whole metres: a map's distance, no figure of the scorecard."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    a, b, c, d = (radians(float(value)) for value in (one.lat, one.lon, other.lat, other.lon))
    chord = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return round(2 * EARTH * 1000 * asin(sqrt(chord)))
