"""Periods and numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.written import NO_VALUE, Written, exactly, write_number, write_period

PERIODS = [
    (Period("month", 2025, 3), "114年3月", "Mar 2025"),
    (Period("month", 2025, 12), "114年12月", "Dec 2025"),
    (Period("quarter", 2025, 2), "114年第2季", "Q2 2025"),
    (Period("half", 2025, 1), "114年上半年", "H1 2025"),
    (Period("half", 2025, 2), "114年下半年", "H2 2025"),
    (Period("year", 2025), "114年", "2025"),
    (Period("ytd", 2025, 6), "114年1月至6月", "Jan to Jun 2025"),
    (Period("school_year", 2025), "114學年度", "school year 2025/26"),
    (Period("school_year", 1999), "88學年度", "school year 1999/00"),
]
NUMBERS = [
    (None, None, NO_VALUE),
    (Fraction(0), None, "0"),
    (Fraction(1234567), None, "1,234,567"),
    (Fraction(-5, 2), None, "−2.50"),
    (Fraction(1, 8), None, "0.12"),
    (Fraction(3, 8), None, "0.38"),
    (Fraction(5, 2), 0, "2"),
    (Fraction(7, 2), 0, "4"),
    (Fraction(3), 2, "3.00"),
    (Fraction(1, 3), 4, "0.3333"),
]


@pytest.mark.parametrize(("period", "zh", "en"), PERIODS)
def test_a_period_is_said_in_both_languages(period: Period, zh: str, en: str) -> None:
    assert (write_period(period, "zh-Hant-TW"), write_period(period, "en")) == (zh, en)


@pytest.mark.parametrize(("value", "places", "said"), NUMBERS)
def test_a_number_is_grouped_and_rounded_half_even(value: Fraction | None, places: int | None, said: str) -> None:
    assert write_number(value, places) == said


def test_exact_numbers_keep_every_digit() -> None:
    assert (exactly(None), exactly(Fraction(1, 8))) == (NO_VALUE, "0.125")


def test_a_ratio_has_two_places_and_a_count_its_own() -> None:
    ratio, count = Written("R", "%"), Written("F", "冊")
    assert (ratio.value(Fraction(50)), ratio.with_unit(Fraction(50))) == ("50.00", "50.00 %")
    assert (count.value(Fraction(50)), count.with_unit(Fraction(50))) == ("50", "50 冊")
    assert ratio.with_unit(None) == NO_VALUE
