"""Stores that released versions left open in this version, with every plan as it was."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
KEPT = sorted(path for path in (ROOT / "tests" / "fixtures" / "stores").iterdir() if path.is_dir())


def shown(plan: str, environ: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "openscorecard", "plan", "show", plan, "--json"],
        env=environ, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shape: dict[str, Any] = json.loads(done.stdout)
    return shape


def check(folder: Path, environ: dict[str, str]) -> None:
    for plan, before in json.loads((folder / "plans.json").read_text(encoding="utf-8")).items():
        after = shown(plan, environ)
        assert {key: after[key] for key in before} == before  # shapes only ever grow


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
