"""Kinds of action plans that contradict themselves are refused; money counts each plan once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.initiatives.charter import BudgetLine, Charter
from openscorecard.domain.initiatives.kind import Kind, Listing, Quantity, Stage, UnfitKind
from openscorecard.domain.initiatives.money import money_of, share_gone, together
from openscorecard.domain.initiatives.progress import Dates, Told, progress
from openscorecard.domain.measures.counting import Alive, Condition, Counting, Within
from openscorecard.domain.measures.figures import Observation, Side
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.text import Text

F = Fraction
PIECES, MONEY = Text("件"), Text("元")
BEGUN = Formula((Term(Counting("grants", Within("applied_on"))),))
PAID = Formula((Term(Counting("grants", Within("paid_on"), sums=("amount",))),))
THERE = Formula((Term(Counting("cards", Alive("issued_on"))),))


def quantity(id_: str, unit: Text = PIECES, formula: Formula = BEGUN, by: tuple[str, ...] = ()) -> Quantity:
    return Quantity(id_, Text(id_), unit, formula, by)


def kind(**changes: Any) -> Kind:
    facts: dict[str, Any] = {
        "id": "own", "name": Text("自訂"), "about": Text("說明"), "layout": "grant", "ledgers": ("grants",),
        "planned": quantity("planned"), "actual": quantity("actual"), "stages": (Stage("begun", Text("起"), BEGUN),),
    }  # fmt: skip
    return Kind(**facts | changes)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"layout": "circle"}, "layout ∉"),
        ({"ledgers": ()}, "ledgers = ∅"),
        ({"stages": ()}, "standing ⇔ stages = ∅"),
        ({"standing": True}, "standing ⇔ stages = ∅"),
        ({"also": (quantity("begun"),)}, "id × 2"),
        ({"also": (quantity("planned"),)}, "id × 2"),
        ({"spent": quantity("actual", MONEY)}, "id × 2"),
        ({"stages": (Stage("a", Text("一"), BEGUN), Stage("b", Text("二"), THERE))}, "stages: F + S, R"),
        ({"stages": (Stage("a", Text("一"), Formula(BEGUN.of, THERE.of)),)}, "stages: F + S, R"),
        ({"actual": quantity("actual", MONEY)}, "planned.unit ≠ actual.unit"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnfitKind) as caught:
        kind(**changes)
    assert caught.value.facts["reason"].startswith(reason)


def test_a_sound_kind_knows_its_quantities_and_countings() -> None:
    also = quantity("schools", by=("district",))
    found = kind(spent=quantity("spent", MONEY, PAID), also=(also,))
    assert [one.id for one in found.quantities()] == ["planned", "actual", "spent", "schools"]
    assert [one.id for one in kind().quantities()] == ["planned", "actual"]
    assert found.quantity("schools") is also
    assert found.quantity("nothing") is None
    begun, paid = BEGUN.of[0].counting, PAID.of[0].counting
    assert list(found.countings()) == [(begun, ()), (begun, ()), (begun, ()), (paid, ()), (begun, ("district",))]
    assert kind(stages=(), standing=True).standing
    with pytest.raises(UnfitId):
        kind(id="有 空白")


def test_the_name_of_a_listing_follows_what_it_lists() -> None:
    where = ((Condition("status", "in", ("held",)),),)
    some = [Listing("events"), Listing("grants"), Listing("events", where), Listing("events", whole=True)]
    assert len({one.digest for one in some}) == 4
    assert all(len(one.digest) == 16 for one in some)
    assert Listing("events", where).digest == Listing("events", where).digest


# Money

OVER = date(2026, 3, 1)
"""A day after every year that is looked at."""


def spending(plan: str, amount: int | None, budget: int | None = None, period: str = "2025") -> Any:
    when = parse_period(period)
    number = None if amount is None else F(amount)
    side = None if number is None else Side(number, 1)
    seen = Observation(when, "plan", plan, "ok" if amount is not None else "no_data", number, side)
    own = kind(spent=quantity("spent", MONEY, PAID))
    none = Observation(when, "plan", plan, "no_data", None)
    given = Told(own, {"begun": none}, {"planned": none, "actual": none, "spent": seen}, {"grants": 1})
    lines = () if budget is None else (BudgetLine(2025, F(budget)),)
    return progress(Charter(plan, budget=lines), Dates(), when, given)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2025, 1, 1), F(1, 365)),
        (date(2025, 12, 31), 1),
        (date(2024, 12, 31), 1),
        (date(2024, 2, 29), F(60, 366)),
        (date(2025, 6, 30), F(181, 365)),
    ],
)
def test_the_share_of_a_year_gone_counts_the_day_itself(day: date, share: Fraction) -> None:
    assert share_gone(day, OVER) == share


def test_the_straight_line_ends_where_the_pace_so_far_leads() -> None:
    half = money_of(spending("A", 181, 500, "2025-H1"), OVER)
    assert (half.budget, half.spent, half.projected, half.plans, half.untold) == (500, 181, 365, 1, 0)
    whole = money_of(spending("A", 300), OVER)
    assert (whole.budget, whole.projected) == (None, 300)
    untold = money_of(spending("A", None, 500), OVER)
    assert (untold.spent, untold.projected, untold.untold) == (None, None, 1)


def test_several_plans_count_once_each_and_what_nothing_tells_is_no_zero() -> None:
    plans = [spending("A", 100, 200), spending("A", 100, 200), spending("B", 50), spending("C", None, 30)]
    found = together(plans, OVER)
    assert (found.budget, found.spent, found.projected, found.plans, found.untold) == (230, 150, 150, 3, 1)
    nothing = together([], OVER)
    assert (nothing.budget, nothing.spent, nothing.projected, nothing.plans, nothing.untold) == (None, None, None, 0, 0)
