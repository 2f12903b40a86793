"""The first page: the tree of institutions, and what to do where it is empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.importing import create_plan
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.records.models import Job
from tests.store_samples import bureau, library

Read = Callable[..., Any]


def test_the_library_stands_below_the_bureau(example: None, read: Read) -> None:
    page = read("/")
    outer = page.one("//ul[@class='institutions']/li[h2='臺北市府教育局']")
    assert [one.text_content() for one in outer.xpath(".//ul[@class='institutions']/li/h2")] == ["臺北市立圖書館"]


def test_each_plan_is_counted(example: None, read: Read) -> None:
    counts = [list(one.itertext("dt", "dd")) for one in read("/").all("//dl[@class='counts']")]
    assert counts == [
        ["策略主題", "8", "策略目標", "59", "KPI", "0", "行動方案", "0"],
        ["策略主題", "4", "策略目標", "29", "KPI", "29", "行動方案", "27"],
    ]


def test_a_plan_names_the_theme_it_takes_up(example: None, read: Read, english: Client) -> None:
    assert "承接「臺北市府教育局策略地圖」的主題 H「推廣終身教育」" in read("/").text
    assert "Takes up theme H, “Lifelong education”" in read("/", english).text


def test_a_plan_without_its_parent_says_so(publish: Callable[..., None], read: Read) -> None:
    publish(library())
    assert "bureau" in read("/").text


def test_the_list_of_plans_is_the_same_page(example: None, read: Read) -> None:
    assert read("/plans/").words("//main//h2") == read("/").words("//main//h2")


@pytest.mark.django_db
def test_an_empty_home_offers_to_sign_in(read: Read) -> None:
    page = read("/")
    assert "還沒有計畫" in page.text
    assert page.all("//main//a[@href='/account/sign-in/']")
    assert not page.all("//main//a[@href='/import/']")


def test_an_empty_home_offers_an_editor_to_import(signed_in: Callable[..., Client], read: Read) -> None:
    assert read("/", signed_in("editor")).all("//main//a[@href='/import/']")


def test_an_administrator_of_an_empty_home_loads_the_example(signed_in: Callable[..., Client], read: Read) -> None:
    administrator = signed_in("administrator")
    assert read("/", administrator).one("//main//form[@action='/load-example/']//button").text == "載入示範資料"
    answer = administrator.post("/load-example/", follow=True)
    assert "已載入示範資料。" in answer.content.decode()
    assert "臺北市立圖書館 策略地圖與平衡計分卡" in read("/").text
    assert [job.arguments for job in Job.objects.filter(kind="example.rows")] == [{"scale": "1"}]
    assert "沒有儲存任何內容" in administrator.post("/load-example/", follow=True).content.decode()


def test_nobody_else_loads_the_example(signed_in: Callable[..., Client], client: Client, read: Read) -> None:
    for role, asker in [("public", client), ("reader", signed_in("reader")), ("editor", signed_in("editor"))]:
        assert not read("/", asker).all("//form[@action='/load-example/']"), role
        assert asker.post("/load-example/").status_code == 403, role
    assert "還沒有計畫" in read("/").text


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        ("reader", []),
        ("editor", ["新計畫", "匯入"]),
        ("administrator", ["新計畫", "匯入", "機關"]),
    ],
)
def test_the_first_page_offers_what_a_role_may_do(
    example: None, signed_in: Callable[..., Client], read: Read, role: str, ways: list[str]
) -> None:
    assert read("/", signed_in(role)).words("//main//*[@class='page-actions']/a") == ways


def test_a_draft_is_shown_to_people_signed_in_alone(
    db: None, now: datetime, signed_in: Callable[..., Client], read: Read
) -> None:
    create_plan(bureau(), by=SYSTEM, now=now)
    assert "教育局策略地圖" not in read("/").text
    page = read("/", signed_in("reader"))
    assert "教育局策略地圖" in page.text
    assert "草稿" in page.text
