"""When a source is due: by the clock of Taipei, the same moment however often one asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from openscorecard.domain.sources.schedules import parse_schedule

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)  # a Sunday, 17:30 in Taipei


@pytest.mark.parametrize(
    ("text", "latest", "following"),
    [
        ("hourly", "2026-03-01T17:00:00+08:00", "2026-03-01T18:00:00+08:00"),
        ("daily 03:00", "2026-03-01T03:00:00+08:00", "2026-03-02T03:00:00+08:00"),
        ("daily 17:30", "2026-03-01T17:30:00+08:00", "2026-03-02T17:30:00+08:00"),
        ("daily 17:31", "2026-02-28T17:31:00+08:00", "2026-03-01T17:31:00+08:00"),
        ("weekly 1 03:00", "2026-02-23T03:00:00+08:00", "2026-03-02T03:00:00+08:00"),
        ("weekly 7 03:00", "2026-03-01T03:00:00+08:00", "2026-03-08T03:00:00+08:00"),
        ("monthly 5 04:15", "2026-02-05T04:15:00+08:00", "2026-03-05T04:15:00+08:00"),
        ("monthly 28 00:00", "2026-02-28T00:00:00+08:00", "2026-03-28T00:00:00+08:00"),
    ],
)
def test_the_moment_before_and_the_moment_after(text: str, latest: str, following: str) -> None:
    schedule = parse_schedule(text)
    assert schedule is not None
    assert (schedule.latest(NOW).isoformat(), schedule.next(NOW).isoformat()) == (latest, following)
    assert schedule.latest(NOW + timedelta(seconds=40)) == schedule.latest(NOW)


@pytest.mark.parametrize(
    "text",
    ["", "daily", "daily 24:00", "daily 3:00", "weekly 8 03:00", "monthly 29 03:00", "hourly 03:00", "每天 03:00"],
)
def test_other_texts_are_no_schedules(text: str) -> None:
    assert parse_schedule(text) is None
