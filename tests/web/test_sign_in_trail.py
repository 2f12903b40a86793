"""Sign-ins, failed tries and sign-outs stand in the audit trail, each exactly once, without what was typed."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from openscorecard.domain.people.readers import SYSTEM
from openscorecard.queries.audit import audit_trail
from openscorecard.records.models import Person


@pytest.fixture
def password(db: None) -> str:
    Person.objects.create_user("mei", password="a long enough word", role="editor")
    return "a long enough word"


def trail() -> list[tuple[str, str, str]]:
    return [(row.verb, row.subject, row.outcome) for row in audit_trail(SYSTEM) if row.verb.startswith("person.sign")]


def test_coming_and_going_is_on_record(client: Client, password: str) -> None:
    client.post(reverse("account_login"), {"login": "mei", "password": password})
    client.post(reverse("account_logout"))
    assert trail() == [("person.sign_out", "mei", "done"), ("person.sign_in", "mei", "done")]


def test_a_failed_try_keeps_no_unknown_name(client: Client, password: str) -> None:
    client.post(reverse("account_login"), {"login": "mei", "password": "wrong"})
    client.post(reverse("account_login"), {"login": "my-secret-typed-here", "password": "wrong"})
    assert trail() == [("person.sign_in", "", "failed"), ("person.sign_in", "mei", "failed")]
