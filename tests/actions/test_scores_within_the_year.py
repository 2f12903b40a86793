"""Months and quarters scored against what the year's target asks of them, and what a missing value earns."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.acting import JOB
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.actions.measures.background import compute
from openscorecard.actions.scores.targets import set_target, set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import Profile
from openscorecard.formats.example import example_institutions, example_plans
from openscorecard.formats.scores.texts import target_texts
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.queries.scores.targets import targets_in
from tests.actions.sent_files import EVENTS, event, sent

pytestmark = pytest.mark.django_db
PLAN, KPI = "taipei-public-library", "BC1.1"
YEAR, TODAY = parse_period("2025"), datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def counted(settings: Any, tmp_path: Path, now: datetime) -> None:
    """Attendance of 2025: 10, 20 and 30 in its first months, none later; of 2024 12 a month, but 24 in June."""
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
    rows = [event(f"e{month}", f"2025-0{month}-05", attendees=month * 10) for month in (1, 2, 3)]
    rows += [event(f"f{m}", f"2024-{m:02}-05", attendees=24 if m == 6 else 12) for m in range(1, 13)]
    covers = parse_coverage("2024-01..2025-06")
    import_batch(EVENTS, [sent(EVENTS, *rows)], covers=covers, by=SYSTEM, now=now)
    compute({}, lambda *_: None, by=SYSTEM, now=now, source=JOB)


def node(period: str) -> Scored:
    scored = scored_plan(PLAN, parse_period(period), SYSTEM, TODAY)
    return next(one for one in scored.card.plan.every() if one.code == KPI)


def put(now: datetime, profile: Profile, **more: Any) -> None:
    target = Target(KPI, "人次", Fraction(120))
    set_target(PLAN, YEAR, target, profile=profile, **more, by=SYSTEM, now=now)


def test_an_even_year_asks_a_month_a_twelfth_and_a_quarter_three(now: datetime) -> None:
    put(now, Profile("even"))
    assert [node(period).score for period in ("2025-01", "2025-02", "2025-Q1", "YTD2025-03")] == [100, 200, 200, 200]
    assert (node("2025-07").status, node("2025").status) == ("no_data", "no_data")


def test_a_cumulative_month_is_judged_by_all_since_the_year_began(now: datetime) -> None:
    put(now, Profile("cumulative"))
    scored = scored_plan(PLAN, parse_period("2025-03"), SYSTEM, TODAY)
    (target,) = scored.targets.values()
    assert (target.target.value, target.to_date, target.derived) == (30, True, True)
    assert scored.measured[KPI].observation.value == 60  # 10 + 20 + 30, not March alone
    assert node("2025-03").score == 200
    assert node("2025-06").score == 100


def test_a_year_that_is_not_spread_asks_its_months_nothing(now: datetime) -> None:
    set_target(PLAN, YEAR, Target(KPI, "人次", Fraction(120)), by=SYSTEM, now=now)
    assert node("2025-03").status == "no_target"


def test_a_value_that_is_due_and_does_not_come_earns_the_floor_where_that_is_said(now: datetime) -> None:
    put(now, Profile("even"), missing="floor")
    missed, running = node("2025-07"), node("2026-07")
    assert (missed.score, missed.status, missed.coverage) == (0, "behind", 100)
    assert running.status == "no_target"
    early = scored_plan(PLAN, parse_period("2025-07"), SYSTEM, datetime(2025, 7, 15, tzinfo=UTC))
    assert {one.code: one.status for one in early.card.plan.every()}[KPI] == "not_due"


def test_an_empty_season_is_that_of_the_year_before(now: datetime) -> None:
    said = {**target_texts(None), "value": "156", "unit": "人次", "profile": "season"}
    set_targets(PLAN, YEAR, [Asking(KPI, said)], by=SYSTEM, now=now)
    june, july = (targets_in(PLAN, parse_period(period))[KPI].target.value for period in ("2025-06", "2025-07"))
    assert (june, july) == (24, 12)
