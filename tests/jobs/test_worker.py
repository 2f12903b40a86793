"""The worker process: it starts what is due by itself, also does it, and stops when told."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEN = """
import django
django.setup()
from openscorecard.queries.work import recent_jobs
print(sorted((row.kind, row.state) for row in recent_jobs()))
"""
ALL_DONE = "[('data.verify', 'done'), ('work.tidy', 'done')]"


def test_the_worker_ticks_performs_and_stops(fresh_store: dict[str, str]) -> None:
    worker = subprocess.Popen([sys.executable, "-m", "openscorecard.jobs"], env=fresh_store, cwd=ROOT)
    try:
        seen, end = "", time.monotonic() + 60
        while seen != ALL_DONE and time.monotonic() < end:
            time.sleep(1)
            seen = subprocess.run(
                [sys.executable, "-c", SEEN], env=fresh_store, cwd=ROOT, check=True, capture_output=True, text=True
            ).stdout.strip()
        assert seen == ALL_DONE
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
    finally:
        worker.kill()
        worker.wait()


def test_a_tick_that_fails_does_not_end_the_ticking(monkeypatch, caplog) -> None:  # type: ignore[no-untyped-def]
    import threading

    from openscorecard.jobs import ticking

    twice = threading.Event()
    times = []

    def broken(**_: object) -> None:
        times.append(1)
        if len(times) == 2:
            twice.set()
        raise OSError("the store is away")

    monkeypatch.setattr(ticking, "tick", broken)
    monkeypatch.setattr(ticking, "connections", type("None_", (), {"close_all": staticmethod(lambda: None)}))
    stop = ticking.start_ticking(first=0, every=0.01)
    try:
        assert twice.wait(10)
    finally:
        stop.set()
    assert "a tick failed" in caplog.text
