"""Importing, seeing and withdrawing rows as a person at a terminal does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
ROOT = Path(__file__).parents[2]
HEAD = "event_id,held_on,title,branch,audiences,attendees,status\n"
SPRING = HEAD + 'E1,114/03/05,說故事,總館,child;teen,"1,204",held\nE2,2025-04-01,讀書會,總館,adult,30,held\n'
FOREIGN = "編碼號,舉行,狀況\nE7,2025-06-01,已辦\n"
MAPPING = "columns: {event_id: 編碼號, held_on: 舉行, status: 狀況}\nvalues: {status: {已辦: held}}\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`run("data", "list")` in a folder of its own, on a home of its own."""
    environ = {**os.environ, "OPENSCORECARD_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT / "src"),
               "LANG": "en_GB.UTF-8"}  # fmt: skip
    for name in ("LC_ALL", "DATABASE_URL"):
        environ.pop(name, None)

    def run_it(*words: object, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "openscorecard", *map(str, words)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env={**environ, **more}, cwd=tmp_path
        )

    return run_it


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], str]:
    """`write("a.csv", text)` gives the file's name in the folder where commands run."""

    def write_it(name: str, text: str) -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write_it


def answer(done: subprocess.CompletedProcess[str]) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_file_of_events_is_imported_seen_withdrawn_and_brought_back(run: Run, write: Any) -> None:
    shape = answer(run("data", "import", "events", write("spring.csv", SPRING), "--json"))
    assert {"batch", "dataset", "rows", "stored", "rejected", "covers"} <= shape.keys()
    assert (shape["dataset"], shape["rows"], shape["stored"], shape["rejected"], shape["covers"]) == (
        "events", 2, 2, [], "2025-03-05..2025-04-01",
    )  # fmt: skip
    status = {row["dataset"]: row for row in answer(run("data", "status", "--json"))}
    assert status["events"] == {"dataset": "events", "rows": 2, "batches": 1, "covers": ["2025-03-05..2025-04-01"],
                                "fresh_as_of": "2025-04-01"}  # fmt: skip
    assert status["circulation"] == {"dataset": "circulation", "rows": 0, "batches": 0, "covers": [],
                                     "fresh_as_of": None}  # fmt: skip
    (line,) = answer(run("data", "list", "--json"))
    assert (line["batch"], line["state"], line["files"]) == (shape["batch"], "current", ["spring.csv"])

    assert answer(run("data", "withdraw", shape["batch"][:10], "--json"))["state"] == "withdrawn"
    status = {row["dataset"]: row for row in answer(run("data", "status", "--json"))}
    assert (status["events"]["rows"], status["events"]["covers"]) == (0, [])
    again = run("data", "withdraw", shape["batch"])
    assert (again.returncode, again.stdout) == (1, "")
    assert "batch-withdrawn" in again.stderr
    assert run("data", "restore", shape["batch"]).returncode == 0
    assert answer(run("data", "verify", "--json")) == {"files": 2, "whole": True, "damaged": []}


def test_the_same_file_twice_changes_nothing(run: Run, write: Any) -> None:
    file = write("spring.csv", SPRING)
    first = answer(run("data", "import", "events", file, "--json"))
    second = answer(run("data", "import", "events", file, "--json"))
    assert (first["changed"], second["changed"], second["batch"]) == (True, False, first["batch"])
    assert "unchanged" in run("data", "import", "events", file).stdout


def test_a_large_plain_file_is_the_same_batch_as_one_read_row_by_row(run: Run, write: Any) -> None:
    cards = [
        f"C{number:07},2025-01-{number % 28 + 1:02},general,B{number % 40:02},,2040-12-31\n" for number in range(30_000)
    ]
    text = "card_id,issued_on,card_type,branch,category,expires_on\n" + "".join(cards)
    assert len(text) > 1 << 20
    first = answer(run("data", "import", "cards", write("plain.csv", text), "--json"))
    assert (first["stored"], first["changed"]) == (30_000, True)
    again = answer(run("data", "import", "cards", write("total.csv", text + "小計,,,,,\n"), "--json"))
    assert (again["batch"], again["changed"]) == (first["batch"], False)
    done = run("data", "import", "cards", write("more.csv", text + "C9999999,2025-02-01,student,B01,,2040-12-31\n"))
    assert "more.csv:2:1 key-stored" in done.stderr
    twice = run("data", "import", "cards", write("twice.csv", text + cards[7]))
    assert "twice.csv:30002:1 repeated-row" in twice.stderr


