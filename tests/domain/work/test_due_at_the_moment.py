"""What is due at a moment is due at that moment."""

from __future__ import annotations

from datetime import UTC, datetime, time

from openscorecard.domain.work.due import latest_daily, latest_weekly


def test_the_moment_itself_has_passed() -> None:
    now = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday
    assert latest_daily(now, time(3), UTC) == now
    assert latest_weekly(now, 0, time(3), UTC) == now
