"""Seasons and echoes: taken out where they are clear, said, and recomputed by hand."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import Any

import pytest

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.judgement import judge
from openscorecard.domain.scores.seasons import adjusted
from openscorecard.domain.scores.sentences import headline
from openscorecard.domain.scores.xmr import Recalculation, xmr

F = Fraction
JUNE = Period("month", 2025, 6)


def series(values: list[Any]) -> list[Fraction | None]:
    return [None if one is None else F(str(one)) for one in values]


SEASON = [0, 0, 0, 10, 0, 0, 60, 80, 0, -10, -40, 0]


def months(years: int, noise: int = 0, seed: int = 1) -> list[Fraction | None]:
    chance = random.Random(seed)
    return [F(500 + one + chance.randint(-noise, noise)) for _ in range(years) for one in SEASON]


def test_a_clear_season_is_taken_out_and_said() -> None:
    values = months(3)
    found = adjusted(values)
    assert set(found.values) == {F(500) + F(sum(SEASON), 12)}
    mean = F(sum(SEASON), 12)
    assert found.season == tuple(one - mean for one in SEASON)
    assert any(one.signals for one in xmr(values).points)
    assert not any(one.signals for one in judge(values, "up").chart.points)
    said = headline(judge(values, "up"), JUNE)
    assert "季節" in said.zh
    assert "season" in said.en


def test_what_is_not_clear_is_left_whole() -> None:
    calm = adjusted(series([3] * 36))
    assert (calm.season, calm.echo, calm.changed) == ((), 0, False)
    assert adjusted(months(3)).changed is True
    echo = next(made for seed in range(99) if (made := adjusted(wandering(seed, 0.7))).echo and not made.season)
    assert echo.changed is True


def test_a_season_beside_a_trend_sums_to_nothing_and_leaves_the_trend_of_the_years() -> None:
    yearly = [one + 5 * (place // 12) for place, one in enumerate(months(4)) if one is not None]
    found = adjusted(yearly)
    assert sum(found.season) == 0
    # Within a year nothing rises, so no slope is shared and the season is the months' own.
    assert found.season == adjusted(months(4)).season
    rising = [one + F(place, 2) for place, one in enumerate(months(4)) if one is not None]
    beside = adjusted(rising)
    assert sum(beside.season) == 0
    # This season falls within its year; what rises from month to month with it is told from year to year: 6 a year.
    slope = sum((place - F(11, 2)) * one for place, one in enumerate(SEASON)) / 143 + F(1, 2)
    shared = min(slope, F(1, 2)) if slope > 0 else F(0)
    mean = F(sum(SEASON), 12)
    expected = [one - mean + (F(1, 2) - shared) * (place - F(11, 2)) for place, one in enumerate(SEASON)]
    assert list(beside.season) == expected


def test_a_season_is_found_under_noise_and_across_a_step_between_years() -> None:
    noisy = adjusted(months(3, noise=15))
    assert noisy.season
    assert max(noisy.season) == noisy.season[7]
    step = [one + 300 * (place // 12) if one is not None else None for place, one in enumerate(months(3))]
    assert adjusted(step).season == adjusted(months(3)).season


@pytest.mark.parametrize("count", [0, 1, 12, 23])
def test_under_two_full_seasons_nothing_is_taken_out(count: int) -> None:
    values = months(2)[:count]
    assert adjusted(values).values == tuple(values)
    assert not adjusted(values).changed


def test_years_with_a_gap_are_not_full() -> None:
    values = months(2)
    values[3] = None
    assert not adjusted(values).changed
    more = [*values, *months(1)]
    assert not adjusted(more[:24]).changed
    assert adjusted([*values, *months(2)]).season  # two full years beside the one with the gap
    assert adjusted([*values, *months(2)]).values[3] is None


def test_without_a_season_chance_is_left_alone() -> None:
    chance = random.Random(3)
    found = [adjusted([F(chance.randint(0, 100)) for _ in range(36)]).season for _ in range(60)]
    assert sum(map(bool, found)) <= 3


def test_quarters_have_a_season_too_and_other_rhythms_none() -> None:
    values = series([10, 20, 30, 5] * 3)
    assert adjusted(values, per_year=4).season
    assert not adjusted(series([10, 20] * 6), per_year=2).season
    assert not adjusted(series([3] * 36)).changed


def wandering(seed: int, share: float, count: int = 36) -> list[Fraction | None]:
    chance, found, here = random.Random(seed), [], 0.0
    for _ in range(count):
        here = here * share + chance.gauss(0, 1)
        found.append(round(1000 + 100 * here))
    return series(found)


def test_false_signals_of_wandering_series_become_rarer_when_the_echo_is_taken_out() -> None:
    raw = clean = 0
    for seed in range(60):
        values = wandering(seed, 0.5)
        raw += any(one.signals for one in xmr(values).points)
        clean += any(one.signals for one in xmr(adjusted(values).values).points)
    assert raw >= 45
    assert clean <= raw // 2


def test_an_echo_is_said_and_says_nothing_of_the_target() -> None:
    values = next(
        made for seed in range(99) if adjusted(made := wandering(seed, 0.7)).echo and not adjusted(made).season
    )
    found = judge(values, "up", target=F(0))
    assert found.assurance is None
    said, share = headline(found, JUNE), round(float(found.adjusted.echo) * 100)
    assert f"圖中數值已扣除上一期的餘波（約 {share}%），因此不判斷能否達到目標。" in said.zh
    assert f"without the echo of the period before (about {share} %); so nothing is said of the target." in said.en
    assert 0 < found.adjusted.echo < 1


# Two months a up and down beside noise of 1 that cancels over the years: F by hand is beside each case.
UP_DOWN = [1, 0, 0, 0, 0, 0, -1, 0, 0, 0, 0, 0]
NOISE = [1, -1, -1, 1] * 3


@pytest.mark.parametrize(
    ("signs", "size", "clear"),
    [
        ((1, -1), "5.17", False),  # F = a² ÷ 6 = 4.455, the limit of two years is 4.47
        ((1, -1), "5.18", True),  # 4.472
        ((1, -1, 0), "2.52", False),  # F = a² ÷ 2 = 3.175, of three 3.19
        ((1, -1, 0), "2.53", True),  # 3.200
        ((1, -1, 1, -1, 1, -1), "1.76", False),  # F = 5a² ÷ 6 = 2.581, of six 2.60
        ((1, -1, 1, -1, 1, -1), "1.77", True),  # 2.611
        ((1, -1, 1, -1, 1, -1, 0), "1.49", False),  # F = 7a² ÷ 6 = 2.590, of seven 2.60 as of six
        ((1, -1, 1, -1, 1, -1, 0), "1.50", True),  # 2.625
    ],
)
def test_a_season_is_clear_from_one_percent_on(signs: tuple[int, ...], size: str, clear: bool) -> None:
    # Years of one level have no slope, so the slope the two months make is no trend.
    values = [100 + F(size) * a + sign * e for sign in signs for a, e in zip(UP_DOWN, NOISE, strict=True)]
    assert bool(adjusted(values).season) == clear


def test_a_steady_trend_is_neither_season_nor_echo_and_is_told() -> None:
    values = [F(100 + 2 * place + NOISE[place % 7]) for place in range(36)]
    assert not adjusted(values).changed
    assert judge(values, "up").variation == "improving"
    season = [one + SEASON[place % 12] for place, one in enumerate(values)]
    found = adjusted(season)
    assert found.season
    rest = [one for one in found.values if one is not None]
    # Of 70, less what the echo takes: what this season falls by within a year is not told from the trend.
    assert rest[-1] - rest[0] > 70 * (1 - found.echo) * F(9, 10)
    assert judge(season, "up").variation == "improving"


def echo_by_hand(values: list[Fraction]) -> Fraction:
    """The echo as worded: neighbours' correlation beside the least-squares line, corrected, at most 0.9."""
    n = len(values)
    xs = [F(2 * place - n + 1, 2) for place in range(n)]
    slope = sum(x * y for x, y in zip(xs, values, strict=True)) / sum(x * x for x in xs)
    gone = [y - sum(values) / n - slope * x for x, y in zip(xs, values, strict=True)]
    r = sum(a * b for a, b in pairwise(gone)) / sum(a * a for a in gone)
    if r <= 0 or r * r * n <= 4:
        return F(0)
    return min(r + (2 + 4 * r) / n, F(9, 10)).limit_denominator(1000)


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5, 0.8, 0.97])
def test_an_echo_is_what_a_hand_reckons(share: float) -> None:
    tried = 0
    for seed in range(25):
        values = [one for one in wandering(seed, share, 24 + seed) if one is not None]
        if not (found := adjusted(values)).season:
            tried += 1
            assert found.echo == echo_by_hand(values)
    assert tried > 15


