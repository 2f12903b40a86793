"""`openscorecard measures`: the catalogue, measures by file, their versions, and faults with their places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FILE = """counts:
  held: {in: events, within: held_on, where: [[status, in, held]]}
measures:
  events_of_ours:
    name: [活動場次, Events of ours]
    kind: F
    unit: [場, events]
    frequency: month
    nature: output
    variants:
      all: {text: [場次, events held], of: [held]}
    dimensions: [branch]
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "own.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def ran(place: Path, *words: str, status: int = 0) -> str:
    home = {"OPENSCORECARD_HOME": str(place / "home"), "OPENSCORECARD_SEAL": str(place / "seal")}
    environ = {**os.environ, **home, "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    for name in ("LC_ALL", "DATABASE_URL"):
        environ.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "openscorecard", "measures", *words],
        env=environ, cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done.stderr if status else done.stdout


def shape(place: Path, *words: str) -> Any:
    return json.loads(ran(place, *words, "--json"))


def test_a_measure_of_ones_own_is_imported_shown_exported_changed_and_retired(place: Path) -> None:
    assert shape(place, "import", "own.yaml") == [{"measure": "events_of_ours", "version": 1, "changed": True}]
    listed = shape(place, "list")
    assert (len(listed), listed[-1]["measure"], listed[-1]["own"], listed[0]["own"]) == (
        21,
        "events_of_ours",
        True,
        False,
    )
    assert "the number of rows of “Events”" in ran(place, "show", "events_of_ours")
    ran(place, "export", "events_of_ours", "--to", "again.yaml")
    assert "measure-unchanged" in ran(place, "import", "again.yaml", status=1)
    (place / "own.yaml").write_text(FILE.replace("events held", "events that took place"), encoding="utf-8")
    ran(place, "import", "own.yaml")
    assert [one["version"] for one in shape(place, "show", "events_of_ours")["versions"]] == [2, 1]
    assert shape(place, "retire", "events_of_ours") == {"measure": "events_of_ours", "version": 3, "retired": True}
    assert len(shape(place, "list")) == 20
    assert "unknown-measure" in ran(place, "show", "events_of_ours", status=1)


def test_a_measure_of_the_product_can_be_taken_as_a_beginning(place: Path) -> None:
    text = ran(place, "export", "senior_events", "--to", "-")
    (place / "mine.yaml").write_text(text.replace("senior_events:", "ours_for_seniors:"), encoding="utf-8")
    assert shape(place, "import", "mine.yaml")[0]["measure"] == "ours_for_seniors"
    (place / "taken.yaml").write_text(text, encoding="utf-8")
    assert "measure-taken" in ran(place, "import", "taken.yaml", status=1)


def test_a_fault_says_its_line_and_column(place: Path) -> None:
    (place / "own.yaml").write_text(FILE.replace("in: events", "in: concerts"), encoding="utf-8")
    assert "own.yaml:2:9 unfit-counting" in ran(place, "import", "own.yaml", status=1)
