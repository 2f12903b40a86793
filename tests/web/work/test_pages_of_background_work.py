"""Background work on pages: who sees it, what a bar says, how asking for it ends, what a reader may do about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.actions.work.asking import ask_for, cancel
from openscorecard.actions.work.telling import told
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.work.faults import UnknownJob, WorkTooSlow
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.work import job_named, running_jobs
from openscorecard.records.models import Job
from tests.work_samples import register_all

SESSION = 2  # the session and its person
SignedIn = Callable[..., Client]
Asked = Callable[..., int]


@pytest.fixture
def at_work(signed_in: SignedIn) -> Client:
    """An editor's client, reading English."""
    client = signed_in("editor")
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def asked(db: None, now: datetime) -> Asked:
    """`asked("loans", state="running", done=1, total=4)`: the number of a job in that state."""
    register_all()

    def ask(subject: str = "loans", **fields: Any) -> int:
        job = ask_for("sample.count", subject, {"to": 3}, by=SYSTEM, now=now).id
        Job.objects.filter(pk=job).update(**fields)
        return job

    return ask


def text(client: Client, name: str, *words: object, **query: str) -> str:
    answer = client.get(reverse(name, args=words), query)
    assert answer.status_code in {200, 286}
    return answer.content.decode()


def test_strangers_sign_in_and_onlookers_stay_out(client: Client, signed_in: SignedIn, asked: Asked) -> None:
    job, onlooker = asked(), signed_in("reader")
    for address in (reverse("work"), reverse("work-job", args=[job]), reverse("work-progress", args=[job])):
        assert (client.get(address).status_code, onlooker.get(address).status_code) == (302, 403)


@pytest.mark.parametrize("name", ["work-cancel", "work-again"])
def test_an_onlooker_changes_nothing_and_is_remembered(
    signed_in: SignedIn, asked: Asked, administrator: Any, name: str
) -> None:
    job = asked()
    assert signed_in("reader").post(reverse(name, args=[job])).status_code == 403
    assert job_named(job).state == "waiting"
    last = audit_trail(administrator)[0]
    assert (last.verb, last.subject, last.outcome) == ("work.see", str(job), "denied")


def test_a_job_that_is_not_there_is_not_found(at_work: Client) -> None:
    assert at_work.get(reverse("work-job", args=[99])).status_code == 404
    assert at_work.post(reverse("work-cancel", args=[99])).status_code == 404
    assert at_work.post(reverse("work-start", args=["sample.count"])).status_code == 404


def test_a_running_job_shows_a_bar_with_words_beside_and_asks_on(at_work: Client, asked: Asked) -> None:
    job = asked(state="running", done=1, total=4, stage={"zh": "等待中", "en": "Waiting for rows"})
    page = text(at_work, "work-job", job)
    assert '<progress aria-label="Sample work" max="4" value="1">' in page
    assert ("25 %" in page, "Waiting for rows" in page, "Running" in page) == (True, True, True)
    assert f'hx-get="{reverse("work-progress", args=[job])}"' in page
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><p><a class="btn" href="">Look again</a></p></noscript>' in page
    assert 'http-equiv="refresh"' not in page  # a page that reloads under its reader breaks WCAG 2.2.1


def test_it_is_said_in_the_readers_language(signed_in: SignedIn, asked: Asked) -> None:
    job = asked(state="running", done=1, total=4, stage={"zh": "等待中", "en": "Waiting for rows"})
    page = text(signed_in("editor"), "work-job", job)
    assert ("等待中" in page, "執行中" in page, "Waiting for rows" in page) == (True, True, False)


def test_the_part_that_htmx_asks_for_announces_only_what_is_new(at_work: Client, asked: Asked) -> None:
    job = asked(state="running", done=30, total=100)
    part = text(at_work, "work-progress", job, said="running-0")
    assert "<html" not in part
    assert f'id="job-{job}-said" hx-swap-oob="innerHTML">Sample work: Running, 25 %' in part
    assert 'name="said" value="running-25"' in part
    Job.objects.filter(pk=job).update(done=49)
    assert "hx-swap-oob" not in text(at_work, "work-progress", job, said="running-25")


