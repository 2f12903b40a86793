"""The accessibility tree of main pages, as text: what a screen reader is given changes only on purpose.

`SNAPSHOTS=write` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site
from tests.every_page import LIBRARY

pytestmark = pytest.mark.browser
SNAPSHOTS = Path(__file__).parent / "snapshots"
PLACES = {
    "home": "/",
    "plan": LIBRARY,
    "objective": f"{LIBRARY}objectives/CC1/",
    "scorecard": f"{LIBRARY}scorecard/",
    "help": "/help/",
    "preferences": "/preferences/",
    "accessibility": "/accessibility/",
    "sign-in": "/account/sign-in/",
}
# What differs from day to day and from release to release.
CHANGING = (
    (re.compile(r"\b\d+\.\d+\.\d+\b"), "VERSION"),
    (re.compile(r"\b\d{3}\.\d{2}\.\d{2}( \d{2}:\d{2}(:\d{2})?)?|\b\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?"), "DAY"),
    (re.compile(r"(/static/[\w./-]+?)\.[0-9a-f]{12}\."), r"\1."),
)


@pytest.mark.parametrize("name", PLACES)
def test_the_tree_is_as_it_was(whole: tuple[Site, dict[str, str]], new_page: Callable[..., Any], name: str) -> None:
    page = new_page("zh-hant")
    page.goto(whole[0].address + PLACES[name])
    found = f"{page.locator('body').aria_snapshot()}\n"
    for pattern, instead in CHANGING:
        found = pattern.sub(instead, found)
    kept = SNAPSHOTS / f"{name}.yaml"
    if os.environ.get("SNAPSHOTS") == "write":
        SNAPSHOTS.mkdir(exist_ok=True)
        kept.write_text(found, encoding="utf-8")
    assert found == kept.read_text(encoding="utf-8"), "meant? then run once with SNAPSHOTS=write"
