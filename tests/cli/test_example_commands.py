"""The example's rows are loaded and removed from the command line, and asked for by `run`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from openscorecard.cli.commands import openscorecard
from openscorecard.cli.example import ask_for_rows
from openscorecard.engines.example import pieces as pieces_module
from openscorecard.queries.example import example_rows
from openscorecard.queries.initiatives.charters import charters
from openscorecard.queries.initiatives.tags import tagging
from openscorecard.records.models import Batch, Job, PlanRecord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    settings.EXAMPLE_SCALE = "1/20000"
    whole = pieces_module.pieces
    monkeypatch.setattr(pieces_module, "pieces", lambda *given: whole(*given)[:3])


def run(*words: str, status: int = 0) -> Any:
    done = CliRunner().invoke(openscorecard, ["example", *words])
    assert done.exit_code == status, done.output
    return json.loads(done.stdout) if "--json" in words and not status else done.output


def test_rows_come_go_and_come_back() -> None:
    shape = run("load", "--json")
    assert shape == {"scale": "1/20000", "batches": 3, "rows": sum(Batch.objects.values_list("rows_stored", flat=True))}
    assert PlanRecord.objects.count() == 2
    assert run("load", "--json") == {"scale": "1/20000", "batches": 0, "rows": 0}
    assert run("remove", "--json") == {"batches": 3, "rows": shape["rows"]}
    assert example_rows().state == "removed"
    assert run("load", "--json") == shape
    assert example_rows().state == "whole"
    assert "3 batches" in run("remove")
    assert "3 batches" in run("load")


def test_what_cannot_be_is_told() -> None:
    assert "unfit-scale" in run("load", "--scale", "twice", status=1)
    assert "example-not-there" in run("remove", status=1)
    run("load")
    assert "other-example" in run("load", "--scale", "1/10000", status=1)


def declared() -> set[bool]:
    return {row.charter.example for row in charters("taipei-public-library").values()}


def test_charters_go_with_the_rows_and_come_back_at_any_scale() -> None:
    run("load")
    assert declared() == {True}
    run("remove")
    assert (declared(), tagging()) == ({False}, {})
    run("load", "--scale", "1/10000")
    assert (declared(), len(tagging()["cards"])) == ({True}, 1)


def test_charters_without_rows_are_removed_too() -> None:
    run("load", "--scale", "0")
    assert declared() == {True}
    assert run("remove", "--json") == {"batches": 0, "rows": 0}
    assert declared() == {False}
    assert "example-not-there" in run("remove", status=1)


def asked() -> list[tuple[str, str]]:
    ask_for_rows()
    return [(job.kind, job.arguments["scale"]) for job in Job.objects.all()]


def test_the_first_start_asks_for_the_rows_once() -> None:
    assert asked() == asked() == [("example.rows", "1/20000")]


def test_a_start_with_whole_or_removed_rows_asks_for_nothing() -> None:
    run("load")
    assert asked() == []
    run("remove")
    assert asked() == []


def test_rows_that_were_begun_go_on_at_their_scale(settings: Any) -> None:
    run("load")
    Batch.objects.order_by("-pk")[0].delete()
    settings.EXAMPLE_SCALE = "1/7"
    assert asked() == [("example.rows", "1/20000")]


def test_scale_nought_asks_for_nothing(settings: Any) -> None:
    settings.EXAMPLE_SCALE = "0"
    assert asked() == []