def test_bad_rows_are_told_by_place_and_nothing_is_stored(run: Run, write: Any) -> None:
    file = write("bad.csv", HEAD + "E3,2025-13-05,說故事,總館,child,x,held\nE4,2025-04-01,讀書會,總館,adult,30,held\n")
    done = run("data", "import", "events", file, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.split(" ")[:2] for line in done.stderr.splitlines()] == [
        ["bad.csv:2:2", "unfit-day"],
        ["bad.csv:2:6", "unfit-whole"],
    ]
    assert answer(run("data", "list", "--json")) == []
    kept = answer(run("data", "import", "events", file, "--keep-good", "--json"))
    assert (kept["rows"], kept["stored"]) == (2, 1)
    assert [(one["row"], one["column"], one["code"], one["file"]) for one in kept["rejected"]] == [
        (2, 2, "unfit-day", "bad.csv"),
        (2, 6, "unfit-whole", "bad.csv"),
    ]
    assert kept["rejected"][0]["sentence"].startswith("“2025-13-05”")
    (line,) = answer(run("data", "list", "--json"))
    assert (line["rows"], line["stored"], line["rejected"]) == (2, 1, 1)


def test_rows_that_are_there_are_told_by_place(run: Run, write: Any) -> None:
    answer(run("data", "import", "events", write("spring.csv", SPRING), "--json"))
    file = write(
        "more.csv", HEAD + "\nE9,2025-05-01,讀書會,總館,adult,30,held\nE2,2025-04-01,讀書會,總館,adult,31,held\n"
    )
    done = run("data", "import", "events", file)
    assert (done.returncode, done.stderr.split(" ")[:2]) == (1, ["more.csv:4:1", "key-stored"])
    file = write("fix.csv", HEAD + "E2,2025-04-01,讀書會,總館,adult,31,held\n")
    answer(run("data", "import", "events", file, "--mode", "correct", "--json"))
    status = {row["dataset"]: row for row in answer(run("data", "status", "--json"))}
    assert (status["events"]["rows"], status["events"]["batches"]) == (2, 2)


def test_a_period_is_replaced_only_where_it_is_named(run: Run, write: Any) -> None:
    answer(run("data", "import", "events", write("spring.csv", SPRING), "--json"))
    file = write("march.csv", HEAD + "E5,2025-03-09,讀書會,總館,adult,30,held\n")
    assert "covers-needed" in run("data", "import", "events", file, "--mode", "replace").stderr
    done = run("data", "import", "events", file, "--mode", "replace", "--covers", "2025-04")
    assert done.stderr.startswith("march.csv:2:2 outside-covers")
    shape = answer(run("data", "import", "events", file, "--mode", "replace", "--covers", "2025-03", "--json"))
    assert shape["covers"] == "2025-03-01..2025-03-31"
    assert run("data", "import", "events", file, "--covers", "2025-13").returncode == 1


def test_a_mapping_by_hand_serves_the_next_file_with_the_same_head(run: Run, write: Any) -> None:
    file = write("foreign.csv", FOREIGN)
    assert "no-head-row" in run("data", "import", "events", file).stderr
    answer(run("data", "import", "events", file, "--map", write("map.yaml", MAPPING), "--json"))
    later = run("data", "import", "events", write("later.csv", FOREIGN.replace("E7", "E8")), "--json")
    assert answer(later)["stored"] == 1
    assert "mapped as before" in later.stderr


@pytest.mark.parametrize("said", ["[1, 2]", "colums: {a: b}", "columns: {a: [b]}", "values: 3", "{", "1"])
def test_a_file_that_is_no_mapping_is_refused(said: str, run: Run, write: Any) -> None:
    done = run("data", "import", "events", write("e.csv", SPRING), "--map", write("map.yaml", said))
    assert done.returncode == 1
    assert done.stderr.startswith("map.yaml:0:0 unfit-mapping")


