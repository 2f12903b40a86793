"""The example's targets: loaded where nobody set one, gone at once, back at once, never over a person's."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from openscorecard.actions.example import load_example
from openscorecard.actions.scores.example import (
    load_example_targets,
    remove_example_targets,
    restore_example_targets,
)
from openscorecard.actions.scores.targets import drop_target, set_target
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.example import example_institutions, example_plans, example_targets
from openscorecard.queries.scores.targets import targets_in
from openscorecard.records.models import TargetRecord

pytestmark = pytest.mark.django_db
PLAN = "taipei-public-library"
YEAR = Period("year", 2025)
OWN = Target("AC1.1", "冊／人", Fraction(3))  # less than the example's: nobody set that, so no reason is asked


@pytest.fixture(autouse=True)
def loaded(now: datetime) -> None:
    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
    assert load_example_targets(*example_targets(), by=SYSTEM, now=now) == 29 * 8


def test_every_kpi_has_one_in_every_year_marked_and_the_same_every_time(now: datetime) -> None:
    for year in range(2018, 2026):
        found = targets_in(PLAN, Period("year", year))
        assert len(found) == 29
        assert all(one.row.example and one.row.origin == "示範" for one in found.values())
    assert example_targets() == example_targets()
    assert load_example_targets(*example_targets(), by=SYSTEM, now=now) == 0
    assert TargetRecord.objects.count() == 29 * 8


def test_what_a_person_set_stays_and_stays_the_first(now: datetime) -> None:
    set_target(PLAN, YEAR, OWN, by=SYSTEM, now=now)
    assert remove_example_targets(by=SYSTEM, now=now) == 29 * 8 - 1
    found = targets_in(PLAN, YEAR)
    assert set(found) == {"AC1.1"}
    assert (found["AC1.1"].target.value, found["AC1.1"].first.version, found["AC1.1"].row.example) == (3, 2, False)
    assert remove_example_targets(by=SYSTEM, now=now) == 0
    assert restore_example_targets(by=SYSTEM, now=now) == 29 * 8 - 1
    assert targets_in(PLAN, YEAR)["AC1.1"].target.value == 3


def test_what_a_person_dropped_or_set_meanwhile_does_not_come_back(now: datetime) -> None:
    drop_target(PLAN, "AP1.1", YEAR, by=SYSTEM, now=now)
    remove_example_targets(by=SYSTEM, now=now)
    set_target(PLAN, YEAR, OWN, by=SYSTEM, now=now)
    assert restore_example_targets(by=SYSTEM, now=now) == 29 * 8 - 2
    found = targets_in(PLAN, YEAR)
    assert "AP1.1" not in found
    assert (found["AC1.1"].target.value, found["AC1.1"].row.example) == (3, False)
    assert load_example_targets(*example_targets(), by=SYSTEM, now=now) == 0


def test_the_same_value_set_by_a_person_is_the_persons(now: datetime) -> None:
    example = targets_in(PLAN, YEAR)["AP1.1"].target
    row = set_target(PLAN, YEAR, example, by=SYSTEM, now=now)
    assert (row.version, row.example) == (2, False)
    remove_example_targets(by=SYSTEM, now=now)
    assert set(targets_in(PLAN, YEAR)) == {"AP1.1"}
