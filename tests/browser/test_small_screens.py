"""English words on a small screen: no badge outgrows its ground, no curve lies on a number, quotes are narrow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.running_site import Site
from tests.every_page import LIBRARY

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
Whole = tuple[Site, dict[str, str]]
# Statuses whose words stick out of their ground, or lie on what stands above them in a tile.
GROWN = """() => [...document.querySelectorAll('main .status')].filter(at => at.checkVisibility()).filter(at => {
    const ground = at.getBoundingClientRect(), words = at.lastElementChild.getBoundingClientRect()
    const above = at.previousElementSibling?.getBoundingClientRect()
    return words.top < ground.top - 1 || words.bottom > ground.bottom + 1 || words.right > ground.right + 1
      || (at.closest('.status-tile') && above && above.bottom > words.top + 1)
  }).map(at => at.textContent.trim())"""
COVERED = """() => [...document.querySelectorAll('.exception')].filter(at => at.checkVisibility()).filter(at => {
    const curve = at.querySelector('.exception-spark')?.getBoundingClientRect()
    return curve && [...at.querySelectorAll('dd')].some(one => {
      const range = document.createRange(); range.selectNodeContents(one)
      const words = range.getBoundingClientRect()
      return words.right > curve.left && words.bottom > curve.top && words.top < curve.bottom
    })
  }).map(at => at.textContent.trim())"""
# A quotation mark in the font that everybody's machine has for Chinese, against a letter.
MARK = """lang => { const one = document.createElement('span'); one.lang = lang; one.textContent = '\u201c'
  one.style.fontFamily = 'Noto Sans CJK TC'; one.style.fontSize = '100px'
  one.style.position = 'absolute'; document.body.append(one)
  const width = one.getBoundingClientRect().width; one.remove(); return width }"""


@pytest.fixture
def small(whole: Whole, new_page: Opener, sign_in: Callable[..., None]) -> Callable[[str], Any]:
    def open_page(place: str) -> Any:
        page = new_page("en", width=390)
        sign_in(page, "administrator", whole[0])
        page.goto(whole[0].address + place)
        return page

    return open_page


@pytest.mark.parametrize("place", ["?period=2025", "meeting/?period=2025", "publishing/", "scores/plan/?period=2025"])
def test_badges_grow_with_their_words(small: Callable[[str], Any], place: str) -> None:
    page = small(LIBRARY + place)
    assert page.locator("main .status").count() > 1
    assert page.evaluate(GROWN) == []


def test_no_curve_lies_on_a_number(small: Callable[[str], Any]) -> None:
    page = small(f"{LIBRARY}?period=2025")
    assert page.locator(".exception").count() > 1
    assert page.evaluate(COVERED) == []


def test_quotation_marks_of_english_are_narrow_where_only_a_han_font_is(small: Callable[[str], Any]) -> None:
    page = small("/help/")
    assert page.evaluate(MARK, "en") < 60
    assert page.evaluate(MARK, "zh-Hant-TW") > 90


def test_choices_and_names_in_tables_are_told_whole(small: Callable[[str], Any]) -> None:
    page = small(f"{LIBRARY}targets/table/?period=2025")
    cut = page.evaluate(
        """() => { const pen = document.createElement('canvas').getContext('2d')
        return [...document.querySelectorAll('.targets-form select')].filter(at => at.checkVisibility()).filter(at => {
          const style = getComputedStyle(at)
          pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
          const room = at.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
          return pen.measureText(at.selectedOptions[0].text).width > room
        }).map(at => at.selectedOptions[0].text) }"""
    )
    assert page.locator(".targets-form select").count() > 20
    assert cut == []
    page = small("/institutions/scores/?period=2025")
    assert page.locator(".trace-table tbody th").first.bounding_box()["width"] > 130
