"""Keeps a small copy of the stores as this version leaves them, for the upgrade tests of later versions.

Run `python tools/keep_stores.py` when a version is released: it writes tests/fixtures/stores/VERSION/ with the store
of the example as SQL text, from SQLite and from PostgreSQL, its row files, and what plans, figures and scores look like
from outside.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

from openscorecard import __version__  # noqa: E402

PLANS = ("taipei-education-bureau", "taipei-public-library")
FILL = """
import django; django.setup()
from datetime import UTC, datetime
from openscorecard.actions.editing import change_plan
from openscorecard.actions.example import load_example
from openscorecard.actions.preparing import prepare_store
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.changes import DropExample
from openscorecard.formats.example import example_institutions, example_plans
prepare_store()
now = datetime(2026, 11, 23, tzinfo=UTC)
load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
change_plan("taipei-education-bureau", DropExample(), expected_revision=1, by=SYSTEM, now=now)
"""

ROWS = """occurred_at,kind,channel,branch,quantity
2025-01-03T10:00:00+08:00,issue,self_check,A,3
2025-01-31T23:59:00+08:00,issue,desk,B,1
2025-02-01T00:00:00+08:00,return,drop_box,B,2
2025-03-05T09:30:00+08:00,issue,self_check,B,1
"""
LIBRARY = PLANS[1]
SAID = (
    ["targets", "set", LIBRARY, "CP2.1", "2025-Q1", "--value", "80", "--unit", "%", "--from", "年度計畫"],
    ["targets", "set", LIBRARY, "CP2.1", "2025-Q1", "--value", "75", "--unit", "%", "--from", "年度計畫",
     "--reason", "閉館", "--countermeasure", "延長開放"],
    ["scoring", "set", LIBRARY, "--threshold", "0", "--weight", "theme:C=2", "--reason", "試辦"],
    ["marks", "add", "--kind", "closure", "--since", "2025-02-01", "--until", "2025-02-05", "--zh", "春節閉館"],
    ["publish", LIBRARY, "--period", "2025-Q1", "--reason", "季報"],
)  # fmt: skip
SCORED = ["score", LIBRARY, "--period", "2025-Q1", "--json"]
ASKED = ["observe", "self_service_rate", "--from", "2025-01", "--to", "2025-03", "--by", "branch", "--json"]


def main() -> None:
    """Write both copies."""
    folder = ROOT / "tests" / "fixtures" / "stores" / __version__
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        environ = environment(Path(name) / "home")
        fill(environ)
        with sqlite3.connect(Path(name) / "home" / "openscorecard.sqlite3") as store:
            (folder / "sqlite.sql").write_text("\n".join(store.iterdump()) + "\n", encoding="utf-8")
        shapes = {plan: json.loads(python(["-m", "openscorecard", "plan", "show", plan, "--json"], environ))
                  for plan in PLANS}  # fmt: skip
        (folder / "plans.json").write_text(json.dumps(shapes, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        (folder / "observed.json").write_text(python(["-m", "openscorecard", *ASKED], environ), encoding="utf-8")
        (folder / "scored.json").write_text(python(["-m", "openscorecard", *SCORED], environ), encoding="utf-8")
        shutil.rmtree(folder / "rows", ignore_errors=True)
        shutil.copytree(Path(name) / "home" / "rows", folder / "rows", ignore=shutil.ignore_patterns(".*"))
        (folder / "postgresql.sql").write_text(postgresql(environ), encoding="utf-8")


def fill(environ: dict[str, str]) -> None:
    """The plans of the example, a batch of rows, the figures counted from it, and what they are judged by."""
    python(["-c", FILL], environ)
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "loans.csv"
        file.write_text(ROWS, encoding="utf-8")
        python(
            ["-m", "openscorecard", "data", "import", "circulation", str(file), "--covers", "2025-01..2025-03"], environ
        )
    python(["-m", "openscorecard", "measure"], environ)
    for words in SAID:
        python(["-m", "openscorecard", *words], environ)


def postgresql(environ: dict[str, str]) -> str:
    """The same store from a throw-away PostgreSQL, as SQL text."""
    from with_postgres import binaries, server

    with server() as url:
        fill({**environ, "DATABASE_URL": url})
        dump = [str(binaries() / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", url]
        text = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
    # Lines of the dumping program about itself, which older servers do not know.
    return "\n".join(line for line in text.splitlines() if not line.startswith(("--", "\\", "SET "))) + "\n"


def environment(home: Path) -> dict[str, str]:
    """An environment with a home of its own and no other store."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"),
            "DJANGO_SETTINGS_MODULE": "openscorecard.config.settings"}  # fmt: skip


def python(words: list[str], environ: dict[str, str]) -> str:
    """Run Python there; its standard output."""
    done = subprocess.run([sys.executable, *words], env=environ, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


if __name__ == "__main__":
    main()
