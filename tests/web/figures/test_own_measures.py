"""Measures of one's own on pages: described by file or form, seen in words, stored, bound to KPIs, retired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.actions.measures.defining import define_measures
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.formats.measures.files import read_directly
from openscorecard.formats.strategy.intake import read_plans
from openscorecard.queries.data import data_state
from openscorecard.queries.figures import counted_data_state
from openscorecard.queries.measures import catalogue, measure_data, own_kpi_names, own_measures
from openscorecard.queries.observed import Asked, observed
from openscorecard.queries.work import running_jobs
from tests.actions.sent_files import EVENTS, row
from tests.conftest import NOW
from tests.web.figures.conftest import Bring, compute

pytestmark = pytest.mark.django_db
SESSION = 2  # the session and its person
FILE = """counts:
  held: {in: events, within: held_on, where: [[status, in, held]]}
measures:
  events_of_ours:
    name: [夜間活動場次, Evening events]
    kind: F
    unit: [場, events]
    frequency: month
    nature: output
    variants:
      all: {text: [已辦理的活動, events held], of: [held]}
    dimensions: [branch]
    kpi_names: [夜間活動數]
"""
FORM = {
    "id": "evening_visits",
    "name_zh": "夜間活動人次",
    "name_en": "Evening visits",
    "unit_zh": "人次",
    "unit_en": "visits",
    "frequency": "quarter",
    "nature": "outcome",
    "counted": "sum",
    "field": "attendees",
    "when": "within",
    "dimensions": ["branch"],
    "only_1": "status",
    "values_1": "held、 cancelled",
}


@pytest.fixture
def at_work(signed_in: Callable[..., Client]) -> Client:
    client = signed_in("editor")
    client.cookies["django_language"] = "en"
    client.get("/help/")  # a session is written at its first use
    return client


def followed(client: Client, address: str, said: dict[str, Any]) -> Any:
    answer = client.post(address, said)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def test_a_pasted_file_is_seen_in_words_and_stored_only_then(at_work: Client) -> None:
    place = followed(at_work, reverse("measure-file"), {"pasted": FILE})
    page = at_work.get(place).content.decode()
    assert "the number of rows of “Events”" in page
    assert "New measure" in page
    assert own_measures() == ()
    assert followed(at_work, place, {}) == "/measures/events_of_ours/"
    assert [row.id for row in own_measures()] == ["events_of_ours"]
    page = at_work.get("/measures/").content.decode()
    assert "Evening events" in page
    again = at_work.get(followed(at_work, reverse("measure-file"), {"pasted": FILE})).content.decode()
    assert "there is nothing to do" in again


def test_once_stored_its_figures_are_asked_for_and_counted(at_work: Client, bring: Bring) -> None:
    held = row(EVENTS, event_id="e1", held_on=date(2025, 1, 5), status="held", branch="A")
    bring(EVENTS, [held], "2025-01")
    compute()
    assert counted_data_state() == data_state()  # nothing of the rows is due
    followed(at_work, followed(at_work, reverse("measure-file"), {"pasted": FILE}), {})
    assert [job.kind for job in running_jobs()] == ["figures.compute"]
    compute()
    january = parse_period("2025-01")
    (line,) = observed(Asked("events_of_ours", january, january)).lines
    assert line.observation.value == 1


def test_faults_of_a_file_say_where_and_keep_what_was_pasted(at_work: Client) -> None:
    answer = at_work.post(reverse("measure-file"), {"pasted": FILE.replace("in: events", "in: concerts")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "row 2 column 9" in page
    assert "in: concerts" in page
    assert own_measures() == ()
    empty = at_work.post(reverse("measure-file"), {})
    assert empty.status_code == 422
    assert "Choose a file or paste its text." in empty.content.decode()


def test_the_form_makes_the_same_data_as_a_file(at_work: Client) -> None:
    place = followed(at_work, reverse("measure-form", args=["events"]), FORM)
    assert "the sum of “Attendees on site” over the rows of “Events”" in at_work.get(place).content.decode()
    followed(at_work, place, {})
    data = measure_data("evening_visits")
    assert data["counts"] == {
        "counted": {
            "in": "events",
            "within": "held_on",
            "where": [["status", "in", "held", "cancelled"]],
            "sum": ["attendees"],
        }
    }
    measure = data["measures"]["evening_visits"]
    assert (measure["kind"], measure["dimensions"], measure["version"]) == ("F", ["branch"], 1)


@pytest.mark.parametrize(
    ("dataset", "when", "kind", "said"),
    [
        ("cards", "alive:until:expires_on", "S", {"alive": {"start": "issued_on", "until": ["expires_on"]}}),
        ("holdings", "alive:gone:withdrawn_on", "S", {"alive": {"start": "acquired_on", "gone": ["withdrawn_on"]}}),
        ("population", "latest", "S", {"latest": {"field": "as_of"}}),
        ("cards", "within", "F", {"within": "issued_on"}),
    ],
)
def test_every_way_in_time_can_be_chosen(at_work: Client, dataset: str, when: str, kind: str, said: Any) -> None:
    form = {**FORM, "counted": "rows", "field": "", "when": when, "only_1": "", "dimensions": []}
    followed(at_work, followed(at_work, reverse("measure-form", args=[dataset]), form), {})
    data = measure_data("evening_visits")
    assert data["counts"]["counted"] == {"in": dataset, **said}
    assert data["measures"]["evening_visits"]["kind"] == kind


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": "event_attendance"}, "comes with the product"),
        ({"id": "Evening!"}, "an id begins with a small letter"),
        ({"field": ""}, "Choose the field."),
        ({"values_1": " , "}, "Name at least one value."),
        ({"values_1": "postponed"}, "postponed"),
        ({"when": "alive::"}, "not one of the available choices"),
    ],
)
def test_a_form_that_does_not_fit_is_told_what_to_mend(at_work: Client, wrong: dict[str, str], words: str) -> None:
    answer = at_work.post(reverse("measure-form", args=["events"]), {**FORM, **wrong})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert own_measures() == ()


def test_retiring_says_what_follows_and_is_done_on_the_yes(at_work: Client) -> None:
    define_measures(FILE.encode(), by=SYSTEM, now=NOW)
    place = reverse("measure-retire", args=["events_of_ours"])
    assert place in at_work.get("/measures/events_of_ours/").content.decode()
    assert "leaves the catalogue" in at_work.get(place).content.decode()
    assert catalogue().get("events_of_ours") is not None
    assert followed(at_work, place, {}) == "/measures/"
    assert catalogue().get("events_of_ours") is None
    assert (
        reverse("measure-retire", args=["senior_events"])
        not in at_work.get("/measures/senior_events/").content.decode()
    )


def test_any_measure_can_be_had_as_a_file_and_be_a_beginning(at_work: Client, client: Client) -> None:
    text = client.get("/measures/senior_events/measure.yaml").content.decode()
    assert read_directly(text) == (measure_data("senior_events"),)
    assert "senior_events:" in at_work.get(reverse("measure-file"), {"from": "senior_events"}).content.decode()
    assert client.get("/measures/nothing_known/measure.yaml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/measures/own-file/", "/measures/own-form/events/", "/measures/own-preview/", "/measures/x/retire/"]
)
def test_readers_may_not_describe_measures_and_strangers_sign_in(
    address: str, signed_in: Callable[..., Client], client: Client
) -> None:
    assert signed_in("reader").get(address).status_code == 403
    assert client.get(address).status_code == 302


def test_a_preview_is_its_senders_alone(at_work: Client, signed_in: Callable[..., Client]) -> None:
    place = followed(at_work, reverse("measure-file"), {"pasted": FILE})
    other = signed_in("administrator")
    assert other.get(place)["Location"] == reverse("measure-file")
    assert at_work.get(reverse("measure-preview"), {"kept": "forged"})["Location"] == reverse("measure-file")


def test_a_kpi_is_bound_to_ones_own_measure_by_form_and_by_import(at_work: Client, example: None) -> None:
    define_measures(FILE.encode(), by=SYSTEM, now=NOW)
    page = at_work.get("/plans/taipei-public-library/edit/kpi/CP2.1/").content.decode()
    assert 'value="events_of_ours"' in page
    plan = "id: p\nname: 某館\nthemes:\n- {letter: A, name: 服務}\nobjectives:\n- code: AC1\n  name: 滿意\n"
    kpis = "  kpis:\n  - {code: AC1.1, name: 夜間活動數, measure: events_of_ours}\n"
    ((_, kpi),) = read_plans((plan + kpis).encode(), "p.yaml", (), own_kpi_names()).plans[0].kpis()
    assert kpi.measure == "events_of_ours"


def test_the_public_page_is_told_anew_when_a_measure_of_ones_own_changes(client: Client, example: None) -> None:
    client.get("/account/sign-in/")  # gives the cookie of forms
    place = "/plans/taipei-public-library/kpis/CP2.1/"
    tag = client.get(place)["ETag"]
    assert client.get(place, headers={"if-none-match": tag}).status_code == 304
    define_measures(FILE.encode(), by=SYSTEM, now=NOW)
    assert client.get(place, headers={"if-none-match": tag}).status_code == 200


PAGES = {
    "/measures/own-file/": 0,
    "/measures/own-file/?from=events_of_ours": 1,
    "/measures/own-form/events/": 0,
    "/measures/events_of_ours/retire/": 2,
    "/measures/events_of_ours/measure.yaml": 0,
}


@pytest.mark.parametrize("more", [0, 3])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_however_many_measures_there_are(
    address: str, more: int, at_work: Client, django_assert_num_queries: Any
) -> None:
    define_measures(FILE.encode(), by=SYSTEM, now=NOW)
    for number in range(more):
        define_measures(FILE.replace("events_of_ours", f"ours_{number}").encode(), by=SYSTEM, now=NOW)
    with django_assert_num_queries(SESSION + PAGES[address]):
        assert at_work.get(address).status_code == 200
