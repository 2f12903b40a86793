"""The scorecard in the form of its document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.store_samples import library

from .conftest import BUREAU, LIBRARY

Read = Callable[..., Any]
TABLES = "//table[contains(@class,'scorecard')]"


def test_the_library_has_eight_tables_and_so_has_its_document(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}scorecard/")
    assert len(page.all(TABLES)) == 8
    heads = page.words(f"{TABLES}/thead//th")
    assert heads == ["構面", "策略目標", "關鍵績效指標（KPI）", "行動方案"] * 8


def test_every_code_stands_once(example: None, read: Read) -> None:
    codes = read(f"{LIBRARY}scorecard/").words(f"{TABLES}/tbody//span[@class='code']")
    assert len(codes) == len(set(codes)) == 29 + 29 + 44


@pytest.mark.parametrize("plan", [LIBRARY, BUREAU])
def test_spans_fill_every_table_without_gap_or_overlap(plan: str, example: None, read: Read) -> None:
    for table in read(f"{plan}scorecard/").all(TABLES):
        for group in table.xpath("tbody"):
            rows = group.xpath("tr")
            taken = [int(cell.get("rowspan", 1)) for row in rows for cell in row.xpath("th|td")]
            assert sum(taken) == 4 * len(rows)


def test_heads_of_rows_say_what_they_head(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}scorecard/?theme=A")
    assert page.words(f"{TABLES}//th[@scope='rowgroup']") == ["顧客", "內部流程", "學習成長", "財務"]
    assert len(page.all(f"{TABLES}//th[@scope='row']")) == 6


def test_a_plan_under_several_kpis_names_its_other_codes(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}scorecard/")
    cell = page.one("//td[a/span='AF1.1.1']")
    assert "BF1.1.1、CF1.1.1" in cell.text_content()
    assert "44" in page.one("//p[contains(@class,'table-key')]").text_content()
    assert "27" in page.one("//p[contains(@class,'table-key')]").text_content()


def test_a_measure_under_several_kpis_names_their_codes(example: None, read: Read) -> None:
    assert "CL1.1、DL1.1" in read(f"{LIBRARY}scorecard/").one("//td[a/span='AL1.1']").text_content()


def test_what_has_no_measure_and_no_plan_says_so(publish: Callable[..., None], read: Read, english: Client) -> None:
    publish(library())
    page = read("/plans/library/scorecard/", english)
    row = " ".join(page.one(f"{TABLES}//tr[.//span='AP1.1']").text_content().split())
    assert "No measure" in row
    assert row.endswith("No action plan")
    assert "Measure bound" in page.one("//td[a/span='AC1.1']").text_content()


def test_a_plan_without_kpis_explains_itself(example: None, read: Read) -> None:
    page = read(f"{BUREAU}scorecard/")
    assert page.all("//div[contains(@class,'notice')]")
    assert len(page.words(f"{TABLES}//th[@scope='row']")) == 59


def test_one_theme_alone(example: None, read: Read) -> None:
    assert read(f"{LIBRARY}scorecard/?theme=B").words("//section[@class='theme-card']/h2") == [
        "策略主題： 推廣閱讀與終身學習 (B)"
    ]
