"""The first page of a plan: how it stands, what is wrong first, what changed, a small trend of every KPI."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openscorecard.queries.recent import forget

from .conftest import HERE, Aim

Read = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("two_years")


def test_it_says_first_how_many_kpis_are_on_target(read: Read, signed_in: Callable[..., Client]) -> None:
    page = read(f"{HERE}?period=2024", signed_in())
    assert page.words("//h2[@id='glance-heading']") == ["113年，29 個 KPI 中有 1 個達標。"]
    tiles = [one.replace(" ", "") for one in page.words("//ul[@class='status-tiles']/li")]
    assert tiles[0] == "1達標"


def test_a_kpi_that_fell_is_an_exception_with_both_figures(read: Read, signed_in: Callable[..., Client]) -> None:
    page = read(f"{HERE}?period=2025", signed_in())
    first = page.words("//ul[@class='exception-list'][1]/li")[0]
    assert first.startswith("AF2.1")
    assert "落後" in first
    assert "由「達標」下降" in first
    assert "507 元" in first
    moved = page.words("//ul[@class='moved']/li")
    assert len(moved) == 1
    assert "1,000 元 → 507 元" in moved[0]
    assert "目標 900 → 650" in moved[0]


def test_what_was_not_judged_before_has_not_changed(read: Read, signed_in: Callable[..., Client]) -> None:
    page = read(f"{HERE}?period=2024", signed_in())
    assert page.all("//ul[@class='moved']") == []
    assert "前一期沒有評定任何 KPI" in page.text
    assert page.all("//ul[@class='exception-list']") == []


def test_kpis_of_one_measure_that_show_the_same_stand_together(
    aim: Aim, read: Read, signed_in: Callable[..., Client]
) -> None:
    for year, value in ((2024, 900), (2025, 650)):
        aim("BF2.1", year, value)
    page = read(f"{HERE}?period=2025", signed_in())
    lines = page.words("//ul[@class='exception-list']/li")
    assert len(lines) == 1
    assert "與 BF2.1" in lines[0]
    assert page.words("//h2[@id='exceptions']/span") == ["2"]


def test_every_kpi_has_its_line_with_a_name_and_a_link(read: Read, signed_in: Callable[..., Client]) -> None:
    page = read(f"{HERE}?period=2025", signed_in())
    links = page.all("//ul[@class='sparks']/li/a/@href")
    assert len(links) == len(set(links)) == 29
    titles = page.words("//ul[@class='sparks']//*[name()='svg']/*[name()='title']")
    assert "AF2.1 的趨勢：113年 1,000 元，114年 507 元" in titles
    ids = page.all("//*[name()='svg']/*[name()='title']/@id")
    assert len(ids) == len(set(ids))


def test_as_it_was_known_then_there_are_no_trends_of_now(
    read: Read, signed_in: Callable[..., Client], now: datetime
) -> None:
    page = read(f"{HERE}?period=2025&as-of={now:%Y-%m-%d}", signed_in())
    assert page.all("//ul[@class='sparks']") == []


def test_the_public_sees_the_map_and_the_mission_alone(read: Read) -> None:
    page = read(HERE)
    assert page.all("//section[@class='glance']") == []
    assert page.all("//section[contains(@class,'todo')]") == []
    assert "推動終身學習" in page.text


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_the_trends_of_a_theme_are_files(kind: str, signed_in: Callable[..., Client]) -> None:
    answer = signed_in().get(f"{HERE}themes/A/trends.{kind}?period=2025")
    assert answer.status_code == 200
    begins = {"svg": b"<svg ", "png": b"\x89PNG", "csv": b"\xef\xbb\xbfkpi,name"}[kind]
    assert answer.content.startswith(begins)
    assert (b"AF2.1" in answer.content) == (kind != "png")


def test_a_theme_that_is_none_and_a_file_that_is_none_say_so(read: Read, signed_in: Callable[..., Client]) -> None:
    client = signed_in()
    assert "「Z」" in read(f"{HERE}themes/Z/trends.csv", client, 404).text
    assert "svg png csv" in read(f"{HERE}themes/A/trends.exe", client, 404).text


# The first time scores and trends are made; later they are at hand while nothing they stand on changes.
QUERIES = {"": (94, 15), "meeting/?step=3": (80, 9), "compare-figures/": (39, 5)}


@pytest.mark.parametrize("kpis", [("BF2.1",), ("BF2.1", "CF2.1", "DF1.1")], ids=len)
@pytest.mark.parametrize("page", QUERIES)
def test_it_costs_the_same_however_many_kpis_there_are(
    page: str, kpis: tuple[str, ...], aim: Aim, signed_in: Callable[..., Client]
) -> None:
    for kpi in kpis:
        aim(kpi, 2025, 650)
    client, address = signed_in("editor"), f"{HERE}{page}{'&' if '?' in page else '?'}period=2025"
    client.get(address)  # what a process reads only once is read
    forget()
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counted.append(len(queries))
    assert tuple(counted) == QUERIES[page]
