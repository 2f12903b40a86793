"""Contracts of datasets say why they contradict themselves; what followed a row is asked only what it can tell."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openscorecard.domain.measures.counting import Condition, Counting, Followed, UnfitCounting, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Choice, Field, UnfitDataset
from openscorecard.domain.measures.fitting import check_counting
from openscorecard.domain.text import Text

T = Text("某", "some")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"name": "Visits", "type": "text"}, "name ∉ [a-z][a-z0-9_]*"),
        ({"name": "x" * 64, "type": "text"}, "name ∉ [a-z][a-z0-9_]*"),
        ({"name": "n", "type": "float"}, "type = float"),
        ({"name": "n", "type": "whole", "choices": (Choice("1", T),)}, "choices ⇒ text, list"),
        ({"name": "n", "type": "text", "choices": (Choice("a", T), Choice("a", T))}, "choices × 2"),
        ({"name": "n", "type": "text", "least": Decimal(0)}, "least, most ⇒ whole, number, money"),
        ({"name": "n", "type": "day", "most": Decimal(0)}, "least, most ⇒ whole, number, money"),
        ({"name": "n", "type": "whole", "least": Decimal(2), "most": Decimal(1)}, "least > most"),
        ({"name": "n", "type": "text", "not_before": "day"}, "not_before ⇒ day, moment, period"),
        ({"name": "n", "type": "day", "grain": "month"}, "grain ⇒ period"),
    ],
)
def test_why_a_field_cannot_be(facts: dict[str, Any], reason: str) -> None:
    with pytest.raises(UnfitDataset) as caught:
        Field(title=T, **facts)
    assert caught.value.facts == {"item": facts["name"], "reason": reason}


def test_a_field_at_the_ends_of_what_it_may_be() -> None:
    assert Field("x" * 63, T, "list", choices=(Choice("a", T), Choice("b", T))).values() == ("a", "b")
    assert Field("n", T, "money", least=Decimal(1), most=Decimal(1)).values() == ()
    bare = Field("n", T, "text")
    assert (bare.required, bare.references, bare.default, bare.not_before, bare.grain) == (False, "", None, "", "")


DAY, NAME = Field("at", T, "day"), Field("name", T, "text")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "stream"}, "kind = stream"),
        ({"fields": (DAY, DAY)}, "fields = ∅, fields × 2"),
        ({"key": ("week", "day")}, "key ⊄ fields: week, day"),
        ({"key": ("name", "name")}, "key ⊄ fields: name, name"),
        ({"time_field": "name"}, "time_field = name"),
        ({"fields": (DAY, NAME, Field("end", T, "day", not_before="end"))}, "end: not_before = end"),
    ],
)
def test_why_a_dataset_cannot_be(changes: dict[str, Any], reason: str) -> None:
    facts: dict[str, Any] = {
        "name": "d", "title": T, "fields": (DAY, NAME), "key": ("name",), "kind": "events", "time_field": "at",
        "description": T,
    }  # fmt: skip
    with pytest.raises(UnfitDataset) as caught:
        Dataset(**facts | changes)
    assert caught.value.facts["item"] == "d"
    assert caught.value.facts["reason"].startswith(reason.split(":")[0] if "not_before" in reason else reason)


def test_all_fields_together_may_be_the_key() -> None:
    assert Dataset("d", T, (DAY, NAME), ("name", "at"), "events", "at", T).key == ("name", "at")


EVENTS = {
    "loans": Dataset("loans", T, (DAY, NAME, Field("n", T, "whole")), (), "events", "at", T),
    "visits": Dataset("visits", T, (DAY, NAME, Field("n", T, "whole")), (), "events", "at", T),
}


def reasons(**facts: Any) -> list[str]:
    with pytest.raises(UnfitCounting) as caught:
        check_counting(Counting("loans", Within("at"), **facts), EVENTS)
    return [one.facts["reason"] for one in caught.value.all()]


def followed(*conditions: Condition) -> dict[str, Any]:
    return {"followed": Followed("visits", "name", 0, 1, (conditions,))}


def test_what_followed_is_asked_of_its_own_fields_alone_and_told_once() -> None:
    beyond, unknown = Condition("a.b", "present"), Condition("x", "present")
    assert reasons(**followed(beyond)) == ["followed: a.b present"]
    assert reasons(**followed(beyond, unknown)) == ["followed: a.b present"]
    assert reasons(**followed(unknown)) == ["x = ?"]
    for condition in (Condition("name", "in", ("a",)), Condition("name", "not_in", ("a",)), Condition("n", "absent")):
        check_counting(Counting("loans", Within("at"), **followed(condition)), EVENTS)


def test_every_condition_that_does_not_fit_is_told() -> None:
    some = (Condition("x", "present"), Condition("y", "present"), Condition("n", "in_last_months", ("3",)))
    assert reasons(where=(some,)) == ["x = ?", "y = ?", "n: whole ∉ {day, moment, period}"]
    until = Condition("n", "until", ("2025-01-01",))
    assert reasons(where=((until,),)) == ["n: whole ∉ {day, moment, period}"]
