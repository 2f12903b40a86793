"""A year's forecast: what it is made of, what it refuses, and what holds for any series."""

from __future__ import annotations

import itertools
import math
import random
import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.scores.targets import Step, Target
from openscorecard.forecasting.scores.history import UnfitSeries
from openscorecard.forecasting.scores.meeting import Future, probability
from openscorecard.forecasting.scores.widths import SURE, within
from openscorecard.forecasting.scores.year import YearForecast, forecast_year

START, YEAR = parse_period("2022-01"), parse_period("2025")
ROW = (0.7, 1.3, 2.1, 3.0)
calm = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def months(count: int, seed: int = 1, level: float = 1000.0) -> list[float]:
    chance = random.Random(seed)
    return [level * (1 + 0.2 * math.sin(at / 6 * math.pi) + chance.gauss(0, 0.03)) for at in range(count)]


def asked(value: object, direction: str = "up") -> Target:
    number = Fraction(str(value))
    return Target("AC1.1", "人次", number, direction, "ratio" if direction == "up" else "mirror")  # type: ignore[arg-type]


def test_a_flow_is_what_is_there_and_the_rest() -> None:
    values = months(42)
    told = forecast_year(values, START, "F", YEAR, asked(12000))
    assert told.figure
    assert told.known is not None
    assert (told.method, told.left, told.reason) == ("combined", 6, None)
    assert [str(one.period) for one in told.periods] == [f"2025-{month:02}" for month in range(7, 13)]
    assert told.known == pytest.approx(sum(values[36:]))
    assert told.figure.point == pytest.approx(told.known + sum(one.expected.point for one in told.periods))
    assert told.figure.point == pytest.approx(12000, rel=0.03)


def test_a_stock_is_its_last_period_and_a_ratio_their_mean() -> None:
    values = months(42)
    stock, ratio = (forecast_year(values, START, kind, YEAR) for kind in ("S", "R"))
    flow = forecast_year(values, START, "F", YEAR)
    assert stock.figure == stock.periods[-1].expected
    assert ratio.figure
    assert flow.figure
    assert ratio.figure.point == pytest.approx(flow.figure.point / 12)
    assert stock.known is ratio.known is stock.probability is None


@pytest.mark.parametrize(("kind", "met"), [("F", 1.0), ("S", 0.0), ("R", 0.0)])
def test_a_year_that_is_there_is_met_or_not(kind: str, met: float) -> None:
    told = forecast_year([100.0] * 48, START, kind, YEAR, asked(1200))  # type: ignore[arg-type]
    assert (told.method, told.left, told.probability, told.periods) == ("known", 0, met, ())


def test_what_no_float_holds_is_the_largest_there_is() -> None:
    told = forecast_year([1e308] * 48, START, "F", YEAR)
    assert told.figure
    assert told.figure.point == sys.float_info.max


def test_gaps_inside_the_year_count_as_to_come() -> None:
    values: list[float | None] = [*months(42)]
    whole = forecast_year(values, START, "F", YEAR)
    values[37] = None
    told = forecast_year(values, START, "F", YEAR)
    assert told.left == 7
    assert len(told.periods) == 6
    assert told.figure
    assert whole.figure
    assert told.figure.point == pytest.approx(whole.figure.point, rel=0.02)


def test_a_gap_in_a_year_that_has_ended() -> None:
    values: list[float | None] = [*months(48)]
    values[40] = None
    told = forecast_year(values, START, "F", YEAR, asked(1))
    assert (told.left, told.periods, told.probability) == (1, (), SURE)
    assert forecast_year(values, START, "S", YEAR).method == "known"


@pytest.mark.parametrize(
    ("grain", "start", "count", "year"),
    [("quarter", "2020-Q1", 22, "2025"), ("half", "2018-H1", 15, "2025"), ("year", "2012", 13, "2025"),
     ("school year", "SY2012", 13, "SY2025"), ("month of a school year", "2021-08", 51, "SY2025")],
)  # fmt: skip
def test_other_lengths_of_period(grain: str, start: str, count: int, year: str) -> None:
    told = forecast_year(months(count), parse_period(start), "F", parse_period(year), asked(900))
    assert told.method == "combined", grain
    assert told.probability is not None
    assert told.figure


