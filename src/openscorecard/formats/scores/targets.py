"""Targets and plain data: what the store keeps of them; exact numbers are texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.scores.numbers import exact
from openscorecard.domain.scores.spreading import Spread
from openscorecard.domain.scores.targets import Step, Target
from openscorecard.domain.scores.yearly import MissingPolicy, Profile

_NUMBERS = ("value", "baseline", "floor", "low", "high", "ceiling", "cap", "least", "weight")
_TEXTS = ("direction", "method", "reason")


@dataclass(frozen=True, slots=True)
class Stored:
    """A target as it is kept: with how its year spreads, what a missing value earns, and whether it is an example."""

    target: Target
    spread: Spread | None = None
    missing: MissingPolicy = "missing"
    example: bool = False


def target_from_data(kpi: str, row: Mapping[str, Any]) -> Target:
    """The target of the KPI `kpi`, of data as `target_to_data` writes it or as people give it.

    Raises UnfitNumber for a number that is none, UnfitTarget for what cannot be scored, all that is wrong at once.
    """
    numbers = {name: exact(str(row[name]), f"{kpi} {name}") for name in _NUMBERS if row.get(name) not in (None, "")}
    texts = {name: str(row[name]) for name in _TEXTS if row.get(name)}
    steps = tuple(
        Step(exact(str(least), f"{kpi} steps"), exact(str(percent), f"{kpi} steps"))
        for least, percent in row.get("steps", ())
    )
    # An empty lower bound is said, since a target has one unless told otherwise.
    bound: dict[str, Any] = {"least": None} if "least" in row and row["least"] is None else {}
    return Target(kpi, str(row.get("unit", "")), steps=steps, **texts, **numbers, **bound)  # type: ignore[arg-type]  # Target checks


def target_to_data(target: Target) -> dict[str, Any]:
    """The target as plain data; what says nothing is left out."""
    said: dict[str, Any] = {"unit": target.unit, "direction": target.direction, "method": target.method}
    said |= {name: str(number) for name in _NUMBERS if (number := getattr(target, name)) is not None}
    if target.least is None:
        said["least"] = None
    if target.reason:
        said["reason"] = target.reason
    if target.steps:
        said["steps"] = [[str(one.least), str(one.percent)] for one in target.steps]
    return said


def stored_to_data(stored: Stored) -> dict[str, Any]:
    """The whole as plain data: that of the target, and beside it what goes beyond."""
    said = target_to_data(stored.target)
    if stored.spread:
        said["profile"] = {
            "name": stored.spread.profile.name,
            "shares": [str(share) for share in stored.spread.profile.shares],
            "kind": stored.spread.kind,
            "frequency": stored.spread.frequency,
        }
    if stored.missing != "missing":
        said["missing"] = stored.missing
    if stored.example:
        said["example"] = True
    return said


def stored_from_data(kpi: str, content: Mapping[str, Any]) -> Stored:
    """What `stored_to_data` wrote."""
    return Stored(
        target_from_data(kpi, content),
        _spread(kpi, content["profile"]) if content.get("profile") else None,
        content.get("missing", "missing"),
        bool(content.get("example")),
    )


def _spread(kpi: str, said: Mapping[str, Any]) -> Spread:
    shares = tuple(exact(str(share), f"{kpi} shares") for share in said.get("shares", ()))
    return Spread(Profile(said["name"], shares), said["kind"], said["frequency"])
