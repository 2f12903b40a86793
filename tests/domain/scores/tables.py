"""The tables of rules in tests/spec/scores, and their numbers made exact."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from openscorecard.domain.scores.targets import NUMBERS, Step, Target

SPEC = Path(__file__).parents[2] / "spec" / "scores"


def table(name: str) -> list[Any]:
    """The rows of one table."""
    found: list[Any] = yaml.safe_load((SPEC / name).read_text(encoding="utf-8"))
    return found


def number(said: str | None) -> Fraction | None:
    """The number a table writes, None where it writes none."""
    return None if said is None else Fraction(said)


def target_of(said: dict[str, Any]) -> Target:
    """The target a table writes; its unit is 件 unless it says another."""
    made = {name: number(value) if name in NUMBERS else value for name, value in said.items() if name != "steps"}
    steps = tuple(Step(Fraction(least), Fraction(percent)) for least, percent in said.get("steps", ()))
    return Target("K", **{"unit": "件", **made}, steps=steps)  # type: ignore[arg-type]
