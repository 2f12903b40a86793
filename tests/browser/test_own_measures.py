"""Pages of measures of one's own in a browser: no rule broken, no screen too narrow, and no script needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
FILE = """counts:
  held: {in: events, within: held_on, where: [[status, in, held]]}
measures:
  events_of_ours:
    name: [夜間活動場次, Evening events]
    kind: F
    unit: [場, events]
    frequency: month
    nature: output
    variants:
      all: {text: [已辦理的活動, events held], of: [held]}
    dimensions: [branch]
"""


@pytest.fixture(scope="module")
def working(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from running(prepared_home, tmp_path_factory.mktemp("own-measures"))


def fits(page: Any) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_page_breaks_a_rule_or_its_screen(
    working: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    page = new_page(lang, scheme, width=390 if scheme == "dark" else 1440)
    sign_in(page, "editor", working)
    for place in ("", "own-file/?from=senior_events", "own-form/cards/", "senior_events/"):
        assert page.goto(f"{working.address}/measures/{place}").ok, place
        axe(page)
        assert fits(page), place
    page.goto(f"{working.address}/measures/own-file/")
    page.locator("textarea").fill(FILE.replace("in: events", "in: concerts"))
    arrive(page, page.locator("main .btn-primary").first.click)
    assert page.locator(".error-summary").is_visible()
    axe(page)
    page.locator("textarea").fill(FILE)
    arrive(page, page.locator("main .btn-primary").first.click)
    assert "events_of_ours" in page.locator("main").inner_text()
    axe(page)
    assert fits(page)


def test_without_scripts_a_measure_is_described_in_a_form_seen_stored_and_retired(
    working: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    page = new_page("en", java_script_enabled=False)
    sign_in(page, "editor", working)
    page.goto(f"{working.address}/measures/")
    arrive(page, page.get_by_role("link", name="Add a measure").click)
    page.get_by_label("Dataset").select_option("events")
    arrive(page, page.get_by_role("button", name="Go on").click)
    for name, value in {"id": "evening_visits", "name_zh": "夜間人次", "name_en": "Evening visits",
                        "unit_zh": "人次", "unit_en": "visits", "values_1": "held"}.items():  # fmt: skip
        page.locator(f"[name={name}]").fill(value)
    page.locator("[name=counted]").select_option("sum")
    page.locator("[name=field]").select_option("attendees")
    page.locator("[name=only_1]").select_option("status")
    arrive(page, page.get_by_role("button", name="Show it in words").click)
    assert "the sum of" in page.locator("main").inner_text()
    arrive(page, page.get_by_role("button", name="Store").click)
    assert page.get_by_role("heading", name="Evening visits").first.is_visible()
    arrive(page, page.get_by_role("link", name="Retire").click)
    arrive(page, page.get_by_role("button", name="Retire").click)
    assert "The measure is retired." in page.locator("body").inner_text()
