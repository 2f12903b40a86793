"""`openscorecard tick`, and the bar that long commands show on a terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from openscorecard.cli.progress import line, progress_bar
from openscorecard.domain.text import Text

ROOT = Path(__file__).parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def ticked(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    for name in ("LC_ALL", "DATABASE_URL"):
        environ.pop(name, None)
    command = [sys.executable, "-m", "openscorecard", "tick", *words]
    return subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_tick_starts_what_is_due_once(tmp_path: Path) -> None:
    first, second = ticked(tmp_path / "home", "--json"), ticked(tmp_path / "home")
    shape = json.loads(first.stdout)
    assert [one["kind"] for one in shape["started"]] == ["work.tidy", "data.verify"]
    assert (shape["recovered"], shape["broken"], first.returncode) == ([], [], 0)
    assert (second.stdout, second.stderr, second.returncode) == ("", "", 0)


@pytest.mark.parametrize(
    ("done", "total", "shown"),
    [
        (0, 3, "░" * 24 + "   0% 0/3"),
        (2, 3, "█" * 16 + "░" * 8 + "  66% 2/3"),
        (3, 3, "█" * 24 + " 100% 3/3"),
        (9, 3, "█" * 24 + " 100% 9/3"),
        (1234, 0, "1,234"),
    ],
)
def test_a_bar_says_its_figure_beside(done: int, total: int, shown: str) -> None:
    assert line(done, total) == shown


def test_the_bar_is_wiped_away_at_the_end_also_of_what_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSCORECARD_LANG", "en")
    terminal = Terminal()

    def work() -> None:
        with progress_bar(terminal) as progress:
            progress(1, 2, Text("讀取", "Reading"))
            raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        work()
    assert "50% 1/2 Reading" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_where_nobody_watches_nothing_is_shown() -> None:
    stream = io.StringIO()
    with progress_bar(stream) as progress:
        progress(1, 2, Text("讀取", "Reading"))
    assert stream.getvalue() == ""
