"""Codes are read by their plan's form, found in running text, and never cut in two."""

from __future__ import annotations

import pytest

from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.faults import UnfitGrammar

BOOK = CodeGrammar().book("ABCD", "CPLF")


def test_codes_are_the_borders_of_running_text() -> None:
    found = [(code.level, code.code) for code in BOOK.find("AC1提升AC1.1比率 AC1.1.1計畫AP2充實")]
    assert found == [("objective", "AC1"), ("kpi", "AC1.1"), ("initiative", "AC1.1.1"), ("objective", "AP2")]


@pytest.mark.parametrize("text", ["RFIDAC1", "XAC1", "1AC1", "AX1", "ac1", "AC", "AC12345"])
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert list(BOOK.find(text)) == []


def test_a_code_knows_what_it_belongs_to() -> None:
    read = BOOK.read("initiative", "BP3.1.2")
    assert read is not None
    assert (read.theme, read.perspective, read.objective, read.kpi) == ("B", "P", "BP3", "BP3.1")
    assert BOOK.read("kpi", "BP3") is None


def test_a_plan_may_declare_another_form() -> None:
    book = CodeGrammar("{theme}-{perspective}{number}", "{objective}-K{number}", "{kpi}.{number}").book(["S1"], ["C"])
    assert [code.code for code in book.find("S1-C2服務 S1-C2-K1時間 S1-C2-K1.3訓練")] == [
        "S1-C2",
        "S1-C2-K1",
        "S1-C2-K1.3",
    ]


def test_the_next_code_is_the_lowest_free_one() -> None:
    assert BOOK.next_free("objective", ["AC1", "AC3"], theme="A", perspective="C") == "AC2"
    assert BOOK.next_free("kpi", ["AC1.1"], above="AC1") == "AC1.2"


@pytest.mark.parametrize(
    ("objective", "kpi"),
    [
        ("{theme}", "{objective}.{number}"),
        ("{number}", "{objective}.{number}"),
        ("{kpi}{number}", "{objective}.{number}"),
        ("{theme}{number}", "{objective}{number}"),
        ("{theme}{number}", "{objective}.1{number}"),
        ("{theme} {number}", "{objective}.{number}"),
    ],
)
def test_a_form_that_could_be_misread_is_refused(objective: str, kpi: str) -> None:
    with pytest.raises(UnfitGrammar):
        CodeGrammar(objective, kpi)
