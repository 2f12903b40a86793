"""Takes pictures of the pages for looking at: `make screenshots` fills screenshots/ from the example.

Both languages, both schemes, 1440 and 390 pixels wide; needs Debian's Chromium.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

OUT = ROOT / "screenshots"
LIBRARY, BUREAU = "plans/taipei-public-library/", "plans/taipei-education-bureau/"
PAGES = {
    "home": "",
    "plan": LIBRARY,
    "map-library": f"{LIBRARY}map/",
    "map-bureau": f"{BUREAU}map/",
    "scorecard": f"{LIBRARY}scorecard/",
    "objective": f"{LIBRARY}objectives/CC1/",
    "kpi": f"{LIBRARY}kpis/CP2.1/",
    "initiative": f"{LIBRARY}action-plans/AP1.1.1/",
    "cascade": f"{LIBRARY}cascade/",
    "cascade-bureau": f"{BUREAU}cascade/",
    "checks": f"{LIBRARY}checks/",
    "downloads": f"{LIBRARY}download/",
    "measures": "measures/",
    "measure": "measures/mobile_ready_rate/",
    "data": "data/",
    "dataset-empty": "data/visits/",
    "search": "search/?q=閱讀",
    "help": "help/",
    "sign-in": "account/sign-in/",
    "missing": "nowhere/",
}
SIGNED_IN = {
    "home-signed-in": "",
    "edit": f"{LIBRARY}edit/",
    "edit-objective": f"{LIBRARY}edit/objective/AC1/",
    "edit-codes": f"{LIBRARY}edit/codes/",
    "edit-remove": f"{LIBRARY}edit/remove-objective/AC1/",
    "import": "import/",
    "new-plan": "new-plan/",
    "dataset": "data/events/",
    "data-upload": "data/upload/?dataset=events",
    "editions": f"{LIBRARY}editions/",
    "history": f"{LIBRARY}history/",
    "compare": f"{LIBRARY}compare/?a=1",
    "institutions": "institutions/",
    "deleted-plans": "deleted-plans/",
    "audit": "audit/",
    "kpi-figures": f"{LIBRARY}kpis/CP2.1/",
    "measure-figures": "measures/self_service_rate/",
    "figures": "measures/event_attendance/figures/?dimension=district",
    "figures-whole": "measures/volumes_per_resident/figures/",
    "observation": "measures/self_service_rate/figures/2025-12/",
    "rows-behind": "measures/event_attendance/figures/2025-12/rows/0/",
    "restatements": "figures/restatements/",
    "choose-reading": "measures/self_service_rate/choose-reading/",
    "targets": f"{LIBRARY}targets/?period=2025",
    "targets-none": f"{LIBRARY}targets/?period=2026",
    "targets-table": f"{LIBRARY}targets/table/?period=2025",
    "targets-file": f"{LIBRARY}targets/file/?period=2025",
    "target": f"{LIBRARY}kpis/AC1.1/target/?period=2025",
    "target-history": f"{LIBRARY}kpis/AC1.1/target/history/?period=2025",
    "kpi-definition": f"{LIBRARY}kpis/CP2.1/definition/?period=2025",
    "map-scores": f"{LIBRARY}map/?period=2025",
    "scorecard-scores": f"{LIBRARY}scorecard/?period=2025",
    "score-why": f"{LIBRARY}scores/theme:C/?period=2025",
    "score-why-kpi": f"{LIBRARY}scores/CP2.1/?period=2025",
    "score-brought": f"{BUREAU}scores/HC1/?period=2025",
    "scoring-rules": f"{BUREAU}scoring/",
    "institution-scores": "institutions/scores/",
    "checks-figures": f"{LIBRARY}checks/?period=2025",
    "kpi-raw-chart": f"{LIBRARY}kpis/BC1.1/?chart=raw",
    "new-limits": "measures/self_service_rate/limits/",
    "known-event": "measures/self_service_rate/events/",
    "vision": f"{LIBRARY}vision/?indicator=loans_per_head",
}
ROWS = "event_id,held_on,branch,attendees,status\nE1,2026-03-05,總館,120,held\nE2,114/04/01,北投,30,held\n"
FOREIGN = "活動一覽,,\n編號,舉行,狀況\nE7,2026-06-01,已辦\nE8,2026-06-31,取消\n"
NAME = "picture-taker"
EXAMPLE = (
    "from datetime import UTC, datetime\n"
    "from openscorecard.actions.example import load_example\n"
    "from openscorecard.actions.scores.example import load_example_targets\n"
    "from openscorecard.domain.people.readers import SYSTEM\n"
    "from openscorecard.formats.example import example_institutions, example_plans, example_targets\n"
    "load_example(example_plans(), example_institutions(), by=SYSTEM, now=datetime.now(UTC))\n"
    "load_example_targets(*example_targets(), by=SYSTEM, now=datetime.now(UTC))\n"
)


def main() -> None:
    """Start a site of its own, visit every page, stop it."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or sys.exit("no Chromium here: install the package chromium")
    running_site = import_module("tests.browser.running_site")
    flags: list[str] = import_module("tests.browser.chromium").FLAGS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = running_site.Site(Path(folder) / "home")
        site.prepare()
        site.python(EXAMPLE)
        password = site.person(NAME, "administrator")
        site.start()
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            OUT.mkdir(exist_ok=True)
            first_draft(browser, site.address, password)
            first_rows(browser, site.address, password)
            for language in ("zh-hant", "en"):
                for scheme in ("light", "dark"):
                    for width in (1440, 390):
                        visit(browser, site.address, password, language, scheme, width)
        finally:
            browser.close()
            site.stop()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def first_draft(browser: Any, address: str, password: str) -> None:
    """Change one name, so that history and comparison have something to show."""
    context = browser.new_context(locale="zh-TW")
    page = signed_in(context.new_page(), address, password)
    page.goto(f"{address}/{LIBRARY}edit/objective/AC1/")
    page.fill("#id_name_zh", "提升市民的圖書資料擁有率")
    page.click("main form.card button[type=submit]")
    page.wait_for_selector(".message-success")
    context.close()


