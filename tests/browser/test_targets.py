"""Pages of targets in a browser: a file there and back, faults in the table, one A4 page, and no rule broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from openscorecard.formats.scores.files import read_targets
from openscorecard.formats.scores.sheets import SheetRow, TargetSheet, write_targets
from tests.browser.running_site import ROOT, Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
LIBRARY = "/plans/taipei-public-library/"
PREPARED = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime, timezone
from openscorecard.actions.example import load_example
from openscorecard.actions.scores.example import load_example_targets
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_institutions, example_plans, example_targets
now = datetime.now(timezone.utc)
load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
load_example_targets(*example_targets(), by=SYSTEM, now=now)
"""


@pytest.fixture(scope="module")
def library(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example's plans and targets."""
    for site in running(prepared_home, tmp_path_factory.mktemp("targets")):
        site.python(PREPARED)
        yield site


def test_a_file_is_downloaded_changed_looked_at_and_stored(
    library: Site, page: Any, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    sign_in(page, "editor", library)
    page.goto(f"{library.address}{LIBRARY}targets/file/?period=2024")
    with page.expect_download() as download:
        page.get_by_role("link", name="ODS").click()
    file = tmp_path / "targets.ods"
    download.value.save_as(file)
    found = read_targets(file.read_bytes())
    rows = [SheetRow(row.code, "", {**row.texts}, row.version or 0) for row in found.rows]
    rows[1].texts["value"] = "9100000"  # type: ignore[index]  # a dict of our own
    file.write_bytes(write_targets(TargetSheet(found.plan, found.period, rows), "ods", "zh-Hant"))
    page.set_input_files("[name=document]", str(file))
    arrive(page, lambda: page.get_by_role("button", name="先看看").click())
    assert page.locator("tbody tr").count() == 1
    assert "9,100,000" in page.locator("tbody tr").inner_text()
    arrive(page, lambda: page.get_by_role("button", name="全部儲存").click())
    assert "已儲存 1 個目標值" in page.locator("body").inner_text()


def test_a_refused_table_leads_to_its_rows_and_keeps_what_was_typed(
    library: Site, page: Any, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    sign_in(page, "editor", library)
    page.goto(f"{library.address}{LIBRARY}targets/table/?period=2023")
    page.fill("[name='AP1.1:value']", "0")
    page.fill("[name='AC1.1:value']", "4")
    arrive(page, lambda: page.get_by_role("button", name="儲存有變動的列").click())
    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.input_value("[name='AC1.1:value']") == "4"
    axe(page)
    page.locator(".error-summary a").click()
    assert page.url.endswith("#row-2")


def test_the_definition_prints_on_one_page_of_a4(library: Site, page: Any, sign_in: Callable[..., None]) -> None:
    sign_in(page, "reader", library)
    for kpi in ("CP2.1", "AC1.1", "BC1.1", "AF1.1"):
        page.goto(f"{library.address}{LIBRARY}kpis/{kpi}/definition/?period=2025")
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1, kpi
        assert re.search(rb"/MediaBox\s*\[\s*0 0 59[45]\S* 84[12]", printed), kpi


PLACES = (
    "targets/?period=2025",
    "targets/?period=2026",
    "targets/?period=2025-03",
    "targets/table/?period=2025",
    "targets/file/?period=2025",
    "targets/example/remove/",
    "kpis/AC1.1/target/?period=2025",
    "kpis/BC1.1/target/history/?period=2025",
    "kpis/AC1.1/target/drop/?period=2025",
    "kpis/CP2.1/definition/?period=2025",
    "kpis/CP2.1/",
)


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh-hant", "light", 1440), ("en", "dark", 390)])
def test_no_page_of_targets_breaks_a_rule_or_its_screen(
    library: Site,
    new_page: Opener,
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    lang: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(lang, scheme, width)
    sign_in(page, "administrator", library)
    for place in PLACES:
        assert page.goto(library.address + LIBRARY + place).status == 200, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
