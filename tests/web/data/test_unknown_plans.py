"""A plan id that no strategy plan ever had is told wherever rows are looked at, until somebody mends it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.actions.editing import change_plan
from openscorecard.actions.example import load_example
from openscorecard.actions.initiatives.tagging import tag_by_hand
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.changes import RemoveInitiative
from openscorecard.formats.example import example_plans
from openscorecard.queries.plans import open_plan
from tests.web.data.sent import SPRING, preview_of, settings_in
from tests.web.plans.conftest import Sheet

pytestmark = pytest.mark.django_db
LIBRARY = "taipei-public-library"


@pytest.fixture(autouse=True)
def _library(now: datetime) -> None:
    load_example([example_plans()[1]], [], by=SYSTEM, now=now)


def of_plans(*plans: str) -> str:
    head, *rows = SPRING.splitlines()
    return "\n".join((f"{head},plan", *(f"{row},{plan}" for row, plan in zip(rows, plans, strict=True)))) + "\n"


def told(client: Client, address: str) -> list[str]:
    return Sheet(client.get(address)).words("//div[contains(@class, 'notice-watch')]")


def test_it_is_told_before_the_yes_after_it_and_on_the_dataset_until_it_is_mended(
    at_work: Client, now: datetime
) -> None:
    where, page = preview_of(at_work, of_plans("BC1.1.1", "BC9.9.9"))
    (notice,) = told(at_work, where)
    assert "unknown-action-plan" in notice
    assert "BC9.9.9 1 row, the first in row 3" in notice
    answer = at_work.post(where, {**settings_in(page), "import": "1"}, follow=True)
    after = Sheet(answer)
    assert "“BC9.9.9” (1 row, the first in row 3): no strategy plan has such an action plan." in after.text
    assert after.all(f"//a[@href='{reverse('dataset-tags', args=['events'])}']")
    (notice,) = told(at_work, "/data/events/")
    assert "BC9.9.9 1 row" in notice
    assert Sheet(at_work.get("/data/events/")).all("//a[@href='/data/events/plans/rows/?plan=BC9.9.9']")
    tag_by_hand("events", ["E2"], "BC1.1.1", by=SYSTEM, now=now)
    assert told(at_work, "/data/events/") == []


def test_a_plan_that_was_removed_later_is_none_of_them(at_work: Client, now: datetime) -> None:
    found = open_plan(LIBRARY, SYSTEM)
    change_plan(LIBRARY, RemoveInitiative("BC1.1.1"), expected_revision=found.revision, by=SYSTEM, now=now)
    where, _page = preview_of(at_work, of_plans("BC1.1.1", "BC1.1.1"))
    assert told(at_work, where) == []
