"""Importers killed at any moment: what was acknowledged is stored, nothing is stored by half or twice."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WRITERS = Path(__file__).with_name("data_writers.py")
KILLS = int(os.environ.get("KILLS", "20"))


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


def said(store: dict[str, str], *words: object) -> tuple[int, int]:
    """The two counts a program of `data_writers` gives, after it found nothing wrong."""
    command = [sys.executable, str(WRITERS), *map(str, words)]
    done = subprocess.run(command, env=store, capture_output=True, text=True, check=False, timeout=60 + 5 * KILLS)
    assert done.returncode == 0, done.stderr
    counts, *wrong = done.stdout.splitlines()
    assert wrong == [], done.stderr
    first, second = map(int, counts.split())
    return first, second


def test_importers_killed_at_any_moment_leave_a_whole_store(fresh_store: dict[str, str]) -> None:
    in_flight, acknowledged = said(fresh_store, "kill", KILLS, 20261123)
    assert in_flight >= KILLS // 2  # most of them died in the middle of an import
    assert acknowledged > 0


def test_importers_at_once_all_get_through_and_the_same_rows_are_stored_once(fresh_store: dict[str, str]) -> None:
    assert said(fresh_store, "together", 4, 6) == (4, 3 * 6)
