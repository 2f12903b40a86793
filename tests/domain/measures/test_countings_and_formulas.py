"""Descriptions of what counts: what contradicts itself is refused, what is equal has one name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.counting import Alive, Condition, Counting, Latest, UnfitCounting, Within
from openscorecard.domain.measures.fitting import check_counting
from openscorecard.domain.measures.formula import Formula, Term, UnfitFormula
from openscorecard.formats.datasets.contracts import standard_datasets

LOANS = Counting("circulation", Within("occurred_at"), sums=("quantity",))
VOLUMES = Counting("holdings", Alive("acquired_on", gone=("withdrawn_on", "lost_on")))
RESIDENTS = Counting("population", Latest("as_of"), sums=("residents",))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"sums": ("quantity",), "distinct": "patron_key"}, "sum + distinct"),
        ({"times": "quantity"}, "times"),
        ({"unless_replaced": "replaces"}, "alive"),
        ({"where": ((Condition("kind", "in"),),)}, "kind in ∅"),
        ({"where": ((Condition("kind", "present", ("issue",)),),)}, "kind present"),
        ({"where": ((Condition("occurred_at", "in_last_months", ("0",)),),)}, "in_last_months"),
        ({"where": ((Condition("occurred_at", "in_last_months", ("x",)),),)}, "in_last_months"),
        ({"where": ((Condition("occurred_at", "not_after"),),)}, "not_after"),
        ({"where": ((Condition("kind", "like", ("i%",)),),)}, "like"),
    ],
)
def test_a_counting_that_contradicts_itself_is_refused(facts: dict[str, object], reason: str) -> None:
    with pytest.raises(UnfitCounting) as caught:
        Counting("circulation", Within("occurred_at"), **facts)  # type: ignore[arg-type]
    assert reason in caught.value.facts["reason"]


@pytest.mark.parametrize("when", [Within("occurred_at", window=-1)])
def test_a_window_is_never_negative(when: Within) -> None:
    with pytest.raises(UnfitCounting):
        Counting("circulation", when)


@pytest.mark.parametrize("when", [Latest("as_of", shift=-1), Latest("as_of", reach="week")])  # type: ignore[arg-type]
def test_a_state_is_looked_up_in_a_month_or_a_year_and_not_ahead(when: Latest) -> None:
    with pytest.raises(UnfitCounting):
        Counting("budget", when)


def test_the_name_of_a_counting_changes_with_its_meaning_and_with_nothing_else() -> None:
    same = Counting("circulation", Within("occurred_at"), sums=("quantity",))
    assert same.digest == LOANS.digest
    others = [
        Counting("circulation", Within("occurred_at")),
        Counting("circulation", Within("occurred_at", window=1), sums=("quantity",)),
        Counting("circulation", Within("occurred_at"), sums=("quantity",), must_know=("channel",)),
        Counting("circulation", Within("occurred_at"), ((Condition("kind", "in", ("issue",)),),), ("quantity",)),
        Counting("budget", Latest("as_of")),
        Counting("budget", Within("as_of")),
        Counting("holdings", Alive("acquired_on", gone=("lost_on",))),
        Counting("holdings", Alive("acquired_on", until=("lost_on",))),
    ]
    assert len({LOANS.digest, *(one.digest for one in others)}) == len(others) + 1


@pytest.mark.parametrize(
    ("counting", "kind", "additive"),
    [
        (LOANS, "F", True),
        (Counting("circulation", Within("occurred_at"), distinct="patron_key"), "F", False),
        (Counting("circulation", Within("occurred_at", window=12), distinct="patron_key"), "S", False),
        (VOLUMES, "S", False),
        (RESIDENTS, "S", False),
    ],
)
def test_what_happens_is_a_flow_and_what_is_there_a_stock(counting: Counting, kind: str, additive: bool) -> None:
    assert (counting.kind, counting.additive) == (kind, additive)


def test_stocks_and_flows_are_never_added() -> None:
    with pytest.raises(UnfitFormula):
        Formula((Term(LOANS), Term(VOLUMES)))
    assert Formula((Term(LOANS),), (Term(VOLUMES),)).kind == "R"


@pytest.mark.parametrize("scale", [Fraction(0), Fraction(-1)])
def test_a_scale_is_above_zero(scale: Fraction) -> None:
    with pytest.raises(UnfitFormula):
        Formula((Term(LOANS),), (Term(VOLUMES),), scale)


def test_only_a_ratio_has_a_scale_and_every_formula_counts_something() -> None:
    with pytest.raises(UnfitFormula):
        Formula((Term(LOANS),), scale=Fraction(100))
    with pytest.raises(UnfitFormula):
        Formula(())


@pytest.mark.parametrize(
    ("counting", "reason"),
    [
        (Counting("loans", Within("occurred_at")), "dataset"),
        (Counting("circulation", Within("when")), "when = ?"),
        (Counting("circulation", Within("kind")), "kind: text"),
        (Counting("holdings", Latest("acquired_on")), "snapshot"),
        (Counting("population", Within("as_of")), "within"),
        (Counting("circulation", Alive("occurred_at")), "life-cycle"),
        (Counting("outreach", Within("period")), "month"),
        (Counting("circulation", Within("occurred_at"), sums=("kind",)), "kind: text"),
        (Counting("events", Within("held_on"), distinct="audiences"), "list"),
        (Counting("holdings", Alive("acquired_on"), unless_replaced="branch"), "branch → holdings.item_id"),
        (Counting("circulation", Within("occurred_at"), ((Condition("kind", "in", ("lend",)),),)), "kind = lend?"),
        (Counting("circulation", Within("occurred_at"), ((Condition("branch.name.x", "present"),),)), "= ?"),
        (Counting("circulation", Within("occurred_at"), ((Condition("quantity", "in", ("1",)),),)), "whole in"),
        (Counting("circulation", Within("occurred_at"), ((Condition("kind", "by_end"),),)), "kind: text"),
        (Counting("grants", Within("report_due"), ((Condition("reported_on", "not_after", ("x",)),),)), "x = ?"),
    ],
)
def test_a_counting_asks_only_what_rows_of_its_dataset_can_tell(counting: Counting, reason: str) -> None:
    with pytest.raises(UnfitCounting) as caught:
        check_counting(counting, standard_datasets())
    assert any(reason in fault.facts["reason"] for fault in caught.value.all())


@pytest.mark.parametrize("counting", [LOANS, VOLUMES, RESIDENTS])
def test_a_counting_that_fits_is_not_refused(counting: Counting) -> None:
    check_counting(counting, standard_datasets())


def test_a_counting_may_ask_what_its_rows_refer_to() -> None:
    asked = Counting(
        "circulation", Within("occurred_at"), ((Condition("branch.type", "in", ("main",)),),), ("quantity",)
    )
    check_counting(asked, standard_datasets())
