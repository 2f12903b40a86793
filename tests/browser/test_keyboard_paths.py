"""What people come for, by keyboard alone: where the focus is can be seen, is not hidden, and is not lost.

Signing in is in `test_frame`, an import with preview in `test_data_pages` and `test_writing_plans`, undoing in the
latter, a link of the map in `test_reading_pages`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.running_site import Site
from tests.browser.test_writing_plans import Keys
from tests.every_page import LIBRARY

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
Whole = tuple[Site, dict[str, str]]
# What has the focus: whether it is on the screen, on top there, and drawn with an outline.
FOCUSED = """() => { const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getClientRects()[0] ?? at.getBoundingClientRect();  // of a link on two lines, the first
  const around = [at, ...at.querySelectorAll('*'), at.closest('.objective')].filter(Boolean);
  const rings = around.map(one => getComputedStyle(one));
  const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  return { name: (at.innerText || at.textContent || at.id || at.outerHTML).trim().slice(0, 60), tag: at.tagName,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    ontop: !!top && (at.contains(top) || top.contains(at) || !!top.closest('label')?.control),
    ring: rings.some(one => (one.outlineStyle !== 'none' && parseFloat(one.outlineWidth) >= 2)
      || (parseFloat(one.strokeWidth) >= 2 && one.stroke !== 'none') || one.boxShadow !== 'none') } }"""


@pytest.fixture
def keys(whole: Whole, new_page: Opener, sign_in: Callable[..., None]) -> Keys:
    page = new_page("en")
    sign_in(page, "administrator", whole[0])
    return Keys(page, whole[0])


def test_a_kpi_is_found_and_its_figures_are_read(keys: Keys) -> None:
    keys.open("/")
    keys.tab_to("site-search")
    keys.page.keyboard.type("CP2.1")
    with keys.page.expect_navigation():
        keys.page.keyboard.press("Enter")
    keys.press("CP2.1 ")
    assert keys.page.url.endswith(f"{LIBRARY}kpis/CP2.1/")
    keys.press("Where this figure comes from")
    assert "/figures/" in keys.page.url
    assert "circulation 2025" in keys.text()


def test_a_target_is_changed_and_its_history_says_so(keys: Keys) -> None:
    keys.open(f"{LIBRARY}kpis/BC1.1/target/?period=2025")
    keys.fill("id_value", "345678")
    keys.press("Store")
    assert "345,678" in keys.text()
    keys.open(f"{LIBRARY}kpis/BC1.1/target/history/?period=2025")
    assert "345,678" in keys.page.locator("tbody tr").first.inner_text()


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize(
    "place", ["/", LIBRARY, f"{LIBRARY}map/", f"{LIBRARY}kpis/CP2.1/", f"{LIBRARY}targets/?period=2025"]
)
def test_the_focus_is_seen_and_never_hidden(
    whole: Whole, new_page: Opener, sign_in: Callable[..., None], place: str, width: int
) -> None:
    page = new_page("en", width=width)
    sign_in(page, "administrator", whole[0])
    page.goto(whole[0].address + place)
    seen, poor = 0, []
    for _ in range(90):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            break
        seen += 1
        if not (at["shown"] and at["ontop"] and at["ring"]):
            poor.append(at)
    assert seen > 12
    assert poor == []


def test_the_first_tab_skips_and_bricks_lead_to_the_parts(whole: Whole, new_page: Opener) -> None:
    page = new_page("en")
    page.goto(whole[0].address + LIBRARY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    bricks = page.locator("a.guide").evaluate_all(
        "all => all.map(at => [at.accessKey, at.getAttribute('href').slice(1)])"
    )
    assert [key for key, _ in bricks] == ["U", "C", "Z"]
    assert all(page.locator(f"[id='{part}']").count() == 1 for _, part in bricks)


def test_the_focus_stays_where_htmx_changes_a_part(
    own_site: Site, new_page: Opener, sign_in: Callable[..., None]
) -> None:
    made = (
        "from django.utils import timezone\nfrom datetime import timedelta\n"
        "from openscorecard.records.models import Job\nnow = timezone.now()\n"
        "print(Job.objects.create(kind='data.verify', asked_by='system', asked_at=now, started_at=now,\n"
        "    heartbeat=now + timedelta(days=1), subject='loans', state='running', done=1, total=4).pk)"
    )
    job = own_site.python(made).strip()
    page = new_page("en")
    sign_in(page, "editor", own_site)
    page.goto(f"{own_site.address}/work/{job}/")
    page.focus(f"#job-{job}-ways button")
    end = f"Job.objects.filter(pk={job}).update(state='cancelled', ended_at=timezone.now())"
    own_site.python(f"from django.utils import timezone\nfrom openscorecard.records.models import Job\n{end}")
    page.locator(f"#job-{job}-ways", has_text="Try again").wait_for()
    page.wait_for_timeout(300)  # the swap settles
    assert page.evaluate(f"document.activeElement.closest('#job-{job}-ways') !== null")
    assert page.locator(f"#job-{job}-said").get_attribute("aria-live") == "polite"


def test_help_stands_in_the_same_order_everywhere_and_sign_in_takes_a_password_manager(
    whole: Whole, new_page: Opener
) -> None:
    page = new_page("en")
    found = set()
    for place in ("/", LIBRARY, "/measures/", "/account/sign-in/", "/no-such-page/"):
        page.goto(whole[0].address + place)
        ways = page.locator("header a[href$='/help/'], footer a:not(.guide)")
        found.add(tuple(ways.evaluate_all("all => all.map(at => at.pathname)")))
    assert len(found) == 1
    page.goto(f"{whole[0].address}/account/sign-in/")
    assert page.get_attribute("#id_login", "autocomplete") == "username"
    assert page.get_attribute("#id_password", "autocomplete") == "current-password"
    page.fill("#id_password", "pasted at once")
    assert page.input_value("#id_password") == "pasted at once"
