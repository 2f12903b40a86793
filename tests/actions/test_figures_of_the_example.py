"""The example from its rows to its figures: every KPI of the library has a value for 2025, with its provenance."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openscorecard.actions.example import load_example
from openscorecard.actions.example_rows import load_example_rows, recipe_of
from openscorecard.actions.initiatives.example import load_example_charters
from openscorecard.actions.measures.computing import compute_figures
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.measures.trend import Line
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.work.progress import unwatched
from openscorecard.formats.example import example_charters, example_institutions, example_plans
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.queries.initiatives.contributions import contributions
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.measures import dimensions_of
from openscorecard.queries.observed import Asked, observed
from openscorecard.queries.plans import open_plan
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
SCALE = Fraction(1, 1000)
YEAR = parse_period("2025")
JOB: Any = {"by": SYSTEM, "now": NOW}


@pytest.fixture
def counted(settings: Any, tmp_path: Path) -> None:
    settings.ROWS_ROOT, settings.FILES_ROOT = tmp_path / "rows", tmp_path / "files"
    from openscorecard.actions.acting import JOB as door

    load_example_rows({"scale": str(SCALE)}, unwatched, by=SYSTEM, now=NOW, source=door)
    compute_figures(**JOB)


def lines(measure: str, grain: str = "year", reading: str = "", by: str = "") -> tuple[Line, ...]:
    return observed(Asked(measure, YEAR, YEAR, grain, reading, by)).lines


def total(found: tuple[Line, ...]) -> Fraction:
    return sum((line.observation.value or Fraction(0) for line in found), Fraction(0))


def _plans_report_themselves() -> None:
    """27 plans over 44 codes, each with kind, stage and batches; by plan and no plan make up every KPI exactly."""
    strategy, charters = example_charters()
    load_example(example_plans(), example_institutions(), **JOB)
    load_example_charters(strategy, charters, **JOB)
    compute_figures(**JOB)
    plan = open_plan(strategy, SYSTEM).plan
    found = standings(plan, YEAR)
    assert (len(found), sum(len(one.codes) for one in found)) == (27, 44)
    for one in found:
        assert one.kind is not None, one.initiative
        assert one.kind.standing or one.progress.stage, one.initiative
        assert one.progress.batches, one.initiative
        assert one.progress.planned, one.initiative
    carried = contributions(plan, YEAR)
    assert len(carried) == 20
    for measure, one in carried.items():
        (split,) = one.periods
        assert split.value is not None
        assert split.no_plan is not None
        assert sum(split.by_plan.values(), split.no_plan) == split.value, measure
        assert split.by_plan, measure
    (cards,) = carried["cards_valid"].periods
    (line,) = lines("cards_valid")
    assert cards.value == line.observation.value
    assert cards.by_plan["CC1.1.1"] == recipe_of(SCALE).scaled(411_203)


@pytest.mark.usefixtures("counted")
def test_every_figure_of_the_example_for_2025() -> None:
    """One test, since the rows are made once: the values, their provenance, and what adds up to what."""
    library = next(plan for plan in example_plans() if plan.id == "taipei-public-library")
    values = {}
    for _, kpi in library.kpis():
        (line,) = lines(kpi.measure or "")
        one = line.observation
        assert (one.status, line.example) == ("ok", True), kpi.code
        assert one.value is not None
        assert one.batches, kpi.code
        assert one.runs, kpi.code
        values[kpi.code] = one.value
    assert len(values) == 29
    assert len({values[code] for code in ("AL1.1", "CL1.1", "DL1.1")}) == 1
    volumes = recipe_of(SCALE).scaled(8_750_266)
    assert values["AP1.1"] == volumes
    assert round(float(values["AC1.1"]), 2) == 3.59

    loans = lines("remote_circulation")
    assert total(lines("remote_circulation", "month")) == total(loans)
    assert total(lines("remote_circulation", "quarter")) == total(loans)
    assert total(lines("remote_circulation", by="branch")) == total(loans)
    assert total(lines("remote_circulation", by="channel")) == total(loans)
    assert total(lines("volumes_held", by="branch")) == total(lines("volumes_held"))
    # The same reader may borrow at two branches: they add up to more than the library has.
    assert total(lines("cards_valid", reading="active", by="branch")) > total(lines("cards_valid", reading="active"))

    _plans_report_themselves()

    for measure in standard_catalogue():
        for reading in measure.readings():
            (line,) = lines(measure.id, reading=reading.name)
            assert line.observation.status == "ok", (measure.id, reading.name)
            for dimension in dimensions_of(measure, reading):
                assert any(one.observation.value for one in lines(measure.id, "year", reading.name, dimension))
