"""A run killed with -9 at every point and repeated gives the rows of one that was let be."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.connectors import town

PROGRAM = Path(__file__).with_name("killed_runs.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked")


def test_a_run_killed_anywhere_and_repeated_gives_the_same_rows(fresh_store: dict[str, str], tmp_path: Path) -> None:
    logs = tmp_path / "home" / "incoming"
    logs.mkdir(parents=True)
    happened = [one for one in town.year() if one.at.month <= 3]
    town.as_sip2(happened, logs)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(logs)], env=fresh_store, capture_output=True, text=True, check=False,
        timeout=500,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    deaths, held, sound = done.stdout.splitlines()
    assert int(deaths.split()[0]) >= 12  # all but those whose work was done by an earlier life
    truly = Counter(one.kind for one in happened if one.channel != "desk" and not one.scanned)
    last = max(one.at for one in happened if one.channel != "desk").date()
    assert held == f"{dict(sorted(truly.items()))} {last}"
    assert sound == "True ()"
