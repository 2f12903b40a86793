"""No figure is ever rounded: it is exact, or there is a fault."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from openscorecard.domain.measures.counting import Counting, Latest, UnfitCounting, Within
from openscorecard.domain.measures.fitting import check_counting
from openscorecard.domain.measures.periods import parse_period
from openscorecard.engines.measures.duck.engine import DuckEngine
from openscorecard.engines.measures.engine import Task
from openscorecard.engines.measures.faults import RowsUncountable
from openscorecard.engines.measures.plain import PlainEngine
from tests.engines.measures.generated import DATASETS, stored
from tests.engines.measures.test_equality import counted

MONTH = (parse_period("2024-01"),)
DAY = date(2024, 1, 31)


@pytest.mark.parametrize("engine", [PlainEngine(), DuckEngine()], ids=lambda one: one.name)
def test_sums_of_the_largest_numbers_keep_every_digit(engine: DuckEngine, tmp_path: Path) -> None:
    most, money = 2**63 - 1, Decimal("999999999999999999999999.9999")
    moment = datetime(2024, 1, 31, 15, 59, 59, tzinfo=UTC)
    source = stored(tmp_path, {
        "circulation": [{"occurred_at": moment, "kind": "issue", "quantity": most}] * 3,
        "budget": [{"as_of": DAY, "account": name, "kind": "capital", "paid": money} for name in "abc"],
    })  # fmt: skip
    loans = Counting("circulation", Within("occurred_at"), sums=("quantity",))
    paid = Counting("budget", Latest("as_of"), sums=("paid", "payable"))
    found = counted(engine, [Task(loans, "", MONTH), Task(paid, "", MONTH)], source)
    assert found[loans.digest, "", "2024-01"][1][""].value == 3 * most
    assert found[paid.digest, "", "2024-01"][1][""].value == 3 * Fraction(money)


def test_a_product_with_too_many_digits_is_a_fault(tmp_path: Path) -> None:
    session = {"course_id": "c", "session": 1, "held_on": DAY, "category": "other", "status": "held"}
    source = stored(tmp_path, {"training": [session | {"hours": Decimal(10) ** 24, "attendees": 10**15}]})
    hours = Counting("training", Within("held_on"), sums=("hours",), times="attendees")
    with pytest.raises(RowsUncountable, match="training"):
        counted(DuckEngine(), [Task(hours, "", MONTH)], source)


def test_what_would_depend_on_the_order_of_rows_is_refused() -> None:
    with pytest.raises(UnfitCounting, match="first_of"):
        check_counting(Counting("circulation", Within("occurred_at"), first_of="item_id"), DATASETS)
    with pytest.raises(UnfitCounting, match="first_of"):
        Counting("budget", Latest("as_of"), first_of="account")
    with pytest.raises(UnfitCounting, match="as_of"):
        check_counting(Counting("peer_figures", Latest("as_of")), DATASETS)
