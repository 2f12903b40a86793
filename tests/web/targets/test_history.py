"""Versions of a target on their page: taken back, undone and brought back, each after a question."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from openscorecard.records.models import TargetRecord
from tests.web.plans.conftest import Sheet
from tests.web.targets.conftest import HERE, SignedIn, in_force

ONE = f"{HERE}kpis/AC1.1/target/"
HISTORY, DROP = f"{ONE}history/?period=2025", f"{ONE}drop/?period=2025"
Put = Callable[..., None]


@pytest.fixture(autouse=True)
def versions(put: Put) -> None:
    put("AC1.1", 4, unit="冊／人", origin="年度計畫")
    put("AC1.1", 5, unit="冊／人")


def test_every_version_is_listed_with_what_it_said(signed_in: SignedIn) -> None:
    sheet = Sheet(signed_in("reader").get(HISTORY))
    assert [row.split()[0] for row in sheet.words("//tbody/tr/td[3]")] == ["5", "4"]
    assert "年度計畫" in sheet.words("//tbody/tr")[1]
    assert not sheet.all("//tbody//a")
    client = signed_in("editor")
    client.cookies["django_language"] = "en"
    english = Sheet(client.get(HISTORY))
    assert "History of the target, 2025" in english.text
    assert [one.get("href") for one in english.all("//tbody//a")] == [f"{ONE}restore/1/?period=2025"]


def test_taking_back_asks_first_and_can_be_undone(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    asked = Sheet(client.get(DROP))
    assert in_force("AC1.1") is not None
    said = {"version": asked.one("//input[@name='version']").get("value"), "reason": "重訂"}
    assert client.post(DROP, said).status_code == 302
    assert in_force("AC1.1") is None
    page = Sheet(client.get(HISTORY))
    assert "重訂" in page.text
    undo = page.one("//div[@class='page-actions']/a[contains(@href, 'restore')]").get("href")
    assert undo == f"{ONE}restore/2/?period=2025"
    assert client.post(undo, {"version": "3"}).status_code == 302
    found = in_force("AC1.1")
    assert found is not None
    assert (found.target.value, found.row.version) == (5, 4)


def test_bringing_back_less_asks_why(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    address = f"{ONE}restore/1/?period=2025"
    assert Sheet(client.get(address)).one("//input[@name='countermeasure']") is not None
    refused = client.post(address, {"version": "2", "reason": "疫情"})
    assert refused.status_code == 422
    assert "因應對策" in refused.content.decode()
    said = {"version": "2", "reason": "疫情", "countermeasure": "線上"}
    assert client.post(address, said).status_code == 302
    found = in_force("AC1.1")
    assert found is not None
    assert (found.target.value, found.row.origin, found.row.reason) == (4, "年度計畫", "疫情")


@pytest.mark.parametrize("way", ["drop/", "restore/1/"])
def test_what_changed_since_the_question_was_asked_is_not_overwritten(way: str, put: Put, signed_in: SignedIn) -> None:
    client = signed_in("editor")
    put("AC1.1", 6, unit="冊／人")
    said = {"version": "2", "reason": "r", "countermeasure": "c"}
    answer = client.post(f"{ONE}{way}?period=2025", said)
    assert answer.status_code == 422
    assert "已被別人修改" in answer.content.decode()
    assert TargetRecord.objects.count() == 3


def test_versions_that_are_not_there_are_missing(signed_in: SignedIn) -> None:
    client = signed_in("editor")
    for way in ("restore/9/", "history/", "drop/"):
        assert client.get(f"{ONE}{way}?period=2019").status_code == 404
    assert client.get(f"{HERE}kpis/ZZ9/target/?period=2025").status_code == 404
