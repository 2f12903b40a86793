"""Pages of figures as a person meets them: by eye, by keyboard alone, on a phone, without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import ROOT, Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
RATE, LIBRARY = "/measures/self_service_rate/", "/plans/taipei-public-library/"
PAGES = [
    f"{LIBRARY}kpis/CP2.1/",
    f"{LIBRARY}kpis/BC1.1/",
    f"{LIBRARY}vision/?indicator=loans_per_head",
    RATE,
    f"{RATE}choose-reading/",
    f"{RATE}limits/",
    f"{RATE}limits/2024-06/withdraw/",
    f"{RATE}events/",
    f"{RATE}events/1/withdraw/",
    f"{RATE}figures/",
    f"{RATE}figures/?dimension=branch",
    f"{RATE}figures/?start=nothing",
    f"{RATE}figures/2025-01/",
    f"{RATE}figures/2025-01/rows/0/",
    f"{RATE}figures/2025-01/rows/0/?dimension=branch&cell=none",
    "/figures/restatements/",
]
BROUGHT = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import date, datetime, timezone
from decimal import Decimal
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.actions.scores.limits import recalculate_limits
from openscorecard.actions.scores.marks import add_mark
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.marks import Mark
from openscorecard.domain.text import Text
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_institutions, example_plans
from tests.actions.sent_files import CIRCULATION, row, sent
now = datetime.now(timezone.utc)
load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
PEERS = standard_datasets()["peer_figures"]
def bring(dataset, rows, covers):
    file = sent(dataset, *rows, name=f"{{dataset.name}} {{len(rows)}}.csv")
    import_batch(dataset, [file], covers=parse_coverage(covers), by=SYSTEM, now=now)
def loan(month, channel, branch, count):
    moment = datetime(2025, month, 5, 2, tzinfo=timezone.utc)
    return row(CIRCULATION, occurred_at=moment, kind="issue", channel=channel, branch=branch, quantity=count)
for month, count in ((1, 6), (2, 7), (4, 9)):
    rows = [loan(month, "self_check", "A", count), loan(month, "desk", "B", 3), loan(month, "desk", "A", 9)]
    bring(CIRCULATION, rows, f"2025-0{{month}}")
def year_before(month, channel, count):
    moment = datetime(2024, month, 5, 2, tzinfo=timezone.utc)
    return row(CIRCULATION, occurred_at=moment, kind="issue", channel=channel, branch="A", quantity=count)
past = [year_before(month, channel, count) for month in range(1, 13)
        for channel, count in (("self_check", 40 + 3 * (month % 2) + 20 * (month == 3)), ("desk", 60))]
bring(CIRCULATION, past, "2024-01-01..2024-12-31")
compute_figures(by=SYSTEM, now=now)
recalculate_limits("self_service_rate", Period("month", 2024, 6), "新機器", by=SYSTEM, now=now)
closed = Mark("closure", date(2024, 3, 1), Text("閉館", "Closed"), date(2024, 4, 3))
add_mark(closed, "institution", by=SYSTEM, now=now)
bring(CIRCULATION, [loan(1, "self_check", "A", 5)], "2025-01")
compute_figures(by=SYSTEM, now=now)
bring(PEERS, [row(PEERS, year="2025", institution=who, indicator="loans_per_head", value=Decimal(value), source="年報")
              for who, value in (("臺北市", "7.27"), ("新北市", "5"))], "2025")
"""


@pytest.fixture(scope="module")
def counted(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with figures counted from rows; only looked at."""
    for site in running(prepared_home, tmp_path_factory.mktemp("counted")):
        site.python(BROUGHT)
        yield site


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_page_of_figures_breaks_a_rule_of_accessibility(
    counted: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    page = new_page(lang, scheme)
    sign_in(page, "editor", counted)
    for place in PAGES:
        page.goto(counted.address + place, wait_until="networkidle")
        axe(page)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_no_page_of_figures_is_wider_than_its_screen(
    counted: Site, new_page: Opener, sign_in: Callable[..., None], width: int
) -> None:
    page = new_page(width=width)  # 320 is 1280 at 400 %
    sign_in(page, "editor", counted)
    for place in PAGES:
        page.goto(counted.address + place)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_from_a_kpi_to_the_rows_by_keyboard_and_without_scripts(
    counted: Site, new_page: Opener, sign_in: Callable[..., None]
) -> None:
    page = new_page("en", java_script_enabled=False)
    sign_in(page, "editor", counted)
    page.goto(f"{counted.address}{LIBRARY}kpis/CP2.1/")
    for words in ("Where this figure comes from", "Open the rows behind it"):
        link = page.get_by_role("link", name=words).first
        link.focus()
        arrive(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("h1").inner_text() == "Rows behind a figure"
    assert page.locator("table.rows-table tbody tr").count() == 1
