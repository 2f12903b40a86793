"""The public site in a browser: read without JavaScript and from a disk, by keyboard, and no rule broken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running
from tests.browser.test_targets import PREPARED

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
PLAN = "taipei-public-library"
PUBLISHED = f"""{PREPARED}
from openscorecard.actions.publishing import publish_period
from openscorecard.domain.measures.periods import parse_period
for period in ("2024", "2025"):
    publish_period({PLAN!r}, parse_period(period), reason="年度結算", by=SYSTEM, now=now)
"""


@pytest.fixture(scope="module")
def public(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with two published periods of the example's targets, and no rows."""
    for site in running(prepared_home, tmp_path_factory.mktemp("public")):
        site.python(PUBLISHED)
        yield site


PLACES = (
    "{lang}/",
    f"{{lang}}/{PLAN}/",
    f"{{lang}}/{PLAN}/2024/",
    f"{{lang}}/{PLAN}/kpi/AC1.1/",
    f"{{lang}}/{PLAN}/kpi/AF2.1/",
    f"{{lang}}/{PLAN}/action-plans/",
    "catalogue/{lang}/",
    f"{{lang}}/{PLAN}/embed/map/",
    f"{{lang}}/{PLAN}/embed/kpi/AF2.1/",
    "{lang}/nothing/",
)


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh-Hant", "light", 1440), ("en", "dark", 390)])
def test_no_public_page_breaks_a_rule_or_its_screen(
    public: Site, new_page: Opener, axe: Callable[..., None], lang: str, scheme: str, width: int
) -> None:
    page = new_page(lang, scheme, width)
    for place in PLACES:
        page.goto(f"{public.address}/public/{place.format(lang=lang)}")
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    assert page.context.cookies() == []


def test_it_is_read_by_keyboard_without_javascript(public: Site, new_page: Opener) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{public.address}/public/")
    page.get_by_role("link", name="114年").focus()
    arrive(page, lambda: page.keyboard.press("Enter"))
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#objective-AC1")
    page.locator(".public-scorecard tbody tr:not(.public-objective) a").first.focus()
    arrive(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("h1").inner_text().startswith("每位市民平均擁書冊數")
    arrive(page, lambda: page.get_by_role("link", name="English").click())
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_folder_is_read_from_a_disk(
    public: Site, new_page: Opener, axe: Callable[..., None], tmp_path: Path
) -> None:
    public.run("-m", "openscorecard", "site", "build", "--to", str(tmp_path / "site"))
    page = new_page()
    page.goto((tmp_path / "site" / "index.html").as_uri())
    arrive(page, lambda: page.get_by_role("link", name="114年").click())
    assert page.evaluate("getComputedStyle(document.querySelector('.public-answer')).borderInlineStartWidth") == "4px"
    axe(page)
    arrive(page, lambda: page.locator(".public-scorecard tbody tr:not(.public-objective) a").first.click())
    assert page.locator("h1").inner_text().startswith("每位市民平均擁書冊數")
    assert page.url.endswith("/kpi/AC1.1/index.html")


@pytest.fixture
def somebody_else(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder and its address: a site of another origin, on the loopback too, as browsers ask of frames from there."""
    serve = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve)
    Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_chart_stands_in_a_page_of_somebody_else_and_a_page_does_not(
    public: Site, chromium: Any, somebody_else: tuple[Path, str]
) -> None:
    folder, address = somebody_else
    page = chromium.new_page()  # one that may tell of a policy: the second frame is refused by it
    for place, shown in ((f"zh-Hant/{PLAN}/embed/kpi/AF2.1/", True), (f"zh-Hant/{PLAN}/kpi/AF2.1/", False)):
        frame = f'<!doctype html><iframe src="{public.address}/public/{place}" title="chart"></iframe>'
        (folder / "index.html").write_text(frame, encoding="utf-8")
        page.goto(address)
        page.wait_for_timeout(1500)
        assert (page.frames[1].locator("main#content").count() == 1) is shown
    page.close()


def test_the_pages_of_publishing_break_no_rule(
    public: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    for lang, scheme, width in (("zh-hant", "light", 1440), ("en", "dark", 390)):
        page = new_page(lang, scheme, width)
        sign_in(page, "editor", public)
        for place in ("publishing/", "publishing/2025/", "publishing/2022/"):
            page.goto(f"{public.address}/plans/{PLAN}/{place}")
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, place
