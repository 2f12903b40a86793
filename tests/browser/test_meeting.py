"""Meeting mode by keys, and by links without JavaScript; no rule broken; nothing of the frame in print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running
from tests.browser.test_targets import PREPARED

pytestmark = pytest.mark.browser
LIBRARY = "/plans/taipei-public-library/"
MEETING = f"{LIBRARY}meeting/?period=2025"


@pytest.fixture(scope="module")
def shown(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example's plans and targets, and no rows."""
    for site in running(prepared_home, tmp_path_factory.mktemp("meeting")):
        site.python(PREPARED)
        yield site


def place(page: Any) -> str:
    return str(page.locator(".meeting-place").inner_text())


def test_keys_lead_on_back_and_out(shown: Site, page: Any, sign_in: Callable[..., None]) -> None:
    sign_in(page, "reader", shown)
    page.goto(shown.address + MEETING)
    assert place(page).startswith("第 1 頁")
    for key, number in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1)):
        arrive(page, lambda key=key: page.keyboard.press(key))
        assert place(page).startswith(f"第 {number} 頁"), key
    page.locator(".meeting-steps summary").press("Enter")
    page.keyboard.press("Escape")
    assert page.locator(".meeting-steps[open]").count() == 0
    assert place(page).startswith("第 1 頁")
    arrive(page, lambda: page.keyboard.press("Escape"))
    assert page.url == f"{shown.address}{LIBRARY}?period=2025"


def test_links_do_the_same_without_javascript(
    shown: Site, new_page: Callable[..., Any], sign_in: Callable[..., None]
) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "reader", shown)
    page.goto(shown.address + MEETING)
    arrive(page, lambda: page.locator("[rel=next]").click())
    assert place(page).startswith("第 2 頁")
    page.locator(".meeting-steps summary").click()
    arrive(page, lambda: page.locator(".meeting-steps a").last.click())
    assert page.locator("[rel=next]").count() == 0
    arrive(page, lambda: page.locator("#leave-meeting").click())
    assert page.url == f"{shown.address}{LIBRARY}?period=2025"


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720)])
def test_every_step_fits_a_projector(
    shown: Site, page: Any, sign_in: Callable[..., None], width: int, height: int
) -> None:
    sign_in(page, "reader", shown)
    page.set_viewport_size({"width": width, "height": height})
    page.goto(shown.address + MEETING)
    for _ in range(40):
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert size[0] <= width
        assert size[1] <= height + 1, page.url
        if not page.locator("[rel=next]").count():
            break
        arrive(page, lambda: page.locator("[rel=next]").click())


PLACES = ("/", LIBRARY, f"{LIBRARY}compare-figures/?period=2025", f"{LIBRARY}compare-figures/?kpi=AC1.1&period=2025",
          MEETING, f"{MEETING}&step=2", f"{MEETING}&step=5", "/no-such-page/")  # fmt: skip


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh-hant", "light", 1440), ("en", "dark", 390)])
def test_no_page_breaks_a_rule_or_its_screen(
    shown: Site,
    new_page: Callable[..., Any],
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    lang: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(lang, scheme, width)
    sign_in(page, "administrator", shown)
    for address in PLACES:
        page.goto(shown.address + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_printed_page_has_no_navigation(shown: Site, page: Any, sign_in: Callable[..., None], tmp_path: Path) -> None:
    import subprocess

    sign_in(page, "editor", shown)
    page.goto(f"{shown.address}{LIBRARY}?period=2025")
    page.pdf(path=str(tmp_path / "page.pdf"), prefer_css_page_size=True)
    told = subprocess.run(["pdftotext", str(tmp_path / "page.pdf"), "-"], capture_output=True, text=True, check=True)
    assert "各主題的 KPI" in told.stdout
    for words in ("衡量方式", "跳到主要內容", "您的待辦", "SVG", "登出"):
        assert words not in told.stdout, words
