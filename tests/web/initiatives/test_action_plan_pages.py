"""The page of one action plan and of all together: what rows tell, what nobody declared, and what the public sees."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from python_calamine import load_workbook

from openscorecard.actions.editing import change_plan
from openscorecard.actions.importing import create_plan
from openscorecard.actions.initiatives.charters import declare_charter
from openscorecard.actions.initiatives.example import remove_example_charters, restore_example_charters
from openscorecard.domain.initiatives.charter import BudgetLine, Charter, TypedProgress
from openscorecard.domain.initiatives.money import together
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.changes import RemoveInitiative
from openscorecard.queries.initiatives.contributions import contributions
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.plans import open_plan
from tests.store_samples import library
from tests.web.initiatives.conftest import LIBRARY, Bring, event, grant
from tests.web.plans.conftest import Sheet

YEAR = Period("year", 2025)
SignedIn = Callable[..., Client]


def sheet(client: Client, place: str, **asked: str) -> Sheet:
    answer = client.get(f"{LIBRARY}{place}", asked)
    assert answer.status_code == 200, place
    return Sheet(answer)


def test_every_action_plan_of_the_example_has_a_kind_and_its_page(home: None, signed_in: SignedIn) -> None:
    plan = open_plan("taipei-public-library", SYSTEM).plan
    found = standings(plan, YEAR)
    assert (len(found), sum(len(one.codes) for one in found)) == (27, 44)
    assert all(one.kind for one in found)
    client = signed_in("editor")
    for one in found:
        assert "示範" in sheet(client, f"action-plans/{one.initiative}/").text


def test_one_grant_under_four_kpis_counts_once_in_every_total(bring: Bring, signed_in: SignedIn) -> None:
    rows = [
        grant("G1", "AF2.1.1", 700, received=Decimal(700), received_on=date(2025, 3, 1), spent=Decimal(640)),
        grant("G2", "AF2.1.2", 90, received=Decimal(90), received_on=date(2025, 3, 1), spent=Decimal(50)),
        grant("G3", None, 10, received=Decimal(10), received_on=date(2025, 3, 1), spent=Decimal(10)),
    ]
    bring("grants", *rows)
    by_hand = sum(one["spent"] for one in rows if one["plan"])
    plan = open_plan("taipei-public-library", SYSTEM).plan
    found = standings(plan, YEAR)
    assert plan.codes_of("AF2.1.1") == ("AF2.1.1", "BF2.1.1", "CF2.1.1", "DF1.1.1")
    assert together((one.progress for one in found), date(2026, 3, 1)).spent == Fraction(by_hand)
    twice = [one.progress for one in found if one.initiative == "AF2.1.1"] * 4
    assert together(twice, date(2026, 3, 1)).spent == 640
    carried = contributions(plan, YEAR)["grants_obtained"].periods[0]
    assert (carried.value, carried.by_plan, carried.no_plan) == (800, {"AF2.1.1": 700, "AF2.1.2": 90}, 10)
    page = sheet(signed_in("editor"), "action-plans/", period="2025")
    assert page.text.count("NT$ 690") >= 4  # in the total, and under each of the four themes with these two plans
    assert "NT$ 2,760" not in page.text


def test_the_public_sees_what_is_declared_and_no_figures(bring: Bring, client: Client) -> None:
    bring("grants", grant("G1", "AF2.1.1", 700))
    page = sheet(client, "action-plans/AF2.1.1/")
    assert "里程碑" in page.text
    assert "登入" in page.text
    assert not page.all("//section[@id='carries']")
    assert not sheet(client, "action-plans/").all("//table")
    assert client.get(f"{LIBRARY}action-plans.csv").content.decode("utf-8-sig").count("\n") == 1


def test_what_nobody_declared_is_said_with_a_way_to_declare_it(home: None, signed_in: SignedIn, now: datetime) -> None:
    remove_example_charters(by=SYSTEM, now=now)
    page = sheet(signed_in("editor"), "action-plans/AF2.1.1/")
    assert "還沒有人宣告這個行動方案的類型" in page.text
    assert page.all(f"//a[@href='{LIBRARY}action-plans/AF2.1.1/declare/']")
    restore_example_charters(by=SYSTEM, now=now)
    assert "還沒有人宣告" not in sheet(signed_in("reader"), "action-plans/AF2.1.1/").text


def test_a_typed_percentage_says_that_it_is_the_exception(home: None, signed_in: SignedIn, now: datetime) -> None:
    typed = TypedProgress(date(2025, 5, 1), Fraction(40), "廠商口頭回報")
    declare_charter("taipei-public-library", Charter("DP2.1.1", typed=(typed,)), by=SYSTEM, now=now)
    page = sheet(signed_in(), "action-plans/DP2.1.1/", period="2025")
    assert "手填的百分比（例外）" in page.text
    assert "40 %" in page.text


def test_a_year_without_rows_shows_no_zeros(bring: Bring, signed_in: SignedIn) -> None:
    bring("events", event("E1", "BC1.1.1", date(2025, 3, 1)))
    page = sheet(signed_in(), "action-plans/BC1.1.1/", period="2024")
    assert "沒有此方案的活動或課程" in page.text


def test_a_plan_removed_from_the_strategy_leaves_its_rows_and_its_name(
    bring: Bring, signed_in: SignedIn, now: datetime
) -> None:
    bring("events", event("E1", "BC1.1.1", date(2025, 3, 1)), event("E2", None, date(2025, 4, 1), 7))
    found = open_plan("taipei-public-library", SYSTEM)
    change_plan(
        "taipei-public-library", RemoveInitiative("BC1.1.1"), expected_revision=found.revision, by=SYSTEM, now=now
    )
    client = signed_in("editor")
    page = sheet(client, "kpis/BC1.1/")
    assert "BC1.1.1（已自計畫移除）" in page.text
    assert "沒有任何策略計畫有此方案" not in page.text
    assert client.get(f"{LIBRARY}action-plans/BC1.1.1/history/").status_code == 200


def test_rows_of_another_plan_and_of_none_are_not_called_removed(
    bring: Bring, signed_in: SignedIn, now: datetime
) -> None:
    create_plan(library(), by=SYSTEM, now=now)
    bring("events", event("E1", "reading-groups", date(2025, 3, 1)), event("E2", "XX9.9.9", date(2025, 4, 1), 7))
    page = sheet(signed_in("editor"), "kpis/BC1.1/")
    assert "reading-groups（屬於其他策略計畫）" in page.text
    assert "XX9.9.9（沒有任何策略計畫有此方案）" in page.text
    assert "已自計畫移除" not in page.text


def test_filters_leave_what_fits_and_say_when_nothing_does(bring: Bring, signed_in: SignedIn, now: datetime) -> None:
    bring("events", event("E1", "BC1.1.1", date(2025, 3, 1), cost=Decimal(900)))
    charter = Charter("BC1.1.1", kind="programme", budget=(BudgetLine(2025, Fraction(500)),))
    declare_charter("taipei-public-library", charter, by=SYSTEM, now=now)
    client = signed_in()
    over = sheet(client, "action-plans/", period="2025", status="over_budget")
    assert len(over.all("//main//tbody/tr/th/a[contains(@href,'/action-plans/BC1.1.1/')]")) >= 1
    assert "支用 900 元，預算 500 元" in over.text
    assert "沒有符合條件的行動方案" in sheet(client, "action-plans/", status="done", kind="rule").text
    lines = client.get(f"{LIBRARY}action-plans.csv", {"period": "2025", "kind": "rule"}).content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in lines.splitlines()] == ["plan_id", "AF1.1.1", "AF1.1.2"]


def test_the_workbook_says_what_the_csv_says(bring: Bring, signed_in: SignedIn, client: Client) -> None:
    bring("events", event("E1", "BC1.1.1", date(2025, 3, 1), cost=Decimal("900.50")))
    seen = signed_in()
    lines = seen.get(f"{LIBRARY}action-plans.csv", {"period": "2025"}).content.decode("utf-8-sig")
    written = list(csv.reader(io.StringIO(lines)))
    sheet_rows = _cells(seen.get(f"{LIBRARY}action-plans.xlsx", {"period": "2025"}).content)
    assert len(sheet_rows) == 28
    assert [row[:6] for row in sheet_rows] == [row[:6] for row in written]
    (own,) = [row for row in sheet_rows if row[0] == "BC1.1.1"]
    assert own[8] == 900.5
    assert len(_cells(client.get(f"{LIBRARY}action-plans.xlsx").content)) == 1


def _cells(book: bytes) -> list[list[Any]]:
    """The rows of a workbook's first sheet."""
    return load_workbook(io.BytesIO(book)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_cost_the_same_however_many_rows(
    rows: int, bring: Bring, signed_in: SignedIn, django_assert_num_queries: Any
) -> None:
    bring("events", *(event(f"E{n}", "BC1.1.1", date(2025, n, 1)) for n in range(1, rows + 1)))
    client = signed_in("editor")
    costs = {"action-plans/": 12, "action-plans/BC1.1.1/": 20, "kpis/BC1.1/": 15, "": 14, "scorecard/": 4}
    for place in costs:
        client.get(LIBRARY + place)  # what is kept ready is made
    found = {}
    for place, cost in costs.items():
        with django_assert_num_queries(cost):
            found[place] = client.get(LIBRARY + place)
    assert all(one.status_code == 200 for one in found.values())


def test_a_late_plan_is_marked_on_the_map_in_its_list_and_on_the_scorecard(
    bring: Bring, signed_in: SignedIn, client: Client
) -> None:
    bring("events", event("E1", "BC1.1.1", date(2025, 3, 1)))
    seen = signed_in()
    page = sheet(seen, "")
    (link,) = page.all("//svg//a[contains(@href,'/objectives/CP3/')]") or page.all(
        "//*[local-name()='svg']//*[local-name()='a'][contains(@href,'/objectives/CP3/')]"
    )
    assert "方案落後" in link.text_content()
    listed = sheet(seen, "map/")
    assert len([one for one in listed.all("//li[a]") if "方案落後" in one.text_content().split("CP3", 1)[-1][:30]]) >= 1
    assert "方案落後" in sheet(seen, "scorecard/").text
    assert "方案落後" not in sheet(client, "").text
