"""Every page of the site in a browser: no rule of accessibility broken, none too wide, enlarged or spaced out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

from tests.browser.running_site import Site
from tests.every_page import MAIN, OPEN, SIGNED_IN, places

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
VARIANTS = tuple(product(("zh-hant", "en"), ("light", "dark"), (1440, 390)))
# Two variants for each page that is not a main one, turn by turn; each pair has both languages, schemes and widths.
PAIRS = tuple((one, next(other for other in VARIANTS if not set(one) & set(other))) for one in VARIANTS[:4])
NARROW = 320  # 1280 pixels at 400 %
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""  # what 1.4.12 lets readers set
SPACE = """css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own] }"""
CUT = """() => [...document.querySelectorAll('main :is(p, h1, h2, h3, li, dt, dd, td, th, label, .btn, .status)')]
  .filter(at => !at.closest('.visually-hidden, svg, .scroll-box') && at.checkVisibility()
    && getComputedStyle(at).overflow === 'hidden'
    && (at.scrollWidth > at.clientWidth + 1 || at.scrollHeight > at.clientHeight + 1))
  .map(at => at.outerHTML.slice(0, 120))"""
WIDE = """() => [...document.querySelectorAll('main *')]
  .filter(at => at.scrollWidth > at.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(at).overflowX)
    && !at.matches('textarea, pre, select, input') && !(at.tabIndex >= 0 && at.getAttribute('aria-label')
      || at.getAttribute('aria-labelledby')))
  .map(at => at.outerHTML.slice(0, 120))"""


def walked(known: dict[str, str], variant: tuple[str, str, int]) -> Iterator[tuple[bool, str]]:
    """The addresses to look at in `variant`: whether one must be signed in, and where."""
    for signed_in, of in ((False, OPEN), (True, SIGNED_IN)):
        for turn, (name, address) in enumerate(places(of, known)):
            if name in MAIN or variant in PAIRS[turn % len(PAIRS)]:
                yield signed_in, address


def test_every_page_is_looked_at_in_both_languages_schemes_and_widths() -> None:
    known = {"batch": "b", "job": "1"}
    seen: dict[str, list[tuple[str, str, int]]] = {}
    for variant in VARIANTS:
        for _, address in walked(known, variant):
            seen.setdefault(address, []).append(variant)
    assert set(seen) == {address for of in (OPEN, SIGNED_IN) for _, address in places(of, known)}
    assert all(len({one[part] for one in variants}) == 2 for variants in seen.values() for part in range(3))
    assert sum(len(variants) == len(VARIANTS) for variants in seen.values()) >= len(MAIN)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda one: "-".join(map(str, one)))
def test_no_page_breaks_a_rule_or_its_screen(
    whole: tuple[Site, dict[str, str]],
    new_page: Opener,
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    variant: tuple[str, str, int],
) -> None:
    site, known = whole
    page, broken = new_page(*variant), []
    for signed_in, address in walked(known, variant):
        if signed_in and not any(one["name"] == "sessionid" for one in page.context.cookies()):
            sign_in(page, "administrator", site)
        answer = page.goto(site.address + address, wait_until="load")
        if answer.status != 200:
            broken.append(f"{address}: {answer.status}")
            continue
        try:
            axe(page)
        except AssertionError as error:
            broken.append(str(error))
        if page.evaluate("document.documentElement.scrollWidth") > variant[2]:
            broken.append(f"{address}: wider than {variant[2]}")
    assert not broken, "\n".join(broken)


def test_every_page_holds_enlarged_and_spaced_out(
    whole: tuple[Site, dict[str, str]], new_page: Opener, sign_in: Callable[..., None]
) -> None:
    site, known = whole
    page, broken = new_page("en", width=NARROW), []
    for of in (OPEN, SIGNED_IN):
        if of is SIGNED_IN:
            sign_in(page, "administrator", site)
        for name, address in places(of, known):
            page.goto(site.address + address)
            if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
                broken.append(f"{address}: {width} wide")
            broken += [f"{address}: scrolls, but has no name or focus: {one}" for one in page.evaluate(WIDE)]
            if name in MAIN:
                page.evaluate(SPACE, SPACED)
                broken += [f"{address}: cut when spaced: {one}" for one in page.evaluate(CUT)]
                if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW:
                    broken.append(f"{address}: {width} wide when spaced")
    assert not broken, "\n".join(broken)
