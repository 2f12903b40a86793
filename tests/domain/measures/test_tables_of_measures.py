"""Entry by entry: other names of dimensions, rhythms, first and last years, what tags may ask, words of quarters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.coverage import Coverage, merged
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import Path, spot_of
from openscorecard.domain.measures.fields import TAIPEI, Field
from openscorecard.domain.measures.freshness import usual_rhythm
from openscorecard.domain.measures.periods import Period, UnfitPeriod
from openscorecard.domain.measures.roc import read_period
from openscorecard.domain.measures.tagging import Tag, check_tag
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets

T = Text("某", "some")


def table(name: str, key: str, *fields: Field) -> Dataset:
    return Dataset(name, T, (Field(key, T, "text"), Field("at", T, "day"), *fields), (key,), "life-cycle", "at", T)


def text(name: str, references: str = "") -> Field:
    return Field(name, T, "text", references=references)


OTHERS = {
    "lines": table("lines", "line", text("plan")),
    "functions": table("functions", "function", text("plan")),
    "items": table("items", "item", text("plan"), text("branch")),
}


@pytest.mark.parametrize(
    ("dimension", "field", "found"),
    [
        ("unit", text("org_units"), Path("org_units")),
        ("unit", text("org_unit"), Path("org_unit")),
        ("audience", text("audiences"), Path("audiences")),
        ("age_group", text("audiences"), Path("audiences")),
        ("plan", text("purchase_line", "lines.line"), Path("purchase_line", "lines", "plan")),
        ("plan", text("function_id", "functions.function"), Path("function_id", "functions", "plan")),
        ("plan", text("service_item_id", "items.item"), Path("service_item_id", "items", "plan")),
        ("branch", text("service_item_id", "items.item"), Path("service_item_id", "items", "branch")),
    ],
)
def test_a_dimension_goes_by_other_names_too(dimension: str, field: Field, found: Path) -> None:
    own = table("own", "id", field)
    assert spot_of(dimension, own, {**OTHERS, "own": own}) == found


@pytest.mark.parametrize("frequency", ["month", "quarter", "half", "year"])
def test_rows_come_as_often_as_the_only_measure(frequency: Any) -> None:
    assert usual_rhythm(table("own", "id"), [frequency]) == frequency


@pytest.mark.parametrize(("year", "there"), [(1799, False), (1800, True), (9000, True), (9001, False)])
def test_the_calendar_has_a_first_and_a_last_year(year: int, there: bool) -> None:
    if there:
        assert Period("year", year).first_day == date(year, 1, 1)
        return
    with pytest.raises(UnfitPeriod):
        Period("year", year)


def test_a_calendar_has_no_other_lengths() -> None:
    week: Any = "week"
    with pytest.raises(UnfitPeriod) as caught:
        Period(week, 2025)
    assert caught.value.facts["text"] == "week 2025 1"


def test_days_that_touch_are_one_span_and_days_apart_are_two() -> None:
    first = Coverage(date(2025, 1, 1), date(2025, 1, 10))
    assert merged([Coverage(date(2025, 1, 11), date(2025, 1, 20)), first]) == (
        Coverage(date(2025, 1, 1), date(2025, 1, 20)),
    )
    apart = Coverage(date(2025, 1, 12), date(2025, 1, 20))
    assert merged([apart, first]) == (first, apart)


def test_the_zone_is_told_by_its_name() -> None:
    assert str(TAIPEI) == "Asia/Taipei"


@pytest.mark.parametrize(
    "condition",
    [
        Condition("source", "in", ("student_card",)),
        Condition("source", "not_in", ("student_card",)),
        Condition("closed_on", "present"),
        Condition("closed_on", "absent"),
        Condition("issued_on", "not_after", ("closed_on",)),
        Condition("issued_on", "since", ("2025-01-01",)),
        Condition("issued_on", "until", ("2025-12-31",)),
    ],
    ids=lambda one: one.op,
)
def test_a_tag_may_ask_so(condition: Condition) -> None:
    check_tag("cards", Tag("P", ((condition,),)), standard_datasets())


@pytest.mark.parametrize(("word", "number"), [("一", 1), ("二", 2), ("三", 3), ("四", 4)])
def test_quarters_are_written_in_words(word: str, number: int) -> None:
    assert read_period(f"114年第{word}季") == read_period(f"114年第{number}季") == Period("quarter", 2025, number)


@pytest.mark.parametrize(("word", "number"), [("上", 1), ("下", 2)])
def test_halves_are_written_in_words(word: str, number: int) -> None:
    assert read_period(f"114年{word}半年") == read_period(f"114H{number}") == Period("half", 2025, number)
