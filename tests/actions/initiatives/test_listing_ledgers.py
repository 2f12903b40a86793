"""The rows pages list: of each plan its own, read again only when they or their tags change, readers' rows never."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.data.withdrawing import withdraw_batch
from openscorecard.actions.initiatives.listing import list_ledgers
from openscorecard.domain.initiatives.kind import Listing
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM
from openscorecard.engines.measures.listed import listed_aside
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.initiatives.kinds import standard_kinds
from openscorecard.queries.initiatives.extracts import extracts
from openscorecard.queries.row_source import row_source
from openscorecard.records.models import AuditEntry, LedgerExtract
from tests.actions.sent_files import CARDS, row, sent
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
GRANTS, BUDGET = standard_datasets()["grants"], standard_datasets()["budget"]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"


def grant(name: str, plan: str | None, month: int) -> tuple[Any, ...]:
    return row(
        GRANTS, grant_id=name, agency="教育部", approved=Decimal(month), approved_on=date(2025, month, 1), plan=plan
    )


def line(account: str, kind: str, plan: str | None) -> tuple[Any, ...]:
    return row(BUDGET, as_of=date(2025, 1, 31), account=account, kind=kind, due=Decimal(5), plan=plan)


def put(dataset: Any, *rows: tuple[Any, ...]) -> str:
    return import_batch(dataset, [sent(dataset, *rows, name=f"{rows}.csv")], by=SYSTEM, now=NOW).batch.id


def listed(kind: str, plan: str) -> dict[str, list[str]]:
    found = extracts(standard_kinds()[kind], plan)
    return {dataset: [row[0] if dataset != "budget" else row[1] for row in one.rows] for dataset, one in found.items()}


def test_each_plan_lists_its_own_rows_in_the_order_of_time() -> None:
    batch = put(GRANTS, grant("G3", "A", 3), grant("G1", "A", 1), grant("G2", "B", 2), grant("G4", None, 4))
    assert list_ledgers(by=SYSTEM, now=NOW) == 1
    assert (listed("grant", "A"), listed("grant", "B")) == ({"grants": ["G1", "G3"]}, {"grants": ["G2"]})
    (found,) = extracts(standard_kinds()["grant"], "A").values()
    assert (found.total, found.batches) == (2, (batch,))
    assert found.dicts()[0]["approved_on"] == "2025-01-01"


def test_a_rule_lists_the_capital_lines_of_all_with_the_plan_of_each() -> None:
    put(BUDGET, line("修建", "capital", "A"), line("人事", "current", None), line("設備", "capital", None))
    list_ledgers(by=SYSTEM, now=NOW)
    assert sorted(listed("rule", "A")["budget"]) == ["修建", "設備"]
    (found,) = extracts(standard_kinds()["rule"], "Z").values()
    assert {one["account"]: one["_plan"] for one in found.dicts()} == {"修建": "A", "設備": ""}


def test_only_what_changed_is_read_again_and_a_withdrawn_ledger_lists_nothing() -> None:
    batch = put(GRANTS, grant("G1", "A", 1))
    list_ledgers(by=SYSTEM, now=NOW)
    entries = AuditEntry.objects.count()
    assert list_ledgers(by=SYSTEM, now=NOW) == 0
    assert AuditEntry.objects.count() == entries
    put(GRANTS, grant("G2", "A", 2))
    assert list_ledgers(by=SYSTEM, now=NOW) == 1
    assert listed("grant", "A") == {"grants": ["G1", "G2"]}
    for name in (batch, *(one for one in extracts(standard_kinds()["grant"], "A")["grants"].batches if one != batch)):
        withdraw_batch(name, by=SYSTEM, now=NOW)
    list_ledgers(by=SYSTEM, now=NOW)
    assert "A" not in set(LedgerExtract.objects.values_list("initiative", flat=True))


def test_only_the_latest_rows_are_kept_and_all_are_counted() -> None:
    put(GRANTS, *(grant(f"G{month}", "A", month) for month in range(1, 6)))
    (found,) = listed_aside([Listing("grants")], row_source(), 2)
    assert ([row[0] for row in found.rows], found.total) == (["G4", "G5"], 5)


def test_rows_of_readers_are_never_listed() -> None:
    put(CARDS, row(CARDS, card_id="C1", patron_key="k", issued_on=date(2025, 1, 1), plan="A"))
    assert listed_aside([Listing("cards")], row_source(), 10) == ()


def test_the_public_may_not_ask_for_them() -> None:
    with pytest.raises(Denied):
        list_ledgers(by=ANONYMOUS, now=NOW)
