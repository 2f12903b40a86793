"""A year's target in its months, quarters and to date, by tables; and what must hold whatever the numbers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.scores.achievement import achievement
from openscorecard.domain.scores.yearly import NoSuchTargetPeriod, Profile, UnfitProfile, YearTarget, without_value
from tests.domain.scores.tables import table, target_of

F = Fraction


def yearly(case: dict[str, Any], **more: Any) -> YearTarget:
    said = case.get("profile", {})
    profile = Profile(said.get("name", "even"), tuple(map(F, said.get("shares", ()))))
    return YearTarget(
        target_of(case["target"]), parse_period(case.get("year", "2025")), case["kind"], profile=profile, **more
    )


@pytest.mark.parametrize("case", table("yearly.yaml"), ids=lambda case: case["rule"])
def test_what_a_year_asks_of_its_periods(case: dict[str, Any]) -> None:
    year = yearly(case)
    for period, value in case["asked"].items():
        found = year.in_period(parse_period(period))
        assert found.target.value == F(value), period
        assert found.to_date == (period in case.get("to_date", ())), period


@pytest.mark.parametrize("case", table("yearly_refused.yaml"), ids=lambda case: case["says"])
def test_a_year_that_does_not_spread_is_refused_where_it_is_set(case: dict[str, Any]) -> None:
    with pytest.raises(UnfitProfile) as caught:
        yearly(case)
    assert any(case["says"] in one.facts["reason"] for one in caught.value.all())


@pytest.mark.parametrize("period", ["2024-12", "2024", "SY2025", "2026-Q1"])
def test_periods_outside_the_year_have_no_target(period: str) -> None:
    with pytest.raises(NoSuchTargetPeriod):
        yearly({"kind": "F", "target": {"value": "12"}}).in_period(parse_period(period))


def test_no_period_is_shorter_than_the_frequency() -> None:
    year = yearly({"kind": "F", "target": {"value": "12"}}, frequency="quarter")
    assert [str(one) for one in year.periods()] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert year.in_period(parse_period("YTD2025-06")).target.value == 6
    for period in ("2025-02", "YTD2025-05"):
        with pytest.raises(NoSuchTargetPeriod):
            year.in_period(parse_period(period))
    whole = yearly({"kind": "R", "target": {"value": "85"}}, frequency="year")
    assert [str(one) for one in whole.periods()] == ["2025"]


def test_a_school_year_begins_in_august() -> None:
    shares = [str(place) for place in range(1, 13)]
    year = yearly(
        {"kind": "F", "year": "SY2025", "target": {"value": "78"}, "profile": {"name": "season", "shares": shares}}
    )
    assert year.in_period(parse_period("2025-08")).target.value == 1
    assert year.in_period(parse_period("2026-07")).target.value == 12
    assert year.in_period(parse_period("2026-Q1")).target.value == 6 + 7 + 8


def test_a_flow_in_parts_keeps_percents_and_parts_quantities() -> None:
    said = {"value": "120", "method": "goalposts", "floor": "60", "cap": "110", "least": "5"}
    found = yearly({"kind": "F", "target": said}).in_period(parse_period("2025-04")).target
    assert (found.value, found.floor, found.cap, found.least) == (10, 5, 110, 5)
    assert achievement(found, F(15, 2)).score == 50
    steps = yearly({"kind": "F", "target": {"method": "steps", "steps": [["60", "50"], ["120", "100"]]}})
    assert achievement(steps.in_period(parse_period("2025-04")).target, F(5)).score == 50
    band = yearly({"kind": "F", "target": {"direction": "band", "low": "12", "high": "24"}})
    assert achievement(band.in_period(parse_period("2025-Q1")).target, F(5)).score == 100


def test_halves_and_months_are_counted_in_whole_steps() -> None:
    year = yearly({"kind": "F", "target": {"value": "12"}}, frequency="half")
    assert [str(one) for one in year.periods()] == ["2025-H1", "2025-H2"]
    assert year.in_period(parse_period("2025-H2")).target.value == 6
    for period in ("2025-Q1", "2025-01", "YTD2025-09"):
        with pytest.raises(NoSuchTargetPeriod):
            year.in_period(parse_period(period))


def test_what_a_due_value_that_did_not_come_earns() -> None:
    case = {"kind": "F", "target": {"value": "12", "least": "15"}}
    assert without_value(yearly(case).target, "missing") is None
    assert without_value(yearly(case).target, "floor") == 15
    open_ = {"kind": "F", "target": {"value": "12", "least": None}}
    assert without_value(yearly(open_).target, "floor") == 0


def test_a_school_year_seen_once_is_seen_whole() -> None:
    year = yearly({"kind": "R", "year": "SY2025", "target": {"value": "85"}}, frequency="year")
    assert [str(one) for one in year.periods()] == ["SY2025"]
    assert year.in_period(parse_period("SY2025")).target == year.target


@pytest.mark.parametrize("kind", ["F", "S", "R"])
@pytest.mark.parametrize("profile", ["even", "cumulative"])
@pytest.mark.parametrize(
    "said", [{"value": "80", "method": "manual", "reason": "評審"}, {"method": "milestones", "steps": [["1", "100"]]}]
)
def test_a_judgement_and_steps_of_work_are_asked_whole_in_every_period(
    kind: str, profile: str, said: dict[str, Any]
) -> None:
    year = yearly({"kind": kind, "target": said, "profile": {"name": profile}})
    for period in ("2025-03", "2025-Q2", "YTD2025-06", "2025"):
        found = year.in_period(parse_period(period))
        assert (found.target, found.to_date) == (year.target, False)


def test_a_way_from_nothing_starts_at_nothing() -> None:
    year = yearly({"kind": "S", "target": {"value": "120", "baseline": "0"}, "profile": {"name": "cumulative"}})
    assert [year.in_period(parse_period(one)).target.value for one in ("2025-01", "2025-06", "2025")] == [10, 60, 120]


def test_a_year_nobody_says_more_of_is_even_and_monthly() -> None:
    year = YearTarget(target_of({"value": "12"}), parse_period("2025"), "F")
    assert (year.profile, year.frequency) == (Profile("even", ()), "month")
