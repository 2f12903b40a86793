"""Every test of the stores, once more on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STORE_TESTS = ("tests/records", "tests/queries", "tests/actions")
MISSING = 69


@pytest.mark.postgres
@pytest.mark.skipif(bool(os.environ.get("DATABASE_URL")), reason="this run is on PostgreSQL already")
def test_the_stores_hold_on_postgresql_too(request: pytest.FixtureRequest) -> None:
    run = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "not postgres and not sqlite",
        *STORE_TESTS,
    ]
    settings = request.config.getoption("ds")
    run += [f"--ds={settings}"] if settings else []
    done = subprocess.run(
        [sys.executable, "tools/with_postgres.py", *run], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode == MISSING:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
