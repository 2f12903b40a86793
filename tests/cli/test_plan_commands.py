"""The command line as a person at a terminal uses it: whole processes, on a home of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openscorecard.formats.example import example_text
from tests.shared_data import seed

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
IDS = "taipei-education-bureau,taipei-public-library"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """`run("plan", "list")` on an empty home that the tests of this file share."""
    home = tmp_path_factory.mktemp("cli") / "home"
    environ = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "LANG": "en_GB.UTF-8"}
    environ.pop("LC_ALL", None)
    environ.pop("DATABASE_URL", None)

    def run_it(*words: object, given: str | None = None, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "openscorecard", *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env={**environ, **more}, input=given, cwd=ROOT
        )

    return run_it


@pytest.fixture(scope="module")
def example(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's plans as a YAML file, imported once."""
    file = tmp_path_factory.mktemp("files") / "plans.yaml"
    file.write_text(example_text(), encoding="utf-8")
    done = run("plan", "import", file, "--json")
    assert done.returncode == 0, done.stderr
    return file


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_new_home_is_empty_and_says_what_to_do(run: Run) -> None:
    assert "plan import FILE" in run("plan", "list").stdout
    assert "讀入" in run("plan", "list", LANG="zh_TW.UTF-8").stdout


def test_help_starts_without_django(run: Run) -> None:
    code = (
        "import sys, openscorecard.cli.commands; print([m for m in ('django', 'duckdb', 'lxml') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "src")})  # fmt: skip
    assert done.stdout.strip() == "[]"
    assert "plan" in run("--help").stdout


def test_import_says_what_it_stored(run: Run, tmp_path: Path) -> None:
    shape = answer(run("plan", "import", seed(), "--as", IDS, "--dry-run", "--json"))
    counts = [(row["themes"], row["objectives"], row["kpis"], row["initiatives"]) for row in shape["plans"]]
    assert counts == [(8, 59, 0, 0), (4, 29, 29, 27)]
    assert [row["plan"] for row in shape["plans"]] == IDS.split(",")
    assert shape["unplaced"] == []


def test_a_dry_run_stores_nothing(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text("id: other\nname: 他館\n", encoding="utf-8")
    answer(run("plan", "import", file, "--dry-run", "--json"))
    assert "other" not in [row["plan"] for row in answer(run("plan", "list", "--json"))]


def test_list_and_show_have_the_published_shapes(run: Run, example: Path) -> None:
    rows = {row["plan"]: row for row in answer(run("plan", "list", "--json"))}
    assert (rows["taipei-public-library"]["objectives"], rows["taipei-public-library"]["kpis"]) == (29, 29)
    shape = answer(run("plan", "show", "taipei-public-library", "--json"))
    assert {"plan", "name", "issued_on", "mission", "vision", "values", "perspectives", "themes", "objectives",
            "links", "cascade"} <= set(shape)  # fmt: skip
    assert shape["issued_on"] == "2019-03-26"
    assert shape["objectives"][0]["kpis"][0] == {
        "code": "AC1.1",
        "name": "每位市民平均擁書冊數(含圖書及非書資料)",
        "name_en": "Volumes per citizen (books and non-book items)",
        "measure": "volumes_per_resident",
        "initiatives": [
            {
                "code": "AC1.1.1",
                "name": "提升圖書採購經費暨充實館藏資源方案",
                "name_en": "Raise the book budget and enrich the collections",
                "plan_id": "AC1.1.1",
            }
        ],
    }
    assert shape["cascade"]["parent_theme"] == "H"
    assert {"objective": "BC1", "parent_objective": "HC1", "weight": "2/5", "example": True} in shape["cascade"][
        "supports"
    ]
    assert answer(run("plan", "show", "taipei-public-library", "AP2.1.1", "--json"))["codes"] == ["AP1.1.1", "AP2.1.1"]


def test_check_finds_what_is_unwise(run: Run, example: Path) -> None:
    found = answer(run("plan", "check", "taipei-public-library", "--json", LANG="zh_TW.UTF-8"))
    codes = {row["code"] for row in found}
    assert {"theme-lacks-objective", "measure-under-several-objectives", "subset-measure", "parent-objective-supported",
            "parent-objective-assigned", "parent-objective-orphan"} <= codes  # fmt: skip
    assert any("AF2" in row["where"] and "中央" in row["sentence"] for row in found)


@pytest.mark.parametrize("ending", ["txt", "yaml", "odt", "ods", "docx", "xlsx"])
def test_every_export_comes_back_equal(ending: str, run: Run, example: Path, tmp_path: Path) -> None:
    for plan in IDS.split(","):
        file = tmp_path / f"{plan}.{ending}"
        assert run("plan", "export", plan, "--to", file).returncode == 0
        assert answer(run("plan", "diff", plan, file, "--json")) == {"equal": True, "changes": []}


def test_maps_are_drawn_as_svg_png_and_slide(run: Run, example: Path, tmp_path: Path) -> None:
    for ending, beginning in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pptx", b"PK")):
        file = tmp_path / f"map.{ending}"
        done = run("plan", "export", "taipei-public-library", "--to", file, "--lang", "en")
        assert done.returncode == 0, done.stderr
        assert file.read_bytes().startswith(beginning)
    assert run("plan", "draw", "taipei-public-library", "--to", tmp_path / "map.gif").returncode == 2


def test_diff_names_what_changed(run: Run, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "changed.txt"
    run("plan", "export", "taipei-public-library", "--to", file)
    file.write_text(file.read_text(encoding="utf-8").replace("提升全民閱讀力", "提升閱讀力"), encoding="utf-8")
    done = answer(run("plan", "diff", "taipei-public-library", file, "--json"))
    assert done["equal"] is False
    assert {"kind": "changed", "where": "plan vision", "before": "提升全民閱讀力，創造城市競爭力",
            "after": "提升閱讀力，創造城市競爭力"} in done["changes"]  # fmt: skip


def test_wrong_input_is_told_by_place_and_nothing_is_stored(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text("# 壞館策略地圖\n\n策略主題\t服務 A\n顧客 C\tAC1一 AC1二\n", encoding="utf-8")
    done = run("plan", "import", file, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{file}:4:2 duplicate-code Code AC1 stands twice")
    assert "壞館" not in run("plan", "list").stdout


def test_unknown_plans_codes_and_usage(run: Run) -> None:
    assert run("plan", "show", "nobody").returncode == 1
    assert run("plan", "import").returncode == 2
    assert run("plan", "show", "nobody", "--nonsense").returncode == 2


def test_an_unreachable_store_is_status_3(run: Run) -> None:
    done = run("plan", "list", DATABASE_URL="postgresql://u:p@127.0.0.1:1/none")
    assert done.returncode == 3
    assert "cannot be reached" in done.stderr


def test_import_of_the_same_file_again_changes_nothing(run: Run, example: Path) -> None:
    shape = answer(run("plan", "import", example, "--replace-draft", "--json"))
    assert [row["changes"] for row in shape["plans"]] == [[], []]
    assert {row["edition"] for row in answer(run("plan", "list", "--json"))} == {1}


def test_publishing_and_the_first_administrator(run: Run, example: Path) -> None:
    assert run("plan", "publish", "taipei-public-library").returncode == 0
    rows = {row["plan"]: row["state"] for row in answer(run("plan", "list", "--json"))}
    assert rows["taipei-public-library"] == "published"
    added = run("user", "add", "lin", "--role", "administrator", given="correct horse battery staple\n")
    assert added.returncode == 0, added.stderr
    weak = run("user", "add", "wang", "--role", "reader", given="12345\n")
    assert (weak.returncode, "unfit-password" in weak.stderr) == (1, True)
    assert run("plan", "publish", "taipei-public-library", "--user", "stranger").returncode == 1