@pytest.mark.parametrize(
    ("count", "method"), [(11, None), (12, "seasonal_naive"), (23, "seasonal_naive"), (24, "combined")]
)
def test_two_full_seasons_or_a_year_before_or_none(count: int, method: str | None) -> None:
    start = YEAR.months()[0].shifted(-count)
    told = forecast_year(months(count), start, "F", YEAR, asked(12000))
    assert told.method == method
    assert (told.reason is None) == (method is not None)
    assert (told.probability is None) == (method is None)


def test_why_there_is_none_in_two_languages() -> None:
    short = forecast_year([1.0] * 5, parse_period("2025-01"), "F", YEAR)
    assert short.reason
    assert short.left == 7
    assert short.reason.sentence("en").startswith("Only 5 periods have a value, a forecast needs 12")
    assert "只有 5 期" in short.reason.sentence("zh-Hant")
    assert forecast_year([], START, "F", YEAR).reason == forecast_year([None], START, "F", YEAR).reason
    far = forecast_year(months(36), parse_period("2020-01"), "F", YEAR)
    assert far.reason
    assert "36" in far.reason.sentence("en")


def test_little_history_has_wider_bands() -> None:
    long, short = (forecast_year(months(at), YEAR.months()[0].shifted(-at), "F", YEAR) for at in (48, 18))
    assert width(long) < width(short)


def test_what_comes_after_the_year_is_not_looked_at() -> None:
    values = months(60)
    assert forecast_year(values, START, "F", parse_period("2024")) == forecast_year(
        values[:36], START, "F", parse_period("2024")
    )


@pytest.mark.parametrize(
    ("values", "start", "year"),
    [([1.0], "YTD2025-01", "2025"), ([1.0], "2025-01", "2025-Q1"), ([1.0], "2025-Q1", "SY2025"),
     ([math.inf], "2025-01", "2025"), ([Fraction(10**400)], "2025-01", "2025")],
)  # fmt: skip
def test_unfit_series_are_refused_in_two_languages(values: list[float], start: str, year: str) -> None:
    with pytest.raises(UnfitSeries) as caught:
        forecast_year(values, parse_period(start), "F", parse_period(year))
    assert caught.value.sentence("en") != caught.value.sentence("zh-Hant")


def test_the_same_answer_each_time() -> None:
    assert forecast_year(months(40), START, "F", YEAR, asked(1)) == forecast_year(
        months(40), START, "F", YEAR, asked(1)
    )


@pytest.mark.parametrize("unit", [1e-6, 1000.0, 3.7, 1e200])
@pytest.mark.parametrize("kind", ["F", "S", "R"])
def test_another_unit_scales_the_forecast(kind: str, unit: float) -> None:
    one = forecast_year(months(40), START, kind, YEAR)  # type: ignore[arg-type]
    other = forecast_year([at * unit for at in months(40)], START, kind, YEAR)  # type: ignore[arg-type]
    assert one.figure
    assert other.figure
    assert other.figure.point == pytest.approx(one.figure.point * unit, rel=1e-6)
    assert [at.high for at in other.figure.bands] == pytest.approx(
        [at.high * unit for at in one.figure.bands], rel=1e-6
    )


def test_higher_targets_are_less_probable_and_down_is_the_rest_of_up() -> None:
    values = months(40)
    told = [forecast_year(values, START, "F", YEAR, asked(at)).probability or 0 for at in range(9000, 15000, 500)]
    assert told == sorted(told, reverse=True)
    assert told[0] == SURE
    down = [
        forecast_year(values, START, "F", YEAR, asked(at, "down")).probability or 0 for at in range(9000, 15000, 500)
    ]
    assert [one + other for one, other in zip(told, down, strict=True)] == pytest.approx([1] * len(told))


def test_a_band_is_what_is_under_its_top_and_not_under_its_foot() -> None:
    values = months(40)
    band = Target("AC1.1", "人次", direction="band", low=Fraction(11500), high=Fraction(12500))
    up, down = asked(11500), asked(12500, "down")
    parts = [forecast_year(values, START, "F", YEAR, one).probability or 0 for one in (up, down, band)]
    assert parts[0] + parts[1] - 1 == pytest.approx(parts[2])


