"""How many queries each page of data costs: literals, the same for one batch and for three."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from openscorecard.actions.data.importing import import_batch
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.data import batches
from tests.actions.sent_files import EVENTS, event, sent
from tests.web.data.sent import BAD, preview_of

pytestmark = pytest.mark.django_db
OPEN = {"/data/": 2, "/data/events/": 2, "/data/events/template/csv/": 0, "/data/events/schema.json": 0}
SIGNED_IN = {  # two of them say who asks
    "/data/": 4,
    "/data/events/": 11,
    "/data/events/plans/": 4,
    "/data/events/plans/rows/": 5,
    "/data/upload/": 2,
    "/data/batches/{batch}/": 5,
    "/data/batches/{batch}/rejected.csv": 5,
    "/data/batches/{batch}/withdraw/": 4,
}


def _fill(rows: int, now: datetime) -> str:
    """The events with as many batches, each with a rejected row."""
    for number in range(rows):
        file = sent(EVENTS, event(f"E{number}", "2025-03-05"), name=f"{number}.csv", rejected=1)
        import_batch(EVENTS, [file], keep_good=True, by=SYSTEM, now=now)
    return batches("events")[0].id


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", OPEN)
def test_an_open_page_costs_the_same_however_much_there_is(
    address: str, rows: int, client: Client, now: datetime, django_assert_num_queries: Any
) -> None:
    _fill(rows, now)
    with django_assert_num_queries(OPEN[address]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", SIGNED_IN)
def test_a_page_for_those_signed_in_costs_the_same_however_much_there_is(
    address: str, rows: int, at_work: Client, now: datetime, django_assert_num_queries: Any
) -> None:
    batch = _fill(rows, now)
    at_work.get("/help/")  # the idle clock moves along once a minute
    with django_assert_num_queries(SIGNED_IN[address]):
        assert at_work.get(address.format(batch=batch)).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_preview_that_was_looked_at_costs_the_same(
    rows: int, at_work: Client, now: datetime, django_assert_num_queries: Any
) -> None:
    _fill(rows, now)
    where, _page = preview_of(at_work, BAD)
    with django_assert_num_queries(3):
        assert at_work.get(where).status_code == 200
