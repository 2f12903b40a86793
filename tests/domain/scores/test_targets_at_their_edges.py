"""A target that cannot be says each reason once; what is just allowed is allowed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.scores.targets import Step, Target, UnfitTarget
from tests.domain.scores.tables import target_of

F = Fraction


@pytest.mark.parametrize(
    ("said", "reasons"),
    [
        ({"value": "4", "method": "inverse", "ceiling": "100"}, ["inverse ⇒ down"]),
        ({"value": "4", "method": "progress", "baseline": "4"}, ["progress: baseline = 4, target = 4"]),
        ({"value": "4", "method": "progress", "direction": "down", "baseline": "4"},
         ["progress: baseline = 4, target = 4"]),
        ({"value": "4", "method": "goalposts"}, ["goalposts: floor = ∅, target = 4"]),
        ({"value": "4", "method": "progress"}, ["progress: baseline = ∅, target = 4"]),
        ({"value": "4", "direction": "band", "low": "1", "high": "2", "method": "progress", "baseline": "9"},
         ["band ⇒ ¬ progress"]),
        ({"value": "4", "direction": "band", "low": "1", "high": "2", "method": "goalposts", "floor": "1"},
         ["band ⇒ ¬ goalposts"]),
        ({"value": "4", "direction": "band", "low": "1", "high": "2", "method": "goalposts", "floor": "9"},
         ["band ⇒ ¬ goalposts"]),
        ({"value": "4", "unit": "", "weight": "-1"}, ["unit = ∅", "weight -1 < 0"]),
    ],
)  # fmt: skip
def test_each_reason_is_told_once(said: dict[str, Any], reasons: list[str]) -> None:
    with pytest.raises(UnfitTarget) as caught:
        target_of(said)
    assert [one.facts["reason"] for one in caught.value.all()] == reasons


def test_numbers_that_are_not_exact_are_named() -> None:
    half: Any = 0.5
    with pytest.raises(UnfitTarget) as caught:
        Target("K", "件", half, cap=half, method="steps", steps=(Step(half, F(5)), Step(F(1), half)))
    (one,) = caught.value.all()
    assert one.facts["reason"] == "value = 0.5, cap = 0.5, step = 0.5, step = 0.5"


@pytest.mark.parametrize(
    "said",
    [
        {"value": "4", "weight": "0"},
        {"value": "4", "weight": "0.5"},
        {"value": "4", "cap": "50", "least": "50"},
        {"value": "4", "direction": "down", "method": "inverse", "ceiling": "100"},
        {"value": "0", "method": "progress", "baseline": "-1"},
        {"value": "0", "direction": "down", "method": "goalposts", "floor": "1"},
    ],
)
def test_what_is_just_allowed(said: dict[str, Any]) -> None:
    assert target_of(said).kpi == "K"
