"""What the target of a year asks of shorter periods, by the profile stored with it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.scores.numbers import UnfitNumber, exact
from openscorecard.domain.scores.spreading import Spread, asked_of, years_around
from openscorecard.domain.scores.targets import Target, UnfitTarget
from openscorecard.domain.scores.yearly import Profile, UnfitProfile

F = Fraction
YEAR = parse_period("2025")


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2025-03", ["2025", "SY2024"]),
        ("2025-Q4", ["2025", "SY2025"]),
        ("2025-Q3", ["2025"]),
        ("2025-H1", ["2025", "SY2024"]),
        ("YTD2025-09", ["2025"]),
        ("2025", []),
        ("SY2025", []),
    ],
)
def test_a_shorter_period_lies_in_these_years(period: str, years: list[str]) -> None:
    assert [str(year) for year in years_around(parse_period(period))] == years


@pytest.mark.parametrize(
    ("profile", "kind", "period", "value", "to_date"),
    [
        (Profile("even"), "F", "2025-03", 10, False),
        (Profile("even"), "F", "2025-Q1", 30, False),
        (Profile("even"), "F", "YTD2025-06", 60, False),
        (Profile("even"), "S", "2025-03", 120, False),
        (Profile("cumulative"), "F", "2025-03", 30, True),
        (Profile("season", (F(2), *[F(1)] * 9, F(1, 2), F(1, 2))), "F", "2025-H1", 70, False),
    ],
)
def test_a_year_asks_its_periods_by_the_profile(
    profile: Profile, kind: str, period: str, value: int, to_date: bool
) -> None:
    spread = Spread(profile, kind, "month")  # type: ignore[arg-type]  # letters of the table
    asked = asked_of(Target("K", "件", F(120)), spread, YEAR, parse_period(period))
    assert asked is not None
    assert (asked.target.value, asked.to_date) == (value, to_date)


def test_a_yearly_measure_asks_nothing_of_a_month_and_a_school_year_nothing_to_date() -> None:
    target, march = Target("K", "件", F(12)), parse_period("2025-03")
    assert asked_of(target, Spread(Profile("even"), "F", "year"), YEAR, march) is None
    school = parse_period("SY2024")
    assert asked_of(target, Spread(Profile("cumulative"), "F", "month"), school, march) is None
    even = asked_of(target, Spread(Profile("even"), "F", "month"), school, march)
    assert even is not None
    assert even.target.value == 1


@pytest.mark.parametrize("text", ["1e61", "1e999999999", "1" * 61, "nan", "inf", "-Infinity", "一"])
def test_a_number_no_library_has_is_refused_at_once(text: str) -> None:
    with pytest.raises(UnfitNumber):
        exact(text, "AC1.1")


def test_numbers_people_write_are_exact() -> None:
    assert [exact(text, "K") for text in ("9,000,000", " 1/3 ", "1e3", "-2.50")] == [9_000_000, F(1, 3), 1000, F(-5, 2)]


def test_why_a_target_is_refused_is_said_in_words() -> None:
    with pytest.raises(UnfitTarget) as caught:
        Target("AC1.1", " ", F(0))
    no_unit, zero = caught.value.all()
    assert "沒有單位" in no_unit.sentence("zh-Hant")
    assert "it has no unit" in no_unit.sentence("en")
    assert "目標必須大於 0" in zero.sentence("zh-Hant")
    assert "must be above 0" in zero.sentence("en")
    with pytest.raises(UnfitProfile) as spread:
        Spread(Profile("by_hand", (F(1),) * 12), "F", "month").year_target(Target("K", "件", F(13)), YEAR)
    with pytest.raises(UnfitProfile) as empty:
        Spread(Profile("season", (F(1), *[F(0)] * 11)), "F", "half").year_target(Target("K", "件", F(13)), YEAR)
    assert "2025-H2: the target is 0" in empty.value.sentence("en")
    assert "the months add up to 12, and the year is 13" in spread.value.sentence("en")
