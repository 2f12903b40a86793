"""From an uploaded ledger to the page of its action plan and to what carries the KPI, kind by kind; and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.running_site import ROOT, Site, arrive, running

pytestmark = pytest.mark.browser
Opener = Callable[..., Any]
LIBRARY = "/plans/taipei-public-library/"
PREPARED = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from datetime import datetime, timezone
from openscorecard.actions.example import load_example
from openscorecard.actions.initiatives.example import load_example_charters
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_charters, example_institutions, example_plans
now = datetime.now(timezone.utc)
load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
load_example_charters(*example_charters(), by=SYSTEM, now=now)
"""
FOLLOWED = """
from datetime import datetime, timezone
from openscorecard.actions.measures.background import compute
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.actions.acting import JOB
compute({}, lambda *_: None, by=SYSTEM, now=datetime.now(timezone.utc), source=JOB)
"""


@dataclass(frozen=True)
class Case:
    """One kind: ledgers to upload, the plan, what its page says, and the row of the year on the KPI's page."""

    ledgers: dict[str, str]
    plan: str
    says: tuple[str, ...]
    kpi: str
    row: tuple[str, ...]


CASES = {
    "grant": Case(
        {
            "grants": "grant_id,agency,applied,approved,received,spent,applied_on,approved_on,received_on,report_due,"
            "reported_on,promised,delivered,plan\n"
            "G1,教育部,500,400,400,300,2025-01-02,2025-01-31,2025-02-20,2025-11-30,2025-12-05,10,9,AF2.1.1\n"
            "G2,教育部,200,100,,,2025-06-01,2025-12-31,,,,,,\n"
        },
        "AF2.1.1",
        ("承諾 10 單位，已完成並結報 9 單位（90.0 %）", "撥付 NT$ 400，已支用 NT$ 300（75.0 %）", "逾期 5 天"),
        "AF2.1",
        ("114年", "500", "400", "100"),
    ),
    "procurement": Case(
        {
            "purchases": "line_id,item,requested_on,budgeted,tendered_on,ordered,delivered_on,accepted_on,on_shelf_on,"
            "quantity,amount,plan\n"
            "L1,影音,2025-01-01,900,2025-01-20,8,2025-02-01,2025-02-02,2025-02-10,8,800,DP3.1.1\n"
            "L2,影音,2025-12-31,100,,2,,,,,,DP3.1.1\n",
            "av_titles": "title_id,platform,type,added_on,plan\nT1,P,電影,2025-01-05,DP3.1.1\nT2,P,電影,2025-12-31,\n",
        },
        "DP3.1.1",
        ("上架 8 冊（件），訂購 10 冊（件）", "單位成本為 NT$ 100", "自需求至上架平均 40 日", "L2"),
        "DP3.1",
        ("114年", "2", "1", "1"),
    ),
    "roll_out": Case(
        {
            "sites": "plan,site,stage,reached_on,district,cost\n"
            "CP3.1.1,甲站,評估,2025-01-01,大安區,\nCP3.1.1,甲站,建置,2025-03-01,大安區,600000\n"
            "CP3.1.1,甲站,啟用,2025-05-01,大安區,\nCP3.1.1,乙站,評估,2025-12-31,南港區,\n",
            "service_points": "point_id,type,name,district,opened_on,plan\n"
            "P1,fastbook,甲站,大安區,2025-01-05,CP3.1.1\nP2,drop_box,丙箱,南港區,2025-12-31,\n",
        },
        "CP3.1.1",
        ("2 處中已啟用 1 處（50.0 %）", "每處建置成本 60 萬元／處", "1 處中啟用 1"),
        "CP3.1",
        ("114年", "2", "1", "1"),
    ),
    "funnel": Case(
        {
            "outreach": "plan,period,district,age_band,eligible,offered\nCC1.1.1,2025-Q1,大安區,6-12,10,6\n"
            "CC1.1.1,2025-Q4,大安區,6-12,10,6\n",
            "cards": "card_id,patron_key,card_type,issued_on,source,plan\n"
            "C1,a,general,2025-01-01,counter,\nC2,b,student,2025-03-01,student_card,\n"
            "C3,c,student,2025-12-31,student_card,CC1.1.1\n",
        },
        "CC1.1.1",
        ("對象 20 人，其中 2 人辦證（10.0 %）", "步驟無從得知，並不是零"),
        "CC1.1",
        ("114年", "3", "2", "1"),
    ),
    "programme": Case(
        {
            "events": "event_id,held_on,audiences,attendees,cost,status,plan\n"
            "E1,2025-01-01,child,30,600,held,BC1.1.1\nE2,2025-06-01,adult,10,200,held,BC1.1.1\n"
            "E3,2025-12-31,adult,5,,held,\nE4,2025-08-01,adult,,,cancelled,BC1.1.1\n"
        },
        "BC1.1.1",
        ("排定 3，已辦理 2（66.7 %）", "參加 40 人次", "每人次成本為 NT$ 20"),
        "BC1.1",
        ("114年", "45", "40", "5"),
    ),
    "rule": Case(
        {
            "budget": "as_of,account,kind,in_scope,appropriated,due,paid,payable,saved,pass_through,reason,"
            "countermeasure,plan\n"
            "2025-12-31,修建,capital,true,1000,1000,700,100,0,false,廠商落後,,AF1.1.1\n"
            "2025-12-31,設備,capital,true,200,200,190,0,0,false,,,\n"
        },
        "AF1.1.1",
        ("2 個資本門科目中有 1 個落後", "其中 1 個沒有寫原因或對策", "執行率 80 %，低於 90 %"),
        "AF1.1",
        ("114年", "990", "800", "190", "1,200"),
    ),
    "pipeline": Case(
        {
            "proposals": "proposal_id,submitted_on,reviewed_on,adopted_on,implemented_on,org_units,benefit,plan\n"
            "I1,2025-01-01,2025-01-21,2025-02-01,2025-05-01,總館,節省人力,BL1.1.1\n"
            "I2,2025-12-31,,,,總館,,BL1.1.1\nI3,2025-06-01,,,,分館,,\n"
        },
        "BL1.1.1",
        ("提出 2 件，實施 1 件", "審查平均需要 20 日", "節省人力"),
        "BL1.1",
        ("114年", "3", "2", "1"),
    ),
}


