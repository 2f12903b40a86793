"""What batches cover, and what they leave open."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.measures.coverage import Coverage, UnfitCoverage, extent, merged, parse_coverage
from openscorecard.domain.measures.periods import Period, parse_period

days = st.dates(date(2020, 1, 1), date(2022, 12, 31))
coverages = st.tuples(days, days).map(lambda pair: Coverage(min(pair), max(pair)))


@given(coverages)
def test_a_coverage_comes_back_from_its_text(coverage: Coverage) -> None:
    assert parse_coverage(str(coverage)) == coverage


@given(st.lists(coverages, max_size=6), days)
def test_merging_keeps_every_day_and_adds_none(some: list[Coverage], day: date) -> None:
    spans = merged(some)
    assert any(one.contains(day) for one in some) == any(one.contains(day) for one in spans)
    assert all(one.last + timedelta(days=1) < other.first for one, other in pairwise(spans))


@given(st.lists(coverages, max_size=6), days)
def test_a_month_is_covered_whole_in_part_or_not(some: list[Coverage], day: date) -> None:
    month = Period.of(day, "month")
    length = (month.last_day - month.first_day).days + 1
    inside = [month.first_day + timedelta(days=step) for step in range(length)]
    covered = sum(any(one.contains(each) for one in some) for each in inside)
    assert extent(month, some) == ("none" if not covered else "whole" if covered == length else "part")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01..2025-12", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-01-05..2025-Q1", date(2025, 1, 5), date(2025, 3, 31)),
        ("SY2025", date(2025, 8, 1), date(2026, 7, 31)),
    ],
)
def test_either_end_may_be_a_day_or_any_period(text: str, first: date, last: date) -> None:
    assert parse_coverage(text) == Coverage(first, last)


def test_whole_months_are_written_as_months() -> None:
    assert str(parse_coverage("2025")) == "2025-01..2025-12"
    assert str(parse_coverage("2025-02")) == "2025-02"
    assert str(parse_coverage("2025-02-03")) == "2025-02-03"


@pytest.mark.parametrize("text", ["", "..", "2025-01..", "2025-12..2025-01", "2025-02-30", "2025-01...2025-02", "昨天"])
def test_what_covers_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnfitCoverage):
        parse_coverage(text)


def test_two_halves_cover_a_month_together() -> None:
    halves = [parse_coverage("2025-01-01..2025-01-15"), parse_coverage("2025-01-16..2025-01-31")]
    assert extent(parse_period("2025-01"), halves) == "whole"
    assert extent(parse_period("2025-01"), halves[:1]) == "part"
    assert extent(parse_period("2025-02"), halves) == "none"


@pytest.mark.parametrize("covers", ["2025-01-31..2025-03", "2024-11..2025-01-01", "2025-01-31", "2025-01-01"])
def test_one_day_is_a_part(covers: str) -> None:
    assert extent(parse_period("2025-01"), [parse_coverage(covers)]) == "part"
