"""`openscorecard initiatives`, `charters`, `kinds` and `tags`: shapes, exact sums, faults with their places."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.formats.example import example_text

ROOT = Path(__file__).parents[2]
LIBRARY = "taipei-public-library"
HEAD = "grant_id,agency,approved,received,spent,applied_on,approved_on,received_on,promised,delivered,reported_on,plan"
GRANTS = f"""{HEAD}
G1,教育部,400,400,300.5,2025-01-02,2025-01-31,2025-02-20,10,9,2025-11-20,AF2.1.1
G2,教育部,100,,,2025-06-01,2025-12-31,,,,,
G3,教育部,7,,,2025-06-01,2025-11-30,,,,,AF9.9.9
"""
KINDS = {"rule": 2, "grant": 3, "procurement": 5, "roll_out": 6, "funnel": 2, "programme": 8, "pipeline": 1}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plans.yaml").write_text(example_text(), encoding="utf-8")
    (tmp_path / "grants.csv").write_text(GRANTS, encoding="utf-8")
    source = ROOT / "src" / "openscorecard" / "formats" / "example" / "charters.yaml"
    (tmp_path / "charters.yaml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    ran(tmp_path, "plan", "import", "plans.yaml")
    return tmp_path


def ran(place: Path, *words: str, status: int = 0) -> str:
    home = {"OPENSCORECARD_HOME": str(place / "home"), "OPENSCORECARD_SEAL": str(place / "seal")}
    environ = {**os.environ, **home, "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    for name in ("LC_ALL", "DATABASE_URL"):
        environ.pop(name, None)
    done = subprocess.run(
        [sys.executable, "-m", "openscorecard", *words],
        env=environ, cwd=place, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == status, done.stderr
    return done.stderr if status else done.stdout


def shape(place: Path, *words: str) -> Any:
    return json.loads(ran(place, *words, "--json"))


def test_a_ledger_and_charters_make_progress_and_contribution(place: Path) -> None:
    assert len(shape(place, "charters", "import", LIBRARY, "charters.yaml")) == 27
    told = shape(place, "data", "import", "grants", "grants.csv", "--covers", "2025")
    (wrong,) = told["dangling"]
    assert (wrong["references"], wrong["code"]) == ("action_plans.id", "unknown-action-plan")
    assert wrong["values"] == [{"value": "AF9.9.9", "rows": 1, "first_row": 4}]
    ran(place, "measure")
    found = shape(place, "initiatives", LIBRARY, "--period", "2025")
    assert len(found["plans"]) == 27
    assert sum(len(one["codes"]) for one in found["plans"]) == 44
    counted = {kind: sum(one["kind"] == kind for one in found["plans"]) for kind in KINDS}
    assert counted == KINDS
    one = next(row for row in found["plans"] if row["plan_id"] == "AF2.1.1")
    assert (one["kind"], one["stage"], one["planned"], one["actual"], one["spent"]) == (
        "grant",
        "reported",
        "10",
        "9",
        "300.5",
    )
    assert (one["status"], one["batches"], one["example"]) == ("done", [told["batch"]], True)
    kpis = [row for row in found["kpis"] if row["kpi"] in {"AF2.1", "BF2.1", "CF2.1", "DF1.1"}]
    assert len(kpis) == 4
    for row in kpis:
        assert (row["kind"], row["value"], row["denominator"], row["no_plan"]) == ("F", "507", None, "100")
        assert row["by_plan"] == [
            {"plan_id": "AF2.1.1", "value": "400"},
            {"plan_id": "AF9.9.9", "value": "7", "gone": "unknown"},
        ]
    for row in found["kpis"]:
        if row["value"] is not None:
            parts = sum((Fraction(part["value"]) for part in row["by_plan"]), Fraction(row["no_plan"]))
            assert parts == Fraction(row["value"])
    nothing = next(row for row in found["plans"] if row["plan_id"] == "BC1.1.1")
    assert (nothing["status"], nothing["planned"], nothing["spent"]) == ("no_data", None, None)
    assert "AF9.9.9（no such plan）=7" in ran(place, "initiatives", LIBRARY, "--period", "2025")


def test_tags_give_rows_are_ended_and_brought_back(place: Path) -> None:
    ran(place, "data", "import", "grants", "grants.csv", "--covers", "2025")
    told = shape(place, "tags", "add", "grants", "AF2.1.2", "--where", "agency in 教育部", "--dry-run")
    assert (told["rows"], told["changed"], told["hidden"]) == (3, 1, False)
    told = shape(place, "tags", "hand", "grants", "AF2.1.1", "G3", "G8", "--dry-run")
    assert (told["rows"], told["changed"], told["keys"]) == (1, 1, 1)
    assert "1 rows fit, the plan of 1 would change" in ran(place, "tags", "hand", "grants", "-", "G1", "--dry-run")
    assert shape(place, "tags", "list") == []
    assert "tag-of-no-plan" in ran(place, "tags", "hand", "grants", "AF9.9.9", "G3", status=1)
    rule = shape(place, "tags", "add", "grants", "AF2.1.2", "--where", "agency in 教育部", "--note", "why")
    hand = shape(place, "tags", "hand", "grants", "AF2.1.1", "G3")
    ran(place, "measure")

    def split() -> dict[str, str]:
        found = shape(place, "initiatives", LIBRARY, "--period", "2025")
        (row,) = (one for one in found["kpis"] if one["kpi"] == "AF2.1")
        return {one["plan_id"]: one["value"] for one in row["by_plan"]}

    assert split() == {"AF2.1.1": "407", "AF2.1.2": "100"}
    assert shape(place, "tags", "end", str(hand["tag"]))["ended_by"] == "system"
    shape(place, "tags", "end", str(rule["tag"]))
    ran(place, "measure")
    assert split() == {"AF2.1.1": "400", "AF9.9.9": "7"}
    assert shape(place, "tags", "restore", str(rule["tag"]))["ended_at"] is None
    assert shape(place, "tags", "list", "grants")[0]["tag"] > hand["tag"]
    assert "unfit-tag" in ran(place, "tags", "add", "population", "X", "--where", "district in 大安區", status=1)
    assert "no-such-tag" in ran(place, "tags", "end", "999", status=1)


def test_charters_have_a_history_and_files_are_refused_with_their_places(place: Path) -> None:
    ran(place, "charters", "import", LIBRARY, "charters.yaml", "--dry-run")
    assert "no-such-charter" in ran(place, "charters", "show", LIBRARY, "AC1.1.1", status=1)
    ran(place, "charters", "import", LIBRARY, "charters.yaml")
    text = (place / "charters.yaml").read_text(encoding="utf-8")
    (place / "changed.yaml").write_text(text.replace("出版社與圖書經銷商", "新夥伴"), encoding="utf-8")
    changed = shape(place, "charters", "import", LIBRARY, "changed.yaml")
    assert [one["plan_id"] for one in changed if one["changed"]] == ["AC1.1.1"]
    assert shape(place, "charters", "restore", LIBRARY, "AC1.1.1", "1")["version"] == 3
    assert [one["version"] for one in shape(place, "charters", "history", LIBRARY, "AC1.1.1")] == [3, 2, 1]
    ran(place, "charters", "export", LIBRARY, "--to", "out.yaml")
    assert "charter-unchanged" in ran(place, "charters", "import", LIBRARY, "out.yaml", status=1)
    (place / "bad.yaml").write_text(text.replace("kind: rule", "kind: rule\n    colour: red", 1), encoding="utf-8")
    said = ran(place, "charters", "import", LIBRARY, "bad.yaml", status=1)
    assert said.startswith("bad.yaml:")
    assert "colour" in said
    line = said.split(":")[1]
    assert (place / "bad.yaml").read_text(encoding="utf-8").splitlines()[int(line) - 1].strip() == "colour: red"


def test_a_kind_of_ones_own_is_imported_listed_and_retired(place: Path) -> None:
    ran(place, "kinds", "export", "grant", "--to", "kind.yaml")
    text = (place / "kind.yaml").read_text(encoding="utf-8")
    assert "kind-taken" in ran(place, "kinds", "import", "kind.yaml", status=1)
    (place / "own.yaml").write_text(text.replace("\n  grant:", "\n  ours:"), encoding="utf-8")
    assert shape(place, "kinds", "import", "own.yaml") == [{"kind": "ours", "version": 1, "changed": True}]
    assert "kind-unchanged" in ran(place, "kinds", "import", "own.yaml", status=1)
    assert [one["kind"] for one in shape(place, "kinds", "list") if one["own"]] == ["ours"]
    assert shape(place, "kinds", "retire", "ours") == {"kind": "ours", "version": 2, "retired": True}
    assert "no-such-kind" in ran(place, "kinds", "retire", "ours", status=1)