@pytest.fixture(scope="module")
def library(prepared_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the example's plans and charters, and no rows."""
    for site in running(prepared_home, tmp_path_factory.mktemp("action-plans")):
        site.environ["PYTHONPATH"] += ":."
        site.python(PREPARED)
        yield site


@pytest.mark.parametrize("kind", CASES)
def test_an_uploaded_ledger_shows_on_its_plan_and_in_what_carries_the_kpi(
    kind: str, library: Site, page: Any, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    case = CASES[kind]
    sign_in(page, "editor", library)
    for dataset, text in case.ledgers.items():
        upload(page, library, dataset, text, tmp_path)
    library.python(FOLLOWED)
    page.goto(f"{library.address}{LIBRARY}action-plans/{case.plan}/?period=2025")
    said = page.locator("main").inner_text()
    for words in case.says:
        assert words in said, said[:1500]
    assert page.locator("#carries tbody tr").count() >= 1
    page.goto(f"{library.address}{LIBRARY}kpis/{case.kpi}/")
    rows = [row.all_inner_texts() for row in (page.locator("#carried tbody tr").first.locator("th,td"),)]
    assert tuple(rows[0]) == case.row
    assert page.locator("#carried svg title").text_content()


def upload(page: Any, site: Site, dataset: str, text: str, folder: Path) -> None:
    """Upload one ledger by the form, look at it, import it."""
    file = folder / f"{dataset}.csv"
    file.write_text(text, encoding="utf-8")
    page.goto(f"{site.address}/data/upload/?dataset={dataset}")
    page.set_input_files("#id_documents", str(file))
    arrive(page, lambda: page.get_by_role("button", name="預覽內容").click())
    arrive(page, lambda: page.get_by_role("button", name="匯入", exact=True).click())
    assert "已存入" in page.locator("body").inner_text()


def test_a_wrong_plan_id_is_reported_and_mended_by_ticking_its_rows(
    library: Site, page: Any, sign_in: Callable[..., None], tmp_path: Path
) -> None:
    sign_in(page, "editor", library)
    text = "grant_id,agency,approved,approved_on,plan\nW1,教育部,5,2025-03-01,AF9.9.9\n"
    upload(page, library, "grants", text, tmp_path)
    page.goto(f"{library.address}/data/grants/")
    assert "unknown-action-plan" in page.locator("main").inner_text()
    arrive(page, lambda: page.get_by_role("link", name="AF9.9.9").click())
    page.get_by_label("W1").check()
    page.get_by_label("勾選的列歸入").select_option("AF2.1.1")
    arrive(page, lambda: page.get_by_role("button", name="繼續").click())
    assert "符合 1 列" in page.locator("main").inner_text()
    arrive(page, lambda: page.get_by_role("button", name="存入", exact=True).click())
    page.goto(f"{library.address}/data/grants/")
    assert "AF9.9.9" not in page.locator("main").inner_text()


PLACES = [
    f"{LIBRARY}action-plans/",
    *(f"{LIBRARY}action-plans/{case.plan}/?period=2025" for case in CASES.values()),
    f"{LIBRARY}action-plans/AF1.1.1/declare/",
    f"{LIBRARY}action-plans/AF1.1.1/declare/versions/",
    f"{LIBRARY}action-plans/AF1.1.1/declare/milestones/",
    f"{LIBRARY}action-plans/AF1.1.1/history/",
    f"{LIBRARY}charters/",
    f"{LIBRARY}kpis/BC1.1/",
    "/data/cards/plans/",
    "/data/cards/plans/rule/",
    "/data/cards/plans/by-hand/",
    "/data/grants/plans/rows/",
    "/kinds/",
    "/kinds/file/?from=grant",
]


@pytest.mark.parametrize(("lang", "scheme", "width"), [("zh-hant", "light", 1440), ("en", "dark", 390)])
def test_no_page_of_action_plans_breaks_a_rule_or_its_screen(
    library: Site,
    new_page: Opener,
    sign_in: Callable[..., None],
    axe: Callable[..., None],
    lang: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(lang, scheme, width)
    sign_in(page, "editor", library)
    for place in PLACES:
        page.goto(library.address + place)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_a_milestone_is_declared_and_taken_back_by_keyboard_alone(
    library: Site, page: Any, sign_in: Callable[..., None]
) -> None:
    from tests.browser.test_writing_plans import Keys

    sign_in(page, "editor", library)
    keys = Keys(page, library)
    keys.open(f"{LIBRARY}action-plans/CP2.1.3/")
    keys.press("類型、里程碑、經費")
    keys.press("里程碑 (5)")
    keys.fill("id_rows-5-name", "成果發表")
    keys.tab_to("id_rows-5-due_on")
    page.fill("#id_rows-5-due_on", "2025-12-01")
    keys.press("存入")
    assert "成果發表" in keys.text()
    assert "已逾期" in keys.text()
    keys.press("歷程")
    keys.press("復原")
    assert "已回到第 1 版的內容" in keys.text()
    keys.open(f"{LIBRARY}action-plans/CP2.1.3/")
    assert "成果發表" not in keys.text()
