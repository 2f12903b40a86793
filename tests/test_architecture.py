"""The floors hold, and each contract catches what it is there to catch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")

BREAKS = {
    "Every room has its floor": ("domain/strategy/broken.py", "import openscorecard.queries.plans\n"),
    "No circle on any floor": ("domain/text.py", "import openscorecard.domain.strategy.plan\n"),
    "No Django below the records": ("formats/broken.py", "import django.db\n"),
    "Only the engines know table libraries": ("queries/broken.py", "import duckdb\n"),
    "Only forecasting may know heavy statistics": ("queries/broken.py", "import statsmodels\n"),
    "The doors never touch the records": ("web/broken.py", "import openscorecard.records.models\n"),
}
NEW_ROOM = ("attic/__init__.py", '"""A room without a floor."""\n')


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(folder / "src")},
    )  # fmt: skip


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be broken."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("vendor", "fonts", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_hold() -> None:
    done = contracts(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_caught(contract: str, copy: Path) -> None:
    name, line = BREAKS[contract]
    file = copy / "src" / "openscorecard" / name
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    file.write_text(old + "\n" + line, encoding="utf-8")
    done = contracts(copy)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken), done.stdout


def test_a_new_room_must_be_given_a_floor(copy: Path) -> None:
    name, text = NEW_ROOM
    file = copy / "src" / "openscorecard" / name
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert contracts(copy).returncode == 1


def test_files_and_functions_stay_small() -> None:
    import ast

    long_files, long_functions = [], []
    for file in (ROOT / "src").rglob("*.py"):
        if "migrations" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        if len(text.splitlines()) > 400:
            long_files.append(file.name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > 60:
                long_functions.append(f"{file.name}:{node.name}")
    assert (long_files, long_functions) == ([], [])


def test_every_file_says_what_it_is_for() -> None:
    import ast

    bare = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "src").rglob("*.py")
        if "migrations" not in file.parts and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert bare == []
