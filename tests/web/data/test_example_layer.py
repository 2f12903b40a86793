"""The example's rows go at the press of a button, and come back at another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from openscorecard.actions.data.importing import import_batch
from openscorecard.actions.example import load_example
from openscorecard.actions.initiatives.example import load_example_charters
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.example import example_charters, example_institutions, example_plans
from openscorecard.queries.data import batches
from openscorecard.queries.example import piece_name
from openscorecard.queries.initiatives.charters import charter_versions, charters
from openscorecard.queries.initiatives.tags import tagging
from openscorecard.queries.work import running_jobs
from openscorecard.records.models import AuditEntry
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


def declared() -> dict[str, bool]:
    return {plan: row.charter.example for plan, row in charters("taipei-public-library").items()}


@pytest.mark.parametrize("with_rows", [True, False])
def test_what_it_declares_goes_and_comes_back_with_its_rows_or_alone(
    with_rows: bool, request: pytest.FixtureRequest, signed_in: Callable[..., Client], now: datetime
) -> None:
    load_example(example_plans(), example_institutions(), by=SYSTEM, now=now)
    load_example_charters(*example_charters(), by=SYSTEM, now=now)
    if with_rows:
        request.getfixturevalue("rows")
    client = signed_in("administrator")
    assert REMOVE in client.get("/data/").content.decode()
    assert client.post(REMOVE).status_code == 302
    assert (len(declared()), set(declared().values()), tagging()) == (27, {False}, {})
    assert client.post(REMOVE).status_code == 422
    assert RESTORE in client.get("/data/").content.decode()
    assert client.post(RESTORE).status_code == 302
    assert (set(declared().values()), [tag.plan for tag in tagging()["cards"]]) == ({True}, ["CC1.1.1"])
    assert [row.version for row in charter_versions("taipei-public-library", "AC1.1.1")] == [3, 2, 1]
    verbs = AuditEntry.objects.filter(outcome="done").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.endswith("_charters")] == [
        "example.load_charters", "example.remove_charters", "example.load_charters",
    ]  # fmt: skip


def test_without_example_rows_nothing_is_said_of_them(client: Client) -> None:
    assert "示範資料列" not in client.get("/data/").content.decode()
