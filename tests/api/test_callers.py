"""Who may read what: no token, good and bad tokens, scopes, sessions, quotas."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from openscorecard.actions.editing import change_plan
from openscorecard.actions.publishing import publish_period, withdraw_period
from openscorecard.actions.scores.targets import set_target
from openscorecard.actions.tokens.making import create_token, revoke_token
from openscorecard.api.callers import QUOTAS
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text
from openscorecard.queries.plans import open_plan
from openscorecard.queries.tokens import own_tokens
from openscorecard.records.models import Person, TokenRecord
from tests.api.conftest import PLAN, YEAR, Calling, column, items, refused

pytestmark = pytest.mark.django_db
SPAN = {"start": "2025-01", "end": "2025-12"}
OF_FIGURES = {
    f"observations?plan={PLAN}&start=2025&end=2025": "figures:read",
    "observations?measure=event_attendance&start=2025&end=2025": "figures:read",
    f"plans/{PLAN}/targets": "figures:read",
    f"plans/{PLAN}/scores?period=2025": "scores:read",
    f"plans/{PLAN}/scores/AC1?period=2025": "scores:read",
    f"plans/{PLAN}/initiatives?period=2025": "initiatives:read",
}
DEFINITIONS = ("plans", f"plans/{PLAN}", f"plans/{PLAN}/editions", f"plans/{PLAN}/nodes", "measures",
               "measures/event_attendance", f"plans/{PLAN}/periods")  # fmt: skip


def test_definitions_are_for_everybody_but_tokens_without_their_scope(figures: None, calling: Calling) -> None:
    narrow = calling("figures:read", "drafts:read")
    for address in DEFINITIONS:
        assert Client().get(f"/api/v1/{address}").status_code == 200, address
        assert "plans:read" in refused(narrow, address, 403)


def test_figures_need_a_token(aims: None) -> None:
    for address in OF_FIGURES:
        answer = Client().get(f"/api/v1/{address}")
        if address.startswith("observations?plan"):
            assert answer.json()["items"] == []  # nothing is published
        else:
            assert answer.status_code == 401, address
            assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_reads_what_its_scope_says_and_nothing_else(aims: None, calling: Calling) -> None:
    for address, scope in OF_FIGURES.items():
        assert calling("plans:read", scope).get(f"/api/v1/{address}").status_code == 200, address
        others = [one for one in SCOPES if one != scope]
        assert scope in refused(calling(*others), address, 403)


BAD = ["Bearer oscp_unknown", "Bearer ", "Bearer", "Basic YTpi", "oscp_x", "Bearer a b", "Bearer \u00e9", "x" * 5000]


def test_a_token_that_is_no_good_is_never_taken_for_the_public(figures: None) -> None:
    for header in BAD:
        client = Client(headers={"Authorization": header, "Accept-Language": "en"})
        for address in ("plans", f"plans/{PLAN}/scores"):
            assert "opens nothing" in refused(client, address, 401)


def test_expired_and_revoked_tokens_open_nothing(figures: None, onlooker: Any) -> None:
    now = timezone.now()
    made = create_token("a", SCOPES, by=onlooker, now=now)
    client = Client(headers={"Authorization": f"Bearer {made.secret}"})
    items(client, "plans")
    old = create_token("a", SCOPES, by=onlooker, now=now - timedelta(days=400))
    refused(Client(headers={"Authorization": f"Bearer {old.secret}"}), "plans", 401)
    revoke_token(made.row.id, by=onlooker, now=now)
    refused(client, "plans", 401)


def test_a_token_works_in_its_header_alone(figures: None, onlooker: Any) -> None:
    secret = create_token("a", SCOPES, by=onlooker, now=timezone.now()).secret
    for asked in ({"token": secret}, {"access_token": secret}, {"Authorization": secret}):
        assert Client().get("/api/v1/plans", asked).status_code == 422
    client = Client()
    client.cookies["token"] = secret
    assert client.get(f"/api/v1/plans/{PLAN}/scores").status_code == 401


def test_what_goes_wrong_tells_no_token(figures: None, onlooker: Any, caplog: pytest.LogCaptureFixture) -> None:
    secret = create_token("a", ("plans:read",), by=onlooker, now=timezone.now()).secret
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    with caplog.at_level(logging.DEBUG):
        answers = [client.get(f"/api/v1/{address}") for address in ("none", "plans?x=1", f"plans/{PLAN}/targets")]
        answers += [Client().get("/api/v1/plans", {"token": secret})]
    assert [one.status_code for one in answers] == [404, 422, 403, 422]
    assert secret not in caplog.text + "".join(one.content.decode() + str(one.headers) for one in answers)


def test_use_is_noted(figures: None, caller: Client) -> None:
    items(caller, "plans")
    assert TokenRecord.objects.get().last_used_at is not None


def test_a_session_of_the_site_reads_too(aims: None, signed_in: Callable[..., Client]) -> None:
    client = signed_in("reader")
    assert items(client, f"plans/{PLAN}/scores", period="2025")
    assert client.get("/api/v1/plans")["Cache-Control"] == "private, no-cache"


def test_drafts_are_told_with_their_scope_alone(example: None, calling: Calling, editor: Any, now: Any) -> None:
    revision = open_plan(PLAN, SYSTEM).revision
    change_plan(PLAN, AddTheme("Z", Text("秘密主題")), expected_revision=revision, by=editor, now=now)
    scopes = [one for one in SCOPES if one != "drafts:read"]
    for client in (Client(), calling(*scopes)):
        for address in ("plans", f"plans/{PLAN}", f"plans/{PLAN}/nodes", f"plans/{PLAN}/editions"):
            assert "秘密" not in client.get(f"/api/v1/{address}").content.decode()
    draft = calling("plans:read", "drafts:read")
    assert "秘密" in draft.get(f"/api/v1/plans/{PLAN}").content.decode()
    assert column(items(draft, f"plans/{PLAN}/editions"), "state") == ["draft", "published"]


def test_a_locked_owner_locks_the_token(figures: None, caller: Client) -> None:
    Person.objects.update(is_active=False)
    refused(caller, "plans", 401)


# What the public may read


def test_the_public_reads_published_periods_as_they_were_known(aims: None, caller: Client, now: Any) -> None:
    public = Client()
    publish_period(PLAN, YEAR, by=SYSTEM, now=now)
    before = items(caller, f"plans/{PLAN}/scores", period="2025", as_of=now.isoformat())
    told = {"reason": "r", "countermeasure": "c"}
    later = now + timedelta(days=30)
    set_target(PLAN, YEAR, Target("BC1.1", "人次", Fraction(999)), **told, by=SYSTEM, now=later)
    assert items(public, f"plans/{PLAN}/scores") == before
    assert items(caller, f"plans/{PLAN}/scores", period="2025") != before
    seen = items(public, "observations", plan=PLAN, start="2020", end="2026")
    assert set(column(seen, "period")) == {"2025"}
    assert column(items(public, f"plans/{PLAN}/periods"), "period") == ["2025"]
    assert public.get(f"/api/v1/plans/{PLAN}/scores/AC1").json()["period"] == "2025"
    withdraw_period(PLAN, YEAR, by=SYSTEM, now=now)
    refused(public, f"plans/{PLAN}/scores", 401)
    assert items(public, "observations", plan=PLAN, start="2020", end="2026") == []


LEAKS = (
    f"plans/{PLAN}/scores?period=2025-01",
    f"plans/{PLAN}/scores?period=2024",
    f"plans/{PLAN}/scores?as_of=2026-03-02",
    f"plans/{PLAN}/scores/AC1?period=2025-01",
    f"plans/{PLAN}/targets",
    f"plans/{PLAN}/initiatives?period=2025",
    "observations?measure=event_attendance&start=2025&end=2025",
    f"observations?plan={PLAN}&start=2025&end=2025&dimension=branch",
    f"observations?plan={PLAN}&start=2025&end=2025&as_of=2026-03-02",
    f"observations?plan={PLAN}&start=2025&end=2025&reading=standard",
)


def test_nothing_unpublished_leaks(aims: None, now: Any, settings: Any) -> None:
    settings.API_PUBLIC_A_MINUTE = 1000
    publish_period(PLAN, YEAR, by=SYSTEM, now=now)
    for address in LEAKS:
        refused(Client(), address, 401)
        for form in ("csv", "parquet"):
            if "/scores/" not in address:
                refused(Client(), f"{address}{'&' if '?' in address else '?'}format={form}", 401)


def test_the_public_gets_no_shorter_period_than_was_published(aims: None, now: Any) -> None:
    publish_period(PLAN, YEAR, by=SYSTEM, now=now)
    assert items(Client(), "observations", plan=PLAN, start="2025-01", end="2025-12", grain="month") == []
    assert items(Client(), "observations", plan=PLAN, start="2025-01", end="2025-06") == []
    publish_period(PLAN, Period("month", 2025, 1), by=SYSTEM, now=now)
    rows = items(Client(), "observations", plan=PLAN, start="2025-01", end="2025-12", grain="month")
    assert set(column(rows, "period")) == {"2025-01"}


def test_one_caller_never_gets_what_was_kept_for_another(aims: None, caller: Client, now: Any) -> None:
    publish_period(PLAN, YEAR, by=SYSTEM, now=now)
    address = f"/api/v1/plans/{PLAN}/periods"
    kept = caller.get(address)
    answer = Client().get(address, headers={"If-None-Match": kept["ETag"]})
    assert answer.status_code == 200
    assert answer["ETag"] != kept["ETag"]
    assert {"Authorization", "Cookie", "Accept"} <= {one.strip() for one in answer["Vary"].split(",")}


# Quotas


def test_too_many_requests_are_told_to_wait(example: None, still: None, calling: Calling, settings: Any) -> None:
    settings.API_A_MINUTE, settings.API_PUBLIC_A_MINUTE = 3, 2
    client, other = calling(), calling()
    answers = [client.get("/api/v1/plans") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert [one["RateLimit"].partition(";t=")[0] for one in answers] == [f'"minute";r={n}' for n in (2, 1, 0, 0)]
    assert {one["RateLimit-Policy"] for one in answers} == {'"minute";q=3;w=60'}
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60
    assert other.get("/api/v1/plans").status_code == 200
    assert [Client().get("/api/v1/plans").status_code for _ in range(3)] == [200, 200, 429]


def test_bad_tokens_and_bad_questions_are_counted_too(
    example: None, still: None, calling: Calling, settings: Any
) -> None:
    settings.API_A_MINUTE, settings.API_PUBLIC_A_MINUTE = 2, 2
    guessing = Client(headers={"Authorization": "Bearer oscp_guess"})
    assert [guessing.get("/api/v1/plans").status_code for _ in range(3)] == [401, 401, 429]
    client = calling()
    assert [client.get("/api/v1/plans?limit=x").status_code for _ in range(3)] == [422, 422, 429]


def test_a_new_minute_begins_anew(example: None) -> None:
    now = timezone.now()
    while QUOTAS.take("a", 5, now) is not None:
        pass
    assert QUOTAS.take("a", 5, now + timedelta(minutes=1)) is not None


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_nothing_can_be_written(caller: Client, method: str) -> None:
    for address in ("/api/v1/plans", "/api/v1/openapi.json", "/api/v1/nothing"):
        for client in (caller, Client(enforce_csrf_checks=True)):
            answer = getattr(client, method)(address)
            assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
            assert answer["Content-Type"] == "application/problem+json"


def test_a_token_is_listed_with_its_last_use(example: None, onlooker: Any) -> None:
    made = create_token("a", SCOPES, by=onlooker, now=timezone.now())
    items(Client(headers={"Authorization": f"Bearer {made.secret}"}), "plans")
    assert own_tokens(onlooker)[0].last_used_at is not None
