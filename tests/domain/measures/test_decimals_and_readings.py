"""Exact numbers as decimals; readings that change from a day on and never backwards."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.decimals import decimal_text, short_text
from openscorecard.domain.measures.readings import (
    ReadingBackwards,
    ReadingChoice,
    UnknownReading,
    check_choice,
    in_force,
    reading_on,
)
from openscorecard.formats.measures.catalogue import standard_catalogue

GRANTS = next(one for one in standard_catalogue() if one.id == "grants_obtained")
CHOICES = (ReadingChoice(date(2025, 1, 1), "received", "會計法"), ReadingChoice(date(2026, 1, 1), "central"))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(783, 10), "78.3"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(8750266), "8750266"),
        (Fraction(1, 3), "0.3333333333333333333333333333"),
        (Fraction(2, 3), "0.6666666666666666666666666667"),
        (Fraction(10**30), "1" + "0" * 30),
        (Fraction(1, 2**40), f"{Decimal(1) / Decimal(2**40):f}"),
    ],
)
def test_decimals_that_end_are_whole_and_others_have_28_digits(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


@given(st.integers(-(10**6), 10**6), st.integers(0, 90), st.integers(0, 60))
def test_decimals_that_end_are_exact_however_long(top: int, twos: int, fives: int) -> None:
    value = Fraction(top, 2**twos * 5**fives)
    assert Fraction(decimal_text(value)) == value


@pytest.mark.parametrize("bottom", [3, 6, 7, 12, 15, 30, 75])
def test_decimals_that_do_not_end_have_28_digits(bottom: int) -> None:
    assert len(decimal_text(Fraction(1, bottom)).lstrip("0.")) == 28
    assert len(decimal_text(Fraction(10**6, bottom)).replace(".", "")) == 28


@given(st.fractions())
def test_a_decimal_is_never_further_from_the_number_than_half_its_last_digit(value: Fraction) -> None:
    told = Fraction(decimal_text(value))
    assert abs(told - value) <= abs(value) * Fraction(1, 10**27)


@pytest.mark.parametrize(
    ("day", "reading"),
    [("2024-12-31", "approved"), ("2025-01-01", "received"), ("2025-12-31", "received"), ("2026-01-01", "central")],
)
def test_a_reading_is_in_force_from_its_day_on(day: str, reading: str) -> None:
    assert reading_on(GRANTS, CHOICES, date.fromisoformat(day)) == reading


def test_before_any_choice_the_first_reading_holds_under_no_rule() -> None:
    assert in_force(GRANTS, CHOICES, date(2020, 1, 1)) is None
    found = in_force(GRANTS, CHOICES, date(2025, 6, 1))
    assert found is not None
    assert found.under == "會計法"


def test_a_reading_changes_for_the_future_only() -> None:
    today = date(2026, 11, 25)
    check_choice(GRANTS, CHOICES, ReadingChoice(today, "approved"), today)
    with pytest.raises(ReadingBackwards):
        check_choice(GRANTS, CHOICES, ReadingChoice(date(2026, 11, 24), "approved"), today)
    later = (*CHOICES, ReadingChoice(date(2027, 1, 1), "approved"))
    with pytest.raises(ReadingBackwards):
        check_choice(GRANTS, later, ReadingChoice(date(2026, 12, 1), "central"), today)


def test_only_a_reading_of_the_measure_can_be_chosen() -> None:
    with pytest.raises(UnknownReading) as caught:
        check_choice(GRANTS, (), ReadingChoice(date(2027, 1, 1), "reports_on_time"), date(2026, 1, 1))
    assert "approved" in caught.value.facts["known"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("95.6576", "95.66"), ("-1/3", "-0.33"), ("0.125", "0.12"), ("0.135", "0.14"), ("5", "5"), ("0.001", "0")],
)
def test_a_number_in_a_sentence_is_rounded_half_even(value: str, text: str) -> None:
    assert short_text(Fraction(value)) == text
