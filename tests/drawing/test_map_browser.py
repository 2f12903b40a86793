"""The strategy map in a real browser with real fonts: nothing overflows, hover and focus light the links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from openscorecard.domain.strategy.plan import Plan
from openscorecard.drawing.strategy import HIGHLIGHT_CSS, draw_map

pytestmark = pytest.mark.browser

# Every text against its room: a box's rectangle, that of a head or band right before it, else the whole sheet.
OVERFLOWS = """() => [...document.querySelectorAll('svg.osc-map text')].flatMap(text => {
  const box = text.closest('.objective'), before = text.previousElementSibling;
  const room = box ? box.querySelector('rect') : before && before.matches('rect') ? before : text.ownerSVGElement;
  const outer = room.getBoundingClientRect(), inner = text.getBoundingClientRect();
  const fits = inner.left >= outer.left && inner.right <= outer.right
            && inner.top >= outer.top && inner.bottom <= outer.bottom;
  return fits ? [] : [text.textContent];
})"""


@pytest.fixture(scope="module")
def page(chromium: Any) -> Iterator[Any]:
    opened = chromium.new_page(viewport={"width": 1440, "height": 900})
    yield opened
    opened.close()


def _show(page, plan: Plan, language: str) -> None:  # type: ignore[no-untyped-def]
    svg = draw_map(plan, language=language, link_for=lambda objective: f"#{objective.id}")
    page.set_content(f"<!doctype html><style>{HIGHLIGHT_CSS}</style><body>{svg}")


def test_no_text_leaves_its_box_in_the_real_font(page, plan: Plan, language: str) -> None:  # type: ignore[no-untyped-def]
    _show(page, plan, language)
    assert page.evaluate("() => document.querySelectorAll('svg.osc-map text').length") > len(plan.objectives) * 2
    assert page.evaluate(OVERFLOWS) == []


def test_an_overflow_would_be_noticed(page, plan: Plan) -> None:  # type: ignore[no-untyped-def]
    _show(page, plan, "en")
    page.evaluate("() => { document.querySelector('.objective text:last-of-type').textContent = 'W'.repeat(40) }")
    assert page.evaluate(OVERFLOWS) == ["W" * 40]


def test_focus_lights_an_objectives_links_and_dims_the_rest(page, plan: Plan) -> None:  # type: ignore[no-untyped-def]
    _show(page, plan, "zh-Hant")
    opacity = "selector => getComputedStyle(document.querySelector(selector)).opacity"
    assert page.evaluate(opacity, "#map-0 .lit") == "0"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.closest('.objective').id") == "map-0"
    assert page.evaluate(opacity, "#map-0 .lit") == "1"
    page.wait_for_function("getComputedStyle(document.querySelector('.lines')).opacity === '0.22'")