def test_an_echo_never_says_all() -> None:
    waves = [F(n) for n in [*range(18), *range(18, 0, -1)]]
    assert echo_by_hand(waves) == F(9, 10)
    assert adjusted(waves, per_year=18).echo == F(9, 10)


def first_of_a_row(values: list[Any], place: int, echo: F) -> F:
    """What is left at a place with nothing before it, as worded: the line's own part, and a deviation made narrower."""
    known = {at: one for at, one in enumerate(values) if one is not None}
    middle, mean = F(sum(known), len(known)), sum(known.values(), F(0)) / len(known)
    along = sum((at - middle) * (one - mean) for at, one in known.items())
    line = mean + along / sum((at - middle) ** 2 for at in known) * (place - middle)
    kept = F(isqrt(int((1 - echo**2) * 10**12)), 10**6)
    assert 0 < kept < 1
    return mean + (1 - echo) * (line - mean) + kept * (known[place] - line)


def test_the_first_value_has_no_echo_and_no_wider_way_off_than_the_others() -> None:
    values = next(made for seed in range(99) if adjusted(made := wandering(seed, 0.7)).echo)
    found = adjusted(values)
    assert found.values[0] == first_of_a_row(values, 0, found.echo)


def test_what_an_echo_leaves_can_be_recomputed() -> None:
    values = next(made for seed in range(99) if adjusted(made := wandering(seed, 0.7)).echo)
    found = adjusted(values)
    mean = sum((one for one in values if one is not None), F(0)) / len(values)
    assert not found.season
    for place in range(1, len(values)):
        one, before = values[place], values[place - 1]
        assert one is not None
        assert before is not None
        assert found.values[place] == one - found.echo * (before - mean)


