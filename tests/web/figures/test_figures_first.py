"""A KPI's page begins with its figures: what is known, what is not, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from openscorecard.queries.recent import forget
from openscorecard.records.models import Batch
from tests.actions.sent_files import CIRCULATION, EVENTS
from tests.web.figures.conftest import Bring, compute, held, lines, loan

Read = Callable[..., Any]
KPI = "/plans/taipei-public-library/kpis/CP2.1/"
EVENTS_KPI = "/plans/taipei-public-library/kpis/BC1.1/"


def rows_of(page: Any) -> dict[str, str]:
    """The table by period."""
    return {one.split(" ")[0]: one for one in lines(page, "//table[contains(@class,'figures-table')]//tbody/tr")}


def test_the_latest_value_is_said_with_a_year_before_and_the_year_so_far(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    bring(CIRCULATION, [loan(1, "self_check", year=2024), loan(1, "desk", year=2024)], "2024-01")
    bring(CIRCULATION, [loan(1, "self_check", quantity=3), loan(1, "desk")], "2025-01")
    compute()
    page = read(KPI, reader)
    assert "114年1月：75.00 %，比113年1月（50.00 %）多 25.00 個百分點。" in page.text
    assert "本年累計（114年1月至1月）：75.00 %；去年同期累計 50.00 %。" in page.text
    assert page.one("//svg[@class='osc-trend']").get("role") == "img"


def test_months_that_nothing_covers_are_no_data_and_not_zero(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    bring(EVENTS, [held("e1", 1, 12)], "2025-01")
    bring(EVENTS, [held("e2", 3, 0)], "2025-03")
    compute()
    rows = rows_of(read(EVENTS_KPI, reader))
    assert "有數值" in rows["114年3月"]
    assert rows["114年3月"].split(" ")[1].startswith("0")
    assert "無資料" in rows["114年2月"] or "沒有資料" in rows["114年2月"]
    assert rows["114年2月"].split(" ")[1] == "—"


def test_each_status_has_its_own_word_and_shape(example: None, bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [loan(1, "self_check")], "2025-01")
    bring(CIRCULATION, [], "2025-02")
    compute()
    bring(CIRCULATION, [loan(3, "desk")], "2025-03")
    bring(CIRCULATION, [loan(4, "desk")], "2025-04-01..2025-04-15")
    page = read(KPI, reader)
    rows = rows_of(page)
    words = {"114年1月": "有數值", "114年2月": "不適用", "114年3月": "尚未計算", "114年4月": "部分涵蓋"}
    assert {month: words[month] in rows[month] for month in words} == dict.fromkeys(words, True)
    drawn = {
        month: page.one(f"//tr[th='{month}']//span[contains(@class,'status')]/*[local-name()='svg']") for month in words
    }
    shapes = {month: "".join(part.get("d", "") for part in drawn[month].iter()) for month in words}
    assert len(set(shapes.values())) == len(words)


def test_events_without_a_number_are_said_and_add_nothing(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    bring(EVENTS, [held("e1", 1, 12), held("e2", 1, None), held("e3", 1, None)], "2025-01")
    compute()
    row = rows_of(read(EVENTS_KPI, reader))["114年1月"]
    assert "其中 2 列沒有記載數字，未計入數值。" in row
    assert row.split(" ")[1] == "12"


def test_figures_from_example_rows_are_marked_wherever_they_stand(
    example: None, bring: Bring, read: Read, reader: Client
) -> None:
    bring(CIRCULATION, [loan(1, "self_check")], "2025-01")
    compute()
    assert "不代表任何圖書館的實況" not in read(KPI, reader).text
    Batch.objects.update(example=True)  # which no act does: what is kept ready does not expect it
    forget()
    for address in (KPI, "/measures/self_service_rate/", "/measures/self_service_rate/figures/2025-01/"):
        page = read(address, reader)
        assert "不代表任何圖書館的實況" in page.text
    drill = read("/measures/self_service_rate/figures/", reader)
    assert "示範" in drill.words("//h1")[0]


def test_a_kpi_whose_rows_never_came_says_so(example: None, read: Read, reader: Client) -> None:
    page = read(KPI, reader)
    assert "尚未匯入相關資料集的資料" in page.text
    assert not page.all("//svg[@class='osc-trend']")


@pytest.mark.parametrize("address", [KPI, "/measures/self_service_rate/"])
def test_the_public_sees_definitions_only(example: None, bring: Bring, read: Read, address: str) -> None:
    bring(CIRCULATION, [loan(1, "self_check")], "2025-01")
    compute()
    page = read(address)
    assert "自助" in page.text
    assert "最新數字" not in page.text
    assert not page.all("//svg[@class='osc-trend']")


def test_another_reading_can_be_looked_at(example: None, bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [loan(1, "self_check"), loan(1, "desk", kind="return"), loan(1, "desk")], "2025-01")
    compute()
    assert "114年1月：50.00 %" in read(KPI, reader).text
    assert "114年1月：33.33 %" in read(f"{KPI}?reading=with_returns", reader).text


def test_english_says_the_same(example: None, bring: Bring, read: Read, reader: Client) -> None:
    bring(CIRCULATION, [loan(1, "self_check", quantity=3), loan(1, "desk")], "2025-01")
    compute()
    reader.cookies["django_language"] = "en"
    assert "Jan 2025: 75.00 %; a year before there is no value to compare with." in read(KPI, reader).text
