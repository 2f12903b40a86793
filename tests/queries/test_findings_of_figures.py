"""Checks that need targets and figures, asked of the store: each finds what was stored to be found."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.acting import JOB
from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.importing import create_plan
from openscorecard.actions.measures.background import compute
from openscorecard.actions.scores.targets import drop_target, set_target
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import Profile
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_plans
from openscorecard.queries.scores.soundness import figure_findings
from openscorecard.queries.scores.targets import targets_of
from tests.actions.sent_files import row, sent

pytestmark = pytest.mark.django_db
PLAN, YEAR = "taipei-public-library", Period("year", 2025)
WHY = {"reason": "疫情", "countermeasure": "線上辦理"}
GRANTS = standard_datasets()["grants"]


@pytest.fixture(autouse=True)
def grants(settings: Any, tmp_path: Path, now: datetime) -> None:
    """100 of grants in each year from 2020 to 2025."""
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    create_plan(example_plans()[1], by=SYSTEM, now=now)
    made = [
        row(GRANTS, grant_id=f"G{year}", agency="教育部", approved=Decimal(100), applied_on=date(year, 1, 5),
            approved_on=date(year, 2, 1))
        for year in range(2020, 2026)
    ]  # fmt: skip
    import_batch(GRANTS, [sent(GRANTS, *made)], covers=parse_coverage("2020..2025"), by=SYSTEM, now=now)
    compute({}, lambda *_: None, by=SYSTEM, now=now, source=JOB)


def aim(now: datetime, value: int, year: int = 2025, **more: Any) -> None:
    target = Target("AF2.1", more.pop("unit", "元"), F(value))
    set_target(PLAN, Period("year", year), target, **{"origin": "年度計畫", **more}, by=SYSTEM, now=now)


def found(now: datetime) -> dict[str, str]:
    """The findings about AF2.1 and the plan, by code, in English."""
    told = figure_findings(PLAN, YEAR, SYSTEM, now)
    return {one.code: one.sentence("en") for one in told if one.where in {"AF2.1", ""}}


def test_a_plan_without_targets_gets_one_finding(now: datetime) -> None:
    told = figure_findings(PLAN, YEAR, SYSTEM, now)
    assert [one.code for one in told] == ["plan-without-targets"]


def test_a_sound_target_is_not_told_of_and_its_siblings_without_one_are(now: datetime) -> None:
    aim(now, 90)
    assert found(now) == {}
    missing = [one.where for one in figure_findings(PLAN, YEAR, SYSTEM, now) if one.code == "kpi-without-target"]
    assert len(missing) == 28


def test_source_unit_and_lowering_are_told(now: datetime) -> None:
    aim(now, 120, unit="件", origin="")
    aim(now, 110, unit="件", origin="", **WHY)
    told = found(now)
    assert told.keys() == {"target-without-source", "target-unit-clash", "target-lowered"}
    assert all(one in told["target-lowered"] for one in ("120", "110", "疫情"))


def test_what_was_dropped_and_set_anew_is_not_lowered(now: datetime) -> None:
    aim(now, 120)
    drop_target(PLAN, "AF2.1", YEAR, by=SYSTEM, now=now)
    aim(now, 100, **WHY)
    assert "target-lowered" not in found(now)


def test_a_target_met_in_six_years_running_is_told(now: datetime) -> None:
    for year in range(2021, 2026):
        aim(now, 100, year)
    assert "target-always-met" not in found(now)
    aim(now, 100, 2020)
    assert "6 periods" in found(now)["target-always-met"]


def test_months_of_a_chart_are_asked_what_the_year_spreads_to_them(now: datetime) -> None:
    for year, spread in ((2024, None), (2025, Profile("even"))):
        target, period = Target("BC1.1", "人次", F(120)), Period("year", year)
        set_target(PLAN, period, target, profile=spread, by=SYSTEM, now=now)
    kpi = next(kpi.id for _, kpi in example_plans()[1].kpis() if kpi.code == "BC1.1")
    asked = targets_of(PLAN, kpi, "month")
    assert {str(period) for period in asked} == {"2024", "2025", *(f"2025-{month:02}" for month in range(1, 13))}
    assert {one.target.value for period, one in asked.items() if period.grain == "month"} == {10}
