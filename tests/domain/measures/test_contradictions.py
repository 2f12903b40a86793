"""Every way a counting contradicts itself or its dataset, with its reason; and the ends of what is allowed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from openscorecard.domain.measures.counting import (
    Alive,
    Condition,
    Counting,
    Followed,
    Latest,
    UnfitCounting,
    When,
    Within,
)
from openscorecard.domain.measures.datasets import Dataset, DatasetKind
from openscorecard.domain.measures.fields import Choice, Field
from openscorecard.domain.measures.fitting import check_conditions, check_counting
from openscorecard.domain.text import Text

T = Text("某", "some")
AT = Within("at")


def one(field: str, op: Any, *values: str) -> dict[str, Any]:
    return {"where": ((Condition(field, op, values),),)}


def after(first: int = 0, last: int = 30, **facts: Any) -> dict[str, Any]:
    return {"followed": Followed("visits", "who", first, last, **facts)}


@pytest.mark.parametrize(
    ("when", "facts", "reason"),
    [
        (AT, {"sums": ("n",), "distinct": "who"}, "sum + distinct"),
        (AT, {"times": "n"}, "times ⇒ sum"),
        (Within("at", -1), {}, "window < 0"),
        (Latest("at", shift=-1), {}, "latest: shift < 0, reach ∉ {month, year}"),
        (Latest("at", "week"), {}, "latest: shift < 0, reach ∉ {month, year}"),  # type: ignore[arg-type]
        (AT, {"unless_replaced": "x"}, "unless_replaced ⇒ alive"),
        (Alive("at"), {"first_of": "x"}, "first_of ⇒ within"),
        (AT, {"first_of": "x", **one("at", "by_end")}, "first_of ⇒ ¬ by_end, in_last_months"),
        (AT, {"first_of": "x", **one("at", "in_last_months", "3")}, "first_of ⇒ ¬ by_end, in_last_months"),
        (AT, {"days": ("a",)}, "days = 2, ¬ sum, ¬ distinct, ¬ times"),
        (AT, {"days": ("a", "b", "c")}, "days = 2, ¬ sum, ¬ distinct, ¬ times"),
        (AT, {"days": ("a", "b"), "sums": ("n",)}, "days = 2, ¬ sum, ¬ distinct, ¬ times"),
        (AT, {"days": ("a", "b"), "distinct": "n"}, "days = 2, ¬ sum, ¬ distinct, ¬ times"),
        (Alive("at"), after(), "followed ⇒ within, ¬ window, ¬ distinct"),
        (Within("at", 1), after(), "followed ⇒ within, ¬ window, ¬ distinct"),
        (AT, {"distinct": "n", **after()}, "followed ⇒ within, ¬ window, ¬ distinct"),
        (AT, after(-1, 5), "followed: 0 ≤ first ≤ last ≤ 800"),
        (AT, after(6, 5), "followed: 0 ≤ first ≤ last ≤ 800"),
        (AT, after(0, 801), "followed: 0 ≤ first ≤ last ≤ 800"),
        (AT, after(where=((Condition("x", "in"),),)), "x in ∅"),
        (AT, one("x", "like", "a"), "x: like ∉ {in, not_in, present, absent, by_end, in_last_months, not_after, since, "
                                    "until}"),
        (AT, one("x", "in"), "x in ∅"),
        (AT, one("x", "not_in"), "x not_in ∅"),
        (AT, one("x", "present", "a"), "x present a"),
        (AT, one("x", "absent", "a", "b"), "x absent a, b"),
        (AT, one("x", "by_end", "a"), "x by_end a"),
        (AT, one("x", "in_last_months"), "x in_last_months: 1 ≠ 0"),
        (AT, one("x", "in_last_months", "1", "2"), "x in_last_months: 1 ≠ 2"),
        (AT, one("x", "in_last_months", "0"), "x in_last_months 0"),
        (AT, one("x", "in_last_months", "-1"), "x in_last_months -1"),
        (AT, one("x", "in_last_months", "many"), "x in_last_months many"),
        (AT, one("x", "not_after"), "x not_after: 1 ≠ 0"),
        (AT, one("x", "since"), "x since: 1 ≠ 0"),
        (AT, one("x", "until", "2025-01-01", "2025-01-02"), "x until: 1 ≠ 2"),
        (AT, one("x", "since", "2025-1-1"), "x since 2025-1-1: YYYY-MM-DD"),
        (AT, one("x", "until", "20250101"), "x until 20250101: YYYY-MM-DD"),
        (AT, one("x", "until", "2025-02-30"), "x until 2025-02-30: YYYY-MM-DD"),
    ],
)  # fmt: skip
def test_what_contradicts_itself(when: When, facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnfitCounting) as caught:
        Counting("loans", when, **facts)
    assert caught.value.facts == {"dataset": "loans", "reason": reason}


@pytest.mark.parametrize(
    ("when", "facts"),
    [
        (Within("at", 0), {}),
        (Within("at", 1), {"distinct": "who"}),
        (Latest("at", shift=0), {}),
        (Latest("at", "year", 12), {}),
        (Alive("at"), {"unless_replaced": "x"}),
        (AT, {"first_of": "x", **one("at", "in", "a")}),
        (AT, {"sums": ("n",), "times": "m"}),
        (AT, {"days": ("a", "b")}),
        (AT, after(0, 0)),
        (AT, after(800, 800)),
        (AT, one("x", "in", "a", "b")),
        (AT, one("x", "present")),
        (AT, one("x", "in_last_months", "1")),
        (AT, one("x", "since", "2025-01-01")),
    ],
)
def test_what_does_not(when: When, facts: dict[str, Any]) -> None:
    assert Counting("loans", when, **facts).dataset == "loans"


@pytest.mark.parametrize(
    ("when", "facts", "kind", "additive"),
    [
        (AT, {}, "F", True),
        (AT, one("x", "by_end"), "F", False),
        (AT, one("x", "in_last_months", "3"), "F", False),
        (AT, one("x", "present"), "F", True),
        (AT, {"where": ((Condition("x", "present"), Condition("y", "by_end")),)}, "F", False),
        (AT, {"distinct": "x"}, "F", False),
        (Within("at", 1), {}, "S", False),
        (Alive("at"), {}, "S", False),
        (Latest("at"), {}, "S", False),
    ],
)
def test_what_adds_up(when: When, facts: dict[str, Any], kind: str, additive: bool) -> None:
    counting = Counting("loans", when, **facts)
    assert (counting.kind, counting.additive) == (kind, additive)


def test_what_came_to_the_language_later_leaves_old_names_as_they_are() -> None:
    plain = Counting("loans", AT)
    assert set(plain.to_data()) == {
        "dataset", "when", "where", "sums", "times", "distinct", "first_of", "unless_replaced", "must_know",
    }  # fmt: skip
    assert plain.to_data()["when"] == {"within": {"field": "at", "window": 0}}
    assert set(replace(plain, days=("a", "b")).to_data()) - set(plain.to_data()) == {"days"}
    assert set(Counting("loans", AT, **after()).to_data()) - set(plain.to_data()) == {"followed"}
    assert plain.digest == "1dc2f20f834b1782"  # figures in stores are found by it


# Beside a dataset


def dataset(name: str, kind: DatasetKind, key: tuple[str, ...], *fields: Field) -> Dataset:
    return Dataset(name, T, (*fields, Field("at", T, "day")), key, kind, "at", T)


TABLES = {
    each.name: each
    for each in (
        dataset(
            "loans", "events", ("id",),
            Field("id", T, "text"), Field("n", T, "whole"), Field("who", T, "text"), Field("due", T, "day"),
            Field("span", T, "period", grain="month"), Field("kinds", T, "list"), Field("new", T, "flag"),
            Field("state", T, "text", choices=(Choice("a", T), Choice("b", T))),
            Field("place", T, "text", references="places.place"),
        ),
        dataset("visits", "events", (), Field("who", T, "text"), Field("n", T, "whole"), Field("due", T, "day")),
        dataset(
            "places", "life-cycle", ("place",),
            Field("place", T, "text"), Field("gone", T, "day"), Field("size", T, "whole"),
            Field("instead", T, "text", references="places.place"), Field("other", T, "text", references="loans.id"),
        ),
        dataset("pairs", "life-cycle", ("a", "b"), Field("a", T, "text"), Field("b", T, "text", references="pairs.a")),
        dataset("bare", "ledger", (), Field("x", T, "text")),
        dataset("states", "snapshot", ("x",), Field("x", T, "text"), Field("also", T, "day"), Field("n", T, "money")),
    )
}  # fmt: skip
TABLES["quarters"] = replace(
    dataset("quarters", "events", (), Field("span", T, "period", grain="quarter")), time_field="span"
)
TABLES["spans"] = replace(dataset("spans", "events", (), Field("span", T, "period")), time_field="span")
TABLES["months"] = replace(
    dataset("months", "events", (), Field("span", T, "period", grain="month")), time_field="span"
)


@pytest.mark.parametrize(
    ("counting", "reason"),
    [
        (Counting("nothing", AT), f"dataset = ? ({', '.join(TABLES)})"),
        (Counting("loans", Within("x")), "x = ?"),
        (Counting("loans", Within("n")), "n: whole ∉ {day, moment, period}"),
        (Counting("loans", Within("due")), "due ≠ at"),
        (Counting("states", Latest("also")), "also ≠ at"),
        (Counting("quarters", Within("span")), "span: month ≠ quarter"),
        (Counting("spans", Within("span")), "span: month ≠ ?"),
        (Counting("loans", Latest("at")), "latest ⇒ snapshot, loans = events"),
        (Counting("states", AT), "within ⇒ events, states = snapshot"),
        (Counting("loans", Alive("at")), "alive ⇒ life-cycle, loans = events"),
        (Counting("states", Alive("at")), "alive ⇒ life-cycle, states = snapshot"),
        (Counting("places", Alive("at", gone=("size",))), "size: whole ∉ {day, moment, period}"),
        (Counting("places", Alive("at", until=("x",))), "x = ?"),
        (Counting("places", Alive("x")), "x = ?"),
        (Counting("loans", AT, sums=("who",)), "who: text ∉ {money, number, whole}"),
        (Counting("loans", AT, sums=("n",), times="who"), "who: text ∉ {money, number, whole}"),
        (Counting("loans", AT, days=("at", "n")), "n: whole ∉ {day, moment, period}"),
        (Counting("loans", AT, distinct="x"), "x = ?"),
        (Counting("loans", AT, distinct="kinds"), "kinds: list"),
        (Counting("loans", AT, first_of="kinds"), "kinds: list"),
        (Counting("loans", AT, must_know=("who", "kinds")), "kinds: list"),
        (Counting("visits", AT, first_of="who"), "first_of ⇒ key, visits = ∅"),
        (Counting("places", Alive("at"), unless_replaced="x"), "x → places.place = ?"),
        (Counting("places", Alive("at"), unless_replaced="gone"), "gone → places.place = ?"),
        (Counting("places", Alive("at"), unless_replaced="other"), "other → places.place = ?"),
        (Counting("pairs", Alive("at"), unless_replaced="b"), "b → pairs.a, b = ?"),
        (Counting("loans", AT, **one("x", "present")), "x = ?"),
        (Counting("loans", AT, **one("place.x", "present")), "place.x = ?"),
        (Counting("loans", AT, **one("n", "by_end")), "n: whole ∉ {day, moment, period}"),
        (Counting("loans", AT, **one("n", "since", "2025-01-01")), "n: whole ∉ {day, moment, period}"),
        (Counting("loans", AT, **one("at", "not_after", "n")), "n: whole ∉ {day, moment, period}"),
        (Counting("loans", AT, **one("at", "not_after", "x")), "x = ?"),
        (Counting("loans", AT, **one("place.gone", "by_end")), "place.gone: by_end"),
        (Counting("loans", AT, **one("n", "in", "1")), "n: whole in"),
        (Counting("loans", AT, **one("place.size", "not_in", "1")), "size: whole not_in"),
        (Counting("loans", AT, **one("new", "in", "yes")), "new = yes?"),
        (Counting("loans", AT, **one("state", "not_in", "a", "c")), "state = c?"),
        (Counting("loans", AT, followed=Followed("nothing", "who", 0, 1)), "followed: nothing = ?, ≠ events"),
        (Counting("loans", AT, followed=Followed("places", "who", 0, 1)), "followed: places = life-cycle, ≠ events"),
        (Counting("loans", AT, followed=Followed("visits", "x", 0, 1)), "x = ?"),
        (Counting("loans", AT, followed=Followed("visits", "n", 0, 1)), "n: whole ∉ {text}"),
        (Counting("loans", AT, **after(where=((Condition("due", "by_end"),),))), "followed: due by_end"),
        (Counting("loans", AT, **after(where=((Condition("a.b", "present"),),))), "followed: a.b present"),
        (Counting("loans", AT, **after(where=((Condition("x", "present"),),))), "x = ?"),
    ],
)
def test_what_rows_of_the_dataset_cannot_tell(counting: Counting, reason: str) -> None:
    with pytest.raises(UnfitCounting) as caught:
        check_counting(counting, TABLES)
    assert reason in [fault.facts["reason"] for fault in caught.value.all()]


@pytest.mark.parametrize(
    "counting",
    [
        Counting("loans", AT, sums=("n",), times="n", must_know=("who",), first_of="who"),
        Counting("months", Within("span")),
        Counting("states", Latest("at"), sums=("n",)),
        Counting("places", Alive("at", gone=("gone",), until=("gone",)), unless_replaced="instead"),
        Counting("places", Within("gone")),
        Counting("bare", AT),
        Counting("bare", Alive("at")),
        Counting("loans", AT, **one("place.size", "present")),
        Counting("loans", AT, **one("kinds", "in", "anything")),
        Counting("loans", AT, **one("new", "in", "true", "false")),
        Counting("loans", AT, **one("state", "in", "a", "b")),
        Counting("loans", AT, **one("who", "not_in", "anybody")),
        Counting("loans", AT, **one("at", "not_after", "due")),
        Counting("loans", AT, **after(where=((Condition("who", "in", ("x",)), Condition("n", "present")),))),
        Counting("loans", AT, days=("at", "due")),
    ],
)
def test_what_they_can(counting: Counting) -> None:
    check_counting(counting, TABLES)
    check_conditions(counting, TABLES)


def test_rows_of_longer_periods_may_count_where_only_years_are_told() -> None:
    for name in ("quarters", "spans"):
        check_counting(Counting(name, Within("span")), TABLES, any_length=True)


def test_conditions_alone_are_checked_as_with_the_rest() -> None:
    with pytest.raises(UnfitCounting) as caught:
        check_conditions(Counting("loans", Within("nowhere"), **one("x", "present")), TABLES)
    assert [fault.facts["reason"] for fault in caught.value.all()] == ["x = ?"]
    assert caught.value.facts["dataset"] == "loans"
