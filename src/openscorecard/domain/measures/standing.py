"""Where an institution stands among its peers in one indicator of one year. Pure and exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class PeerFigure:
    """One published figure of one institution; `rank` is as published, None where it was not."""

    year: int
    institution: str
    indicator: str
    value: Fraction | None
    rank: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One institution in the order of an indicator; `distance` is its value less one's own, None without both."""

    figure: PeerFigure
    rank: int
    distance: Fraction | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One's own figure, its place among all that have a value, and everybody's in order, the highest first."""

    own: PeerFigure | None
    rank: int | None
    places: tuple[Place, ...]

    @property
    def best(self) -> Place | None:
        """The highest of all."""
        return self.places[0] if self.places else None

    @property
    def middle(self) -> Fraction | None:
        """The median of all values."""
        values = [one.figure.value for one in self.places if one.figure.value is not None]
        if not values:
            return None
        half = len(values) // 2
        return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def standing_of(institution: str, figures: Iterable[PeerFigure]) -> Standing:
    """The standing of `institution` among `figures` of one indicator and year; equal values share a rank.

    A published rank is kept even where it differs from the order of values.
    """
    known = sorted(
        (one for one in figures if one.value is not None), key=lambda one: (-(one.value or 0), one.institution)
    )
    own = next((one for one in known if one.institution == institution), None)
    values = [one.value for one in known]
    places = tuple(
        Place(
            one,
            one.rank or values.index(one.value) + 1,
            one.value - own.value if own and own.value is not None else None,
        )
        for one in known
        if one.value is not None
    )
    rank = next((one.rank for one in places if one.figure is own), None)
    return Standing(own, rank, places)


def own_institution(name: str, institutions: Iterable[str]) -> str:
    """Which of `institutions` the body called `name` belongs to: the longest its name begins with; empty if none."""
    return max((one for one in institutions if one and name.startswith(one)), key=len, default="")
