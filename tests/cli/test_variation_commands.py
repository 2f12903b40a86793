"""`openscorecard limits` and `marks`: what people know about charts, in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_action_plan_commands import GRANTS, ran, shape

MEASURE = "grants_obtained"
ADD = ("marks", "add", "--kind", "closure", "--since", "2025-07-01", "--zh", "總館閉館")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "grants.csv").write_text(GRANTS, encoding="utf-8")
    ran(tmp_path, "data", "import", "grants", "grants.csv", "--covers", "2025")
    ran(tmp_path, "measure")
    return tmp_path


def test_limits_are_calculated_anew_listed_and_withdrawn(place: Path) -> None:
    made = shape(place, "limits", "recalculate", MEASURE, "2025", "--reason", "新辦法")
    assert {name: made[name] for name in ("measure", "period", "version", "withdrawn", "reason")} == {
        "measure": MEASURE, "period": "2025", "version": 1, "withdrawn": False, "reason": "新辦法",
    }  # fmt: skip
    assert "recalculated-already" in ran(place, "limits", "recalculate", MEASURE, "2025", "--reason", "x", status=1)
    ran(place, "limits", "withdraw", MEASURE, "2025", "--reason", "看錯")
    rows = shape(place, "limits", "list", MEASURE)
    assert [(row["version"], row["withdrawn"], row["reason"]) for row in rows] == [
        (2, True, "看錯"),
        (1, False, "新辦法"),
    ]
    assert "看錯" in ran(place, "limits", "list", MEASURE)


def test_limits_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for words, code in (
        (("recalculate", MEASURE, "2024", "--reason", "x"), "no-point-there"),
        (("recalculate", MEASURE, "2025-01", "--reason", "x"), "no-point-there"),
        (("recalculate", MEASURE, "2025", "--reason", " "), "no-reason"),
        (("recalculate", MEASURE, "lately", "--reason", "x"), "unfit-period"),
        (("withdraw", MEASURE, "2025"), "not-recalculated"),
        (("list", "nothing"), "unknown-measure"),
    ):
        assert code in ran(tmp_path, "limits", *words, status=1)
    assert shape(tmp_path, "limits", "list", MEASURE) == []


def test_events_are_entered_listed_and_withdrawn(tmp_path: Path) -> None:
    everywhere = shape(tmp_path, *ADD, "--until", "2025-08-31", "--en", "Main library closed")
    assert {name: everywhere[name] for name in ("mark", "about", "item", "since", "until", "text", "text_en")} == {
        "mark": 1, "about": "institution", "item": None, "since": "2025-07-01", "until": "2025-08-31",
        "text": "總館閉館", "text_en": "Main library closed",
    }  # fmt: skip
    assert shape(tmp_path, *ADD, "--measure", MEASURE)["item"] == MEASURE
    assert shape(tmp_path, *ADD, "--dataset", "circulation")["until"] is None
    assert [row["mark"] for row in shape(tmp_path, "marks", "list")] == [3, 2, 1]
    assert [row["mark"] for row in shape(tmp_path, "marks", "list", "--measure", MEASURE)] == [2, 1]
    assert "3" in ran(tmp_path, "marks", "withdraw", "3", "--reason", "未閉館")
    assert next((row["mark"], row["withdrawn"]) for row in shape(tmp_path, "marks", "list")) == (3, True)
    assert "總館閉館" in ran(tmp_path, "marks", "list")


def test_events_that_cannot_be_are_refused(tmp_path: Path) -> None:
    for words, status, said in (
        ((*ADD, "--until", "2025-06-01"), 1, "unfit-mark"),
        ((*ADD, "--measure", "nothing"), 1, "unfit-subject"),
        ((*ADD, "--measure", MEASURE, "--dataset", "grants"), 2, "--dataset"),
        (("marks", "add", "--kind", "party", "--since", "2025-07-01", "--zh", "x"), 2, "party"),
        (("marks", "withdraw", "9"), 1, "no-such-mark"),
    ):
        assert said in ran(tmp_path, *words, status=status)
    assert shape(tmp_path, "marks", "list") == []
