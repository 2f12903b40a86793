"""XmR charts against hand-made oracles: ties, flat runs, short series, gaps, screening, and every rule at its edge."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.scores.xmr import (
    Better,
    Chart,
    Recalculation,
    UnfitChart,
    assurance,
    limits_of,
    variation,
    xmr,
)

F = Fraction


def series(*values: float | str | None) -> list[Fraction | None]:
    return [None if one is None else F(str(one)) for one in values]


def marks(chart: Chart, signal: str) -> list[int]:
    return [place for place, one in enumerate(chart.points) if signal in one.signals]


def anew_at(place: int, reason: str = "新館啟用", by: str = "王小明") -> Recalculation:
    return Recalculation(place, reason, by, date(2025, 1, 1))


SPIKE = series(*[1, 2] * 2, 10, *[1, 2] * 6, 1)


def test_a_spike_is_screened_out_of_the_ranges_once() -> None:
    found = limits_of(SPIKE)
    assert found is not None
    assert found.mean == F(35, 18)
    assert (found.moving_range, found.screened) == (1, 2)
    assert (round(float(found.lower), 2), round(float(found.upper), 2)) == (-0.72, 4.6)
    assert marks(xmr(SPIKE), "outside") == [4]


def test_ranges_are_screened_only_once() -> None:
    # Ranges 0 ×8, 1, 10: the mean is 1.1, so 10 goes; of the rest it is 1/9, and 1 stays although it is 9 times that.
    values = series(*[0] * 9, 1, 11)
    found = limits_of(values)
    assert found is not None
    assert (found.moving_range, found.screened) == (F(1, 9), 1)


def test_ranges_of_a_mean_of_one_are_screened_like_others_and_flat_ones_never() -> None:
    mean_of_one, flat = limits_of(series(0, 0.5, 0, 0.5, 0, 0.5, 0, 4)), limits_of(series(3, 3, 3))
    assert mean_of_one is not None
    assert flat is not None
    assert (mean_of_one.moving_range, mean_of_one.screened) == (F(1, 2), 1)
    assert (flat.moving_range, flat.screened) == (0, 0)


@pytest.mark.parametrize(("large", "screened"), [(29403, 1), (29402, 0)])
def test_a_range_of_just_so_many_mean_ranges_is_screened(large: int, screened: int) -> None:
    # Nine ranges of 6733 and one of 29403: the mean is 9000, and 3.267 times that is 29403.
    found = limits_of(series(*[0, 6733] * 5, large + 6733))
    assert found is not None
    assert found.screened == screened


def test_a_recalculation_that_cannot_be_names_its_point_and_why() -> None:
    for wrong, said in (
        (anew_at(4), ("5", "∅")),
        (anew_at(1), ("2", "∅")),
        (anew_at(-1), ("0", "∅")),
        (anew_at(2, by=" "), ("3", "by = ∅")),
        (anew_at(2, reason=" "), ("3", "reason = ∅")),
    ):
        with pytest.raises(UnfitChart) as caught:
            xmr(series(1, None, 2, 3), [wrong])
        assert (caught.value.facts["place"], caught.value.facts["reason"]) == said
    assert xmr(series(1, 2, 3), [anew_at(0)]).points == xmr(series(1, 2, 3)).points


@pytest.mark.parametrize("values", [series(), series(5), series(5, None, 6), series(None, None)])
def test_without_two_neighbours_there_are_no_limits_and_no_signals(values: list[Fraction | None]) -> None:
    chart = xmr(values)
    assert all(one.limits is None and not one.signals for one in chart.points)
    assert (variation(chart, "up"), assurance(chart, F(1), "up")) == (None, None)


def test_a_flat_series_has_limits_on_its_mean_and_nothing_is_a_signal() -> None:
    chart = xmr(series(*[3] * 20))
    assert {one.limits and (one.limits.lower, one.limits.upper) for one in chart.points} == {(3, 3)}
    assert not any(one.signals for one in chart.points)
    assert assurance(chart, F(3), "up") == "hit_or_miss"
    assert (assurance(chart, F(4), "up"), assurance(chart, F(2), "up")) == ("fails", "passes")


def test_a_point_on_the_limit_is_inside() -> None:
    # The last point is set to the limit of the chart it stands in: the limit moves with it, so it is asked again.
    values = series(*[0, 1] * 6)
    found = limits_of(values)
    assert found is not None
    on = [*values[:-1], found.upper]
    chart = xmr(on)
    limits = chart.points[-1].limits
    assert limits is not None
    edge = xmr([*on[:-1], limits.upper])
    assert edge.points[-1].limits is not None
    assert marks(edge, "outside") == ([11] if limits.upper > edge.points[-1].limits.upper else [])


@pytest.mark.parametrize(
    ("values", "found"),
    [
        # mean 5.5 of ten 5 and ten 6: seven and more on one side
        (series(*[5] * 10, *[6] * 10), list(range(20))),
        # six on one side are no shift
        (series(5, 6, 5, 6, *[6] * 5, 5, 5, 6, 5, 5, 6, 5, 6, 5), []),
        # the point on the mean breaks the run of twice six
        (series(4, 4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4, 6, 6, 6, 6, 6, 6, 5, 6, 6, 6, 6, 6, 6), []),
    ],
)
def test_seven_on_one_side_of_the_mean_are_a_shift(values: list[Fraction | None], found: list[int]) -> None:
    assert marks(xmr(values), "shift") == found


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (series(9, 1, 2, 3, 4, 5, 6, 7, 1), [1, 2, 3, 4, 5, 6, 7]),
        (series(9, 1, 2, 3, 4, 5, 6, 1), []),  # six points
        (series(9, 1, 2, 3, 3, 4, 5, 6, 7, 8, 1), []),  # a tie breaks it
        (series(1, 7, 6, 5, 4, 3, 2, 1, 9), [1, 2, 3, 4, 5, 6, 7]),
        (series(9, 1, 2, 3, None, 4, 5, 6, 7, 1), []),  # a gap breaks it
    ],
)
def test_six_steps_one_way_are_a_trend(values: list[Fraction | None], found: list[int]) -> None:
    assert marks(xmr(values), "trend") == found


def test_two_of_three_near_a_limit_are_marked_and_not_the_third() -> None:
    calm = [10, 12] * 8  # mean near 11, ranges of 2: two sigma at 3.5, limits at 5.3
    chart = xmr(series(*calm, 16, 12, 16))
    limits = chart.points[-1].limits
    assert limits is not None
    near = limits.mean + limits.two_sigma
    assert near < 16 <= limits.upper
    assert limits.mean < 12
    assert marks(chart, "two_of_three") == [16, 18]
    across = xmr(series(*calm, 16, 8, 16))
    assert marks(across, "two_of_three") == []


def two_of_three(*last: Fraction | int) -> list[int]:
    """Which of the last points are marked, beside limits that stand on sixteen calm ones: mean 11, moving range 2."""
    calm = series(*[10, 12] * 8)
    return [place - 16 for place in marks(xmr([*calm, *map(F, last)], baseline=16), "two_of_three")]


def test_two_of_three_at_their_edges() -> None:
    limits = limits_of(series(*[10, 12] * 8))
    assert limits is not None
    edge = limits.mean + limits.two_sigma
    assert (limits.mean, limits.moving_range, edge) == (11, 2, 11 + F(532, 150))
    assert two_of_three(16, 12, 16) == [0, 2]
    assert two_of_three(16, 11, 16) == []  # a point on the mean is on no side
    assert two_of_three(edge, 12, 16) == []  # on two sigma is not beyond it
    assert two_of_three(edge + F(1, 100), 12, 16) == [0, 2]
    assert two_of_three(10, 16, 16) == []  # of two points nothing is told
    assert two_of_three(16, 16, 17) == [0, 1]  # beyond the limit is another signal
    assert two_of_three(6, 10, 6) == [0, 2]
    assert two_of_three(16, 16, 16) == [0, 1, 2]


def test_of_several_signals_the_weightiest_is_told() -> None:
    chart = xmr(series(*[1, 2] * 8, 3, 4, 5, 6, 7, 8, 9, 40))
    assert chart.points[-1].signal == "outside"
    assert chart.points[-1].signals[:2] == ("outside", "trend")


def test_under_twelve_points_limits_are_trial() -> None:
    assert [one.limits and one.limits.trial for one in xmr(series(*[1, 2] * 6)).points[-1:]] == [False]
    assert [one.limits and one.limits.trial for one in xmr(series(*[1, 2] * 5, 1)).points[-1:]] == [True]
    found = limits_of(series(*[1, 2] * 5, None, 1, None))
    assert found is not None
    assert (found.points, found.trial) == (11, True)


@pytest.mark.parametrize(
    ("last", "better", "found"),
    [
        (40, "up", "improving"),
        (40, "down", "concern"),
        (-40, "up", "concern"),
        (-40, "down", "improving"),
        (40, "neither", "special"),
        (1, "up", "common"),
    ],
)
def test_a_signal_at_the_last_point_is_for_the_better_or_the_worse(last: int, better: Better, found: str) -> None:
    assert variation(xmr(series(*[1, 2] * 8, last)), better) == found


def test_a_trend_is_judged_by_its_way_and_not_by_its_side() -> None:
    falling = xmr(series(*[1, 9] * 9, 30, 29, 28, 27, 26, 25, 24))
    assert falling.points[-1].signal in {"trend", "outside"}
    rising_below = xmr(series(*[20, 21] * 10, 14, 15, 16, 17, 18, 19, 19.5))
    assert rising_below.points[-1].signal == "trend"
    assert variation(rising_below, "up") == "improving"


@pytest.mark.parametrize(
    ("target", "better", "found"),
    [
        ("9", "up", "fails"),
        ("-9", "up", "passes"),
        ("1.5", "up", "hit_or_miss"),
        ("9", "down", "passes"),
        ("-9", "down", "fails"),
        ("9", "neither", None),
    ],
)
def test_a_target_beyond_the_limits_is_met_always_or_never(target: str, better: Better, found: str | None) -> None:
    assert assurance(xmr(series(*[1, 2] * 8)), F(target), better) == found


def test_a_target_on_a_limit_is_hit_or_miss() -> None:
    chart = xmr(series(*[1, 2] * 8))
    limits = chart.points[-1].limits
    assert limits is not None
    for target in (limits.upper, limits.lower):
        assert {assurance(chart, target, better) for better in ("up", "down")} == {"hit_or_miss"}


def test_limits_are_recalculated_from_a_point_on_and_the_old_ones_stay() -> None:
    values = series(*[1, 2] * 6, *[11, 12] * 6)
    plain, anew = xmr(values), xmr(values, [anew_at(12)])
    assert len({one.limits for one in plain.points}) == 1
    before, after = anew.points[0].limits, anew.points[-1].limits
    assert before is not None
    assert after is not None
    assert (before.mean, after.mean) == (F(3, 2), F(23, 2))
    assert not any(one.signals for one in anew.points)
    assert any(one.signals for one in plain.points)


@pytest.mark.parametrize("wrong", [anew_at(99), anew_at(-1), anew_at(2, reason=" "), anew_at(1), anew_at(2, by="")])
def test_a_recalculation_needs_a_point_with_a_value_a_reason_and_a_person(wrong: Recalculation) -> None:
    with pytest.raises(UnfitChart):
        xmr(series(1, None, 2, 3), [wrong])


def test_limits_may_stand_on_a_baseline_and_go_on() -> None:
    values = series(*[1, 2] * 6, 9, 9, 9, 9)
    fixed, free = xmr(values, baseline=12), xmr(values)
    assert {one.limits and (one.limits.mean, one.limits.points) for one in fixed.points} == {(F(3, 2), 12)}
    assert marks(fixed, "outside") == [12, 13, 14, 15]
    assert free.points[0].limits != fixed.points[0].limits
    gap = xmr(series(1, None, 2, None, *[1, 2] * 5, 9), baseline=12)
    assert gap.points[-1].limits is not None
    assert gap.points[-1].limits.points == 12
    again = xmr(series(*[1, 2] * 6, *[11, 12] * 8), [anew_at(12)], baseline=12)
    assert [one.limits and one.limits.points for one in again.points[11:13]] == [12, 12]
    assert xmr(values, baseline=99) == free


numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=50)


@given(st.lists(st.none() | numbers, max_size=40), st.fractions(F(1, 9), 9), numbers)
def test_another_unit_changes_no_signal(values: list[Fraction | None], scale: Fraction, shift: Fraction) -> None:
    other = xmr([None if one is None else one * scale + shift for one in values])
    assert [one.signals for one in other.points] == [one.signals for one in xmr(values).points]


@given(st.lists(st.none() | numbers, max_size=40), numbers)
def test_a_mirrored_series_has_mirrored_judgements(values: list[Fraction | None], target: Fraction) -> None:
    chart, mirrored = xmr(values), xmr([None if one is None else -one for one in values])
    assert [one.signals for one in chart.points] == [one.signals for one in mirrored.points]
    assert variation(chart, "up") == variation(mirrored, "down")
    assert assurance(chart, target, "up") == assurance(mirrored, -target, "down")
