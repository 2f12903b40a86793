"""Forms of known events and new limits: plain posts that come back to the page they were asked from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from openscorecard.queries.measures import measure_named
from openscorecard.queries.scores.variation import known_about
from tests.web.figures.conftest import Bring, compute
from tests.web.figures.test_variation import CALM, KPI, lent

Read = Callable[..., Any]
LIMITS = "/measures/self_service_rate/limits/"
MARKS = "/measures/self_service_rate/events/"
EVENT = {
    "kind": "closure",
    "since": "2025-03-01",
    "until": "2025-03-31",
    "about": "dataset circulation",
    "text_zh": "閉館",
}


@pytest.fixture(autouse=True)
def rows(example: None, bring: Bring) -> None:
    lent(bring, CALM)
    compute()


def known() -> Any:
    return known_about(measure_named("self_service_rate"))


def test_limits_are_calculated_anew_by_a_form_and_withdrawn_in_place(read: Read, editing: Client) -> None:
    page = read(KPI, editing)
    (way,) = [one.get("href") for one in page.all("//*[@id='known']//a") if LIMITS in one.get("href")]
    form = read(way, editing)
    periods = [one.get("value") for one in form.all("//select[@id='id_period']/option")]
    assert periods == [f"2025-{month:02}" for month in range(12, 1, -1)]
    sent = {"period": "2025-06", "reason": "換機", "next": form.one("//main//input[@name='next']").get("value")}
    answer = editing.post(LIMITS, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, KPI)
    (made,) = known().breaks()
    assert (str(made.period), made.reason, made.by) == ("2025-06", "換機", "editor-of-test")
    page = read(KPI, editing)
    (back,) = [one.get("href") for one in page.all("//*[@id='known']//a") if "withdraw" in one.get("href")]
    assert "114年6月" in read(back, editing).text
    assert editing.post(back, {"reason": "看錯", "next": KPI}).headers["Location"] == KPI
    assert known().breaks() == ()
    history = read(KPI, editing).one("//*[@id='known']/details").text_content()
    assert "看錯" in history
    assert "換機" in history


def test_an_event_is_entered_by_a_form_and_withdrawn_in_place(read: Read, editing: Client) -> None:
    assert read(MARKS, editing).all("//select[@id='id_about']/option")[1].get("value") == "dataset circulation"
    answer = editing.post(MARKS, {**EVENT, "text_en": "Closed"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/measures/self_service_rate/")
    (row,) = known().events()
    assert (row.about, row.item, row.mark.text.en, str(row.mark.until)) == (
        "dataset", "circulation", "Closed", "2025-03-31",
    )  # fmt: skip
    assert "閉館" in read(f"{MARKS}{row.number}/withdraw/", editing).text
    editing.post(f"{MARKS}{row.number}/withdraw/", {"reason": ""})
    assert known().events() == ()
    assert len(known().marks) == 2


@pytest.mark.parametrize("about", ["measure self_service_rate", "institution "])
def test_an_event_may_concern_one_measure_or_everything(about: str, editing: Client) -> None:
    assert editing.post(MARKS, {**EVENT, "about": about}).status_code == 302
    assert len(known().events()) == 1


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        (LIMITS, {"period": "2025-06", "reason": ""}, "reason"),
        (LIMITS, {"period": "2025-06", "reason": "  "}, "reason"),
        (LIMITS, {"period": "2019-06", "reason": "x"}, "period"),
        (MARKS, {**EVENT, "until": "2025-02-01"}, "until"),
        (MARKS, {**EVENT, "since": ""}, "since"),
        (MARKS, {**EVENT, "text_zh": ""}, "text_zh"),
        (MARKS, {**EVENT, "text_zh": "閉" * 301}, "text_zh"),
        (MARKS, {**EVENT, "kind": "party"}, "kind"),
        (MARKS, {**EVENT, "about": "dataset nothing"}, "about"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(address: str, sent: dict[str, str], field: str, editing: Client) -> None:
    answer = editing.post(address, sent)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert (known().recalculations, known().marks) == ((), ())


def test_what_is_gone_meanwhile_is_told_above_the_form(editing: Client) -> None:
    for address in (f"{LIMITS}2025-06/withdraw/", f"{MARKS}9/withdraw/", f"{LIMITS}lately/withdraw/"):
        answer = editing.post(address, {"reason": ""})
        assert answer.status_code == 422
        assert "error-summary" in answer.content.decode()


def test_readers_and_strangers_write_nothing(reader: Client, client: Client) -> None:
    for address in (LIMITS, MARKS, f"{LIMITS}2025-06/withdraw/", f"{MARKS}1/withdraw/"):
        assert reader.get(address).status_code == 403
        assert reader.post(address, {**EVENT, "period": "2025-06", "reason": "x"}).status_code == 403
        assert client.get(address).status_code == 302
    assert (known().recalculations, known().marks) == ((), ())


def test_a_measure_nobody_knows_is_not_found(editing: Client) -> None:
    assert editing.get("/measures/nothing/limits/").status_code == 404
    assert editing.get("/measures/nothing/events/").status_code == 404
