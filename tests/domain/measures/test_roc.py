"""Days and periods are read as Taiwan writes them, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.roc import read_day, read_period, written_in_roc

DAY = date(2025, 3, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-05", "2025/3/5", "2025.3.5", "20250305", "2025年3月5日", "114/03/05", "114-3-5", "114.3.5", "1140305",
        "民國114年3月5日", "中華民國 114 年 3 月 5 日", "114年03月05日", "１１４／０３／０５", "0114-03-05",
        "民國114/3/5",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5/3/2025",
        "05/03/25",
        "2025-02-30",
        "114/13/01",
        "2025-03",
        "250305",
        "45721",
        "2025-3/5",
        "民國0年1月1日",
        "-",
    ],
)
def test_what_could_be_two_days_or_none_is_no_day(text: str) -> None:
    assert read_day(text) is None


@given(st.dates(date(1912, 1, 1), date(2110, 12, 31)))
def test_every_day_of_the_republic_comes_back(day: date) -> None:
    assert read_day(written_in_roc(day)) == day
    assert read_day(f"{day.year - 1911:03}{day.month:02}{day.day:02}") == day
    assert read_day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2025-03", "2025-03"), ("2025/3", "2025-03"), ("202503", "2025-03"), ("114年3月", "2025-03"),
        ("11403", "2025-03"), ("114/03", "2025-03"), ("民國114年3月份", "2025-03"), ("114年第1季", "2025-Q1"),
        ("2025Q1", "2025-Q1"), ("2025-Q1", "2025-Q1"), ("114年上半年", "2025-H1"), ("2025-H2", "2025-H2"),
        ("114學年度", "SY2025"), ("SY2025", "SY2025"), ("114年度", "2025"), ("114", "2025"), ("2025", "2025"),
    ],
)  # fmt: skip
def test_a_period_is_read_in_every_form(text: str, period: str) -> None:
    assert str(read_period(text)) == period


@pytest.mark.parametrize("text", ["", "2025-13", "12/03", "45712", "20251", "第1季", "2025-03-05", "2025-Q5"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None
