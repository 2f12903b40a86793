"""`openscorecard report`: a paper by the ending of its file; faults with their codes, nothing half-written."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from openscorecard.formats.example import example_text
from tests.cli.test_action_plan_commands import GRANTS, LIBRARY, ran


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("report")
    (where / "plans.yaml").write_text(example_text(), encoding="utf-8")
    (where / "grants.csv").write_text(GRANTS, encoding="utf-8")
    ran(where, "plan", "import", "plans.yaml")
    ran(where, "data", "import", "grants", "grants.csv", "--covers", "2025")
    ran(where, "measure")
    return where


def test_the_scorecard_is_the_usual_paper_in_the_form_of_its_ending(place: Path) -> None:
    said = json.loads(ran(place, "report", LIBRARY, "--period", "2025", "--to", "card.ods", "--json"))
    assert (said["paper"], said["form"], said["language"]) == ("scorecard", "ods", "en")
    assert said["bytes"] == (place / "card.ods").stat().st_size
    with zipfile.ZipFile(place / "card.ods") as book:
        content = book.read("content.xml").decode()
    assert "507" in content
    assert "unofficial translation" in content


def test_a_paper_in_chinese(place: Path) -> None:
    ran(place, "report", LIBRARY, "--period", "2025", "--paper", "council", "--language", "zh-Hant", "--to", "c.odt")
    with zipfile.ZipFile(place / "c.odt") as book:
        assert "問與答" in book.read("content.xml").decode()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nowhere", "--period", "2025", "--to", "x.odt"), "unknown-plan"),
        ((LIBRARY, "--period", "2025x", "--to", "x.odt"), "unfit-period"),
        ((LIBRARY, "--period", "2025", "--to", "x.rtf"), "unknown-paper-form"),
        ((LIBRARY, "--period", "2025", "--paper", "diary", "--to", "x.odt"), "unknown-paper"),
        ((LIBRARY, "--period", "2025", "--as-of", "1999-01-01", "--to", "x.odt"), "not-known-yet"),
    ],
)
def test_what_cannot_be_made_is_told_and_nothing_is_written(place: Path, words: tuple[str, ...], code: str) -> None:
    told = ran(place, "report", *words, status=1)
    assert code in told
    assert not list(place.glob("x.*"))
