"""A bar that moves by itself, ends by itself, says little, and is no less usable without scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
MADE = """
from datetime import timedelta
from django.utils import timezone
from openscorecard.actions.work.telling import told
from openscorecard.domain.work.faults import UnknownJob
from openscorecard.records.models import Job
now = timezone.now()
common = dict(kind="data.verify", asked_by="system", asked_at=now, started_at=now, heartbeat=now + timedelta(days=1))
Job.objects.exclude(subject="").delete()
running = Job.objects.create(**common, subject="loans", state="running", done=1, total=4,
    stage={"zh": "檢查 loans", "en": "Checking loans"})
Job.objects.create(**common, subject="visits", state="waiting")
Job.objects.create(**common, subject="cards", state="running")
Job.objects.create(**common, subject="events", state="failed", ended_at=now,
    faults=told([UnknownJob(item=7, file="a.csv").at(3, 2)]))
Job.objects.create(**common, subject="staff", state="done", ended_at=now, result={"address": "/plans/"})
print(running.pk)
"""


@pytest.fixture(scope="module")
def working(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from running(prepared_home, tmp_path_factory.mktemp("working"))


def change(site: Site, job: str, **fields: Any) -> None:
    site.python(f"from openscorecard.records.models import Job\nJob.objects.filter(pk={job}).update(**{fields!r})")


def shows(page: Any, job: str, words: str) -> None:
    page.locator(f"#job-{job}-shown", has_text=words).wait_for()


def test_the_bar_moves_and_stops_asking_without_a_reload(
    working: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    job = working.python(MADE).strip()
    page = new_page("en")
    sign_in(page, "editor", working)
    page.goto(f"{working.address}/work/{job}/")
    shows(page, job, "25 %")
    page.evaluate("window.here = true")
    page.focus(f"#job-{job}-ways button")
    change(working, job, done=3)
    shows(page, job, "75 %")
    assert "Running, 75 %" in page.locator(f"#job-{job}-said").inner_text()
    assert page.evaluate(f"document.activeElement.closest('#job-{job}-ways') !== null")
    axe(page)
    change(working, job, state="done", done=4, result={"address": "/plans/"})
    shows(page, job, "Done")
    assert page.get_by_role("link", name="To the result").get_attribute("href") == "/plans/"
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(4500)  # more than two turns
    assert (asked, page.evaluate("window.here")) == ([], True)
    axe(page)


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_page_of_work_breaks_a_rule_or_its_screen(
    working: Site, new_page: Opener, sign_in: Callable[..., None], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    first = int(working.python(MADE))
    page = new_page(lang, scheme, width=390 if scheme == "dark" else 1440)
    sign_in(page, "editor", working)
    for place in ["/work/", *(f"/work/{first + number}/" for number in range(5))]:
        assert page.goto(working.address + place).ok, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


def test_without_scripts_one_looks_again_and_cancels(
    working: Site, new_page: Opener, sign_in: Callable[..., None]
) -> None:
    job = working.python(MADE).strip()
    page = new_page("en", java_script_enabled=False)
    sign_in(page, "editor", working)
    page.goto(f"{working.address}/work/{job}/")
    change(working, job, done=2)
    arrive(page, page.get_by_role("link", name="Look again").click)
    assert "50 %" in page.locator(f"#job-{job}-shown").inner_text()
    arrive(page, page.get_by_role("button", name="Cancel the work").click)
    assert "Cancelled" in page.locator(f"#job-{job}-shown").inner_text()
