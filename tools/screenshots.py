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
    "initiative": f"{LIBRARY}initiatives/AP1.1.1/",
    "cascade": f"{LIBRARY}cascade/",
    "checks": f"{LIBRARY}checks/",
    "measures": "measures/",
    "search": "search/?q=閱讀",
    "help": "help/",
    "sign-in": "account/login/",
}
SIGNED_IN = {"edit": f"{LIBRARY}edit/", "import": "import/", "editions": f"{LIBRARY}editions/"}
EXAMPLE = (
    "from datetime import UTC, datetime\n"
    "from openscorecard.actions.example import load_example\n"
    "from openscorecard.domain.people.readers import SYSTEM\n"
    "from openscorecard.formats.example import example_institutions, example_plans\n"
    "load_example(example_plans(), example_institutions(), by=SYSTEM, now=datetime.now(UTC))\n"
)


def main() -> None:
    """Start a site of its own, visit every page, stop it."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or sys.exit("no Chromium here: install the package chromium")
    running_site = import_module("tests.browser.running_site")
    flags: list[str] = import_module("tests.browser.conftest").FLAGS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = running_site.Site(Path(folder) / "home")
        site.prepare()
        site.python(EXAMPLE)
        password = site.person("editor", "editor")
        site.start()
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            OUT.mkdir(exist_ok=True)
            for language in ("zh-hant", "en"):
                for scheme in ("light", "dark"):
                    for width in (1440, 390):
                        visit(browser, site.address, password, language, scheme, width)
        finally:
            browser.close()
            site.stop()
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def visit(browser: Any, address: str, password: str, language: str, scheme: str, width: int) -> None:
    """Every page in one language, scheme and width."""
    locale = "zh-TW" if language == "zh-hant" else "en-GB"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)
    page = context.new_page()
    ending = f"{language}-{scheme}-{width}.png"
    for name, path in PAGES.items():
        page.goto(f"{address}/{path}")
        page.screenshot(path=OUT / f"{name}-{ending}", full_page=True)
    page.goto(f"{address}/account/login/")
    page.fill("input[name=login]", "editor")
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    for name, path in SIGNED_IN.items():
        page.goto(f"{address}/{path}")
        page.screenshot(path=OUT / f"{name}-{ending}", full_page=True)
    context.close()


if __name__ == "__main__":
    main()
