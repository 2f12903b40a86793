"""Which rows belong to which action plan, on pages: by rule, by hand, ended and brought back, and figures follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.tagging import Tag
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.engines.measures.faults import CountingTooSlow
from openscorecard.formats.example import example_plans
from openscorecard.queries.initiatives.tags import tagging, tags
from openscorecard.queries.work import jobs_of
from tests.actions.sent_files import CARDS, EVENTS, event, row, sent
from tests.web.plans.conftest import Sheet

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
RULE, HAND = "/data/events/plans/rule/", "/data/events/plans/by-hand/"
PICK = "/data/events/plans/rows/"


PLANS = (None, "BC1.1.1", "XX9.9.9")


def named(name: str, plan: str | None) -> tuple[Any, ...]:
    return row(EVENTS, event_id=name, held_on=date(2025, 2, 5), title="說故事", status="held", plan=plan)


@pytest.fixture(autouse=True)
def library(settings: Any, tmp_path: Path, now: datetime) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    load_example([example_plans()[1]], [], by=SYSTEM, now=now)
    import_batch(EVENTS, [sent(EVENTS, event("E1", "2025-01-05"))], by=SYSTEM, now=now)


def rule(**said: str) -> dict[str, str]:
    first = {"field_1": "title", "op_1": "in", "values_1": "繪本，故事"}
    return {"plan": "BC1.1.1", "note": "依名稱", **first, **said}


def stored(client: Client, address: str, said: dict[str, Any]) -> Any:
    """Looked at first, then stored as a browser would send it."""
    looked = client.post(address, said)
    (mark,) = Sheet(looked).all("//form//input[@name='looked']/@value")
    return client.post(address, {**said, "looked": mark}, follow=True)


def test_a_rule_is_added_shown_in_words_ended_and_brought_back(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    answer = stored(client, RULE, rule(field_2="held_on", op_2="since", values_2="2025-01-01"))
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
    stored(client, HAND, {"plan": "BP2.1.1", "keys": "E1\nE2,E3", "note": ""})
    stored(client, HAND, {"plan": "", "keys": "E4", "note": "試辦"})
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


def test_nothing_is_stored_before_its_rows_were_counted_and_what_changed_since_is_counted_anew(
    signed_in: SignedIn, now: datetime
) -> None:
    import_batch(EVENTS, [sent(EVENTS, *(named(f"F{n}", plan) for n, plan in enumerate(PLANS)))], by=SYSTEM, now=now)
    client = signed_in("editor")
    said = rule(field_1="event_id", values_1="F0,F1,F2,E1,X")
    page = Sheet(client.post(RULE, said))
    assert "符合 4 列。 其中 2 列會改歸。" in page.text  # two say their plan themselves, and a rule weighs less
    assert tags() == ()
    (mark,) = page.all("//form//input[@name='looked']/@value")
    page = Sheet(client.post(RULE, {**said, "values_1": "F0", "looked": mark}))
    assert "符合 1 列" in page.text
    assert tags() == ()
    page = Sheet(client.post(HAND, {"plan": "BP2.1.1", "keys": "F0,F1,X"}))
    assert "符合 2 列。 其中 2 列會改歸。 3 個鍵值中有 1 個不在任何列中。" in page.text
    assert tags() == ()


def test_too_few_readers_are_not_counted(signed_in: SignedIn, now: datetime) -> None:
    card = {"issued_on": date(2025, 1, 2), "category": "general", "source": "student_card"}
    rows = [row(CARDS, card_id=f"C{n}", patron_key=f"P{n}", **card) for n in range(6)]
    import_batch(CARDS, [sent(CARDS, *rows, name="cards.csv")], by=SYSTEM, now=now)
    client, place = signed_in("editor"), "/data/cards/plans/rule/"
    said = {"plan": "CC1.1.1", "field_1": "source", "op_1": "in", "values_1": "student_card"}
    assert "符合 6 列" in Sheet(client.post(place, said)).text
    few = Sheet(client.post(place, {**said, "field_2": "card_id", "op_2": "in", "values_2": "C1,C2"}))
    assert "不到五位讀者" in few.text
    assert "符合" not in few.text.replace("符合的列不到五位讀者", "")
    assert client.get("/data/cards/plans/rows/").status_code == 404


def test_rows_are_found_ticked_and_given_to_a_plan(signed_in: SignedIn, now: datetime) -> None:
    import_batch(EVENTS, [sent(EVENTS, *(named(f"F{n}", plan) for n, plan in enumerate(PLANS)))], by=SYSTEM, now=now)
    client = signed_in("editor")
    page = Sheet(client.get(PICK))
    assert page.all("//tbody//input[@name='keys']/@value") == ["F2", "F1", "F0", "E1"]
    assert "XX9.9.9 （沒有任何策略計畫有此方案）" in page.text
    assert Sheet(client.get(PICK, {"plan": "XX9.9.9"})).all("//tbody//input/@value") == ["F2"]
    assert Sheet(client.get(PICK, {"plan": "-"})).all("//tbody//input/@value") == ["F0", "E1"]
    assert Sheet(client.get(PICK, {"q": "f1"})).all("//tbody//input/@value") == ["F1"]
    assert "沒有屬於該方案且含該文字的列" in Sheet(client.get(PICK, {"q": "none such"})).text
    page = Sheet(client.post(HAND, {"plan": "BP2.1.1", "keys": ["F2", "F0"]}))
    assert page.one("//textarea[@name='keys']").text.split() == ["F2", "F0"]
    assert "其中 2 列會改歸" in page.text
    (mark,) = page.all("//form//input[@name='looked']/@value")
    client.post(HAND, {"plan": "BP2.1.1", "keys": "F2\r\nF0", "looked": mark})
    assert Sheet(client.get(PICK, {"plan": "BP2.1.1"})).all("//tbody//input/@value") == ["F2", "F0"]
    assert client.post(HAND, {"plan": "BP2.1.1"}).status_code == 422


def test_rows_are_shown_page_by_page_to_those_who_may_tag(signed_in: SignedIn, now: datetime) -> None:
    many = [named(f"N{n:03}", None) for n in range(60)]
    import_batch(EVENTS, [sent(EVENTS, *many)], by=SYSTEM, now=now)
    client = signed_in("editor")
    assert len(Sheet(client.get(PICK)).all("//tbody//input")) == 50
    assert len(Sheet(client.get(PICK, {"page": "2"})).all("//tbody//input")) == 11
    assert Sheet(client.get(PICK, {"page": "9", "q": "N0"})).all("//tbody//input") == []
    assert signed_in("reader").get(PICK).status_code == 403
    assert client.get("/data/budget/plans/rows/").status_code == 404  # its key begins with a day that many rows share


def test_rows_that_cannot_be_read_are_said_and_the_rule_can_be_stored(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise CountingTooSlow(seconds=30)

    monkeypatch.setattr("openscorecard.queries.catching.caught_aside", slow)
    monkeypatch.setattr("openscorecard.queries.catching.sought_aside", slow)
    client = signed_in("editor")
    assert "仍可存檔" in Sheet(client.post(RULE, rule())).text
    stored(client, RULE, rule())
    assert len(tags()) == 1
    assert "30" in Sheet(client.get(PICK)).one("//*[contains(@class,'notice-watch')]").text_content()
