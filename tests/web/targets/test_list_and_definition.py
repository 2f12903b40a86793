"""The targets of a period, and the definition of a KPI on one sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from openscorecard.domain.scores.yearly import Profile
from openscorecard.records import contents
from tests.store_samples import library, numbered
from tests.web.plans.conftest import Sheet
from tests.web.plans.conftest import publish as publish
from tests.web.plans.test_query_counts import _grown
from tests.web.targets.conftest import HERE, SignedIn

LIST = f"{HERE}targets/"
ROW = "//table//tr[th//span[@class='code'][text()='{}']]"


def cells(sheet: Sheet, code: str) -> list[str]:
    return sheet.words(f"{ROW.format(code)}/td")


def test_original_and_revised_target_stand_side_by_side(put: Callable[..., None], signed_in: SignedIn) -> None:
    put("AC1.1", 4, unit="冊／人", origin="年度施政計畫")
    put("AC1.1", "3.6", unit="冊／人", reason="r", countermeasure="c", origin="府函")
    sheet = Sheet(signed_in("reader").get(f"{LIST}?period=2025"))
    first, now, unit, way, baseline, weight, spread, source, ways = cells(sheet, "AC1.1")
    assert (first, now.split()[0], unit, baseline, weight, spread, source) == (
        "4",
        "3.6",
        "冊／人",
        "—",
        "1",
        "—",
        "府函",
    )
    assert "越高越好" in way
    assert "達成比率" in way
    assert "第 2 版" in ways
    assert "未設目標值" in cells(sheet, "AP1.1")[1]
    assert "29 個 KPI 中，1 個有目標值" in sheet.text


def test_the_example_is_marked_and_english_pages_speak_english(example: None, signed_in: SignedIn) -> None:
    client = signed_in("reader")
    client.cookies["django_language"] = "en"
    sheet = Sheet(client.get(LIST))
    assert "Targets, 2025" in sheet.text
    assert "29 of them are examples that nobody set" in sheet.text
    assert len([one for one in sheet.words("//table//td[2]") if "Example" in one]) == 29
    assert cells(sheet, "CC1.1")[:3] == ["2,000,000", "2,000,000 Example", "cards"]
    definition = Sheet(client.get(f"{HERE}kpis/BC1.1/definition/?period=2025"))
    assert "300,000 attendances" in definition.text
    assert "(1,110; 980; 1,222;" in definition.text


def test_a_unit_of_ones_own_stays_as_it_was_given(put: Callable[..., None], signed_in: SignedIn) -> None:
    put("BC1.1", 120_000, unit="本次")
    client = signed_in("reader")
    client.cookies["django_language"] = "en"
    assert cells(Sheet(client.get(f"{LIST}?period=2025")), "BC1.1")[2] == "本次"


def test_a_period_without_targets_helps_and_offers_what_the_reader_may_do(plans: None, signed_in: SignedIn) -> None:
    planner = Sheet(signed_in("editor").get(f"{LIST}?year=2026&part=Q1"))
    assert "115年第1季尚未訂定目標值" in planner.text
    assert planner.one("//div[@class='empty-state']//a").get("href").endswith("/targets/table/?period=2026-Q1")
    reader = Sheet(signed_in("reader").get(f"{LIST}?period=2026"))
    assert not reader.all("//div[@class='empty-state']//a")
    assert not reader.all("//a[contains(@href, '/targets/table/')]")


def test_a_quarter_shows_what_the_year_asks_of_it(put: Callable[..., None], signed_in: SignedIn) -> None:
    put("BC1.1", 120_000, unit="人次", profile=Profile("even"))
    sheet = Sheet(signed_in("reader").get(f"{LIST}?period=2025-Q2"))
    assert cells(sheet, "BC1.1")[1] == "30,000 由年度推算"


@pytest.mark.parametrize("period", ["2025-13", "abc", "2025-Q5", "99999"])
def test_a_period_that_does_not_exist_says_so(period: str, plans: None, signed_in: SignedIn) -> None:
    sheet = Sheet(signed_in("reader").get(f"{LIST}?period={period}"))
    assert sheet.answer.status_code == 404
    assert "不是期間" in sheet.text


def test_the_public_is_led_to_sign_in_and_unknown_plans_are_missing(
    plans: None, client: Client, signed_in: SignedIn
) -> None:
    assert "/account/sign-in/" in client.get(LIST)["Location"]
    assert "/targets/" not in client.get(HERE).content.decode()
    reader = signed_in("reader")
    assert reader.get("/plans/nowhere/targets/").status_code == 404
    assert LIST in reader.get(HERE).content.decode()


def test_the_definition_says_what_is_known_and_what_is_not(
    put: Callable[..., None], client: Client, signed_in: SignedIn
) -> None:
    put("CP2.1", 77, unit="%", cap=120)
    address = f"{HERE}kpis/CP2.1/definition/"
    public = Sheet(client.get(address))
    for words in ("自助借書比率", "計算公式", "除以", "流通", "每月", "尚未指定", "登入後才看得到目標值", "90 以上"):
        assert words in public.text, words
    assert "77" not in public.text
    reader = Sheet(signed_in("reader").get(f"{address}?period=2025"))
    assert "77 %" in reader.text
    assert "得分上限 120" in reader.text
    assert "未設目標值" in Sheet(signed_in("editor").get(f"{address}?period=2024")).text
    assert client.get(f"{HERE}kpis/ZZ9.9/definition/").status_code == 404


def test_a_kpi_leads_to_its_definition_and_its_target(plans: None, client: Client, signed_in: SignedIn) -> None:
    page = f"{HERE}kpis/CP2.1/"
    assert f"{page}definition/" in client.get(page).content.decode()
    assert f"{page}target/" not in client.get(page).content.decode()
    assert f"{page}target/" in signed_in("editor").get(page).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("targets/?period=2025", 7), ("targets/table/?period=2025", 8), ("kpis/AC1.1/definition/?period=2025", 9)],
)
def test_a_page_costs_the_same_however_many_kpis_there_are(
    address: str, queries: int, rows: int, publish: Callable[..., None], signed_in: SignedIn,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    publish(_grown(numbered(library(), 0), rows))
    client = signed_in("editor")
    client.get("/help/")
    contents.forget()
    with django_assert_num_queries(queries):
        assert client.get(f"/plans/library-0/{address}").status_code == 200
