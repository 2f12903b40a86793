"""The reading pages as a person meets them: by eye, by keyboard alone, on a phone, on paper, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
LIBRARY, BUREAU = "/plans/taipei-public-library/", "/plans/taipei-education-bureau/"
PAGES = [
    "/",
    LIBRARY,
    f"{LIBRARY}map/",
    f"{BUREAU}map/?size=full",
    f"{LIBRARY}scorecard/",
    f"{BUREAU}scorecard/",
    f"{LIBRARY}cascade/",
    f"{BUREAU}cascade/",
    f"{LIBRARY}checks/",
    f"{LIBRARY}download/",
    f"{LIBRARY}objectives/CC1/",
    f"{LIBRARY}kpis/AF1.1/",
    f"{LIBRARY}action-plans/AF1.1.1/",
    "/measures/",
    "/measures/mobile_ready_rate/",
    "/search/?q=%E9%96%B1%E8%AE%80",
    "/search/?q=zzz",
    "/plans/nowhere/",
]
LOAD = """
from datetime import datetime, UTC
from openscorecard.actions.example import load_example
from openscorecard.domain.people.institutions import Institution
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_plans
bureau, library = example_plans()
homes = Institution("bureau", bureau.institution), Institution("library", library.institution, parent="bureau")
load_example((bureau, library), homes, by=SYSTEM, now=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def shelf(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example in it; only looked at."""
    for site in running(prepared_home, tmp_path_factory.mktemp("shelf")):
        site.python(LOAD)
        yield site


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_reading_page_breaks_a_rule_of_accessibility(
    shelf: Site, new_page: Opener, axe: Callable[..., None], lang: str, scheme: str
) -> None:
    page = new_page(lang, scheme)
    for place in PAGES:
        page.goto(shelf.address + place, wait_until="networkidle")
        axe(page)


@pytest.mark.parametrize("width", [1440, 390, 320])
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_no_reading_page_is_wider_than_its_screen(shelf: Site, new_page: Opener, lang: str, width: int) -> None:
    page = new_page(lang, width=width)  # 320 is 1280 at 400 %
    for place in PAGES:
        page.goto(shelf.address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


@pytest.mark.parametrize(("plan", "boxes"), [(LIBRARY, 29), (BUREAU, 59)])
@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_both_maps_are_drawn_large_enough_to_read(
    shelf: Site, new_page: Opener, plan: str, boxes: int, lang: str
) -> None:
    page = new_page(lang)
    for place in (plan, f"{plan}map/"):
        page.goto(shelf.address + place)
        drawn = page.locator("svg.osc-map .objective a > rect")
        assert drawn.count() == boxes
        assert all(drawn.nth(one).is_visible() for one in range(boxes))
        smallest = page.evaluate(
            """() => { const svg = document.querySelector('svg.osc-map');
            const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
            return scale * Math.min(...[...svg.querySelectorAll('.objective text')]
              .map(text => parseFloat(getComputedStyle(text).fontSize))) }"""
        )
        assert smallest >= 11.5, f"{place}: {smallest} px"


def test_eight_tables_stand_in_the_documents_form(shelf: Site, page: Any) -> None:
    page.goto(f"{shelf.address}{LIBRARY}scorecard/")
    tables = page.get_by_role("table")
    assert tables.count() == 8
    assert all(tables.nth(one).is_visible() for one in range(8))


def test_from_the_first_page_to_an_action_plan_by_keyboard_alone(shelf: Site, page: Any) -> None:
    page.goto(shelf.address)
    _follow(page, "臺北市立圖書館 策略地圖與平衡計分卡")
    _follow(page, "計分卡")
    _follow(page, "AF1.1.1 本府各機關資本支出預算執行監督機制")
    assert page.url.endswith("/action-plans/AF1.1.1/")
    _follow(page, "BF1.1 年度預算執行率")
    _follow(page, "BF1 提高預算執行效能")
    assert page.locator("h1").inner_text() == "BF1 提高預算執行效能"


def test_an_objective_of_the_drawing_is_reached_lit_and_followed_by_keyboard(shelf: Site, page: Any) -> None:
    page.goto(f"{shelf.address}{LIBRARY}map/")
    _tab_to(page, "CP2")
    focused = "document.activeElement.closest('.objective').querySelector('.lit')"
    assert page.evaluate(f"getComputedStyle({focused}).opacity") == "1"
    arrive(page, lambda: page.keyboard.press("Enter"))
    assert page.url.endswith("/objectives/CP2/")


def test_the_map_scrolls_in_a_box_that_can_be_focused(shelf: Site, page: Any) -> None:
    page.goto(f"{shelf.address}{BUREAU}map/?size=full")
    page.locator(".map-stage").focus()
    before = page.evaluate("scrollY")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => document.querySelector('.map-stage').scrollTop > 0")
    assert page.evaluate("scrollY") == before


def test_on_a_phone_the_list_comes_before_the_drawing(shelf: Site, new_page: Opener) -> None:
    page = new_page(width=390)
    page.goto(f"{shelf.address}{BUREAU}map/")
    listed, drawn = page.locator(".map-listed").bounding_box(), page.locator(".map-drawn").bounding_box()
    assert listed["y"] + listed["height"] <= drawn["y"]
    page.goto(shelf.address + BUREAU)
    assert not page.locator("svg.osc-map").is_visible()
    assert page.locator(".map-list").is_visible()


def test_everything_is_read_without_scripts(shelf: Site, new_page: Opener) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(shelf.address + LIBRARY)
    arrive(page, page.get_by_role("link", name="承接", exact=True).click)
    assert page.get_by_role("row").count() == 9
    page.get_by_role("searchbox").fill("CP2.1.2")
    arrive(page, page.get_by_role("button", name="搜尋").click)
    arrive(page, page.get_by_role("link", name="CP2.1.2").click)
    assert "預約書自助取書" in page.locator("h1").inner_text()


def test_the_map_is_printed_on_one_broad_sheet(shelf: Site, page: Any, tmp_path: Path) -> None:
    page.goto(f"{shelf.address}{BUREAU}map/")
    page.emulate_media(media="print")
    assert not page.locator(".site-header").is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    assert b"/MediaBox [0 0 1190" in printed or b"/MediaBox [0 0 1191" in printed  # A3 across, in points


def test_a_file_is_saved_under_the_plans_name(shelf: Site, page: Any) -> None:
    page.goto(f"{shelf.address}{LIBRARY}download/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=".yaml").click()
    assert waiting.value.suggested_filename == "臺北市立圖書館 策略地圖與平衡計分卡.yaml"


def _tab_to(page: Any, words: str) -> None:
    for _ in range(250):
        page.keyboard.press("Tab")
        reached = page.evaluate("(document.activeElement.textContent || '').replace(/\\s+/g, ' ').trim()")
        if reached == words or reached.startswith(f"{words} "):
            return
    raise AssertionError(f"Tab never reached {words}")


def _follow(page: Any, words: str) -> None:
    """Go to a link by Tab and follow it by Enter."""
    _tab_to(page, words)
    arrive(page, lambda: page.keyboard.press("Enter"))
