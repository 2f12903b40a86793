"""Cases that the API's own document allows and forbids: no 5xx, and every answer is as the document says.

`make api-cases` throws 50,000.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from openscorecard.actions.tokens.making import create_token
from openscorecard.api.document import document
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.records.models import Person
from tests.tools_of_the_tree import tool

pytestmark = pytest.mark.django_db
CASES = 1500
api_cases = tool("api_cases")


@pytest.fixture(autouse=True)
def quiet(settings: Any) -> Iterator[None]:
    settings.API_A_MINUTE = 1_000_000
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def secret(aims: None, one_connection: None) -> str:
    owner = Person.objects.create(username="throws", role="reader")
    return create_token("t", SCOPES, owner=owner.username, by=SYSTEM, now=timezone.now()).secret


def test_no_case_breaks_the_api(secret: str) -> None:
    from openscorecard.config.wsgi import application

    thrown = api_cases.throw(document(), application, secret, CASES)
    assert thrown.failures == []
    assert thrown.count > CASES // 2
    statuses = {status for _, status in thrown.by_status}
    assert {200, 404, 422} <= statuses


def test_an_answer_that_is_not_as_the_document_says_is_noticed(secret: str) -> None:
    def broken(environ: Any, start: Any) -> list[bytes]:
        start("200 OK", [("Content-Type", "application/json")])
        return [b'{"total": "many"}']

    assert len(api_cases.throw(document(), broken, secret, 50).failures) > 10
