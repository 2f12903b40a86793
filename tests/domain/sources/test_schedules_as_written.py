"""A schedule is what its text says, part by part."""

from __future__ import annotations

import pytest

from openscorecard.domain.sources.schedules import Schedule, parse_schedule


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("hourly", Schedule("hourly", 0, 0, 0)),
        ("daily 03:07", Schedule("daily", 0, 3, 7)),
        ("daily 23:59", Schedule("daily", 0, 23, 59)),
        ("weekly 1 00:00", Schedule("weekly", 1, 0, 0)),
        ("weekly 7 19:30", Schedule("weekly", 7, 19, 30)),
        ("monthly 1 04:15", Schedule("monthly", 1, 4, 15)),
        ("monthly 28 04:15", Schedule("monthly", 28, 4, 15)),
    ],
)
def test_a_schedule_is_read_part_by_part(text: str, schedule: Schedule) -> None:
    assert parse_schedule(text) == schedule