def test_when_the_job_has_ended_the_asking_ends_and_the_result_is_linked(at_work: Client, asked: Asked) -> None:
    says = {"zh": "好了", "en": "Three were counted."}
    job = asked(state="done", done=3, total=3, result={"address": "/plans/", "says": says})
    answer = at_work.get(reverse("work-progress", args=[job]), {"said": "running-75"})
    part = answer.content.decode()
    assert answer.status_code == 286  # htmx asks no more
    assert ('href="/plans/"' in part, "Three were counted." in part, "Done" in part) == (True, True, True)
    assert "hx-get" not in text(at_work, "work-job", job)


@pytest.mark.parametrize("address", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere", 7])
def test_no_result_leads_out_of_the_site(at_work: Client, asked: Asked, address: object) -> None:
    job = asked(state="done", result={"address": address})
    assert "To the result" not in text(at_work, "work-job", job)


def test_faults_are_shown_with_their_place_and_the_work_can_be_asked_for_again(at_work: Client, asked: Asked) -> None:
    faults = told([UnknownJob(item="<b>7", file="a.xlsx").at(3, 2, "Sheet1"), WorkTooSlow(seconds=2)])
    job = asked(state="failed", faults=faults)
    page = text(at_work, "work-job", job)
    assert '<span class="code">a.xlsx[Sheet1] row 3 column 2</span> There is no background job &lt;b&gt;7' in page
    assert "within 2 seconds" in page
    answer = at_work.post(reverse("work-again", args=[job]))
    (new,) = running_jobs()
    assert answer.headers["Location"] == reverse("work-job", args=[new.id])
    assert (new.subject, new.arguments, new.asked_by) == ("loans", {"to": 3}, "editor-of-test")


def test_many_faults_are_counted(at_work: Client, asked: Asked) -> None:
    page = text(at_work, "work-job", asked(state="failed", faults=told([WorkTooSlow(seconds=2)] * 130)))
    assert (page.count("within 2 seconds"), "and 30 more" in page) == (100, True)


def test_cancelling_says_so_and_twice_says_why_not(at_work: Client, asked: Asked, now: datetime) -> None:
    job = asked()
    page = at_work.post(reverse("work-cancel", args=[job]), follow=True).content.decode()
    assert ("The work has been cancelled." in page, job_named(job).state) == (True, "cancelled")
    page = at_work.post(reverse("work-cancel", args=[job]), follow=True).content.decode()
    assert "has ended already" in page


def test_upkeep_is_offered_to_who_may_and_started(at_work: Client, signed_in: SignedIn, db: None) -> None:
    assert "Clear old background work away" not in text(at_work, "work")
    assert at_work.post(reverse("work-start", args=["work.tidy"])).status_code == 403
    answer = at_work.post(reverse("work-start", args=["data.verify"]))
    assert [row.kind for row in running_jobs()] == ["data.verify"]
    assert answer.headers["Location"] == reverse("work-job", args=[running_jobs()[0].id])
    assert reverse("work-start", args=["work.tidy"]) in text(signed_in("administrator"), "work")


@pytest.mark.parametrize("jobs", [1, 3])
def test_each_page_costs_the_same_however_much_there_is(
    at_work: Client, asked: Asked, now: datetime, django_assert_num_queries: Any, jobs: int
) -> None:
    numbers = [asked(f"s{number}") for number in range(jobs)]
    cancel(asked("ended"), by=SYSTEM, now=now + timedelta(minutes=1))
    for name, words, queries in (("work", (), 2), ("work-job", numbers[:1], 1), ("work-progress", numbers[:1], 1)):
        text(at_work, name, *words)  # the idle clock writes once a minute
        with django_assert_num_queries(SESSION + queries):
            text(at_work, name, *words)


def test_older_work_is_one_click_away(at_work: Client, asked: Asked) -> None:
    first = asked("first")
    for number in range(50):
        asked(f"s{number}")
    page = text(at_work, "work")
    assert reverse("work-job", args=[first]) not in page
    assert "?before=" in page
    assert reverse("work-job", args=[first]) in text(at_work, "work", before=str(first + 1))
