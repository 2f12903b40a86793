"""Which rows belong to which action plan, on pages: by rule, by hand, ended and brought back, and figures follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.tagging import Tag
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_plans
from openscorecard.queries.initiatives.tags import tagging, tags
from openscorecard.queries.work import jobs_of
from tests.actions.sent_files import EVENTS, event, sent
from tests.web.plans.conftest import Sheet

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
RULE = "/data/events/plans/rule/"


@pytest.fixture(autouse=True)
def library(settings: Any, tmp_path: Path, now: datetime) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    load_example([example_plans()[1]], [], by=SYSTEM, now=now)
    import_batch(EVENTS, [sent(EVENTS, event("E1", "2025-01-05"))], by=SYSTEM, now=now)


def rule(**said: str) -> dict[str, str]:
    first = {"field_1": "title", "op_1": "in", "values_1": "繪本，故事"}
    return {"plan": "BC1.1.1", "note": "依名稱", **first, **said}


def test_a_rule_is_added_shown_in_words_ended_and_brought_back(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    answer = client.post(RULE, rule(field_2="held_on", op_2="since", values_2="2025-01-01"), follow=True)
    page = Sheet(answer)
    assert "BC1.1.1" in page.text
    assert "是其中之一 繪本、故事" in page.text
    assert "在這天或之後 2025-01-01" in page.text
    wanted = ((Condition("title", "in", ("繪本", "故事")),), (Condition("held_on", "since", ("2025-01-01",)),))
    assert tagging() == {"events": (Tag("BC1.1.1", wanted),)}
    assert jobs_of("", "figures.compute", limit=5)
    (row,) = tags("events")
    client.post(f"/data/events/plans/{row.id}/end/")
    assert tagging() == {}
    page = Sheet(client.get("/data/events/plans/"))
    assert "已停止" in page.text
    client.post(f"/data/events/plans/{row.id}/restore/")
    assert tagging() == {"events": (Tag("BC1.1.1", wanted),)}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"values_1": ""}, "請至少填一個值"),
        ({"field_1": ""}, "請至少寫一個條件"),
        ({"field_1": "status", "values_1": "別的"}, "status = 別的?"),
        ({"field_1": "held_on", "op_1": "since", "values_1": "去年"}, "YYYY-MM-DD"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_where_it_is_written(
    said: dict[str, str], words: str, signed_in: SignedIn
) -> None:
    answer = signed_in("editor").post(RULE, rule(**said))
    assert answer.status_code == 422
    assert words in answer.content.decode() or words.replace("填", "寫") in answer.content.decode()
    assert tags() == ()


def test_many_rows_are_given_by_hand_at_once_or_taken_out_of_every_plan(signed_in: SignedIn, now: datetime) -> None:
    client = signed_in("editor")
    client.post("/data/events/plans/by-hand/", {"plan": "BP2.1.1", "keys": "E1\nE2,E3", "note": ""})
    client.post("/data/events/plans/by-hand/", {"plan": "", "keys": "E4", "note": "試辦"})
    found = tagging()["events"]
    assert [(tag.plan, tag.where[0][0].values) for tag in found] == [("", ("E4",)), ("BP2.1.1", ("E1", "E2", "E3"))]
    page = Sheet(client.get("/data/events/plans/"))
    assert "不屬於任何行動方案" in page.text


def test_readers_look_and_change_nothing_and_some_datasets_carry_no_plan(signed_in: SignedIn, now: datetime) -> None:
    reader = signed_in("reader")
    assert reader.get("/data/events/plans/").status_code == 200
    assert not Sheet(reader.get("/data/events/plans/")).all("//main//form")
    assert reader.post(RULE, rule()).status_code == 403
    assert reader.post("/data/events/plans/1/end/").status_code == 403
    assert signed_in("editor").get("/data/population/plans/").status_code == 404
    assert signed_in("administrator").get("/data/circulation/plans/by-hand/").status_code == 404
