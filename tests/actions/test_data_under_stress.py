"""Importers killed at any moment: what was acknowledged is stored, nothing is stored by half or twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITERS = Path(__file__).with_name("data_writers.py")
KILLS = int(os.environ.get("KILLS", "20"))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")
def test_importers_killed_at_any_moment_leave_a_whole_store(fresh_store: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, str(WRITERS), str(KILLS), "20261123"],
        env=fresh_store, capture_output=True, text=True, check=False, timeout=60 + 5 * KILLS,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    counts, *wrong = done.stdout.splitlines()
    in_flight, acknowledged = map(int, counts.split())
    assert wrong == []
    assert in_flight >= KILLS // 2  # most of them died in the middle of an import
    assert acknowledged > 0
