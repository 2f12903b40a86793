"""Pages of roll-outs: what is open, what nobody uses, what was before, and districts under a declared standard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.initiatives.charters import declare_charter
from openscorecard.domain.initiatives.charter import Charter, RuleVersion
from openscorecard.domain.initiatives.founding import FoundingStandard
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.text import Text
from openscorecard.queries.initiatives.charters import charter_of
from tests.web.initiatives.conftest import LIBRARY, Bring
from tests.web.plans.conftest import Sheet

SignedIn = Callable[..., Client]
PLAN = "taipei-public-library"


def site(name: str, stage: str, day: date, plan: str = "CP3.1.1", district: str = "大安區") -> dict[str, Any]:
    return {"plan": plan, "site": name, "stage": stage, "reached_on": day, "district": district}


def point(name: str, branch: str | None, opened: date = date(2024, 1, 5), plan: str = "CP3.1.1") -> dict[str, Any]:
    said = {"district": "大安區", "yearly_cost": Decimal(1000), "type": "fastbook", "plan": plan}
    return {"point_id": name, "name": name, "branch": branch, "opened_on": opened, **said}


def loans(branch: str, month: int, quantity: int, plan: str = "CP3.1.1", patron: str | None = None) -> dict[str, Any]:
    at = datetime(2025, month, 3, 4, tzinfo=UTC)
    return {"occurred_at": at, "kind": "issue", "branch": branch, "quantity": quantity, "plan": plan,
            "patron_key": patron}  # fmt: skip


def page(client: Client, plan: str, period: str = "2025") -> Sheet:
    answer = client.get(f"{LIBRARY}action-plans/{plan}/", {"period": period})
    assert answer.status_code == 200
    return Sheet(answer)


def statuses(found: Sheet) -> dict[str, str]:
    """The status of each point by its name."""
    rows = "//*[@id='points']//tbody/tr"
    return dict(zip(found.words(f"{rows}/th"), found.words(f"{rows}/td[last()]"), strict=True))


def test_a_site_that_was_built_but_not_opened_is_not_open_on_the_map(bring: Bring, signed_in: SignedIn) -> None:
    bring("sites", site("甲站", "評估", date(2025, 1, 2)), site("甲站", "建置", date(2025, 3, 1)))
    found = page(signed_in(), "CP3.1.1")
    assert "1 處中啟用 0" in found.text
    assert found.words("//*[@id='map']//tbody/tr/td") == ["0", "1", "0.0 %"]


def test_points_nobody_used_for_three_months_are_idle_and_new_ones_are_not(bring: Bring, signed_in: SignedIn) -> None:
    bring("service_points", point("常用", "B1"), point("閒置", "B2"), point("無代碼", None),
          point("新設", "B4", date(2025, 11, 20)))  # fmt: skip
    bring("circulation", *(loans("B1", month, 40) for month in range(1, 13)), loans("B2", 9, 30))
    found = page(signed_in(), "CP3.1.1")
    assert statuses(found) == {"常用": "使用中", "閒置": "閒置", "無代碼": "無法判斷", "新設": "啟用未滿 3 個月"}
    assert "1 處據點閒置" in found.text


def test_points_are_idle_where_no_branch_of_the_plan_was_used_at_all(bring: Bring, signed_in: SignedIn) -> None:
    bring("service_points", point("閒置", "B2"))
    bring("circulation", loans("B2", 1, 30), loans("B2", 12, 9, plan="CP2.1.1"))
    assert statuses(page(signed_in(), "CP3.1.1")) == {"閒置": "閒置"}


def test_a_month_that_rows_do_not_speak_for_tells_nothing_of_idleness(bring: Bring, signed_in: SignedIn) -> None:
    bring("service_points", point("甲", "B1"), point("乙", "B2"))
    bring("circulation", loans("B1", 10, 30), covers="2025-01..2025-10")
    assert set(statuses(page(signed_in(), "CP3.1.1")).values()) == {"無法判斷"}


def test_early_in_a_year_the_three_months_reach_into_the_year_before(bring: Bring, signed_in: SignedIn) -> None:
    bring("sites", site("甲站", "評估", date(2025, 1, 2)), covers="2024-10..2025-01")
    bring("service_points", point("甲", "B1"), covers="2024-10..2025-01")
    rows = [loans("B1", 12, 30) | {"occurred_at": datetime(2024, 12, 3, 4, tzinfo=UTC)}, loans("B9", 1, 30)]
    bring("circulation", *rows, covers="2024-10..2025-01")
    assert statuses(page(signed_in(), "CP3.1.1", "2025-01")) == {"甲": "使用中"}


def test_days_per_procedure_are_compared_with_the_year_before_going_live(bring: Bring, signed_in: SignedIn) -> None:
    bring("sites", site("線上辦證", "評估", date(2023, 5, 1), "DP2.1.1"),
          site("線上辦證", "啟用", date(2024, 3, 1), "DP2.1.1"), covers="2023..2025")  # fmt: skip
    live = {"function_id": "F1", "name": "辦證", "type": "application", "live_from": date(2020, 1, 1)}
    bring("online_functions", live | {"plan": "DP2.1.1"}, covers="2023..2025")
    uses = [("2023-06", 10, 8), ("2023-07", 30, 4), ("2024-06", 10, 4), ("2025-06", 10, 2)]
    bring("function_use", *({"period": at, "function_id": "F1", "uses": n, "days_per_procedure": Decimal(days)}
                            for at, n, days in uses), covers="2023..2025")  # fmt: skip
    client = signed_in()
    found = page(client, "DP2.1.1")
    assert "上線前一年（112年）每件作業 5 天／件，114年為 2 天／件：縮短 60.0 %" in found.text
    assert found.words("//*[@id='procedures']//tbody/tr/td[1]") == ["5", "4", "2"]
    assert "民國113年3月1日" in found.words("//*[@id='procedures']//tbody/tr[2]/td[2]")[0]
    assert "上線前一年" not in page(client, "CP3.1.1").text


def test_a_plan_without_rows_of_the_year_before_says_so(bring: Bring, signed_in: SignedIn) -> None:
    bring("sites", site("線上辦證", "啟用", date(2025, 3, 1), "DP2.1.1"))
    live = {"function_id": "F1", "name": "辦證", "type": "application", "live_from": date(2025, 3, 1)}
    bring("online_functions", live | {"plan": "DP2.1.1"})
    use = {"period": "2025-06", "function_id": "F1", "uses": 10, "days_per_procedure": Decimal(2)}
    bring("function_use", use)
    found = page(signed_in(), "DP2.1.1")
    assert "上線前一年每件作業天數沒有任何資料列" in found.text
    assert "：縮短" not in found.text


BRANCHES = [
    {"branch": "B1", "name": "甲館", "district": "大安區", "type": "branch", "lat": Decimal("25.0330"),
     "lon": Decimal("121.5654")},
    {"branch": "B2", "name": "乙館", "district": "大安區", "type": "branch", "lat": Decimal("25.0430"),
     "lon": Decimal("121.5654")},
]  # fmt: skip


def test_districts_stand_under_the_standard_that_the_charter_declares_and_nowhere_else(
    bring: Bring, signed_in: SignedIn, now: datetime
) -> None:
    bring("branches", *(one | {"opened_on": date(2000, 1, 1)} for one in BRANCHES))
    client = signed_in("editor")
    found = page(client, "CP3.1.2")
    assert found.words("//*[@id='standard']//tbody/tr[1]/*")[:1] == ["大安區"]
    assert "1 對；最近為甲館與乙館，1.11 公里" in found.text
    assert "尚無條文版本，待館方確認" in found.text
    assert not page(client, "CP3.1.1").all("//*[@id='standard']")
    row = charter_of(PLAN, "CP3.1.2")
    assert row is not None
    version = RuleVersion(date(1999, 1, 1), Text("設置基準"), "條文")
    standard = FoundingStandard(50_000, 60_000, Fraction(1))
    changed = replace(row.charter, standard=standard, versions=(version,), note="與設置基準無關的備註")
    declare_charter(PLAN, changed, by=SYSTEM, now=now)
    found = page(client, "CP3.1.2")
    assert "行政區人口超過 50,000 人設一館，每增加 60,000 人增設一館，彼此相距 1 公里以上" in found.text
    assert "依「設置基準」，自民國88年1月1日" in found.text
    assert "與設置基準無關的備註" not in found.one("//*[@id='standard']").text_content()
    assert "對；最近" not in found.text


def test_a_form_that_is_stored_keeps_the_standard(home: None, signed_in: SignedIn) -> None:
    said = {"kind": "roll_out", "partners": "甲", "note": "", "version": "1"}
    assert signed_in("editor").post(f"{LIBRARY}action-plans/CP3.1.2/declare/", said).status_code == 302
    row = charter_of(PLAN, "CP3.1.2")
    assert row is not None
    assert row.charter.standard == FoundingStandard()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_roll_out_costs_the_same_however_many_sites(
    rows: int, bring: Bring, signed_in: SignedIn, now: datetime, django_assert_num_queries: Any
) -> None:
    bring("sites", *(site(f"站{n}", "啟用", date(2025, n, 1)) for n in range(1, rows + 1)))
    bring("service_points", *(point(f"點{n}", f"B{n}") for n in range(1, rows + 1)))
    bring("circulation", *(loans(f"B{n}", 12, 30) for n in range(1, rows + 1)))
    declare_charter(PLAN, Charter("CP3.1.1", kind="roll_out", standard=FoundingStandard()), by=SYSTEM, now=now)
    client, place = signed_in("editor"), f"{LIBRARY}action-plans/CP3.1.1/"
    client.get(place)  # what is kept ready is made
    with django_assert_num_queries(25):
        assert client.get(place).status_code == 200
