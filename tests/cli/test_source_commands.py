"""`openscorecard source` and `data sync`: set up, looked at, read, with JSON and exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SECRET = "s3-of-the-gates"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    (folder / "incoming").mkdir(parents=True)
    (folder / "incoming" / "a.csv").write_text("日期,館別,人次\n2025-02-05,MAIN,10\n", encoding="utf-8")
    columns = {"occurred_on": "日期", "branch": "館別", "visits": "人次"}
    said = {"place": str(folder / "incoming"), "dataset": "visits", "columns": columns}
    (tmp_path / "gates.yaml").write_text(json.dumps(said), encoding="utf-8")
    return folder


def ran(home: Path, *words: str, given: str = "", status: int = 0) -> str:
    environ = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    for name in ("LC_ALL", "DATABASE_URL", "OPENSCORECARD_SEAL", "OPENSCORECARD_SOURCE_HOSTS"):
        environ.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "openscorecard", *words], env=environ, cwd=home.parent, input=given,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stderr if status else done.stdout


def shape(home: Path, *words: str) -> Any:
    return json.loads(ran(home, *words, "--json"))


def test_a_source_is_set_up_looked_at_and_read(home: Path) -> None:
    said = ["--kind", "address", "--name", "門禁系統", "--settings", "gates.yaml", "--secret", "password"]
    ran(home, "source", "add", "gates", *said, "--schedule", "daily 03:00", given=f"{SECRET}\n")
    (listed,) = shape(home, "source", "list")
    assert (listed["source"], listed["kind"], listed["datasets"], listed["last_run"]) == (
        "gates",
        "address",
        ["visits"],
        None,
    )
    assert listed["next_run"].endswith("03:00:00+08:00")
    assert "password" not in listed["settings"]
    assert shape(home, "source", "look", "gates")["says"] == "1 files: a.csv"
    run = shape(home, "data", "sync", "gates")
    assert [(one["dataset"], one["stored"], one["covers"], one["changed"]) for one in run["batches"]] == [
        ("visits", 1, "2025-02-05..2025-02-05", True)
    ]
    assert ran(home, "data", "sync", "gates") == "nothing new\n"
    assert [one["rows"] for one in shape(home, "source", "show", "gates")["runs"]] == [0, 1]
    ran(home, "source", "rotate-key")
    ran(home, "source", "change", "gates", "--off")
    assert "source-off" in ran(home, "data", "sync", "gates", status=1)
    ran(home, "source", "delete", "gates")
    assert shape(home, "source", "list") == []
    assert shape(home, "data", "status")[-1] is not None


def test_what_cannot_be_reached_ends_with_three_and_what_is_wrong_with_one(home: Path) -> None:
    away = {"place": "https://data.example.org/a.csv", "dataset": "visits"}
    (home.parent / "away.yaml").write_text(json.dumps(away), encoding="utf-8")
    (home.parent / "bad.yaml").write_text("- not\n- settings\n", encoding="utf-8")
    ran(home, "source", "add", "away", "--kind", "address", "--name", "遠方", "--settings", "away.yaml")
    assert "host-not-listed" in ran(home, "data", "sync", "away", status=1)
    assert "unfit-settings" in ran(
        home, "source", "add", "bad", "--kind", "address", "--name", "壞", "--settings", "bad.yaml", status=1
    )
    assert "unknown-source" in ran(home, "source", "look", "gone", status=1)
    run = shape(home, "source", "show", "away")["runs"][0]
    assert run["fault"]["code"] == "host-not-listed"
