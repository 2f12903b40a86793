"""Pages of scores in a browser: from a status to its reason by keyboard, rules stored, and no rule broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running
from tests.browser.test_targets import PREPARED

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
LIBRARY, BUREAU = "/plans/taipei-public-library/", "/plans/taipei-education-bureau/"


@pytest.fixture(scope="module")
def scored(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example's plans and targets, and no rows."""
    for site in running(prepared_home, tmp_path_factory.mktemp("scores")):
        site.python(PREPARED)
        yield site


def test_a_status_leads_to_its_reason_by_keyboard(scored: Site, page: Any, sign_in: Callable[..., None]) -> None:
    sign_in(page, "reader", scored)
    page.goto(f"{scored.address}{LIBRARY}scorecard/?period=2025&theme=A")
    link = page.locator("td .stand-link").first
    link.focus()
    arrive(page, lambda: page.keyboard.press("Enter"))
    assert "/scores/AC1.1/" in page.url
    assert "period=2025" in page.url
    assert "無資料" in page.locator(".page-lead").inner_text()


def test_rules_are_stored_and_a_refused_form_keeps_what_was_typed(
    scored: Site, page: Any, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    sign_in(page, "editor", scored)
    page.goto(f"{scored.address}{LIBRARY}scoring/")
    page.fill("#threshold", "170")
    page.fill("#reason", "試")
    arrive(page, lambda: page.get_by_role("button", name="存入", exact=True).click())
    assert page.input_value("#threshold") == "170"
    axe(page)
    page.fill("#threshold", "60")
    arrive(page, lambda: page.get_by_role("button", name="存入", exact=True).click())
    assert "計分規則已存檔" in page.locator("body").inner_text()


PLACES = (
    f"{LIBRARY}?period=2025",
    f"{LIBRARY}map/?period=2025",
    f"{LIBRARY}scorecard/?period=2025",
    f"{LIBRARY}scorecard/?period=2024",
    f"{LIBRARY}checks/?period=2025",
    f"{LIBRARY}cascade/?period=2025",
    f"{LIBRARY}objectives/AC1/?period=2025",
    f"{LIBRARY}scores/plan/?period=2025",
    f"{LIBRARY}scores/AC1.1/?period=2025",
    f"{BUREAU}scores/HC1/?period=2025",
    f"{LIBRARY}scoring/",
    f"{BUREAU}scoring/",
)


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh-hant", "light", 1440), ("en", "dark", 390)])
def test_no_page_of_scores_breaks_a_rule_or_its_screen(
    scored: Site,
    new_page: Opener,
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    lang: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(lang, scheme, width)
    sign_in(page, "administrator", scored)
    for place in PLACES:
        assert page.goto(scored.address + place).status == 200, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
