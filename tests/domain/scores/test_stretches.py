"""Series in stretches: another reading and a person's word begin limits anew, and each point says what it says."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.marks import Mark, UnfitMark
from openscorecard.domain.scores.stretches import ENOUGH, Charted, chart_stretches
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.xmr import Recalculation
from openscorecard.domain.scores.yearly import asked_in
from openscorecard.domain.text import Text

F = Fraction
LOW, HIGH = [5, 7, 6, 8, 7, 6, 7, 8], [25, 27, 26, 28, 27, 26, 27, 28]


def charted(values: list[int | None], better: Any = "up", **more: Any) -> Charted:
    return chart_stretches([None if one is None else F(one) for one in values], better, **more)


def anew(place: int) -> Recalculation:
    return Recalculation(place, "新門禁", "mei", date(2026, 1, 5))


def limits(found: Charted) -> list[Fraction | None]:
    """Mean after mean, each once."""
    means = [point.limits.mean if point.limits else None for point in found.points]
    return [one for place, one in enumerate(means) if place == 0 or one != means[place - 1]]


def test_limits_begin_anew_with_another_reading_and_where_a_person_said_so() -> None:
    whole = charted([*LOW, *HIGH])
    assert limits(whole) == [F(sum(LOW + HIGH), 16)]
    apart = [F(sum(LOW), 8), F(sum(HIGH), 8)]
    assert limits(charted([*LOW, *HIGH], starts=[8])) == apart
    said = charted([*LOW, *HIGH], recalculations=[anew(8)])
    assert limits(said) == apart
    assert [place for place, point in enumerate(said.points) if point.begins] == [8]
    assert {point.signal for point in whole.points} != {None} == {point.signal for point in said.points}


def test_a_recalculation_at_a_gap_begins_at_the_next_value_and_one_beyond_the_series_nowhere() -> None:
    values = [*LOW, None, None, *HIGH]
    found = charted(values, recalculations=[anew(8), anew(40)])
    assert [place for place, point in enumerate(found.points) if point.begins] == [10]
    assert found.points[8].value is None
    later = charted([*LOW, None], recalculations=[anew(8)])
    assert not any(point.begins for point in later.points)


def test_a_recalculation_belongs_to_its_own_stretch() -> None:
    found = charted([*LOW, *HIGH, *LOW], starts=[8], recalculations=[anew(16)])
    assert limits(found) == [F(sum(LOW), 8), F(sum(HIGH), 8), F(sum(LOW), 8)]


def test_a_stretch_of_fewer_than_six_values_has_no_limits() -> None:
    assert ENOUGH == 6
    assert limits(charted(LOW[:5])) == [None]
    assert limits(charted(LOW[:6])) == [F(sum(LOW[:6]), 6)]
    short = charted([*LOW, 9, 9, 9], starts=[8])
    assert short.judged.variation is None
    assert (limits(short)[-1], short.place) == (None, 10)


def test_each_point_says_which_way_it_goes() -> None:
    found = charted([*LOW, 40])
    assert (found.points[-1].signal, found.points[-1].says, found.points[-1].high) == ("outside", "improving", True)
    assert charted([*LOW, 40], "down").points[-1].says == "concern"
    assert charted([*LOW, 40], "neither").points[-1].says == "special"
    assert charted(LOW).points[0].says == "common"


def test_a_trend_goes_its_own_way_on_either_side_of_the_mean() -> None:
    falling = charted([50, 10, 49, 12, 48, 14, 40, 39, 38, 37, 36, 35, 34, 12, 44])
    trend = [point for point in falling.points if point.signal == "trend"]
    assert len(trend) >= 7
    assert {(point.high, point.says) for point in trend} == {(False, "concern")}
    rising = charted([34, 12, 35, 36, 37, 38, 39, 40, 41, 10, 50, 12])
    assert {(one.high, one.says) for one in rising.points if one.signal == "trend"} == {(True, "improving")}


def test_nothing_at_all_is_charted_as_nothing() -> None:
    found = charted([None, None])
    assert (found.place, found.adjusted, limits(found)) == (None, False, [None])


def test_a_season_is_taken_out_and_said() -> None:
    season = [0, 30, 10, 50, 20, 0, 60, 40, 10, 20, 30, 70]
    found = charted([100 + one + (year % 2) for year in range(3) for one in season])
    assert found.adjusted
    values = [point.value for point in found.points if point.value is not None]
    assert max(values) - min(values) < 3


MONTH, YEAR = Period("month", 2025, 6), Period("year", 2025)


@pytest.mark.parametrize(
    ("kind", "periods", "value"),
    [
        ("R", [YEAR], 5),
        ("S", [YEAR], 5),
        ("F", [YEAR], None),
        ("F", [MONTH, YEAR], 4),
        ("R", [MONTH, YEAR], 4),
        ("R", [Period("year", 2024)], None),
    ],
)
def test_a_month_is_asked_its_own_target_else_that_of_its_year_unless_it_flows(
    kind: Any, periods: list[Period], value: int | None
) -> None:
    targets = {one: Target("AC1.1", "件", F(4 if one == MONTH else 5)) for one in periods}
    found = asked_in(MONTH, kind, targets)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("kind", "until", "word"), [("closure", date(2025, 6, 30), "2025-06-30"), ("party", None, "party")]
)
def test_an_event_that_cannot_have_been_is_refused(kind: Any, until: date | None, word: str) -> None:
    with pytest.raises(UnfitMark) as caught:
        Mark(kind, date(2025, 7, 1), Text("閉館"), until)
    assert word in caught.value.sentence("zh-Hant")
