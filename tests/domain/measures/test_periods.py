"""Periods are in order, leave no gaps, and come back from their text."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.periods import Grain, MixedGrains, Period, UnfitPeriod, parse_period, spine

GRAINS = get_args(Grain)
grains = st.sampled_from(GRAINS)
days = st.dates(date(1850, 1, 1), date(2200, 12, 31))
periods = st.builds(Period.of, days, grains)


@given(periods)
def test_a_period_comes_back_from_its_text(period: Period) -> None:
    assert parse_period(str(period)) == period


@given(days, grains)
def test_a_day_lies_in_its_period(day: date, grain: Grain) -> None:
    period = Period.of(day, grain)
    assert period.contains(day)
    assert period.first_day <= day <= period.last_day


@given(periods.filter(lambda period: period.grain != "ytd"))
def test_one_period_begins_where_the_last_one_ends(period: Period) -> None:
    assert period.next().first_day == period.last_day + timedelta(days=1)
    assert period.next().previous() == period
    assert period < period.next()
    assert not period.contains(period.next().first_day)


@given(days, days, grains.filter(lambda grain: grain != "ytd"))
def test_a_spine_has_no_gap_and_stays_inside(one: date, other: date, grain: Grain) -> None:
    start, end = Period.of(min(one, other), "month"), Period.of(max(one, other), "month")
    line = spine(start, end, grain)
    assert all(after == before.next() for before, after in pairwise(line))
    assert all(start.first_day <= period.first_day and period.last_day <= end.last_day for period in line)
    if line:
        assert not start.first_day <= line[0].previous().first_day
        assert not line[-1].next().last_day <= end.last_day


@given(periods)
def test_a_period_is_made_of_its_months(period: Period) -> None:
    months = period.months()
    assert months[0].first_day == period.first_day
    assert months[-1].last_day == period.last_day
    assert all(after == before.next() for before, after in pairwise(months))
    assert all(period.covers(month) for month in months)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("SY2025", "2025-08-01", "2026-07-31"),
        ("YTD2025-06", "2025-01-01", "2025-06-30"),
    ],
)
def test_each_length_has_its_days(text: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)


def test_the_school_year_turns_in_august() -> None:
    assert str(Period.of(date(2026, 7, 31), "school_year")) == "SY2025"
    assert str(Period.of(date(2026, 8, 1), "school_year")) == "SY2026"


def test_a_spine_leaves_out_what_is_only_partly_inside() -> None:
    found = spine(parse_period("2025-02"), parse_period("2025-11"), "quarter")
    assert [str(period) for period in found] == ["2025-Q2", "2025-Q3"]
    assert spine(parse_period("2025-03"), parse_period("2025-01"), "month") == ()


def test_years_to_date_follow_one_another_month_by_month() -> None:
    found = spine(parse_period("2024-12"), parse_period("2025-02"), "ytd")
    assert [str(period) for period in found] == ["YTD2024-12", "YTD2025-01", "YTD2025-02"]


@pytest.mark.parametrize(
    "text", ["", "25", "2025-13", "2025-00", "2025-Q5", "2025-H3", "2025-1", "SY25", "２０２５", "0000"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnfitPeriod) as refused:
        parse_period(text)
    assert text in refused.value.sentence()


def test_periods_of_two_lengths_are_not_compared() -> None:
    with pytest.raises(MixedGrains, match="2025-Q1"):
        sorted([parse_period("2025-Q1"), parse_period("2025-01")])
