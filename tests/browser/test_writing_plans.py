"""Writing by keyboard alone: rename, undo, link, import, publish, compare, restore; and no rule broken on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
PLAN = "/plans/taipei-public-library"
LOAD = """
from django.utils import timezone
from openscorecard.actions.example import load_example
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_institutions, example_plans
load_example(example_plans(), example_institutions(), by=SYSTEM, now=timezone.now())
"""
EXPORT = """
import sys
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.strategy.outlet import write_plan
from openscorecard.queries.plans import open_plan
plan = open_plan("taipei-public-library", SYSTEM).plan
sys.stdout.write(write_plan(plan, "txt").decode())
"""


@pytest.fixture(scope="module")
def written(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example, for the tests of this file."""
    for site in running(prepared_home, tmp_path_factory.mktemp("written")):
        site.python(LOAD)
        yield site


class Keys:
    """A person with nothing but a keyboard."""

    def __init__(self, page: Any, site: Site) -> None:
        self.page, self.site = page, site

    def open(self, place: str) -> None:
        self.page.goto(self.site.address + place)

    def focused(self) -> str:
        """What has the focus: the words of a link or button, the id of a field."""
        script = "(at => at.matches('a, button, summary') ? at.innerText : at.id)(document.activeElement)"
        return str(self.page.evaluate(script))

    def tab_to(self, words: str) -> None:
        """Tab until what has the focus shows `words`, or is the field of that id."""
        for _ in range(400):
            self.page.keyboard.press("Tab")
            if words in self.focused():
                return
        raise AssertionError(f"Tab never reached {words}")

    def press(self, words: str) -> None:
        """Press the button or follow the link that shows `words`."""
        self.tab_to(words)
        arrive(self.page, lambda: self.page.keyboard.press("Enter"))

    def fill(self, field: str, words: str) -> None:
        self.tab_to(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def pick(self, field: str, starts: str) -> None:
        """Choose from a list by typing how the entry begins."""
        self.tab_to(field)
        self.page.keyboard.type(starts)

    def inserted(self) -> str:
        """All that a table of differences shows as new."""
        return " ".join(self.page.locator("ins").all_inner_texts())

    def text(self) -> str:
        return str(self.page.locator("body").inner_text())


@pytest.fixture
def keys(page: Any, written: Site, sign_in: Callable[..., str]) -> Keys:
    """An editor at the keyboard."""
    sign_in(page, "editor", written)
    return Keys(page, written)


def test_an_objective_is_renamed_and_the_change_undone(keys: Keys) -> None:
    keys.open(f"{PLAN}/edit/objective/AC1/")
    keys.fill("id_name_zh", "提升擁書率")
    keys.press("儲存")
    assert "已修改策略目標。" in keys.text()
    keys.press("復原")
    assert "已復原上一次修改。" in keys.text()
    keys.open(f"{PLAN}/edit/objective/AC1/")
    assert keys.page.input_value("#id_name_zh") == "提升市民圖書資料擁有率"


def test_a_perspective_moves_and_the_focus_stays_on_its_button(keys: Keys) -> None:
    keys.open(f"{PLAN}/edit/")
    keys.press("下移 C")
    assert "下移 C" in keys.focused()
    arrive(keys.page, lambda: keys.page.keyboard.press("Enter"))
    order = keys.page.locator("#perspectives .edit-lines .code").all_inner_texts()
    assert order == ["P", "L", "C", "F"]
    for _ in range(2):
        keys.press("復原")


def test_a_link_is_declared_and_a_wrong_one_explained_where_reading_goes_on(keys: Keys) -> None:
    keys.open(f"{PLAN}/edit/add-link/")
    keys.pick("id_source", "AF1")
    keys.pick("id_target", "AF1")
    keys.press("宣告")
    assert keys.page.evaluate("document.activeElement.className") == "error-summary"
    assert "AF1 不能連到自己" in keys.text()
    keys.pick("id_target", "AC1")
    keys.fill("id_lag", "12")
    keys.fill("id_rationale_zh", "經費充裕才能添購")
    keys.press("宣告")
    assert "經費充裕才能添購" in keys.text()


@pytest.mark.parametrize("kind", ["yaml", "txt"])
def test_a_file_is_looked_at_stored_published_compared_and_an_edition_restored(
    keys: Keys, kind: str, tmp_path: Path
) -> None:
    file = tmp_path / f"plan.{kind}"
    if kind == "yaml":
        from openscorecard.formats.example import example_text

        text = example_text()
    else:
        text = keys.site.python(EXPORT)
    file.write_text(
        text.replace("提升市民圖書資料擁有率", f"擁書率甲{kind}").replace("AC1 擁", "AC1擁"), encoding="utf-8"
    )
    keys.open("/import/")
    keys.tab_to("id_document")
    keys.page.set_input_files("#id_document", str(file))  # the system's own dialogue is no page
    keys.press("預覽內容")
    assert f"擁書率甲{kind}" in keys.inserted()
    if keys.page.locator("#id_replace_draft").count():
        keys.tab_to("id_replace_draft")
        keys.page.keyboard.press("Space")
    keys.press("存為草稿")
    keys.open(f"{PLAN}/publish/")
    keys.fill("id_note", "年度更新")
    keys.press("發布")
    assert "版本已發布。" in keys.text()
    keys.open(f"{PLAN}/editions/")
    keys.press("與目前內容比對")
    assert f"擁書率甲{kind}" in keys.inserted()
    keys.press("還原為修改前的內容")
    keys.press("還原")
    assert "草稿已還原為先前的內容。" in keys.text()
    keys.open(f"{PLAN}/publish/")
    keys.press("發布")


PLACES = [
    "/edit/", "/edit/description/", "/edit/codes/", "/edit/objective/AC1/", "/edit/kpi/AC1.1/",
    "/edit/initiative/AC1.1.1/", "/edit/add-initiative/", "/edit/remove-objective/AC1/", "/edit/add-link/",
    "/edit/support/",
    "/edit/responsibility/", "/edit/mission/", "/edit/drop-example/", "/edit/cascade/?parent=taipei-education-bureau",
    "/editions/", "/history/", "/history/?open=3", "/compare/?a=1", "/undo/", "/publish/", "/discard/", "/restore/1/",
    "/delete/",
]  # fmt: skip
ELSEWHERE = ["/import/", "/new-plan/", "/institutions/", "/institutions/add/", "/deleted-plans/", "/audit/"]


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_writing_page_breaks_a_rule_or_its_screen(
    written: Site, new_page: Opener, sign_in: Callable[..., str], axe: Callable[..., None], lang: str, scheme: str
) -> None:
    page = new_page(lang, scheme, width=390 if scheme == "dark" else 1440)
    sign_in(page, "administrator", written)
    page.goto(f"{written.address}{PLAN}/edit/theme/A/")
    page.fill("#id_name_en", f"Holdings {lang} {scheme}")  # a draft, so that its pages are there
    arrive(page, lambda: page.click("main form.card button[type=submit]"))
    for place in [*(PLAN + place for place in PLACES), *ELSEWHERE]:
        assert page.goto(written.address + place, wait_until="networkidle").ok, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place


@pytest.mark.parametrize("lang", ["zh-hant", "en"])
def test_the_preview_of_an_import_breaks_no_rule(
    written: Site, new_page: Opener, sign_in: Callable[..., str], axe: Callable[..., None], lang: str, tmp_path: Path
) -> None:
    from openscorecard.formats.example import example_text

    page = new_page(lang)
    sign_in(page, "editor", written)
    file, bad = tmp_path / "plan.yaml", tmp_path / "bad.yaml"
    file.write_text(example_text().replace("終身", "終生"), encoding="utf-8")
    bad.write_text(example_text().replace("perspective: P", "perspective: X"), encoding="utf-8")
    for sent, mark in ((file, "ins"), (bad, ".error-summary")):
        page.goto(f"{written.address}/import/")
        page.set_input_files("#id_document", str(sent))
        page.click("main form.card button")
        page.wait_for_selector(mark)
        for summary in page.locator("details.map-preview summary").all():
            summary.click()
        axe(page)


def test_everything_works_without_scripts(written: Site, new_page: Opener, sign_in: Callable[..., str]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "editor", written)
    page.goto(f"{written.address}{PLAN}/edit/kpi/AC1.1/")
    page.fill("#id_name_en", "Volumes per head")
    arrive(page, page.get_by_role("button", name="儲存").click)
    arrive(page, page.get_by_role("button", name="復原", exact=True).first.click)
    assert "已復原上一次修改" in page.locator("main").locator("..").inner_text()
