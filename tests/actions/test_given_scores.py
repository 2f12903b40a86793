"""What people give instead of rows: percentages with a reason, and how many milestones are done."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction as F

import pytest

from openscorecard.actions.importing import create_plan
from openscorecard.actions.scores.targets import set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.scores.targets import UnfitTarget
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.queries.scores.targets import targets_in
from tests.store_samples import library

pytestmark = pytest.mark.django_db
YEAR = Period("year", 2025)
STEPS = "1=25; 2=50; 3=75; 4=100"


@pytest.fixture(autouse=True)
def plan(now: datetime) -> None:
    create_plan(library(), by=SYSTEM, now=now)


def score(now: datetime) -> tuple[F | None, str]:
    card = scored_plan("library", YEAR, SYSTEM, now).card
    node = next(one for one in card.every() if one.code == "AP1.1")
    return node.score, node.status


def give(now: datetime, **said: str) -> None:
    set_targets("library", YEAR, [Asking("AP1.1", {"unit": "%", **said})], by=SYSTEM, now=now)


def test_a_percentage_that_a_person_gives_needs_a_reason_and_is_the_score(now: datetime) -> None:
    with pytest.raises(UnfitTarget):
        give(now, method="manual", value="85")
    give(now, method="manual", value="85", reason="委外評鑑報告")
    assert score(now) == (85, "behind")
    (found,) = targets_in("library", YEAR).values()
    assert (found.target.reason, found.row.reason) == ("委外評鑑報告", "委外評鑑報告")
    give(now, value="100", reason="複評")
    assert score(now) == (100, "on_target")


def test_milestones_earn_the_percent_of_the_steps_that_are_done(now: datetime) -> None:
    for done, earned in (("0", 0), ("2", 50), ("4", 100)):
        give(now, method="milestones", value=done, steps=STEPS, reason="r", countermeasure="c")
        assert score(now)[0] == earned


def test_milestones_without_a_count_or_steps_are_refused(now: datetime) -> None:
    for said in ({"steps": STEPS}, {"value": "2"}):
        with pytest.raises(Fault):
            give(now, method="milestones", **said)
    assert targets_in("library", YEAR) == {}
