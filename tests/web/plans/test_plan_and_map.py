"""The page of a plan and its map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from .conftest import BUREAU, LIBRARY

Read = Callable[..., Any]
BOXES = "//*[name()='svg'][contains(@class,'osc-map')]//*[name()='a']/@href"


@pytest.mark.parametrize(("plan", "objectives"), [(LIBRARY, 29), (BUREAU, 59)])
def test_every_objective_is_a_link_in_the_drawing_and_in_its_twin(
    plan: str, objectives: int, example: None, read: Read
) -> None:
    for address in (plan, f"{plan}map/"):
        page = read(address)
        drawn = page.all(BOXES)
        listed = page.all("//div[@class='map-list']//li/a[span[@class='code']]/@href")
        assert len(set(drawn)) == objectives
        assert sorted(drawn) == sorted(listed)


def test_links_of_the_drawing_lead_somewhere(example: None, read: Read) -> None:
    for address in read(LIBRARY).all(BOXES):
        read(address)


def test_a_phrase_of_the_mission_names_the_objectives_that_carry_it(example: None, read: Read) -> None:
    phrases = read(LIBRARY).words("//ul[@class='phrases']/li")
    assert phrases[0].startswith("推動終身學習 BC1 提升圖書館活動參與人次")
    assert phrases[1].startswith("打造書香城市 AC1")


def test_a_phrase_that_nothing_carries_says_so(example: None, read: Read) -> None:
    phrases = read(BUREAU).words("//ul[@class='phrases']/li")
    assert len(phrases) == 4
    assert all("尚未宣告由哪個目標承擔" in phrase for phrase in phrases)


def test_an_english_page_says_that_its_names_are_no_official_ones(example: None, read: Read, english: Client) -> None:
    assert read(LIBRARY, english).text.count("unofficial translation") == 1
    assert "unofficial" not in read(LIBRARY).text


def test_a_text_without_english_bears_its_own_language(
    publish: Callable[..., None], read: Read, english: Client
) -> None:
    from tests.store_samples import library

    publish(library())
    page = read("/plans/library/", english)
    assert page.words("//section[contains(@class,'statement-mission')]//p/span[@lang='zh-Hant']") == ["讓市民都能閱讀"]
    assert page.words("//h1/span") == []


def test_both_calendars_date_the_document(example: None, read: Read, english: Client) -> None:
    assert "民國108年3月26日（2019年3月26日）" in read(LIBRARY).text
    assert "26 March 2019 (ROC year 108)" in read(LIBRARY, english).text


def test_only_editors_are_offered_to_remove_the_example(
    example: None, read: Read, signed_in: Callable[..., Client]
) -> None:
    form = "//form[@action='/plans/taipei-public-library/edit/drop-example/']"
    assert not read(LIBRARY).all(form)
    assert not read(LIBRARY, signed_in("reader")).all(form)
    assert read(LIBRARY, signed_in("editor")).all(form)


def test_the_example_goes_with_one_click(example: None, read: Read, signed_in: Callable[..., Client]) -> None:
    editor = signed_in("editor")
    form = read(LIBRARY, editor).one("//form[contains(@action,'drop-example')]")
    sent = {one.name: one.value for one in form.xpath(".//input[@name!='csrfmiddlewaretoken']")}
    assert editor.post(form.get("action"), sent).status_code == 302
    after = read(LIBRARY, editor)
    assert "示範假設" not in after.one("//main").text_content()
    assert "示範假設" in read(LIBRARY).text  # what is published stays until the draft is


def test_one_theme_alone(example: None, read: Read) -> None:
    page = read(f"{BUREAU}map/?theme=H")
    assert len(set(page.all(BOXES))) == 8
    assert len(page.all("//section[@class='map-list-theme']")) == 1
    assert page.words("//nav[@class='theme-filter']//a[@aria-current]") == ["H　推廣終身教育".replace("　", " ")]


def test_the_size_is_chosen_by_links_that_keep_the_theme(example: None, read: Read) -> None:
    page = read(f"{LIBRARY}map/?theme=A&size=full")
    assert page.all("//div[@class='map-sheet map-full']")
    assert "theme=A&size=fit" in page.one("//ul[@class='chips']//a[text()='符合頁寬']").get("href")


def test_a_fitted_map_is_never_broader_than_a_screen_can_show(example: None, read: Read) -> None:
    for plan in (LIBRARY, BUREAU):
        drawing = read(f"{plan}map/").one("//*[name()='svg'][contains(@class,'osc-map')]")
        assert float(drawing.get("width")) <= 1750


@pytest.mark.parametrize(
    "address",
    ["/plans/nowhere/", f"{LIBRARY}map/?theme=Q", f"{LIBRARY}scorecard/?theme=Q", f"{LIBRARY}objectives/AC9/",
     f"{LIBRARY}kpis/AC9.9/", f"{LIBRARY}action-plans/none/", f"{LIBRARY}?edition=9", f"{LIBRARY}?edition=x",
     f"{LIBRARY}?revision=²", "/measures/none/", f"{LIBRARY}download/exe/"],
)  # fmt: skip
def test_what_is_not_there_is_told_with_a_way_on(address: str, example: None, read: Read) -> None:
    page = read(address, status=404)
    assert page.all("//main//a[@href='/']")
    assert any(words.endswith("。") and "請" in words for words in page.words("//main//p"))
