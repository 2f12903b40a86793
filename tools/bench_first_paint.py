"""What a reader on a slow line waits for: weight and first paint of the main pages, cold: `make bench-paint`.

The site is served as `openscorecard run` serves it, with collected files. Chromium asks with an empty cache over a line
of 1.6 Mbit/s and 150 ms there and back (what is called slow 4G), its processor slowed four times like a cheap
telephone's. The peer, in the same run and over the same line, is a table of Django alone, without any stylesheet.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]
TITLE = "First paint"
ROUNDS = 5
PLAN = "taipei-public-library"
PAGES = {
    "institutions": "/",
    "overview": f"/plans/{PLAN}/",
    "map": f"/plans/{PLAN}/map/",
    "scorecard": f"/plans/{PLAN}/scorecard/",
}
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def look(browser: Any, address: str, key: str = "") -> tuple[float, float, float]:
    """First paint of content in ms, kB on the line, and kB of them that are no pictures, of one cold visit."""
    context = browser.new_context(locale="zh-TW", viewport={"width": 390, "height": 844})
    if key:
        context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    wire.on("Network.responseReceived", lambda one: kinds.update({one["requestId"]: one["type"]}))
    wire.on("Network.loadingFinished", lambda one: sizes.update({one["requestId"]: one["encodedDataLength"]}))
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", LINE)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="networkidle")
    page.wait_for_function(f"({PAINTED}) > 0")
    painted = float(page.evaluate(PAINTED))
    context.close()
    plain = sum(size for one, size in sizes.items() if kinds.get(one) != "Image")
    return painted, sum(sizes.values()) / 1000, plain / 1000


def measure(home: Path) -> Iterator[str]:
    """The table, line by line; medians of rounds in turn."""
    from bench_city_pages import PORT, plain_django, serving

    from tests.browser.chromium import FLAGS

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    from playwright.sync_api import sync_playwright

    env = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    env["DJANGO_SETTINGS_MODULE"] = "openscorecard.config.settings"
    subprocess.run([sys.executable, "-m", "django", "collect_site_files"], env=env, check=True)
    found: dict[str, list[tuple[float, float, float]]] = {}
    with (
        tempfile.TemporaryDirectory() as name,
        serving(home) as key,
        plain_django(Path(name), PORT + 1),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        asked = {f"{title}, signed in": (f"http://127.0.0.1:{PORT}{path}", key) for title, path in PAGES.items()}
        asked["plain Django, a table of 220 rows, no style"] = (f"http://127.0.0.1:{PORT + 1}/", "")
        for address, session in asked.values():
            look(browser, address, session)  # nobody is the first reader of a site
        for _ in range(ROUNDS):
            for title, (address, session) in asked.items():
                found.setdefault(title, []).append(look(browser, address, session))
        browser.close()
    plain = statistics.median(one[0] for one in list(found.values())[-1])
    yield "| page, at 390 pixels | first paint of content, s | / plain Django | kB on the line | kB without pictures |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for title, looks in found.items():
        painted, whole, rest = (statistics.median(column) for column in zip(*looks, strict=True))
        yield f"| {title} | {painted / 1000:.2f} | {painted / plain:.2f} | {whole:.0f} | {rest:.0f} |"


def main() -> None:
    """Measure over a home of its own, and write the table."""
    from bench_city_pages import keep, settled

    home = ROOT / ".bench-home"
    settled(home)
    opening = (
        f"`make bench-paint` {{machine}}; the home of the bench above with its thousand institutions, an "
        "empty cache, 1.6 Mbit/s with 150 ms there and back, the browser's "
        f"processor slowed four times, a telephone's width; medians of {ROUNDS} rounds in turn."
    )
    lines = list(measure(home))
    print("\n".join(lines))
    keep(TITLE, opening, lines)


if __name__ == "__main__":
    main()
