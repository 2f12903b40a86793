"""Countings in words: made from the description, in both languages, for every measure of the catalogue."""

from __future__ import annotations

import pytest

from openscorecard.domain.measures.counting import Alive, Condition, Counting, Followed, Latest, Within
from openscorecard.domain.measures.sentences import counting_in_words
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.initiatives.kinds import standard_kinds
from openscorecard.formats.measures.catalogue import standard_catalogue

DATASETS = standard_datasets()
EVERY = {one for measure in standard_catalogue() for formula in measure.formulas() for one in formula.countings()}
OF_KINDS = {one for kind in standard_kinds().values() for one, _ in kind.countings()}


def test_every_counting_of_the_catalogue_is_said_and_no_two_alike() -> None:
    every = EVERY | OF_KINDS
    said = [counting_in_words(one, DATASETS) for one in every]
    assert len({one.zh for one in said}) == len({one.en for one in said}) == len(every)
    assert not [one for one in said if "{" in one.zh + one.en]


@pytest.mark.parametrize(
    ("counting", "zh", "en"),
    [
        (
            Counting("events", Within("held_on"), ((Condition("status", "in", ("held",)),),), sums=("attendees",)),
            "資料集「推廣活動」各列的「現場人次」之總和；「辦理日」在期間內；「狀態」為「已辦理」。",
            "the sum of “Attendees on site” over the rows of “Events”; “Held on” is in the period; “Status” is “held”.",
        ),
        (
            Counting("circulation", Within("occurred_at", 12), distinct="patron_key"),
            "資料集「流通」中不同的「讀者雜湊值」有幾個；「發生時間」在到期末為止的 12 個月內。",
            "how many different “Patron key” there are in “Circulation”;"
            " “Occurred at” is in the 12 months to the period's end.",
        ),
        (
            Counting("cards", Alive("issued_on", ("closed_on",), ("expires_on",)), unless_replaced="replaces"),
            "資料集「借閱證」的列數；「發證日」不晚於期末，「停用日」未到，「到期日」未過；已被後來的列替代者不算。",
            "the number of rows of “Cards”; “Issued on” has come by the period's end, and not “Closed on”,"
            " and “Expires on” is not past; rows that a later one stands for are left out.",
        ),
        (
            Counting("purchases", Within("on_shelf_on"), ((Condition("requested_on", "since", ("2025-01-01",)),),),
                     days=("requested_on", "on_shelf_on")),
            "資料集「採購」各列自「需求日」至「上架日」的天數之總和；「上架日」在期間內；「需求日」在「2025-01-01」或之後。",
            "the sum of the days from “Requested on” to “On shelf on” over the rows of “Purchases”;"
            " “On shelf on” is in the period; “Requested on” is on or after “2025-01-01”.",
        ),
        (
            Counting("cards", Within("issued_on"), followed=Followed(
                "circulation", "patron_key", 0, 90, ((Condition("kind", "in", ("issue",)),),))),
            "資料集「借閱證」的列數；「發證日」在期間內；"
            "之後第 0 至 90 天內，「流通」有「讀者雜湊值」相同的列，「交易別」為「借閱」。",
            "the number of rows of “Cards”; “Issued on” is in the period; 0 to 90 days later “Circulation” has a row of"
            " the same “Patron key”, “Kind of transaction” is “issue”.",
        ),
        (
            Counting("population", Latest("as_of"), sums=("residents",)),
            "資料集「人口」各列的「設籍人口數」之總和；「資料日期」是期末當月最後一個。",
            "the sum of “Residents” over the rows of “Population”; “As of” is the last one in the period's last month.",
        ),
    ],
)  # fmt: skip
def test_a_counting_in_words(counting: Counting, zh: str, en: str) -> None:
    said = counting_in_words(counting, DATASETS)
    assert said.en == en
    assert said.zh == zh


def test_what_is_left_out_says_whether_empty_counts() -> None:
    counting = Counting("cards", Alive("issued_on"), ((Condition("category", "not_in", ("staff",)),),))
    assert "（空白也算）" in counting_in_words(counting, DATASETS).zh
