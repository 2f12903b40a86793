"""Progress passes on as often as one can read; what is due is the latest moment that has passed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from openscorecard.domain.text import Text
from openscorecard.domain.work.due import latest_daily, latest_weekly
from openscorecard.domain.work.progress import Throttled

TAIPEI = timezone(timedelta(hours=8))
MOMENTS = some.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=some.just(UTC))  # noqa: DTZ001 - bounds


def test_progress_passes_twice_a_second_but_a_new_stage_and_the_end_at_once() -> None:
    passed: list[tuple[int, str]] = []
    clock = [0.0]
    tell = Throttled(
        lambda done, total, stage=None: passed.append((done, stage.en if stage else "")), 0.5, lambda: clock[0]
    )
    for number in range(100):
        clock[0] = number / 100
        tell(number, 100)
    tell(100, 100)
    assert passed == [(0, ""), (50, ""), (100, "")]
    tell(0, 10, Text("甲", "one"))
    tell(1, 10, Text("甲", "one"))
    tell(2, 10, Text("乙", "two"))
    assert passed[3:] == [(0, "one"), (2, "two")]


@given(MOMENTS, some.times(), some.integers(0, 6))
def test_the_latest_moment_has_passed_and_the_next_has_not(now: datetime, at: time, weekday: int) -> None:
    daily, weekly = latest_daily(now, at, TAIPEI), latest_weekly(now, weekday, at, TAIPEI)
    assert daily <= now < daily + timedelta(days=1)
    assert weekly <= now < weekly + timedelta(days=7)
    assert (weekly.weekday(), weekly.timetz().replace(tzinfo=None)) == (weekday, at)


@pytest.mark.parametrize(("hour", "day"), [(18, 1), (19, 1), (20, 2)])
def test_a_day_begins_by_the_clock_of_the_house(hour: int, day: int) -> None:
    now = datetime(2026, 3, 1, hour, 0, tzinfo=UTC)
    assert latest_daily(now, time(3, 10), TAIPEI) == datetime(2026, 3, day, 3, 10, tzinfo=TAIPEI)
