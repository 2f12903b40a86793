"""The example's rows go at the press of a button, and come back at another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from openscorecard.actions.data.importing import import_batch
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.data import batches
from openscorecard.queries.example import piece_name
from openscorecard.queries.work import running_jobs
from tests.actions.sent_files import EVENTS, event, sent

pytestmark = pytest.mark.django_db
REMOVE, RESTORE = "/data/example/remove/", "/data/example/restore/"


@pytest.fixture
def rows(now: datetime) -> None:
    """A batch of the example, and one of the library's own."""
    name = piece_name("recipe, scale 1/100", 1, 1, "events", "")
    import_batch(EVENTS, [sent(EVENTS, event("X1", "2025-03-05"), name=name)], example=True, by=SYSTEM, now=now)
    import_batch(EVENTS, [sent(EVENTS, event("E1", "2025-03-06"), name="own.csv")], by=SYSTEM, now=now)


def states() -> dict[bool, str]:
    return {row.example: row.state for row in batches("events")}


@pytest.mark.usefixtures("rows")
def test_an_administrator_removes_all_of_it_at_once_and_brings_it_back(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    assert REMOVE in client.get("/data/").content.decode()
    assert client.get(REMOVE).status_code == 200
    assert states() == {True: "current", False: "current"}
    assert client.post(REMOVE).status_code == 302
    assert states() == {True: "withdrawn", False: "current"}
    assert [job.kind for job in running_jobs()] == ["figures.compute"]
    assert RESTORE in client.get("/data/").content.decode()
    assert client.post(RESTORE).status_code == 302
    assert states() == {True: "current", False: "current"}


@pytest.mark.usefixtures("rows")
def test_what_is_removed_already_cannot_be_removed_again_and_says_so(signed_in: Callable[..., Client]) -> None:
    client = signed_in("administrator")
    client.post(REMOVE)
    again = client.post(REMOVE)
    assert again.status_code == 422
    assert "data list" in again.content.decode()


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("role", ["reader", "editor"])
def test_others_see_that_it_is_there_and_may_not_touch_it(role: str, signed_in: Callable[..., Client]) -> None:
    client = signed_in(role)
    page = client.get("/data/").content.decode()
    assert "示範資料列" in page
    assert REMOVE not in page
    assert client.post(REMOVE).status_code == 403
    assert states()[True] == "current"


def test_without_example_rows_nothing_is_said_of_them(client: Client) -> None:
    assert "示範資料列" not in client.get("/data/").content.decode()
