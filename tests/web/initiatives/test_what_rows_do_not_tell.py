"""Pages of action plans never show what rows do not tell as zero, nor a ledger nobody read as one without rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.queries.initiatives.extracts import extracts
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.records.models import LedgerExtract
from tests.web.initiatives.conftest import LIBRARY, Bring
from tests.web.plans.conftest import Sheet

SignedIn = Callable[..., Client]


def page(client: Client, plan: str, period: str = "2025") -> Sheet:
    answer = client.get(f"{LIBRARY}action-plans/{plan}/", {"period": period})
    assert answer.status_code == 200
    return Sheet(answer)


def line(name: str, plan: str | None, **more: Any) -> dict[str, Any]:
    """A line asked for in 2025."""
    return {"line_id": name, "item": "圖書", "requested_on": date(2025, 1, 2), "plan": plan, **more}


READ = {
    "DP3.1.1": ("purchases", line("L1", "DP1.1.1"), "此方案的項次都已上架"),
    "AF2.1.1": ("grants", {"grant_id": "G1", "agency": "教育部", "approved_on": date(2025, 2, 1), "plan": "AF2.1.2"},
                "這一年沒有此方案的補助案"),
    "BL1.1.1": ("proposals", {"proposal_id": "I1", "submitted_on": date(2025, 2, 1)}, "這段期間沒有實施的提案"),
    "CP3.1.1": ("sites", {"plan": "CP3.1.2", "site": "甲", "stage": "評估", "reached_on": date(2025, 2, 1)},
                "此方案還沒有地點"),
}  # fmt: skip


@pytest.mark.parametrize("plan", READ)
def test_a_ledger_that_was_never_read_is_told_from_one_without_rows_of_the_plan(
    plan: str, bring: Bring, signed_in: SignedIn
) -> None:
    dataset, row, says = READ[plan]
    client = signed_in()
    before = page(client, plan).text
    assert "還沒有讀取過" in before
    assert says not in before
    bring(dataset, row)
    after = page(client, plan).text
    assert says in after
    assert "還沒有讀取過" not in after


def test_rows_that_no_plan_carries_are_listed_under_none(bring: Bring) -> None:
    bring("purchases", line("L1", "DP3.1.1"), line("L2", None))
    found = extracts(kinds()["procurement"], "DP3.1.1")["purchases"]
    assert [row["line_id"] for row in found.dicts()] == ["L1"]
    other = extracts(kinds()["procurement"], "DC1.1.1")["purchases"]
    assert (other.rows, other.total) == ((), 0)


def test_a_list_that_leaves_rows_out_says_how_many_there_are(bring: Bring, signed_in: SignedIn) -> None:
    bring("purchases", line("L1", "DP3.1.1"))
    client = signed_in()
    assert "這裡列出最近的" not in page(client, "DP3.1.1").text
    LedgerExtract.objects.filter(initiative="DP3.1.1").update(total=2400)
    assert "此方案共 2,400 列，這裡列出最近的 1 列" in page(client, "DP3.1.1").text


def card(name: str, patron: str | None, day: date) -> dict[str, Any]:
    return {"card_id": name, "patron_key": patron, "card_type": "student", "issued_on": day, "source": "student_card",
            "plan": "CC1.1.1"}  # fmt: skip


def loan(patron: str, day: date) -> dict[str, Any]:
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    return {"occurred_at": at, "kind": "issue", "patron_key": patron, "quantity": 1}


def test_a_step_whose_days_are_not_over_is_not_due_and_one_whose_days_are_is_counted(
    bring: Bring, signed_in: SignedIn
) -> None:
    bring("cards", card("C1", "a", date(2024, 3, 1)), card("C2", "b", date(2024, 3, 1)), covers="2024")
    bring("circulation", loan("a", date(2024, 3, 9)), covers="2024-01..2025-06")
    found = page(signed_in(), "CC1.1.1", "2024")
    rows = dict(zip(found.words("//*[@id='stages']//tbody/tr/th"), found.words("//*[@id='stages']//tbody/tr/td[1]"),
                    strict=True))  # fmt: skip
    assert (rows["辦證"], rows["90 日內首借"], rows["滿一年仍使用"]) == ("2", "1", "—")
    remarks = found.words("//*[@id='stages']//tbody/tr/td[last()]")
    assert remarks[-2:] == ["", "尚未到期：後續期限還沒過完"]
    assert "期限未滿的步驟尚未到期，並不是零" in found.text


def test_a_step_whose_days_are_over_without_rows_is_unknown_and_not_merely_early(
    bring: Bring, signed_in: SignedIn
) -> None:
    bring("cards", card("C1", None, date(2024, 3, 1)), covers="2024")
    bring("circulation", loan("a", date(2024, 3, 9)), covers="2024..2025")
    found = page(signed_in(), "CC1.1.1", "2024")
    assert "尚未到期" not in found.one("//*[@id='stages']").text_content()
    assert "期限未滿的步驟" not in found.text
    assert "缺資料列或資料列沒有讀者代碼的步驟無從得知" in found.text


def test_a_quantity_that_rows_cannot_tell_by_cell_is_a_dash_and_none_of_it_is_zero(
    bring: Bring, signed_in: SignedIn
) -> None:
    reached = {"plan": "CC1.1.1", "period": "2025-Q1", "age_band": "6-12", "eligible": 900, "offered": 600}
    bring("outreach", reached, reached | {"age_band": "13-18", "offered": 0})
    bring("cards", *(card(f"C{n}", f"p{n}", date(2025, 3, 1)) | {"age_band": "6-12"} for n in range(30)))
    found = page(signed_in(), "CC1.1.1")
    cells = {
        row.xpath("th")[0].text_content().strip(): [one.text_content().strip() for one in row.xpath("td")]
        for row in found.all("//*[@id='by-age_band']//tbody/tr")
    }
    assert [cells[name] for name in cells if name.startswith("6")] == [["900", "600", "30", "—", "—"]]
    assert [cells[name] for name in cells if name.startswith("13")] == [["900", "0", "0", "—", "—"]]
    assert "「—」不是零" in found.one("//*[@id='by-age_band']").text_content()
