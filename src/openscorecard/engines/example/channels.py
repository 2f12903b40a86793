"""Through which channel, at which terminal and under which action plan each place lends and takes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from openscorecard.engines.example.chance import shared_out
from openscorecard.engines.example.places import Place
from openscorecard.engines.example.recipe import Recipe

KINDS = ("issue", "return", "renew", "second")
"""`second` is the sorter's second scan of one return."""
_PICKUP = 1600  # loans of a FastBook station since holds can be picked up there, beside 1000 before


@dataclass(frozen=True, slots=True)
class Way:
    """One way a kind of transaction goes at a place, and how often beside others."""

    branch: str
    channel: str | None
    terminal: str | None
    plan: str | None
    weight: int


def ways(recipe: Recipe, place: Place, kind: str, day: date) -> Iterator[Way]:
    """All ways of `kind` at `place` about `day`; none where it does not happen there."""
    if kind == "second":
        if place.sorter:
            yield Way(place.code, "sorter", f"{place.code}-Z1", None, place.loans)
    elif not place.staffed:
        yield from _automatic(recipe, place, kind, day)
    elif kind == "renew":
        yield Way(place.code, None, None, None, place.loans * 92)  # over the network, at no channel of the house
        yield Way(place.code, "desk", f"{place.code}-D1", None, place.loans * 8)
    else:
        yield from _staffed(recipe, place, kind, day)


def _automatic(recipe: Recipe, place: Place, kind: str, day: date) -> Iterator[Way]:
    if kind == "renew":
        return
    weight = place.loans * 100
    if place.type == "fastbook" and day >= recipe.figures["fastbook_pickup"]:
        weight = weight * _PICKUP // 1000
    yield Way(place.code, place.type, f"{place.code}-S1", "CP3.1.1", weight)


def _staffed(recipe: Recipe, place: Place, kind: str, day: date) -> Iterator[Way]:
    whole = place.loans * 100
    shops, couriers = whole * 12 // 1000, whole * 2 // 1000
    machines = _by_machine(recipe, place, kind, day, whole - shops - couriers)
    desks = whole - shops - couriers - machines
    for number, weight in enumerate(shared_out(machines, [1] * place.machines), 1):
        yield Way(place.code, "self_check", f"{place.code}-S{number}", _plan_of_machine(place, number), weight)
    for number, weight in enumerate(shared_out(desks, [1] * place.desks), 1):
        yield Way(place.code, "desk", f"{place.code}-D{number}", None, weight)
    yield Way(place.code, "convenience_store", None, "CP1.1.1", shops)
    yield Way(place.code, "courier", None, "CP1.1.1", couriers)


def _by_machine(recipe: Recipe, place: Place, kind: str, day: date, whole: int) -> int:
    if not place.machines:
        return 0
    share = int(recipe.figures["by_year"]["self_check"][day.year]) + day.month - 6 + _leaning(place)
    return whole * (share if kind == "issue" else share - 190) // 1000


def _leaning(place: Place) -> int:
    """What readers of a place prefer, in thousandths more or less than elsewhere."""
    return (int(place.code[1:]) * 37) % 121 - 60


def _plan_of_machine(place: Place, number: int) -> str | None:
    if number == 1 and place.machines >= 3:
        return "CP2.1.2"  # it stands in the area where reserved books wait
    return "CP2.1.1" if place.rolled_out else None
