"""Words of countings part by part; ROC years, ranks, tags, readings and small cells at their edges."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.measures.counting import Alive, Condition, Counting, Latest, Within
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Choice, Field
from openscorecard.domain.measures.figures import Cell, Observation, Side
from openscorecard.domain.measures.formula import Formula, Term
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.measures.readings import ReadingBackwards, ReadingChoice, UnknownReading, check_choice
from openscorecard.domain.measures.roc import read_day, read_period
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.domain.measures.small_cells import hidden_cells, small_among, speaks_of_readers
from openscorecard.domain.measures.standing import PeerFigure, standing_of
from openscorecard.domain.measures.tagging import MOST_KEYS, Tag, UnfitTag, by_keys, check_tag, digest_of
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.measures.catalogue import standard_catalogue

F = Fraction
DATASETS = standard_datasets()


def field(name: str, kind: str, references: str = "", *choices: Choice) -> Field:
    return Field(name, Text(f"欄{name}", name.upper()), kind, references=references, choices=choices)  # type: ignore[arg-type]


PLACES = Dataset(
    "places", Text("處所", "Places"), (field("place", "text"), field("at", "day"), field("size", "text")),
    ("place",), "life-cycle", "at", Text("某"),
)  # fmt: skip
LOANS = Dataset(
    "loans",
    Text("借閱", "Loans"),
    (
        field("at", "day"), field("due", "day"), field("end", "day"), field("n", "whole"), field("m", "whole"),
        field("new", "flag"), field("place", "text", "places.place"),
        field("state", "text", "", Choice("a", Text("甲", "first")), Choice("b", Text("乙"))),
    ),
    (), "events", "at", Text("某"),
)  # fmt: skip
OWN = {"loans": LOANS, "places": PLACES}


def words(counting: Counting) -> tuple[list[str], list[str]]:
    """The parts of what is said of it, in both languages."""
    said = counting_in_words(counting, OWN)
    assert said.zh.endswith("。")
    assert said.en.endswith(".")
    return said.zh[:-1].split("；"), said.en[:-1].split("; ")


@pytest.mark.parametrize(
    ("counting", "zh", "en"),
    [
        (Counting("loans", Within("at"), sums=("n", "m"), times="n"),
         "資料集「借閱」各列的「欄n」＋「欄m」×「欄n」之總和",
         "the sum of “N” + “M” × “N” over the rows of “Loans”"),
        (Counting("loans", Latest("at", "year")), "「欄at」是當年到期末為止最後一個",
         "“AT” is the last one in the year up to the period's end"),
        (Counting("loans", Latest("at", "month", 3)), "「欄at」是期末當月之前 3 個月最後一個",
         "“AT” is the last one in the period's last month, 3 month(s) earlier"),
        (Counting("loans", Alive("at", ("due", "end"), ("end", "due"))),
         "「欄at」不晚於期末，「欄due」、「欄end」未到，「欄end」、「欄due」未過",
         "“AT” has come by the period's end, and not “DUE” nor “END”, and “END” and “DUE” is not past"),
        (Counting("loans", Within("at"), ((Condition("n", "present"), Condition("m", "absent")),)),
         "「欄n」有值或「欄m」空白", "“N” is known or “M” is empty"),
        (Counting("loans", Within("at"), ((Condition("state", "in", ("a", "b", "c")),),)),
         "「欄state」為「甲」、「乙」、「c」", "“STATE” is “first” or “乙” or “c”"),
        (Counting("loans", Within("at"), ((Condition("state", "not_in", ("a",)),),)),
         "「欄state」不是「甲」（空白也算）", "“STATE” is not “first” (an empty one counts)"),
        (Counting("loans", Within("at"), ((Condition("new", "in", ("true", "false")),),)),
         "「欄new」為「是」、「否」", "“NEW” is “yes” or “no”"),
        (Counting("loans", Within("at"), ((Condition("due", "not_after", ("end",)),),)),
         "「欄due」不晚於「欄end」", "“DUE” is no later than “END”"),
        (Counting("loans", Within("at"), ((Condition("due", "by_end"),),)),
         "「欄due」不晚於期末", "“DUE” has come by the period's end"),
        (Counting("loans", Within("at"), ((Condition("due", "in_last_months", ("3",)),),)),
         "「欄due」在到期末的 「3」 個月內", "“DUE” is in “3” months to the period's end"),
        (Counting("loans", Within("at"), ((Condition("due", "until", ("2025-01-01",)),),)),
         "「欄due」在「2025-01-01」或之前", "“DUE” is on or before “2025-01-01”"),
        (Counting("loans", Within("at"), ((Condition("place.size", "present"),),)),
         "「欄place」的「欄size」有值", "“SIZE” of “PLACE” is known"),
        (Counting("loans", Within("at"), first_of="place"),
         "同一「欄place」只算最早的一列", "of rows with the same “PLACE” only the first"),
        (Counting("loans", Alive("at"), unless_replaced="place"),
         "已被後來的列替代者不算", "rows that a later one stands for are left out"),
        (Counting("loans", Within("at"), must_know=("n", "m")),
         "任何一列缺「欄n」、「欄m」時沒有數值", "no value where any row lacks “N”, “M”"),
    ],
)  # fmt: skip
def test_every_part_of_a_counting_is_said(counting: Counting, zh: str, en: str) -> None:
    chinese, english = words(counting)
    assert zh in chinese
    assert en in english
    assert len(chinese) == len(english)


@pytest.mark.parametrize("name", ["x", "place.x", "state.size"])
def test_of_a_field_that_is_not_there_nothing_is_said(name: str) -> None:
    with pytest.raises(KeyError):
        counting_in_words(Counting("loans", Within("at"), ((Condition(name, "present"),),)), OWN)


# Years of the Republic


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("民國元年1月1日", date(1912, 1, 1)),
        ("元年1月2日", date(1912, 1, 2)),
        ("1年1月1日", date(1912, 1, 1)),
        ("25年3月5日", date(1936, 3, 5)),
        ("民國25/3/5", date(1936, 3, 5)),
        ("32/1/1", date(1943, 1, 1)),
        ("31/1/1", None),
        ("200/1/1", date(2111, 1, 1)),
        ("201/1/1", None),
        ("0年1月1日", None),
        ("民國 114 / 3 / 5", date(2025, 3, 5)),
        ("0999/1/1", None),
    ],
)
def test_which_year_is_meant(text: str, day: date | None) -> None:
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("114 年 3 月", "2025-03"), ("114年3月份", "2025-03"), ("114/03", "2025-03"), ("11403", "2025-03"),
        ("202503", "2025-03"), ("2025-3", "2025-03"), ("114年第1季", "2025-Q1"), ("114年第四季", "2025-Q4"),
        ("2025-Q2", "2025-Q2"), ("114q3", "2025-Q3"), ("114年上半年", "2025-H1"), ("114下半年", "2025-H2"),
        ("2025-H2", "2025-H2"), ("114學年度", "SY2025"), ("114學年", "SY2025"), ("SY2025", "SY2025"),
        ("114年度", "2025"), ("114年", "2025"), ("114", "2025"), ("2025", "2025"), ("元年", "1912"),
        ("民國114年", "2025"), ("2025-13", None), ("114年第5季", None), ("25", None), ("x", None), ("", None),
    ],
)  # fmt: skip
def test_which_period_is_meant(text: str, period: str | None) -> None:
    assert read_period(text) == (parse_period(period) if period else None)


# Peers


def peers(**values: float | None) -> list[PeerFigure]:
    return [PeerFigure(2025, name, "x", None if value is None else F(str(value))) for name, value in values.items()]


def test_who_has_no_value_has_no_place_and_moves_nobody() -> None:
    found = standing_of("d", peers(a=-1, b=-2, d=None))
    assert (found.own, found.rank) == (None, None)
    assert [(one.figure.institution, one.rank) for one in found.places] == [("a", 1), ("b", 2)]
    assert [one.figure.institution for one in standing_of("a", peers(a=0, b=0.5)).places] == ["b", "a"]


@pytest.mark.parametrize(
    ("values", "middle"), [((1, 2, 3, 9), F(5, 2)), ((1, 2, 3, 9, 10), 3), ((1, 2, 3, 4, 5, 6), F(7, 2)), ((7,), 7)]
)
def test_the_middle_is_the_median(values: tuple[int, ...], middle: Fraction) -> None:
    named = {f"i{place}": float(value) for place, value in enumerate(values)}
    assert standing_of("i0", peers(**named)).middle == middle


# Tags


def test_a_tag_names_a_plan_by_an_id_or_none_at_all() -> None:
    where = ((Condition("source", "in", ("student_card",)),),)
    check_tag("cards", Tag("", where), DATASETS)
    with pytest.raises(UnfitId):
        check_tag("cards", Tag("有 空白", where), DATASETS)
    with pytest.raises(UnfitTag) as caught:
        check_tag("cards", Tag("P", ((Condition("closed_on", "by_end"),),)), DATASETS)
    assert caught.value.facts["reason"] == (
        "closed_on: by_end ∉ {absent, in, not_after, not_in, present, since, until}"
    )


def test_from_one_row_to_five_thousand_are_tagged_at_once() -> None:
    events = DATASETS["events"]
    assert by_keys(events, "P", ["E1"]).where[0][0].values == ("E1",)
    assert len(by_keys(events, "P", map(str, range(MOST_KEYS))).where[0][0].values) == 5000
    for dataset, keys, reason in (
        (DATASETS["circulation"], ["1"], "key = ∅"),
        (events, [], "0 < 0 ≤ 5000"),
        (events, list(map(str, range(5001))), "0 < 5001 ≤ 5000"),
    ):
        with pytest.raises(UnfitTag) as caught:
            by_keys(dataset, "P", keys)
        assert caught.value.facts["reason"] == reason
    assert len(digest_of([by_keys(events, "P", ["E1"])])) == 32


# Readings


def test_the_next_choice_begins_the_day_after_the_last_one() -> None:
    grants = next(one for one in standard_catalogue() if one.id == "grants_obtained")
    last, today = date(2026, 6, 1), date(2026, 1, 1)
    choices = (ReadingChoice(last, "received"),)
    check_choice(grants, choices, ReadingChoice(date(2026, 6, 2), "approved"), today)
    with pytest.raises(ReadingBackwards) as caught:
        check_choice(grants, choices, ReadingChoice(last, "approved"), today)
    assert caught.value.facts == {"least": "2026-06-02", "since": "2026-06-01"}
    with pytest.raises(UnknownReading) as unknown:
        check_choice(grants, (), ReadingChoice(last, "none"), today)
    assert unknown.value.facts["known"] == "、".join(one.name for one in grants.variants)


# Small cells


def test_a_denominator_of_few_hides_a_ratio_whose_numerator_is_nothing() -> None:
    def ratio(cell: str, top: int, below: int) -> Observation:
        return Observation(parse_period("2025-01"), "branch", cell, "ok", F(0), Side(F(top), 1), Side(F(below), 1))

    assert hidden_cells([ratio("a", 0, 3), ratio("b", 0, 300), ratio("c", 0, 0)], adds_up=False) == {"a"}


def test_one_dataset_that_names_readers_is_enough() -> None:
    loans, events = Term(Counting("circulation", Within("occurred_at"))), Term(Counting("events", Within("held_on")))
    found = [speaks_of_readers(Formula(terms), DATASETS) for terms in ((loans,), (events, loans), (events,))]
    assert found == [True, True, False]
    assert small_among(DATASETS["circulation"], [Cell(F(1), 1)])
