"""Smoothing, Theta, seasons and the search do what the libraries and papers they follow do."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from openscorecard.forecasting.scores import smoothing, theta
from openscorecard.forecasting.scores.combining import MOST, outlook
from openscorecard.forecasting.scores.searching import least
from openscorecard.forecasting.scores.seasons import filled, season_of
from openscorecard.forecasting.scores.smoothing import DAMPED, HOLT, SIMPLE, Weights, smoothed

NAN = float("nan")
CASES: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "oracle.json").read_text(encoding="utf-8"))[
    "cases"
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"series {case['number']}")


@each_case
def test_smoothing_equals_statsmodels(case: dict[str, Any]) -> None:
    for told in case["smoothing"]:
        params = told["params"]
        trended = "smoothing_trend" in params
        weights = Weights(
            90.0, 0.5 if trended else 0.0, params["smoothing_level"], params.get("smoothing_trend", 0.0),
            params.get("damping_trend", 1.0),
        )  # fmt: skip
        level, trend, expected = smoothing.follow(case["values"], weights)
        assert expected == pytest.approx(told["expected"], abs=1e-6)
        ahead = []
        for _ in range(6):
            trend *= weights.damping
            level += trend
            ahead.append(level)
        assert ahead == pytest.approx(told["ahead"], abs=1e-6)


@each_case
def test_theta_fits_as_statsforecast_does(case: dict[str, Any]) -> None:
    """Two searches of one surface end near each other: the forecasts agree to half a percent."""
    ours = theta.theta_course(case["values"], 12, 1000).ahead
    assert ours == pytest.approx(case["theta"], rel=5e-3)


@each_case
@pytest.mark.parametrize("times", [True, False])
def test_seasons_are_the_classical_ones_drawn_to_nothing(case: dict[str, Any], times: bool) -> None:
    ours = season_of(case["values"], 12, times=times)
    plain = case["multiplicative" if times else "additive"]
    neutral = 1.0 if times else 0.0
    parts = [(one - neutral) / (other - neutral) for one, other in zip(ours, plain, strict=True)]
    assert max(parts) - min(parts) < 1e-6
    assert 0 < parts[0] < 1
    assert (parts[0] > 0.9) == (case["number"] % 2 == 1), "a real season is kept, chance is not"


def test_a_gap_is_bridged_and_teaches_nothing() -> None:
    assert filled([1.0, NAN, NAN, 4.0]) == pytest.approx([1, 2, 3, 4])
    assert filled([NAN, 2.0, NAN]) == [2.0, 2.0, 2.0]
    level, trend, expected = smoothing.follow([1.0, NAN, 1.0], Weights(1.0, 0.0, 0.5, 0.0, 1.0))
    assert (level, trend, expected) == (1.0, 0.0, [1.0, 1.0, 1.0])


def test_the_search_finds_the_bottom_of_a_valley() -> None:
    def valley(point: Sequence[float]) -> float:
        return 100 * (point[1] - point[0] ** 2) ** 2 + (1 - point[0]) ** 2

    assert least(valley, (-1.0, 1.0), (-2.0, -2.0), (2.0, 2.0), 2000) == pytest.approx([1, 1], abs=1e-2)


def test_the_search_stays_in_its_box() -> None:
    assert least(lambda point: -sum(point), (0.2, 0.2), (0.0, 0.0), (1.0, 0.5), 500) == pytest.approx([1, 0.5])


@pytest.mark.parametrize("form", [SIMPLE, HOLT, DAMPED])
def test_the_work_of_a_fit_is_bounded(form: smoothing.Form, monkeypatch: pytest.MonkeyPatch) -> None:
    """In times the series is followed, not in seconds."""
    followed = 0
    follow = smoothing.follow

    def counted(*given: Any) -> Any:
        nonlocal followed
        followed += 1
        return follow(*given)

    monkeypatch.setattr(smoothing, "follow", counted)
    smoothed([math.sin(at * at) for at in range(60)], form, 12, share=False, most=MOST)
    assert followed <= MOST + 8


def test_a_straight_line_goes_on() -> None:
    points = outlook([(10.0 + at) / 50 for at in range(40)], 12, 6).points
    assert points == pytest.approx([(50.0 + at) / 50 for at in range(6)], rel=0.06)
    assert list(points) == sorted(points)


def test_a_plain_season_comes_again() -> None:
    values = [(100 + 30 * math.sin(at / 6 * math.pi)) / 130 for at in range(48)]
    assert outlook(values, 12, 12).points == pytest.approx(values[36:], rel=0.03)


def test_a_gap_changes_a_forecast_little() -> None:
    values = [(100 + 30 * math.sin(at / 6 * math.pi)) / 130 for at in range(48)]
    some = [NAN if at in (17, 30, 31) else one for at, one in enumerate(values)]
    assert outlook(some, 12, 12).points == pytest.approx(values[36:], rel=0.06)


def test_spreads_never_shrink() -> None:
    for case in CASES:
        found = outlook([one / 200 for one in case["values"]], 12, 18).spreads
        assert list(found) == sorted(found)
