"""Read otherwise: without scripts, in the system's colours, with more contrast, with nothing that moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive
from tests.every_page import LIBRARY

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
Whole = tuple[Site, dict[str, str]]
MOVING = """() => document.getAnimations().filter(one => one.effect.getComputedTiming().duration > 0).length
  + [...document.querySelectorAll('*')].filter(at => parseFloat(getComputedStyle(at).transitionDuration) > 0).length"""
# Colours of shapes and lines in drawings that the system's own colours do not reach, on a ground that they do.
BORDERS = """() => [...document.querySelectorAll('.btn:not(.btn-quiet), .card, .status, .scroll-box, .form-control')]
  .filter(at => at.checkVisibility() && parseFloat(getComputedStyle(at).borderTopWidth) === 0)
  .map(at => at.outerHTML.slice(0, 100))"""


@pytest.fixture
def reading(whole: Whole, new_page: Opener, sign_in: Callable[..., None]) -> Callable[..., Any]:
    def open_page(place: str, **more: Any) -> Any:
        page = new_page("en", **more)
        sign_in(page, "administrator", whole[0])
        page.goto(whole[0].address + place)
        return page

    return open_page


@pytest.mark.parametrize("place", [f"{LIBRARY}scorecard/?period=2025", f"{LIBRARY}kpis/CP2.1/", "/gallery/"])
def test_in_the_systems_colours_edges_and_statuses_stay(reading: Callable[..., Any], place: str) -> None:
    page = reading(place, forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(BORDERS) == []
    statuses = page.locator("main .status").all()
    assert statuses
    for one in statuses[:20]:
        assert one.inner_text().strip()
        assert one.locator("svg").count() == 1


def test_a_chart_keeps_its_lines_in_the_systems_colours(reading: Callable[..., Any]) -> None:
    page = reading(f"{LIBRARY}kpis/CP2.1/", forced_colors="active")
    unseen = page.evaluate(
        """() => { const ground = getComputedStyle(document.body).backgroundColor;
        return [...document.querySelectorAll('svg.osc-trend :is(path, text)')].filter(at => {
          const style = getComputedStyle(at);
          const own = at.tagName === 'text' ? style.fill : style.stroke === 'none' ? style.fill : style.stroke;
          return own === ground; }).length }"""
    )
    assert unseen == 0


def test_with_more_contrast_soft_ink_and_thin_lines_are_strong(reading: Callable[..., Any]) -> None:
    soft = "getComputedStyle(document.documentElement).getPropertyValue('--ink-soft')"
    ink = "getComputedStyle(document.documentElement).getPropertyValue('--ink')"
    usual = reading("/help/")
    assert usual.evaluate(soft) != usual.evaluate(ink)
    strong = reading("/help/", contrast="more")
    assert strong.evaluate(soft) == strong.evaluate(ink)


@pytest.mark.parametrize("place", ["/", f"{LIBRARY}map/", f"{LIBRARY}kpis/CP2.1/", "/gallery/"])
def test_nothing_moves_for_those_who_want_it_still(reading: Callable[..., Any], place: str) -> None:
    assert reading(place).evaluate(MOVING) == 0  # every page of these tests asks for less motion


def test_figures_targets_and_preferences_without_scripts(reading: Callable[..., Any]) -> None:
    page = reading(f"{LIBRARY}kpis/CP2.1/", java_script_enabled=False)
    assert page.locator("table.figures-table tbody tr").count() > 3
    assert page.locator("svg.osc-trend title").text_content()
    page.goto(page.url.replace("kpis/CP2.1/", "kpis/BP1.1/target/?period=2025"))
    page.fill("#id_value", "77")
    arrive(page, page.get_by_role("button", name="Store").click)
    assert "77" in page.locator("main").inner_text()
    arrive(page, page.get_by_role("link", name="Preferences").click)
    page.get_by_label("Every digit everywhere").check()
    page.get_by_label("Years of the Republic").check()
    arrive(page, page.get_by_role("button", name="Keep these").click)
    assert "kept on this device" in page.locator(".messages").inner_text()
    assert "Years: of the Republic" in page.locator("footer").inner_text()
    arrive(page, page.get_by_role("button", name="switch to common years").click)
    assert page.url.endswith("/preferences/")
    assert "Years: common" in page.locator("footer").inner_text()


def test_a_chart_and_a_sentence_follow_what_the_reader_prefers(reading: Callable[..., Any], whole: Whole) -> None:
    page = reading(f"{LIBRARY}kpis/CP2.1/")
    assert "2025" in page.locator("svg.osc-trend").inner_html()
    page.context.add_cookies([{"name": "calendar", "value": "roc", "url": whole[0].address}])
    page.reload()
    assert "ROC 114" in page.locator("svg.osc-trend").inner_html()
