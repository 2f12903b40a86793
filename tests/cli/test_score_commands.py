"""`openscorecard targets` and `score`: from rows and a target to a score that can be recomputed."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from openscorecard.formats.example import example_text
from tests.cli.test_action_plan_commands import GRANTS, LIBRARY, ran, shape

AF2 = ("AF2.1", "2025", "--unit", "元")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "plans.yaml").write_text(example_text(), encoding="utf-8")
    (tmp_path / "grants.csv").write_text(GRANTS, encoding="utf-8")
    ran(tmp_path, "plan", "import", "plans.yaml")
    ran(tmp_path, "data", "import", "grants", "grants.csv", "--covers", "2025")
    ran(tmp_path, "measure")
    return tmp_path


def test_rows_and_a_target_make_a_score_with_its_trace(place: Path) -> None:
    before = shape(place, "score", LIBRARY, "--period", "2025")["nodes"]
    assert len([one for one in before if one["level"] == "kpi"]) == 29
    assert {one["status"] for one in before if one["level"] == "kpi"} == {"no_target"}
    made = shape(place, "targets", "set", LIBRARY, *AF2, "--value", "650", "--from", "年度計畫")
    assert (made["value"], made["version"], made["from"]) == ("650", 1, "年度計畫")
    nodes = {one["code"]: one for one in shape(place, "score", LIBRARY, "--period", "2025")["nodes"]}
    kpi, objective, plan = nodes["AF2.1"], nodes["AF2"], nodes["plan"]
    assert (kpi["value"], kpi["target"], kpi["score"], kpi["status"]) == ("507", "650", "78", "behind")
    assert Fraction(kpi["inputs"]["v"]) / Fraction(kpi["inputs"]["t"]) * 100 == Fraction(kpi["score"])
    assert (len(kpi["batches"]), kpi["reading"] is not None) == (1, True)
    assert objective["shares"] == [{"code": "AF2.1", "weight": "1", "share": "100", "score": "78"}]
    assert (plan["score"], plan["partial_score"], plan["status"]) == (None, "78", "withheld")
    assert nodes["perspective:F"]["parent"] == "plan"
    assert "AF2.1" in ran(place, "score", LIBRARY, "--period", "2025")


def test_a_target_is_revised_listed_and_dropped(place: Path) -> None:
    ran(place, "targets", "set", LIBRARY, *AF2, "--value", "650")
    assert "unfit-revision" in ran(place, "targets", "set", LIBRARY, *AF2, "--value", "600", status=1)
    ran(place, "targets", "set", LIBRARY, *AF2, "--value", "600", "--reason", "r", "--countermeasure", "c")
    (one,) = shape(place, "targets", "list", LIBRARY, "--period", "2025")
    assert (one["value"], one["first"], one["reason"]) == ("600", "650", "r")
    ran(place, "targets", "drop", LIBRARY, "AF2.1", "2025", "--reason", "again")
    versions = shape(place, "targets", "history", LIBRARY, "AF2.1", "2025")
    assert [row["value"] for row in versions] == [None, "600", "650"]
    assert shape(place, "targets", "list", LIBRARY, "--period", "2025") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("AF2.1", "2025", "--unit", "元", "--value", "0"), "unfit-target"),
        (("AF2.1", "2025", "--unit", " ", "--value", "5"), "unfit-target"),
        (("AF2.1", "2025", "--unit", "元", "--value", "nan"), "unfit-number"),
        (("AF2.1", "2025-13", "--unit", "元", "--value", "5"), "unfit-period"),
        (("ZZ9.1", "2025", "--unit", "元", "--value", "5"), "no-such-kpi"),
    ],
)
def test_what_cannot_be_scored_is_refused_where_it_is_set(place: Path, words: tuple[str, ...], code: str) -> None:
    assert code in ran(place, "targets", "set", LIBRARY, *words, status=1)
    assert shape(place, "targets", "list", LIBRARY, "--period", "2025") == []


def test_rules_are_set_told_and_brought_back(place: Path) -> None:
    assert shape(place, "scoring", "show", LIBRARY)["version"] == 0
    said = ("--watch", "70", "--on-target", "78", "--threshold", "0", "--weight", "AF2=3", "--rule", "theme:A=weakest")
    assert "rules-need-reason" in ran(place, "scoring", "set", LIBRARY, *said, status=1)
    made = shape(place, "scoring", "set", LIBRARY, *said, "--reason", "r")
    assert (made["version"], made["weights"], made["rules"]) == (1, {"AF2": "3"}, {"theme:A": "weakest"})
    ran(place, "targets", "set", LIBRARY, *AF2, "--value", "650")
    nodes = {one["code"]: one for one in shape(place, "score", LIBRARY, "--period", "2025")["nodes"]}
    assert (nodes["AF2.1"]["status"], nodes["plan"]["score"], nodes["theme:A"]["rule"]) == (
        "on_target",
        "78",
        "weakest",
    )
    assert "unfit-rules" in ran(place, "scoring", "set", LIBRARY, "--weight", "ZZ=1", "--reason", "r", status=1)
    assert shape(place, "scoring", "restore", LIBRARY, "0", "--reason", "r")["threshold"] == "70"
    assert [row["version"] for row in shape(place, "scoring", "history", LIBRARY)] == [2, 1]
    assert "version 2" in ran(place, "scoring", "show", LIBRARY)


def test_what_was_known_on_a_past_day_is_asked_for_by_it(place: Path) -> None:
    assert "not-known-yet" in ran(place, "score", LIBRARY, "--period", "2025", "--as-of", "2020-01-01", status=1)
    assert "unfit-moment" in ran(place, "score", LIBRARY, "--period", "2025", "--as-of", "2999-01-01", status=1)
    now = shape(place, "score", LIBRARY, "--period", "2025")
    ran(place, "targets", "set", LIBRARY, *AF2, "--value", "650")
    before = shape(place, "score", LIBRARY, "--period", "2025", "--as-of", now["as_of"])
    assert before == now
    assert {one["status"] for one in before["nodes"] if one["level"] == "kpi"} == {"no_target"}
    bureau = shape(place, "score", "taipei-education-bureau", "--period", "2025")["nodes"]
    (hc1,) = [one for one in bureau if one["code"] == "HC1"]
    assert ([one["objective"] for one in hc1["contributions"]], hc1["declared"]) == (["BC1", "BP1", "DC1"], False)
