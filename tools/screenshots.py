"""Takes pictures of every page for looking at: `make screenshots` fills screenshots/ from a store with something in it.

One variant (Chinese, light) singly at 1440 and 390 pixels; dark and English as contact sheets beside; needs Debian's
Chromium. The pictures of the README are made by `make screenshots` too: `--pictures` writes docs/pictures from a home
with the whole example (its folder as the next word).
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

OUT, PICTURES = ROOT / "screenshots", ROOT / "docs" / "pictures"
NAME = "picture-taker"
# Written after an address: what stands in the pages of the public site, whose language is in the address.
PUBLIC = {
    "public-list": "/public/",
    "public-plan": "/public/zh-Hant/taipei-public-library/",
    "public-plan-english": "/public/en/taipei-public-library/",
    "public-kpi": "/public/zh-Hant/taipei-public-library/kpi/BC1.1/",
    "missing": "/nowhere/",
}
VARIANTS = (("zh-hant", "dark", 1440), ("zh-hant", "dark", 390), ("en", "light", 1440), ("en", "light", 390))
TILE, ACROSS = (360, 480), 6
EXAMPLE = (
    "from datetime import UTC, datetime\n"
    "from openscorecard.actions.example import load_example\n"
    "from openscorecard.actions.scores.example import load_example_targets\n"
    "from openscorecard.domain.people.readers import SYSTEM\n"
    "from openscorecard.formats.example import example_institutions, example_plans, example_targets\n"
    "load_example(example_plans(), example_institutions(), by=SYSTEM, now=datetime.now(UTC))\n"
    "load_example_targets(*example_targets(), by=SYSTEM, now=datetime.now(UTC))\n"
)
"""Loads the example's plans and targets: for whoever starts a site of their own."""


def main() -> None:
    """Start a site of its own, visit every page, stop it; with `--pictures HOME` only the pictures of the README."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or sys.exit("no Chromium here: install the package chromium")
    running_site = import_module("tests.browser.running_site")
    flags: list[str] = import_module("tests.browser.chromium").FLAGS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder) / "home"
        if "--pictures" in sys.argv:
            shutil.copytree(sys.argv[-1], home)
        site = running_site.Site(home)
        site.prepare()
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        try:
            (pictures if "--pictures" in sys.argv else every_page)(browser, site)
        finally:
            browser.close()
            site.stop()


def every_page(browser: Any, site: Any) -> None:
    """Each page of the list that the tests walk, singly and on contact sheets."""
    fill: str = import_module("tests.browser.conftest").FILL
    pages = import_module("tests.every_page")
    known = json.loads(site.python(fill).splitlines()[-1])
    password = site.person(NAME, "administrator")
    site.start()
    OUT.mkdir(exist_ok=True)
    strangers = [*pages.places(pages.OPEN, known), *PUBLIC.items()]
    own = list(pages.places(pages.SIGNED_IN, known))
    for width in (1440, 390):
        taken(browser, site.address, password, (strangers, own), ("zh-hant", "light", width))
    for variant in VARIANTS:
        files = taken(browser, site.address, password, (strangers, own), variant)
        sheet(files, OUT / f"sheet-{'-'.join(map(str, variant))}.png")
    print(f"{len(list(OUT.glob('*.png')))} pictures in {OUT}")


def taken(
    browser: Any, address: str, password: str, places: tuple[list[Any], list[Any]], variant: tuple[str, str, int]
) -> list[Path]:
    """A picture of each place as strangers and as administrators see it, as long as the page is."""
    language, scheme, width = variant
    page = opened(browser, variant)
    files: list[Path] = []
    for number, (who, found) in enumerate(zip(("", "own-"), places, strict=True)):
        if number:
            signed_in(page, address, password)
        for place, (name, path) in enumerate(found):
            page.goto(f"{address}{path}")
            files.append(OUT / f"{who}{name}-{place}-{language}-{scheme}-{width}.png")
            page.screenshot(path=files[-1], full_page=True)
    page.context.close()
    return files


def opened(browser: Any, variant: tuple[str, str, int]) -> Any:
    """A page in one language, scheme and width."""
    language, scheme, width = variant
    locale = "zh-TW" if language == "zh-hant" else "en-GB"
    return browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale).new_page()


def signed_in(page: Any, address: str, password: str) -> None:
    """Sign the picture-taker in."""
    page.goto(f"{address}/account/sign-in/")
    page.fill("#id_login", NAME)
    page.fill("#id_password", password)
    page.click("main button[type=submit]")
    page.wait_for_selector("details.account")


def sheet(files: list[Path], to: Path) -> None:
    """The tops of pictures side by side; the pictures themselves go."""
    from PIL import Image

    rows = -(-len(files) // ACROSS)
    whole = Image.new("RGB", (TILE[0] * ACROSS, TILE[1] * rows), "#808080")
    for place, file in enumerate(files):
        with Image.open(file) as picture:
            scale = (TILE[0] - 8) / picture.width
            top = picture.crop((0, 0, picture.width, min(picture.height, int((TILE[1] - 8) / scale))))
            small = top.resize((TILE[0] - 8, int(top.height * scale)))
            whole.paste(small, (place % ACROSS * TILE[0], place // ACROSS * TILE[1]))
        file.unlink()
    whole.save(to, optimize=True)


def pictures(browser: Any, site: Any) -> None:
    """The first page of the example's plan for both READMEs, in few colours."""
    from PIL import Image

    password = site.person(NAME, "reader")
    site.start()
    for language, tag in (("zh-hant", "zh-TW"), ("en", "en")):
        page = opened(browser, (language, "light", 1440))
        signed_in(page, site.address, password)
        page.goto(f"{site.address}/plans/taipei-public-library/")
        file = PICTURES / f"overview.{tag}.png"
        page.screenshot(path=file, clip={"x": 0, "y": 0, "width": 1440, "height": 1500}, full_page=True)
        with Image.open(file) as picture:
            picture.convert("RGB").quantize(240).save(file, optimize=True)
        print(file)


if __name__ == "__main__":
    main()
