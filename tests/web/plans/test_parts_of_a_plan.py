"""Pages of an objective, a KPI, an action plan, and of measures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from .conftest import BUREAU, LIBRARY

Read = Callable[..., Any]


def card(page: Any, title: str) -> str:
    return " ".join(page.one(f"//section[.//h2='{title}']").text_content().split())


def test_an_objective_shows_its_links_with_reason_lag_and_mark(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}objectives/CC1/")
    assert len(page.all("//section[.//h2='由哪些目標帶動']//ul[@class='link-lines']/li")) == 4
    first = page.words("//section[.//h2='由哪些目標帶動']//ul[@class='link-lines']/li")[0]
    for part in ("CP1 提供遠距借還書服務", "示範假設", "借還便利，讀者增加", "約 3 個月後", "民國115年11月23日"):
        assert part in first
    assert "沒有宣告" in card(page, "帶動哪些目標")


def test_an_objective_shows_what_it_supports_and_carries(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}objectives/CC1/")
    assert "HP1 提升全市閱讀風氣 權重 2/5" in card(page, "支持的上級策略目標")
    assert page.all(f"//a[@href='{BUREAU}objectives/HP1/']")
    assert "打造書香城市" in card(page, "所在位置")


def test_a_parents_objective_shows_who_supports_it(example: None, read: Read) -> None:
    words = card(read(f"{BUREAU}objectives/HC1/"), "由下列目標支持")
    assert all(code in words for code in ("BC1", "BP1", "DC1"))
    assert "1/5（20 %）" in words


def test_a_parents_objective_names_the_institution_responsible(example: None, read: Read) -> None:
    assert "臺北市立動物園" in read(f"{BUREAU}objectives/HP4/").text


def test_an_objective_shows_what_the_checks_say_of_it(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}objectives/AF2/")
    assert "wording-wider-than-objective" in page.words("//code[@class='finding-code']")
    assert not read(f"{LIBRARY}objectives/CC1/").all("//code[@class='finding-code']")


def test_a_kpi_says_what_it_counts_and_that_no_data_is_not_zero(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}kpis/DP1.1/")
    words = card(page, "衡量什麼")
    for part in ("分子", "分母", "比率", "每季", "平臺"):
        assert part in words
    assert "沒有資料不等於零" in page.text


def test_a_kpi_names_the_other_codes_of_its_measure(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}kpis/AF1.1/")
    assert page.words("//section[h2='策略目標' or .//h2='策略目標']//h3") == ["同一衡量方式的其他代碼", "行動方案"]
    assert page.all(f"//a[@href='{LIBRARY}kpis/BF1.1/']")
    assert "數值相同，不可相加" in page.text
    assert "同一衡量方式的其他代碼" not in read(f"{LIBRARY}kpis/AC1.1/").text


def test_an_action_plan_stands_under_all_its_kpis_and_counts_once(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}action-plans/AF1.1.1/")
    assert page.words("//tbody//th") == ["AF1.1.1", "BF1.1.1", "CF1.1.1"]
    assert "只計一次" in page.text
    assert "只計一次" not in read(f"{LIBRARY}action-plans/AC1.1.1/").text


def test_the_catalogue_lists_every_measure_with_its_kpis(example: None, read: Read) -> None:
    page = read("/measures/")
    assert len(page.all("//tbody/tr")) == 20
    assert page.words("//tr[th='年度預算執行率']//a[@class='code']/text()/..")
    assert [one.text for one in page.all("//tr[th='年度預算執行率']//a[@class='code']")] == ["AF1.1", "BF1.1", "CF1.1"]


def test_a_measure_says_of_which_other_it_is_a_part(example: None, read: Read, english: Client) -> None:
    page = read("/measures/courtesy_courses/", english)
    assert page.all("//a[@href='/measures/training_courses/']")
    assert "do not add up" in page.text
    assert "CL2.1" in page.text


def test_drafts_lend_no_kpi_to_the_public(db: None, now: Any, read: Read, signed_in: Callable[..., Client]) -> None:
    from openscorecard.actions.importing import create_plan
    from openscorecard.domain.people.readers import SYSTEM
    from openscorecard.formats.example import example_plans

    create_plan(example_plans()[1], by=SYSTEM, now=now)
    address = f"{LIBRARY}kpis/CC1.1/"
    assert not read("/measures/cards_valid/").all(f"//a[@href='{address}']")
    assert read("/measures/cards_valid/", signed_in("reader")).all(f"//a[@href='{address}']")
