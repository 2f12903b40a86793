"""A real site on a store of its own, and a real browser looking at it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import ROOT, Site, running
from tests.tools_of_the_tree import compile_translations

AXE = ROOT / "assets" / "node_modules" / "axe-core" / "axe.min.js"
FILL = f"""
import json, sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime, timezone
from tests.every_page import fill
print(json.dumps(fill(datetime.now(timezone.utc))))
"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home with its store made; copied for each site."""
    compile_translations()
    home = tmp_path_factory.mktemp("prepared") / "home"
    Site(home).prepare()
    return home


@pytest.fixture(scope="session")
def site(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site all tests of this run share: only look, or use names of your own."""
    yield from running(prepared_home, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def whole(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, dict[str, str]]]:
    """A site in which every page has something to show, and what stands for the changing parts of addresses."""
    for one in running(prepared_home, tmp_path_factory.mktemp("whole")):
        yield one, json.loads(one.python(FILL).splitlines()[-1])


@pytest.fixture
def own_site(prepared_home: Path, tmp_path: Path) -> Iterator[Site]:
    """A site of this test alone; about a second more than `site`."""
    yield from running(prepared_home, tmp_path)


@pytest.fixture
def new_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens pages: `new_page(lang="en", scheme="dark", width=390, **of_the_context)`; none may break the policy."""
    contexts, broken = [], []

    def open_page(lang: str = "zh-hant", scheme: str = "light", width: int = 1440, **more: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale={"en": "en-GB"}.get(lang, "zh-TW"),
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # only a page that never comes takes that long
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda line: broken.append(line.text) if "Security Policy" in line.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert broken == []


@pytest.fixture
def page(new_page: Callable[..., Any]) -> Any:
    """One page, Chinese, light, 1440 wide."""
    return new_page()


@pytest.fixture(scope="session")
def accounts() -> dict[tuple[str, str], list[Any]]:
    """The cookies of people signed in before, by site and role: the lock-out and the hashing cost once."""
    return {}


@pytest.fixture
def sign_in(site: Site, accounts: dict[tuple[str, str], list[Any]]) -> Callable[..., None]:
    """Signs a page in: `sign_in(page, "editor")`, or `where=own_site`."""

    def do(page: Any, role: str = "reader", where: Site | None = None) -> None:
        at = where or site
        if (at.address, role) not in accounts:
            name = f"{role}-{secrets.token_hex(4)}"
            password = at.person(name, role)
            page.goto(f"{at.address}/account/sign-in/")
            page.fill("#id_login", name)
            page.fill("#id_password", password)
            page.click("main button[type=submit]")
            page.wait_for_selector("details.account")
            accounts[at.address, role] = [one for one in page.context.cookies() if one["name"] == "sessionid"]
        page.context.add_cookies(accounts[at.address, role])

    return do


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Asserts that a page breaks no rule of WCAG 2.2 A and AA: `axe(page)`."""
    if not AXE.is_file():
        pytest.skip("no axe-core here: run python tools/assets.py")
    source = AXE.read_text(encoding="utf-8")

    def check(page: Any, within: str = "html") -> None:
        page.evaluate(source)
        options = {
            "runOnly": {"type": "tag", "values": RULES},
            "rules": {"target-size": {"enabled": True}},
            "resultTypes": ["violations"],
        }
        found = page.evaluate("([within, options]) => axe.run(within, options)", [within, options])
        told = [
            f"{one['id']} ({one['impact']}): {one['help']}\n    "
            + "\n    ".join(node["html"][:200] + "\n    " + node["failureSummary"] for node in one["nodes"][:5])
            for one in found["violations"]
        ]
        assert not told, f"{page.url}\n" + "\n".join(told)

    return check
