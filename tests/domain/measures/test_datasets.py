"""A dataset that contradicts itself cannot be made."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from openscorecard.domain.measures.datasets import Dataset, check_references
from openscorecard.domain.measures.fields import Choice, Field, UnfitDataset
from openscorecard.domain.text import Text

T = Text("某", "some")
KEY = Field("visit", T, "text", required=True)
DAY = Field("day", T, "day")
COUNT = Field("visits", T, "whole", least=Decimal(0))


def dataset(**changes: Any) -> Dataset:
    facts: dict[str, Any] = {
        "name": "visits", "title": T, "fields": (KEY, DAY, COUNT), "key": ("visit",), "kind": "events",
        "time_field": "day", "description": T,
    }  # fmt: skip
    return Dataset(**facts | changes)


def test_a_sound_dataset_knows_its_fields() -> None:
    sound = dataset()
    assert sound.names == ("visit", "day", "visits")
    assert sound.field("day") is DAY
    assert sound.numbers == (COUNT,)
    with pytest.raises(KeyError):
        sound.field("week")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "stream"},
        {"fields": ()},
        {"fields": (KEY, DAY, DAY)},
        {"key": ("week",)},
        {"key": ("visit", "visit")},
        {"time_field": "visits"},
        {"time_field": "week"},
        {"fields": (KEY, DAY, Field("end", T, "day", not_before="begin"))},
        {"fields": (KEY, DAY, Field("end", T, "moment", not_before="day"))},
    ],
)
def test_a_contradiction_between_its_parts_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(UnfitDataset, match="visits"):
        dataset(**changes)


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Visits", "type": "text"},
        {"name": "visits", "type": "float"},
        {"name": "visits", "type": "whole", "choices": (Choice("1", T),)},
        {"name": "visits", "type": "text", "choices": (Choice("a", T), Choice("a", T))},
        {"name": "visits", "type": "text", "least": Decimal(0)},
        {"name": "visits", "type": "whole", "least": Decimal(2), "most": Decimal(1)},
        {"name": "visits", "type": "text", "not_before": "day"},
        {"name": "visits", "type": "day", "grain": "month"},
    ],
)
def test_a_field_that_contradicts_itself_is_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(UnfitDataset):
        Field(title=T, **facts)


def test_a_reference_must_lead_to_a_field() -> None:
    pointing = dataset(fields=(KEY, DAY, Field("branch", T, "text", references="branches.branch")))
    with pytest.raises(UnfitDataset, match="branches"):
        check_references({"visits": pointing})
    check_references(
        {"visits": pointing, "branches": dataset(name="branches", fields=(Field("branch", T, "text"), DAY), key=())}
    )
