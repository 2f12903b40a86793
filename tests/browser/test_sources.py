"""Pages of sources in a browser: no rule broken in either language and scheme, no screen too narrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
MADE = """
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from openscorecard.actions.sources.configuring import Said, add_source
from openscorecard.actions.sources.looking import look_at
from openscorecard.actions.sources.sync import sync_source
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.queries.sources import sources
folder = Path(settings.SOURCE_FOLDERS[0])
folder.mkdir(exist_ok=True)
(folder / "a.csv").write_text("occurred_on,branch,visits\\n2025-02-05,MAIN,10\\n")
said = {"place": str(folder), "dataset": "visits", "columns": {"visits": "visits"}}
if not sources():
    acting = dict(by=SYSTEM, now=timezone.now())
    add_source("gates", "address", Said(Text("門禁系統", "Gates"), said, {"password": "x"}, "daily 03:00"), **acting)
    add_source("away", "address", Said(Text("遠方", "Away"), {**said, "place": "https://a.example/"}), **acting)
    look_at("gates", **acting)
    sync_source("gates", **acting)
    try:
        sync_source("away", **acting)
    except ValueError as fault:
        print(fault.code)
"""


@pytest.fixture(scope="module")
def working(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from running(prepared_home, tmp_path_factory.mktemp("sources"))


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_page_of_sources_breaks_a_rule_or_its_screen(
    working: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    working.python(MADE)
    page = new_page(lang, scheme, width=390 if scheme == "dark" else 1440)
    sign_in(page, "administrator", working)
    places = ["", "new/", "new/koha/", "new/sip2/", "of/gates/", "of/away/", "of/gates/change/", "of/gates/columns/",
              "of/gates/delete/"]  # fmt: skip
    for place in places:
        assert page.goto(f"{working.address}/sources/{place}").ok, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_without_scripts_a_connection_is_tested_and_a_run_asked_for(
    working: Site, new_page: Opener, sign_in: Callable[..., None]
) -> None:
    working.python(MADE)
    page = new_page("en", java_script_enabled=False)
    sign_in(page, "administrator", working)
    page.goto(f"{working.address}/sources/of/gates/")
    arrive(page, page.get_by_role("button", name="Test the connection").click)
    assert "The source answers: 1 files: a.csv" in page.locator("body").inner_text()
    arrive(page, page.get_by_role("button", name="Run now").click)
    assert page.get_by_role("heading", name="Gates").is_visible()
