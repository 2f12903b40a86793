"""What is due at a moment is due at that moment."""

from __future__ import annotations

from datetime import UTC, datetime, time

from openscorecard.domain.work.due import latest_daily, latest_weekly
from openscorecard.domain.work.progress import Throttled


def test_the_moment_itself_has_passed() -> None:
    now = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)  # a Monday
    assert latest_daily(now, time(3), UTC) == now
    assert latest_weekly(now, 0, time(3), UTC) == now


def test_progress_passes_twice_a_second_unless_told_otherwise() -> None:
    passed: list[int] = []
    moment = [0.0]
    tell = Throttled(lambda done, total, stage=None: passed.append(done), clock=lambda: moment[0])
    for done, at in enumerate((0.0, 0.4, 0.5, 0.9, 1.0)):
        moment[0] = at
        tell(done, 0)
    assert passed == [0, 2, 4]