def test_a_step_is_no_echo_where_limits_were_recalculated() -> None:
    values = [F(n) for n in [100, 103, 99, 101] * 4 + [140, 143, 139, 141] * 4]
    assert adjusted(values).echo
    assert not adjusted(values, starts=[16]).echo
    again = judge(values, "up", recalculations=[Recalculation(16, "新館啟用", "王小明", date(2025, 5, 1))])
    assert not again.adjusted.changed
    assert again.variation == "common"


@pytest.mark.parametrize("starts", [[], [0], [36], [-3, 99]])
def test_a_stretch_begins_inside_the_series_or_not_at_all(starts: list[int]) -> None:
    values = next(made for seed in range(99) if adjusted(made := wandering(seed, 0.7)).echo)
    assert adjusted(values, starts=starts) == adjusted(values)


def test_each_stretch_has_a_line_of_its_own() -> None:
    first, second = (
        [F(100 + 2 * place + NOISE[place % 5]) for place in range(16)],
        [F(300 - place) for place in range(16)],
    )
    whole = adjusted([*first, *second], starts=[16])
    assert not whole.changed
    assert adjusted([*first, *second]).echo
    # A stretch of two points is its line, one of one point its mean: neither leaves a deviation.
    for count in (1, 2):
        assert adjusted([*first, *second[:14], *(F(900 + 50 * n) for n in range(count))], starts=[16, 30]).echo == 0


def test_after_a_gap_a_value_has_no_echo() -> None:
    values = next(made for seed in range(99) if adjusted(made := wandering(seed, 0.8)).echo)
    longer = [*values, None, F(1500)]
    found = adjusted(longer)
    assert found.echo
    assert found.values[-2:] == (None, first_of_a_row(longer, len(longer) - 1, found.echo))
