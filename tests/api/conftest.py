"""The example's plans with a few figures and targets, and callers with tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from openscorecard.actions.scores.targets import set_target
from openscorecard.actions.tokens.making import create_token
from openscorecard.api.callers import QUOTAS
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.domain.scores.targets import Target
from openscorecard.records.models import Person
from tests.actions.sent_files import CIRCULATION, EVENTS
from tests.web.conftest import signed_in  # noqa: F401 -- clients with a session
from tests.web.figures.conftest import Bring, bring, compute, held, home, loan  # noqa: F401 -- its fixtures
from tests.web.plans.conftest import example  # noqa: F401 -- both plans

PLAN = "taipei-public-library"
YEAR = Period("year", 2025)
Calling = Callable[..., Client]


@pytest.fixture(autouse=True)
def fresh_minute() -> Iterator[None]:
    """No caller has used up anything."""
    QUOTAS.clear()
    yield
    QUOTAS.clear()


@pytest.fixture
def figures(example: None, bring: Bring) -> None:  # noqa: F811 -- the fixtures above
    """Loans of January to March in two branches, one of them of two; one event of twelve people."""
    many = [loan(month, "self_check", quantity=40 + month) for month in (1, 2, 3)]
    few = [loan(1, "self_check", branch="B", quantity=2), loan(1, "desk", branch="C", quantity=30)]
    bring(CIRCULATION, [*many, *few], "2025-01..2025-03")
    bring(EVENTS, [held("e1", 1, 12)], "2025")
    compute()


@pytest.fixture
def aims(figures: None, now: datetime) -> None:
    """Targets of the year for two KPIs."""
    for kpi, value in (("AC1.1", 3), ("BC1.1", 5)):
        set_target(PLAN, YEAR, Target(kpi, "冊", Fraction(value)), by=SYSTEM, now=now)


@pytest.fixture
def calling(db: None) -> Calling:
    """`calling("figures:read")` is a client with a token of a reader; no scope named: all."""

    def make(*scopes: str, role: str = "reader", language: str = "en") -> Client:
        from django.utils import timezone

        owner, _made = Person.objects.get_or_create(username=f"{role}-calls", role=role)
        made = create_token("t", scopes or SCOPES, owner=owner.username, by=SYSTEM, now=timezone.now())
        return Client(headers={"Authorization": f"Bearer {made.secret}", "Accept-Language": language})

    return make


@pytest.fixture
def caller(calling: Calling) -> Client:
    return calling()


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """One moment throughout, so that no minute ends within a test."""
    from django.utils import timezone

    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def one_connection(db: None) -> Iterator[None]:
    """Whole requests of a server end without closing the connection that the test's transaction is in."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def items(client: Client, address: str, **asked: Any) -> list[dict[str, Any]]:
    """The rows of a table, of one page."""
    answer = client.get(f"/api/v1/{address}", asked)
    assert answer.status_code == 200, answer.content
    return list(answer.json()["items"])


def refused(client: Client, address: str, status: int, **asked: Any) -> str:
    """The sentence of a problem of that status."""
    answer = client.get(f"/api/v1/{address}", asked)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    said = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= set(said)
    assert said["status"] == status
    return str(said["detail"])


def column(rows: Iterable[dict[str, Any]], *names: str) -> list[Any]:
    """Some columns of the rows."""
    return [tuple(row[name] for name in names) if len(names) > 1 else row[names[0]] for row in rows]
