"""What stands beside KPIs: companions now and a year before, for flags; peers where something is published of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.importing import create_plan
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.domain.measures.coverage import parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.flags import Beside, flags
from openscorecard.domain.scores.rollup import Scored
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.example import example_plans
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.queries.peers import peers_of
from openscorecard.queries.scores.companions import companions_of
from openscorecard.queries.scores.scored import scored_plan
from tests.actions.sent_files import EVENTS, row, sent

pytestmark = pytest.mark.django_db
F = Fraction
YEAR = Period("year", 2025)
PEERS = standard_datasets()["peer_figures"]
Bring = Callable[..., None]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"


@pytest.fixture
def bring(now: datetime) -> Bring:
    def do(dataset: Dataset, *rows: tuple[Any, ...], covers: str) -> None:
        import_batch(dataset, [sent(dataset, *rows)], covers=parse_coverage(covers), by=SYSTEM, now=now)

    return do


def held(name: str, day: date, attendees: int) -> tuple[Any, ...]:
    return row(EVENTS, event_id=name, held_on=day, status="held", attendees=attendees, branch="A")


@pytest.fixture
def events(bring: Bring, now: datetime) -> None:
    """Twice as many events as the year before, each with fewer people."""
    days = [date(2024, 5, 1), date(2025, 5, 1), date(2025, 6, 1)]
    crowds = [90, 60, 50]
    rows = [held(f"e{n}", day, crowd) for n, (day, crowd) in enumerate(zip(days, crowds, strict=True))]
    bring(EVENTS, *rows, covers="2024-01-01..2025-12-31")
    compute_figures(by=SYSTEM, now=now)


def test_companions_are_now_and_a_year_before_and_falling_ones_are_flagged(events: None, now: datetime) -> None:
    create_plan(example_plans()[1], by=SYSTEM, now=now)
    found = scored_plan("taipei-public-library", YEAR, SYSTEM, now).companions
    assert found["BC1.1"][0] == Beside("每場平均人次", F(90), F(55), "up")
    assert found["BC1.1"][1].now is None
    node = Scored("BC1.1", "kpi", "BC1", F(1), "weighted", "on_target", F(120), F(120), F(100))
    (flagged,) = flags([node], found)
    assert flagged.code == "green-with-falling-companion"
    assert "55" in flagged.sentence("zh-Hant")


def test_a_companion_may_be_better_when_it_falls_and_one_without_a_way_is_left_out() -> None:
    measures = {one.id: one for one in standard_catalogue()}
    found = companions_of({name: measures[name] for name in ("courtesy_courses", "volumes_held")}, YEAR)
    assert [(one.name, one.better) for one in found["courtesy_courses"]] == [("抱怨件數", "down"), ("感謝件數", "up")]
    assert [one.name for one in found["volumes_held"]] == ["近五年入藏占比"]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_kpi_and_for_three(count: int, events: None, django_assert_num_queries: Any) -> None:
    names = ("event_attendance", "senior_events", "youth_events")[:count]
    measures = {name: one for name in names if (one := standard_catalogue().get(name))}
    assert len(measures) == count
    with django_assert_num_queries(3):
        companions_of(measures, YEAR)


def test_peers_are_those_of_the_newest_year_where_an_indicator_tells_of_the_measure(bring: Bring) -> None:
    assert peers_of("volumes_per_resident") is None
    rows = [
        row(PEERS, year=str(year), institution=name, indicator="volumes_per_head", value=value, source="年報")
        for year, name, value in ((2023, "臺北市", 4), (2024, "臺北市", 5), (2024, "新北市", 3))
    ]
    bring(PEERS, *rows, covers="2023..2024")
    found = peers_of("volumes_per_resident")
    assert found is not None
    assert (found.indicator, found.year, found.example) == ("volumes_per_head", 2024, False)
    assert {one.institution: one.value for one in found.figures} == {"臺北市": 5, "新北市": 3}
    assert peers_of("grants_obtained") is None
    assert peers_of("event_attendance") is None
