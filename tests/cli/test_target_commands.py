"""`openscorecard targets` for many at once: export, import, restore, profiles, and the example's layer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from openscorecard.formats.example import example_text
from openscorecard.formats.scores.files import read_targets
from openscorecard.formats.scores.sheets import SheetRow, TargetSheet, write_targets
from tests.cli.test_action_plan_commands import LIBRARY, ran, shape

SET = ("targets", "set", LIBRARY, "BC1.1", "2025", "--unit", "人次", "--value", "120")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plans.yaml").write_text(example_text(), encoding="utf-8")
    ran(tmp_path, "plan", "import", "plans.yaml")
    return tmp_path


def changed(place: Path, name: str, **changes: dict[str, str]) -> None:
    """The file `name` with other texts for some KPIs (`AF2_1` for AF2.1)."""
    found = read_targets((place / name).read_bytes())
    said = {code.replace("_", "."): texts for code, texts in changes.items()}
    rows = [
        replace(SheetRow(row.code, "", row.texts, row.version or 0), texts={**row.texts, **said.get(row.code, {})})
        for row in found.rows
    ]
    sheet = TargetSheet(found.plan, found.period, rows)
    (place / name).write_bytes(write_targets(sheet, name.rpartition(".")[2], "zh-Hant"))


def exported(place: Path, name: str) -> None:
    ran(place, "targets", "export", LIBRARY, "--period", "2025", "--to", name)


@pytest.mark.parametrize("name", ["t.ods", "t.xlsx"])
def test_a_file_goes_out_and_comes_back_changed(place: Path, name: str) -> None:
    exported(place, name)
    changed(place, name, AF2_1={"value": "650"}, AP1_1={"value": "9000000", "origin": "中程計畫"})
    looked = shape(place, "targets", "import", LIBRARY, name, "--period", "2025", "--dry-run")
    assert looked["stored"] is False
    kinds = {row["kpi"]: (row["kind"], row["before"], row["after"]) for row in looked["targets"]}
    assert (len(kinds), kinds["AF2.1"], kinds["AC1.1"]) == (29, ("new", None, "650"), ("unchanged", None, None))
    assert shape(place, "targets", "list", LIBRARY, "--period", "2025") == []
    assert shape(place, "targets", "import", LIBRARY, name, "--period", "2025")["stored"] is True
    rows = {row["kpi"]: row for row in shape(place, "targets", "list", LIBRARY, "--period", "2025")}
    assert {kpi: (row["value"], row["from"]) for kpi, row in rows.items()} == {
        "AF2.1": ("650", ""),
        "AP1.1": ("9000000", "中程計畫"),
    }


def test_faults_name_file_sheet_row_and_column_and_nothing_is_stored(place: Path) -> None:
    ran(place, "targets", "set", LIBRARY, "AF2.1", "2025", "--unit", "元", "--value", "650")
    exported(place, "t.ods")
    changed(place, "t.ods", AF2_1={"value": "600"}, AP1_1={"value": "0"}, AC1_1={"value": "3"})
    for more in ((), ("--dry-run",)):
        said = ran(place, "targets", "import", LIBRARY, "t.ods", "--period", "2025", *more, status=1)
        assert "t.ods[targets 2025]:5:3 unfit-target " in said
        assert "t.ods[targets 2025]:9:19 unfit-revision " in said
    rows = shape(place, "targets", "list", LIBRARY, "--period", "2025")
    assert [(row["kpi"], row["value"]) for row in rows] == [("AF2.1", "650")]
    assert "foreign-targets" in ran(place, "targets", "import", LIBRARY, "t.ods", "--period", "2024", status=1)
    other = ran(place, "targets", "export", LIBRARY, "--period", "2025", "--to", "t.csv", status=1)
    assert "unfit-target-file" in other
    assert not (place / "t.csv").exists()


def test_a_version_is_restored(place: Path) -> None:
    ran(place, *SET)
    ran(place, *SET[:-1], "130")
    refused = ran(place, "targets", "restore", LIBRARY, "BC1.1", "2025", "1", status=1)
    assert "unfit-revision" in refused
    said = ("--reason", "r", "--countermeasure", "c")
    row = shape(place, "targets", "restore", LIBRARY, "BC1.1", "2025", "1", *said)
    assert (row["version"], row["value"], row["reason"]) == (3, "120", "r")
    assert "no-such-target-version" in ran(place, "targets", "restore", LIBRARY, "BC1.1", "2025", "9", status=1)


def test_a_profile_is_set_and_asks_its_months(place: Path) -> None:
    shares = [word for n in range(12) for word in ("--share", "21" if n == 0 else "9")]
    row = shape(place, *SET, "--profile", "by_hand", *shares, "--missing", "floor")
    assert (row["profile"], row["shares"][:2], row["missing"], row["example"]) == (
        "by_hand",
        ["21", "9"],
        "floor",
        False,
    )
    (month,) = shape(place, "targets", "list", LIBRARY, "--period", "2025-01")
    assert (month["value"], month["derived"], month["period"]) == ("21", True, "2025")
    (year,) = shape(place, "targets", "list", LIBRARY, "--period", "2025")
    assert (year["value"], year["derived"]) == ("120", False)
    assert "unfit-profile" in ran(place, *SET, "--profile", "by_hand", "--share", "1", status=1)


def test_the_examples_targets_are_loaded_with_it_and_go_and_come_back(tmp_path: Path) -> None:
    ran(tmp_path, "example", "load", "--scale", "0")
    ran(tmp_path, *SET, "--reason", "r")
    rows = shape(tmp_path, "targets", "list", LIBRARY, "--period", "2025")
    assert (len(rows), sum(row["example"] for row in rows)) == (29, 28)
    nodes = {one["code"]: one for one in shape(tmp_path, "score", LIBRARY, "--period", "2025")["nodes"]}
    assert (nodes["AC1.1"]["example"], nodes["AC1.1"]["target"], nodes["BC1.1"]["example"]) == (True, "3.6", False)
    assert shape(tmp_path, "targets", "remove-example") == {"targets": 231}
    left = shape(tmp_path, "targets", "list", LIBRARY, "--period", "2025")
    assert [(row["kpi"], row["first"]) for row in left] == [("BC1.1", "120")]
    assert shape(tmp_path, "targets", "restore-example") == {"targets": 231}
    assert json.loads(ran(tmp_path, "targets", "remove-example", "--json")) == {"targets": 231}
