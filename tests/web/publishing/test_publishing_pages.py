"""Where planners publish a period, see what differs since, publish it anew and withdraw it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.editions import publish_edition
from openscorecard.actions.importing import create_plan
from openscorecard.actions.scores.targets import set_target
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from openscorecard.queries.publishing import deeds, published_periods
from openscorecard.queries.recent import forget
from tests.store_samples import library
from tests.web.public.conftest import PLAN, Open

HERE = f"/plans/{PLAN}/publishing/"
YEAR = parse_period("2025")
DAY = timedelta(days=1)


def test_a_period_is_published_from_the_page_and_the_public_sees_it(
    grants: None, signed_in: Callable[..., Client], read: Callable[..., Any], client: Client
) -> None:
    editor = signed_in("editor")
    line = read(HERE, editor).one("//tr[th='114年']")
    assert "未公開" in line.text_content()
    page = read(f"{HERE}2025/", editor)
    version = page.one("//input[@name='version']").get("value")
    answer = editor.post(f"{HERE}2025/", {"act": "publish", "version": version, "reason": "年度結算"}, follow=True)
    assert "已依目前所知公開這個期間" in answer.content.decode()
    assert "年度結算" in read(f"/public/zh-Hant/{PLAN}/").text
    found = read(HERE, editor)
    assert "沒有變動" in found.one("//tr[th[a='114年']]").text_content()
    assert found.one(f"//a[@href='/public/zh-Hant/{PLAN}/2025/']") is not None


def test_what_differs_since_is_counted_and_told_one_by_one(
    open_to_all: Open, signed_in: Callable[..., Client], read: Callable[..., Any], now: datetime
) -> None:
    open_to_all("2025")
    set_target(PLAN, YEAR, Target("AF2.1", "元", Fraction(700)), by=SYSTEM, now=now + DAY)
    editor = signed_in("editor")
    assert "1 個數字已變動" in read(HERE, editor).one("//tr[th[a='114年']]").text_content()
    row = read(f"{HERE}2025/", editor).words("//tbody/tr")
    assert row == ["AF2.1 爭取各類型補助款總額507，目標值 650，落後 78507，目標值 700，落後 72.4"]


def test_the_trail_leads_here_and_english_pages_mark_a_chinese_note(
    open_to_all: Open, signed_in: Callable[..., Client], read: Callable[..., Any]
) -> None:
    open_to_all("2025", note="年度結算；更正")
    editor = signed_in("editor")
    editor.cookies["django_language"] = "en"
    page = read(HERE, editor)
    assert page.one("//nav[@class='trail']//span[@aria-current='page']").text == "Publishing"
    assert page.words("//td[span[@lang='zh-Hant']]") == ["年度結算；更正"]
    public = read(f"/public/en/{PLAN}/")
    assert public.words("//p[@class='published-note']/span[@lang='zh-Hant']") == ["年度結算；更正"]


def test_a_period_is_withdrawn_and_its_history_stays(
    open_to_all: Open, signed_in: Callable[..., Client], read: Callable[..., Any]
) -> None:
    open_to_all("2025")
    editor = signed_in("editor")
    editor.post(f"{HERE}2025/", {"act": "withdraw", "version": "1", "reason": "有誤"})
    assert published_periods(PLAN) == ()
    assert next((row.act, row.reason, row.by) for row in deeds(PLAN)) == ("withdrawn", "有誤", "editor-of-test")
    assert "已撤下" in read(HERE, editor).text
    read(f"/public/zh-Hant/{PLAN}/", status=404)


def test_somebody_elses_deed_meanwhile_is_told_and_nothing_is_done(
    open_to_all: Open, signed_in: Callable[..., Client]
) -> None:
    open_to_all("2025")
    answer = signed_in("editor").post(f"{HERE}2025/", {"act": "publish", "version": "0", "reason": "打好的字"})
    assert answer.status_code == 409
    assert "剛才已被別人公開或撤下" in answer.content.decode()
    assert "打好的字" in answer.content.decode()
    assert [row.version for row in deeds(PLAN)] == [1]


def test_what_cannot_be_is_told(grants: None, signed_in: Callable[..., Client], now: datetime) -> None:
    editor = signed_in("editor")
    assert editor.post(f"{HERE}2099/", {"act": "publish"}).status_code == 422
    assert editor.post(f"{HERE}2025/", {"act": "withdraw"}).status_code == 422
    assert editor.get(f"{HERE}lately/").status_code == 404
    assert editor.get("/plans/nothing/publishing/").status_code == 404
    create_plan(library(), by=SYSTEM, now=now)
    assert "計畫本身還是草稿" in editor.get("/plans/library/publishing/").content.decode()
    answer = editor.post("/plans/library/publishing/2025/", {"act": "publish"})
    assert "還沒有發布的版本" in answer.content.decode()
    publish_edition("library", expected_revision=1, by=SYSTEM, now=now)
    assert editor.post("/plans/library/publishing/2025/", {"act": "publish"}).status_code == 302


def test_readers_look_and_do_nothing_and_strangers_sign_in(
    open_to_all: Open, signed_in: Callable[..., Client], read: Callable[..., Any], client: Client
) -> None:
    open_to_all("2025")
    reader = signed_in("reader")
    page = read(HERE, reader)
    assert page.all(f"//a[@href='{HERE}2025/']") == []
    assert page.one("//nav[@class='tabs']//a[@aria-current]").text == "公開"
    assert reader.get(f"{HERE}2025/").status_code == 403
    assert reader.post(f"{HERE}2025/", {"act": "withdraw"}).status_code == 403
    assert client.get(HERE).status_code == 302
    assert client.post(f"{HERE}2025/", {"act": "withdraw"}).status_code == 403
    assert HERE not in client.get(f"/plans/{PLAN}/").content.decode()


@pytest.mark.parametrize("periods", [("2025",), ("2025", "2024", "2023")], ids=len)
def test_the_list_costs_the_same_however_many_periods_are_published(
    periods: tuple[str, ...], open_to_all: Open, signed_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    open_to_all(*periods)
    editor = signed_in("editor")
    editor.get(HERE)
    with django_assert_num_queries(7):
        assert editor.get(HERE).status_code == 200
    forget()
