"""Rows by keyboard alone: upload, preview, mapping, import, withdraw, restore; and no rule broken on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import Site, arrive, running
from tests.browser.test_writing_plans import Keys

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
FILL = """
from datetime import date
from django.utils import timezone
from openscorecard.actions.data.importing import import_batch
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.people.readers import SYSTEM
from tests.actions.sent_files import EVENTS, event, sent
rows = [event(f"A{place}", f"2025-{1 + place % 3:02d}-05") for place in range(30)]
first = sent(EVENTS, *rows, name="活動.csv", rejected=2, mapping={"columns": {"event_id": "編號"}, "values": {}})
info = import_batch(EVENTS, [first], covers=parse_coverage("2025-01..2025-04"), keep_good=True, example=True,
                    by=SYSTEM, now=timezone.now())
print(info.batch.id)
"""
FOREIGN = "活動統計表,,\n編碼號,舉行,狀況\nE7,114/06/01,已辦\nE8,2025-06-30,取銷\n小計,,2\n"
BAD = "event_id,held_on,status\nE3,2025-13-05,held\nE4,2025-04-02,held\nE5,2025-04-03,別的\n"


@pytest.fixture(scope="module")
def filled(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str]]:
    """A site with rows of events, and the name of their batch."""
    for site in running(prepared_home, tmp_path_factory.mktemp("filled")):
        site.environ["PYTHONPATH"] += ":."
        yield site, site.python(FILL).strip()


def test_a_foreign_file_is_mapped_imported_withdrawn_and_brought_back_by_keyboard_alone(
    page: Any, filled: tuple[Site, str], sign_in: Callable[..., None], tmp_path: Path
) -> None:
    site = filled[0]
    sign_in(page, "editor", site)
    keys = Keys(page, site)
    file = tmp_path / "活動統計.csv"
    file.write_text(FOREIGN, encoding="utf-8")
    keys.open("/data/events/")
    keys.press("上傳資料列")
    keys.tab_to("id_documents")
    page.set_input_files("#id_documents", str(file))  # the system's own dialogue is no page
    keys.press("預覽內容")
    assert "尚未存入任何資料" in keys.text()
    choose(keys, "id_column-0", "event_id")
    choose(keys, "id_column-1", "held_on")
    choose(keys, "id_column-2", "status")
    keys.press("以這些設定重新檢視")
    assert "不在選項內" in keys.text()
    choose(keys, "id_text-0", "held")
    choose(keys, "id_text-1", "cancelled")
    keys.press("以這些設定重新檢視")
    assert page.locator(".counts dd").all_inner_texts() == ["2", "2", "0", "1"]
    keys.fill("id_note", "六月")
    keys.press("匯入")
    assert "已存入 2 列。" in keys.text()
    assert "六月" in keys.text()
    keys.press("撤回")
    assert "資料集的資料列：目前 32 列，之後 30 列。" in keys.text()
    keys.press("撤回")
    assert "批次已撤回。" in keys.text()
    keys.press("復原")
    keys.press("復原")
    assert "批次已生效。" in keys.text()
    keys.open("/data/upload/?dataset=events")
    file.write_text(FOREIGN.replace("E7", "E17").replace("E8", "E18"), encoding="utf-8")
    page.set_input_files("#id_documents", str(file))
    keys.press("預覽內容")
    assert "沿用當時的欄位對應" in keys.text()


def choose(keys: Keys, field: str, value: str) -> None:
    """Go down a list by the arrow key until `value` is chosen."""
    keys.tab_to(field)
    for _ in range(30):
        if keys.page.input_value(f"#{field}") == value:
            return
        keys.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{field} never came to {value}")


PLACES = ["/data/", "/data/events/", "/data/visits/", "/data/upload/?dataset=events", "/data/batches/{batch}/",
          "/data/batches/{batch}/withdraw/"]  # fmt: skip


@pytest.mark.parametrize(("lang", "scheme"), [("zh-hant", "light"), ("en", "dark")])
def test_no_page_of_data_breaks_a_rule_or_its_screen(
    filled: tuple[Site, str],
    new_page: Opener,
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    lang: str,
    scheme: str,
    tmp_path: Path,
) -> None:
    site, batch = filled
    page = new_page(lang, scheme, width=390 if scheme == "dark" else 1440)
    for place in PLACES[:3]:
        page.goto(site.address + place)
        axe(page)
    sign_in(page, "administrator", site)
    for place in PLACES:
        assert page.goto(site.address + place.format(batch=batch), wait_until="networkidle").ok, place
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    for text in (FOREIGN, BAD):
        file = tmp_path / "rows.csv"
        file.write_text(text.replace("E", f"{lang}{scheme}"), encoding="utf-8")
        page.goto(f"{site.address}/data/upload/?dataset=events")
        page.set_input_files("#id_documents", str(file))
        arrive(page, lambda: page.click("main form.card button.btn-primary"))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), text
    arrive(page, lambda: page.click("button[name=import]"))
    assert page.locator(".error-summary").count() == 1
    axe(page)


@pytest.mark.parametrize("width", [390, 320])
def test_pages_of_data_hold_on_a_phone_and_enlarged(
    filled: tuple[Site, str], new_page: Opener, sign_in: Callable[..., None], width: int
) -> None:
    site, batch = filled
    page = new_page("en", width=width)  # 320 is 1280 at 400 %
    sign_in(page, "administrator", site)
    for place in PLACES:
        page.goto(site.address + place.format(batch=batch))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_rows_go_in_without_scripts(
    filled: tuple[Site, str], new_page: Opener, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    site = filled[0]
    page = new_page(java_script_enabled=False)
    sign_in(page, "editor", site)
    page.goto(f"{site.address}/data/upload/?dataset=visits")
    page.fill("#id_pasted", "日期\t館所代碼\t到館人次\n2025-03-05\t總館\t120\n")
    arrive(page, page.get_by_role("button", name="預覽內容").click)
    arrive(page, page.get_by_role("button", name="匯入", exact=True).click)
    assert "已存入 1 列。" in page.locator("body").inner_text()
    page.goto(f"{site.address}/data/visits/")
    assert page.get_by_role("cell", name="1 部分").count() >= 1
