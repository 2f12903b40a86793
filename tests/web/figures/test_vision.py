"""The vision's page: own place among all counties and cities, what was published, and what is an example."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.test import Client

from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries import peers
from openscorecard.records.models import Batch
from tests.actions.sent_files import row
from tests.web.figures.conftest import Bring, lines

Read = Callable[..., Any]
PEERS = standard_datasets()["peer_figures"]
PAGE = "/plans/taipei-public-library/vision/"


def figure(who: str, value: str, indicator: str = "loans_per_head", year: str = "2025") -> tuple[Any, ...]:
    return row(PEERS, year=year, institution=who, indicator=indicator, value=Decimal(value), source="年報第 9 頁")


def test_own_value_rank_distance_source_and_year_are_told(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    bring(
        PEERS,
        [figure("臺北市", "7.27"), figure("新北市", "5"), figure("臺中市", "8"), figure("新北市", "1", year="2024")],
    )
    page = read(PAGE, reader)
    (line,) = lines(page, "//table[caption[contains(.,'114年')]]//tbody/tr")
    assert line == "每人借閱冊次 7.27 第 2 名，共 3 8.00 臺中市 −0.73 7.27 0.00 年報第 9 頁"
    assert "示範數字" not in page.text
    places = read(f"{PAGE}?indicator=loans_per_head", reader)
    assert [one.split(" ")[:2] for one in lines(places, "//h2[@id='places']/following::tbody[1]/tr")] == [
        ["1", "臺中市"],
        ["2", "臺北市"],
        ["3", "新北市"],
    ]
    assert "1" in lines(read(f"{PAGE}?year=2024&institution=新北市", reader), "//tbody/tr")[0]


def test_example_figures_say_that_they_are(example: None, bring: Bring, read: Read, reader: Client) -> None:
    bring(PEERS, [figure("臺北市", "7.27")])
    Batch.objects.update(example=True)
    assert "這些是示範數字" in read(PAGE, reader).text


def test_without_rows_the_page_says_how_to_bring_them(example: None, read: Read, reader: Client) -> None:
    page = read(PAGE, reader)
    assert "請將全國閱讀力年度報告匯入資料集 peer_figures" in page.text


def test_published_facts_stand_with_year_and_source(example: None, read: Read, reader: Client) -> None:
    facts = lines(read(PAGE, reader), "//h2[text()='已公布的數字']/following::tbody[1]/tr")
    assert "到館人次 114年 13,263,842 人次 自由時報電子報（2026-02-16）民國115年2月16日（2026年2月16日）" in facts
    assert [one for one in facts if "由上列數字推算" in one and "2,437,400" in one]
    assert "已公布的數字" not in read("/plans/taipei-education-bureau/vision/", reader).text


def test_the_plan_leads_there_for_those_who_see_figures(
    example: None, client: Client, read: Read, reader: Client
) -> None:
    assert not read("/plans/taipei-public-library/").all("//a[contains(@href,'/vision/')]")
    assert read("/plans/taipei-public-library/", reader).all(f"//a[@href='{PAGE}']")
    assert client.get(PAGE).status_code == 302


def test_a_year_costs_no_more_questions_than_another(
    example: None, bring: Bring, reader: Client, django_assert_num_queries: Any
) -> None:
    bring(PEERS, [figure("臺北市", "7.27")])
    peers.peer_figures()
    reader.get(PAGE)
    with django_assert_num_queries(5):
        reader.get(f"{PAGE}?year=2025")
