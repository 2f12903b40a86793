"""Targets and plain data: what the store keeps of them; exact numbers are texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openscorecard.domain.scores.numbers import exact
from openscorecard.domain.scores.targets import Step, Target

_NUMBERS = ("value", "baseline", "floor", "low", "high", "ceiling", "cap", "least", "weight")
_TEXTS = ("direction", "method", "reason")


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
    return Target(kpi, str(row.get("unit", "")), steps=steps, **texts, **numbers, **bound)  # type: ignore[arg-type]


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
