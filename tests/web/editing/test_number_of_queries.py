"""The number of queries of each writing page is a literal, whatever the plan holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from openscorecard.actions.editing import change_plan
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.changes import AddObjective, AddTheme
from openscorecard.domain.text import Text
from openscorecard.queries.answers import OpenPlan
from tests.store_samples import bureau, numbered
from tests.web.editing.at_work import publish

Opened = Callable[[], OpenPlan]
SESSION = 2  # the session and its person

PAGES = [
    (reverse("plan-edit", args=["library"]), 4),
    (reverse("edit-new", args=["library", "description"]), 1),
    (reverse("edit-objective", args=["library", "AC1"]), 1),
    (reverse("edit-new", args=["library", "support"]), 2),
    (reverse("edit-new", args=["library", "responsibility"]), 3),
    (reverse("plan-editions", args=["library"]), 2),
    (reverse("plan-history", args=["library"]), 3),
    (reverse("plan-compare", args=["library"]), 5),
    (reverse("plan-publish", args=["library"]), 5),
    (reverse("plans-deleted"), 1),
]


@pytest.mark.parametrize(("address", "queries"), PAGES, ids=[page[0] for page in PAGES])
def test_a_page_asks_the_store_as_often_for_much_as_for_little(
    at_work: Client,
    stored: Opened,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    base = stored()
    for turn in range(3):
        for change in (AddTheme(f"Q{turn}", Text("主題")), AddObjective(f"Q{turn}", "C", Text("目標"))):
            base_revision = stored().revision
            change_plan("library", change, expected_revision=base_revision, by=SYSTEM, now=now)
        if turn in {0, 2}:
            publish(numbered(bureau(), turn), now)
            at_work.get(address)  # what was read once stays read: contents are frozen
            with django_assert_num_queries(SESSION + queries):
                assert at_work.get(address).status_code == 200
    assert stored().revision > base.revision


def test_the_audit_trail_is_one_query(
    signed_in: Callable[..., Client], stored: Opened, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    stored()
    client = signed_in("administrator")
    client.get(reverse("audit"))  # the idle clock writes once a minute
    with django_assert_num_queries(SESSION + 1):
        client.get(reverse("audit"))
