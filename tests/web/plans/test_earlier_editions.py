"""Earlier editions, drafts, and what a browser may keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.editing import change_plan
from openscorecard.actions.editions import publish_edition
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text

from .conftest import LIBRARY

Read = Callable[..., Any]
PARTS = [
    "",
    "map/",
    "scorecard/",
    "cascade/",
    "checks/",
    "objectives/CC1/",
    "kpis/CC1.1/",
    "action-plans/CC1.1.1/",
    "download/",
]


@pytest.fixture
def two_editions(example: None, now: datetime) -> None:
    """The library's plan with a second edition, published, and a draft of a third."""
    made = change_plan("taipei-public-library", AddTheme("E", Text("新主題")), expected_revision=1, by=SYSTEM, now=now)
    made = publish_edition("taipei-public-library", expected_revision=made.revision, by=SYSTEM, now=now)
    change_plan(
        "taipei-public-library", AddTheme("X", Text("草擬主題")), expected_revision=made.revision, by=SYSTEM, now=now
    )


@pytest.mark.parametrize("part", PARTS)
def test_an_earlier_edition_says_so_on_every_page_and_stays_on_the_way(
    part: str, two_editions: None, read: Read, signed_in: Callable[..., Client]
) -> None:
    page = read(f"{LIBRARY}{part}?edition=1", signed_in("reader"))
    assert "這不是計畫目前的內容" in page.text or page.all("//div[contains(@class,'notice-watch')]")
    tabs = page.all("//nav[@class='tabs']//a/@href") or page.all("//nav[@class='theme-filter']//a/@href")
    own = [address for address in tabs if "/editions/" not in address]
    assert own
    assert all("edition=1" in address for address in own)
    assert "新主題" not in page.text


def test_a_revision_is_shown_as_it_was(two_editions: None, read: Read, signed_in: Callable[..., Client]) -> None:
    page = read(f"{LIBRARY}cascade/?revision=1", signed_in("reader"))
    assert len(page.all("//table[contains(@class,'cascade-table')]/tbody/tr")) == 8
    assert page.all("//div[contains(@class,'notice-watch')]")


def test_a_draft_says_that_others_see_something_else(
    two_editions: None, read: Read, signed_in: Callable[..., Client]
) -> None:
    page = read(LIBRARY, signed_in("reader"))
    assert "草擬主題" in page.text
    assert page.all("//div[contains(@class,'notice-watch')]//a[contains(@href,'edition=2')]")
    assert "草擬主題" not in read(LIBRARY).text


@pytest.mark.parametrize("query", ["edition=1", "edition=3", "revision=1", "edition=2&revision=1"])
def test_the_public_sees_the_published_edition_alone(query: str, two_editions: None, read: Read) -> None:
    read(f"{LIBRARY}?{query}", status=404)


def test_a_browser_keeps_a_page_until_the_plan_changes(example: None, client: Client, now: datetime) -> None:
    client.get(LIBRARY)  # brings the cookie of the forms
    tag = client.get(LIBRARY).headers["ETag"]
    again = client.get(LIBRARY, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    client.cookies["django_language"] = "en"
    assert client.get(LIBRARY, headers={"if-none-match": tag}).status_code == 200
    client.cookies["django_language"] = "zh-hant"
    assert client.get(LIBRARY, headers={"if-none-match": tag}).status_code == 304
    made = change_plan("taipei-education-bureau", AddTheme("Z", Text("又一")), expected_revision=1, by=SYSTEM, now=now)
    publish_edition("taipei-education-bureau", expected_revision=made.revision, by=SYSTEM, now=now)
    assert client.get(LIBRARY, headers={"if-none-match": tag}).status_code == 200  # the page names its parent


def test_a_persons_pages_are_never_kept(example: None, signed_in: Callable[..., Client]) -> None:
    answer = signed_in("reader").get(LIBRARY)
    assert "ETag" not in answer.headers
    assert "no-store" in answer.headers["Cache-Control"]