@pytest.mark.parametrize("ending", ["csv", "xlsx", "ods"])
def test_a_template_has_the_head_a_reader_knows(ending: str, run: Run) -> None:
    file = f"empty.{ending}"
    assert run("data", "template", "events", "--to", file).returncode == 0
    shape = answer(run("data", "import", "events", file, "--covers", "2025-01", "--json"))
    assert (shape["rows"], shape["stored"]) == (0, 0)
    assert run("data", "template", "events", "--to", "empty.pdf").returncode == 2


def test_several_files_are_one_batch_and_faults_name_theirs(run: Run, write: Any) -> None:
    files = [write("a.csv", SPRING), write("b.csv", HEAD + "E1,2025-05-01,讀書會,總館,adult,30,held\n")]
    done = run("data", "import", "events", *files)
    assert done.stderr.split(" ")[:2] == ["b.csv:2:1", "key-twice"]
    write("b.csv", HEAD + "E5,2025-05-01,讀書會,總館,adult,30,held\n")
    shape = answer(run("data", "import", "events", *files, "--json"))
    assert (shape["rows"], shape["covers"]) == (3, "2025-03-05..2025-05-01")


def test_wrong_use_is_status_2_and_unknown_names_are_status_1(run: Run, write: Any) -> None:
    file = write("spring.csv", SPRING)
    assert run("data", "import", "events").returncode == 2
    assert run("data", "import", "events", file, "--mode", "merge").returncode == 2
    assert "unknown-dataset" in run("data", "import", "nothing", file).stderr
    assert "unknown-batch" in run("data", "withdraw", "abcdef12").stderr
    assert "unknown-person" in run("data", "import", "events", file, "--user", "stranger").stderr
    assert answer(run("data", "list", "--json")) == []


def test_a_store_without_room_is_status_3_and_stores_nothing(run: Run, write: Any, tmp_path: Path) -> None:
    answer(run("data", "list", "--json"))
    (tmp_path / "home" / "rows").write_text("in the way")
    done = run("data", "import", "events", write("spring.csv", SPRING), "--json")
    assert (done.returncode, done.stdout) == (3, "")
    assert "rows-unwritable" in done.stderr
    assert answer(run("data", "list", "--json")) == []


def test_a_damaged_file_is_found(run: Run, write: Any, tmp_path: Path) -> None:
    answer(run("data", "import", "events", write("spring.csv", SPRING), "--json"))
    file = next((tmp_path / "home" / "rows").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1])
    done = run("data", "verify")
    assert done.returncode == 1
    assert "rows-damaged" in done.stderr


def test_words_are_chinese_where_the_terminal_is(run: Run, write: Any) -> None:
    chinese = {"LANG": "zh_TW.UTF-8"}
    assert "匯入" in run("data", "list", **chinese).stdout
    assert "存入 2 列" in run("data", "import", "events", write("spring.csv", SPRING), **chinese).stdout


def test_rows_that_name_an_unknown_branch_are_stored_and_told(run: Run, write: Any) -> None:
    renamed = SPRING.replace("讀書會,總館", "讀書會,北投")
    branches = "branch,name,type,opened_on\n總館,總館,main,2020-01-01\n"
    assert answer(run("data", "import", "events", write("spring.csv", renamed), "--json"))["dangling"] == []
    answer(run("data", "import", "branches", write("branches.csv", branches), "--json"))
    again = write("again.csv", renamed.replace("E1", "E3").replace("E2", "E4"))
    shape = answer(run("data", "import", "events", again, "--json"))
    assert (shape["stored"], shape["dangling"]) == (
        2,
        [
            {
                "field": "branch",
                "references": "branches.branch",
                "code": None,
                "values": [{"value": "北投", "rows": 1, "first_row": 3}],
                "more": 0,
            }
        ],
    )
    more = write("more.csv", renamed.replace("E1", "E5").replace("E2", "E6"))
    done = run("data", "import", "events", more, LANG="zh_TW.UTF-8")
    assert "注意：館所代碼「北投」（1 列，最先在第 3 列）不在「館所」資料集中" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    withdrawn = answer(run("data", "list", "branches", "--json"))[0]["batch"]
    answer(run("data", "withdraw", withdrawn, "--json"))
    last = write("last.csv", renamed.replace("E1", "E7").replace("E2", "E8"))
    assert "note:" not in run("data", "import", "events", last).stdout
