"""Stores that released versions left open in this version, with every plan as it was."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KEPT = sorted(path for path in (ROOT / "tests" / "fixtures" / "stores").iterdir() if path.is_dir())


def said(environ: dict[str, str], *words: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "openscorecard", *words, "--json"],
        env=environ, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shape: dict[str, Any] = json.loads(done.stdout)
    return shape


def check(folder: Path, environ: dict[str, str]) -> None:
    for plan, before in json.loads((folder / "plans.json").read_text(encoding="utf-8")).items():
        after = said(environ, "plan", "show", plan)
        assert {key: after[key] for key in before} == before  # shapes only ever grow
    if (folder / "rows").is_dir():
        check_figures(folder, environ)


def check_figures(folder: Path, environ: dict[str, str]) -> None:
    """The row files are whole, the figures of then are shown, and counted again they come out the same."""
    shutil.copytree(folder / "rows", Path(environ["OPENSCORECARD_HOME"]) / "rows", dirs_exist_ok=True)
    assert said(environ, "data", "verify")["whole"]
    before = json.loads((folder / "observed.json").read_text(encoding="utf-8"))
    words = ("observe", "self_service_rate", "--from", "2025-01", "--to", "2025-03", "--by", "branch")
    for _ in range(2):
        after = said(environ, *words)
        assert all(after[key] == before[key] for key in before if key != "rows")
        for now, then in zip(after["rows"], before["rows"], strict=True):
            assert {key: now[key] for key in then} == then
        said(environ, "measure")
    if (folder / "scored.json").is_file():
        check_scores(json.loads((folder / "scored.json").read_text(encoding="utf-8")), environ)


def check_scores(before: dict[str, Any], environ: dict[str, str]) -> None:
    """Targets, rules and scores of then say the same; what a later version adds beside them is its own."""
    after = said(environ, "score", before["plan"], "--period", before["period"])
    for now, then in zip(after["nodes"], before["nodes"], strict=True):
        assert {key: now[key] for key in then} == then
    assert any(one["score"] for one in before["nodes"])


def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "OPENSCORECARD_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "src")}


def test_every_released_version_left_its_store() -> None:
    from openscorecard import __version__

    assert "0.1.0" in {folder.name for folder in KEPT}
    assert "dev" in __version__ or __version__ in {folder.name for folder in KEPT}


@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_sqlite_store_of_then_opens_now(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with sqlite3.connect(home / "openscorecard.sqlite3") as store:
        store.executescript((folder / "sqlite.sql").read_text(encoding="utf-8"))
    store.close()
    check(folder, environment(tmp_path))
    with sqlite3.connect(home / "openscorecard.sqlite3") as store, pytest.raises(sqlite3.IntegrityError):
        store.execute("UPDATE records_auditentry SET actor = 'nobody'")
    store.close()


@pytest.mark.postgres
@pytest.mark.parametrize("folder", KEPT, ids=lambda folder: folder.name)
def test_a_postgresql_store_of_then_opens_now(folder: Path, tmp_path: Path) -> None:
    import psycopg

    from tests.tools_of_the_tree import tool

    with_postgres = tool("with_postgres")
    try:
        with_postgres.binaries()
    except with_postgres.NoServer as absent:
        pytest.skip(str(absent))
    with with_postgres.server() as url:
        with psycopg.connect(url) as store:
            store.execute((folder / "postgresql.sql").read_text(encoding="utf-8"))
        check(folder, {**environment(tmp_path), "DATABASE_URL": url})