def first_rows(browser: Any, address: str, password: str) -> None:
    """Import two rows, so that a dataset has something to show."""
    context = browser.new_context(locale="zh-TW")
    page = signed_in(context.new_page(), address, password)
    previewed(page, address, ROWS)
    page.click("button[name=import]")
    page.wait_for_selector(".message-success")
    context.close()


def previewed(page: Any, address: str, rows: str) -> None:
    """Paste rows of events and look at them."""
    page.goto(f"{address}/data/upload/?dataset=events")
    page.fill("#id_pasted", rows)
    page.click("main form.card button.btn-primary")
    page.wait_for_selector("form.settings")


def signed_in(page: Any, address: str, password: str) -> Any:
    """The page, once its person is signed in."""
    page.goto(f"{address}/account/sign-in/")
    page.fill("#id_login", NAME)
    page.fill("#id_password", password)
    page.click("main button[type=submit]")
    page.wait_for_selector("details.account")
    return page


def visit(browser: Any, address: str, password: str, language: str, scheme: str, width: int) -> None:
    """Every page in one language, scheme and width."""
    locale = "zh-TW" if language == "zh-hant" else "en-GB"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
    page = context.new_page()
    ending = f"{language}-{scheme}-{width}.png"
    take(page, address, PAGES, ending)
    take(signed_in(page, address, password), address, SIGNED_IN, ending)
    previewed(page, address, FOREIGN)
    page.screenshot(path=OUT / f"data-preview-{ending}", full_page=True)
    page.goto(f"{address}/data/events/")
    page.click("section[aria-labelledby=batches] tbody a")
    page.screenshot(path=OUT / f"batch-{ending}", full_page=True)
    context.close()


def take(page: Any, address: str, places: dict[str, str], ending: str) -> None:
    """A picture of each place, as long as the page is."""
    for name, path in places.items():
        page.goto(f"{address}/{path}")
        page.screenshot(path=OUT / f"{name}-{ending}", full_page=True)


if __name__ == "__main__":
    main()