def test_targets_that_no_figure_meets_have_no_probability() -> None:
    manual = Target("AC1.1", "%", method="manual", reason="judged")
    steps = Target(
        "AC1.1", "人次", method="steps", steps=(Step(Fraction(10), Fraction(50)), Step(Fraction(20), Fraction(100)))
    )
    assert forecast_year(months(40), START, "F", YEAR, manual).probability is None
    assert forecast_year(months(40), START, "F", YEAR, steps).probability == SURE


def test_a_constant_series_stays() -> None:
    for value in (0.0, 5.0, -5.0):
        told = forecast_year(
            [value] * 40, START, "S", YEAR, Target("AC1.1", "人次", Fraction(str(value)), method="yes_no")
        )
        assert told.figure
        assert told.figure.point == pytest.approx(value)
        assert told.probability == SURE


def test_zeros_are_no_trouble_and_counts_do_not_fall_under_zero() -> None:
    values = [0.0 if at % 3 else float(at % 7) for at in range(40)]
    told = forecast_year(values, START, "F", YEAR, asked(30))
    assert told.figure
    assert min(band.low for one in told.periods for band in one.expected.bands) >= 0
    assert told.known is not None
    assert told.figure.bands[-1].low >= told.known


def test_what_is_there_already_is_sure_and_what_is_out_of_reach_is_not() -> None:
    values = months(47)
    assert forecast_year(values, START, "F", YEAR, asked(1)).probability == SURE
    assert forecast_year(values, START, "F", YEAR, asked(10**9)).probability == pytest.approx(1 - SURE)


@given(st.floats(-50, 50), st.floats(0, 5))
def test_the_curve_rises_and_meets_its_bands(away: float, spread: float) -> None:
    assert within(away, spread, ROW) <= within(away + 1, spread, ROW)
    assert within(away, spread, ROW) + within(-away, spread, ROW) == pytest.approx(1) or spread <= 1e-12
    for level, size in zip((0.5, 0.8, 0.95, 0.99), ROW, strict=True):
        assert within(size, 1.0, ROW) == pytest.approx((1 + level) / 2)


@given(st.floats(-9, 9), st.floats(-9, 9), st.booleans())
def test_a_probability_is_never_sure(low: float, width: float, share: bool) -> None:
    future = Future(1.0, 2.0, 0.3, ROW, share, True)
    assert 1 - SURE <= probability(future, low, low + abs(width)) <= SURE


@calm
@given(
    st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=70),
    st.sampled_from(["F", "S", "R"]),
    st.fractions(),
    st.integers(-6, 60),
)
def test_any_finite_series_has_an_answer(values: list[float | None], kind: str, target: Fraction, shift: int) -> None:
    year = Period("year", 2022 + shift // 12)
    goal = Target("AC1.1", "人次", target, method="yes_no")
    told = forecast_year(values, START, kind, year, goal)  # type: ignore[arg-type]
    holds(told)


@calm
@given(
    st.lists(st.none() | st.integers(0, 40), min_size=24, max_size=47),
    st.sampled_from(["F", "S", "R"]),
    st.integers(1, 600),
)
def test_counts_have_an_answer(values: list[int | None], kind: str, target: int) -> None:
    told = forecast_year(values, START, kind, YEAR, asked(target))  # type: ignore[arg-type]
    holds(told)
    assert all(band.low >= 0 for one in told.periods for band in one.expected.bands)


def holds(told: YearForecast) -> None:
    """What is true of every answer: numbers, nested bands around the point, and a probability that is never sure."""
    assert (told.figure is None) == (told.method is None) == (told.reason is not None)
    for one in [*(at.expected for at in told.periods), *([told.figure] if told.figure else [])]:
        edges = [*(band.low for band in reversed(one.bands)), one.point, *(band.high for band in one.bands)]
        assert all(map(math.isfinite, edges))
        slack = 1e-9 * max(map(abs, edges))
        assert all(low <= high + slack for low, high in itertools.pairwise(edges))
    if told.probability is not None and told.method != "known":
        assert 1 - SURE <= told.probability <= SURE


def width(told: YearForecast) -> float:
    assert told.figure
    return told.figure.bands[-1].high - told.figure.bands[-1].low


def test_nothing_heavy_is_needed() -> None:
    heavy = {"numpy", "scipy", "pandas", "django"}
    code = f"import sys, openscorecard.forecasting.scores.year; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
