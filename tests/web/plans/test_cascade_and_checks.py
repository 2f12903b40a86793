"""The cascade from both sides, and the soundness checks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.store_samples import bureau, library

from .conftest import BUREAU, LIBRARY

Read = Callable[..., Any]
ROWS = "//table[contains(@class,'cascade-table')]/tbody/tr"


@pytest.mark.parametrize("plan", [LIBRARY, BUREAU])
def test_both_sides_tell_the_state_of_every_parent_objective(plan: str, example: None, read: Read) -> None:
    page = read(f"{plan}cascade/")
    states = {words.split()[0]: words for words in page.words(ROWS)}
    assert len(states) == 8
    assert all("已獲支持" in states[code] for code in ("HC1", "HP1"))
    assert all("由其他機關負責" in states[code] and "尚未匯入" in states[code] for code in ("HP2", "HP3", "HP4", "HP5"))
    assert all("無人承接" in states[code] and "示範" not in states[code] for code in ("HL1", "HF1"))
    assert "上級策略目標 8 個，已獲支持 2 個" in page.text


@pytest.mark.parametrize("plan", [LIBRARY, BUREAU])
def test_themes_nobody_took_up_are_not_measured_rather_than_without_data(plan: str, example: None, read: Read) -> None:
    page = read(f"{plan}cascade/")
    others = page.words("//ul[@class='not-measured']/li")
    assert [words[0] for words in others] == list("ABCDEFG")
    assert all("本文件未衡量" in words for words in others)
    assert "沒有資料" not in page.one("//main").text_content()


def test_supporters_stand_with_weight_and_share(example: None, read: Read) -> None:
    first = read(f"{LIBRARY}cascade/").words(ROWS)[0]
    assert "BC1 提升圖書館活動參與人次 權重 2/5（40 %）" in first
    assert "DC1 提供優質的數位資訊服務 權重 1/5（20 %）" in first


def test_a_parent_that_is_not_loaded_is_named(publish: Callable[..., None], read: Read) -> None:
    publish(library())
    assert "「bureau」尚未匯入" in read("/plans/library/cascade/").text


def test_a_plan_that_stands_alone_says_so(publish: Callable[..., None], read: Read, english: Client) -> None:
    publish(bureau())
    assert "This plan stands alone" in read("/plans/bureau/cascade/", english).text


def test_findings_stand_by_weight_with_links_to_what_they_are_about(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}checks/")
    warnings, notes = page.words("//main//h2")
    assert (
        warnings == f"警示 {len(page.all('//li[contains(@class,' + chr(39) + 'finding-warning' + chr(39) + ')]'))} 項"
    )
    assert notes.startswith("備註")
    lacking = page.words("//li[contains(.,'theme-lacks-objective')]")
    assert any("主題 D" in words and "提高預算執行效能" in words for words in lacking)
    for address in set(page.all("//ul[@class='finding-items']//a/@href")):
        read(address)


def test_a_finding_about_a_parents_objective_leads_to_the_parents(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}checks/")
    assert page.all(f"//li[contains(.,'parent-objective-orphan')]//a[@href='{BUREAU}objectives/HL1/']")


def test_one_action_plan_is_one_item_of_a_finding(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}checks/")
    items = page.words(f"//a[@href='{LIBRARY}action-plans/AF1.1.1/']")
    assert items == ["AF1.1.1 BF1.1.1 CF1.1.1 本府各機關資本支出預算執行監督機制"]


def test_english_findings_name_things_in_english(example: None, read: Read, english: Client) -> None:
    lines = read(f"{LIBRARY}checks/", english).words("//li[contains(@class,'finding')]")
    chinese = [line for line in lines if re.search(r"[\u4e00-\u9fff]", line)]
    # The one quotes the Chinese words it is about, the other an institution that has no English name.
    assert all("wording-wider" in line or "parent-objective-assigned" in line for line in chinese)
    assert len(lines) > 20


def test_a_sound_plan_has_nothing_to_say(publish: Callable[..., None], read: Read, english: Client) -> None:
    publish(Plan(id="calm", name=Text("計畫"), institution=Text("機關")))
    page = read("/plans/calm/checks/", english)
    assert "Nothing found" in page.text
    publish(replace(bureau(), id="loud"))
    assert "Nothing found" not in read("/plans/loud/checks/", english).text
