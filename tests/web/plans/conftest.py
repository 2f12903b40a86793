"""The example and small plans, stored and published, and pages read as trees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import html

from openscorecard.actions.editions import publish_edition
from openscorecard.actions.example import load_example
from openscorecard.actions.importing import create_plan
from openscorecard.domain.people.institutions import Institution
from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.example import example_plans

LIBRARY = "/plans/taipei-public-library/"
BUREAU = "/plans/taipei-education-bureau/"


@pytest.fixture
def example(db: None, now: datetime) -> None:
    """Both example plans, published, the library below the bureau."""
    bureau, library = example_plans()
    homes = (Institution("bureau", bureau.institution), Institution("library", library.institution, parent="bureau"))
    load_example((bureau, library), homes, by=SYSTEM, now=now)


@pytest.fixture
def publish(db: None, now: datetime) -> Callable[[Plan], None]:
    """Stores plans and publishes them."""

    def do(*plans: Plan) -> None:
        for plan in plans:
            made = create_plan(plan, by=SYSTEM, now=now)
            publish_edition(plan.id, expected_revision=made.revision, by=SYSTEM, now=now)

    return do


class Sheet:
    """A page as it was answered: `text` with blanks made one, `all` elements by XPath, `one` of them."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.tree = html.fromstring(answer.content.decode())
        self.text = " ".join(self.tree.find("body").text_content().split())

    def all(self, path: str) -> list[Any]:
        return list(self.tree.xpath(path))

    def one(self, path: str) -> Any:
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} of {path}"
        return found[0]

    def words(self, path: str) -> list[str]:
        """The words of every element at `path`."""
        return [" ".join(one.text_content().split()) for one in self.all(path)]


@pytest.fixture
def read(client: Client) -> Callable[..., Sheet]:
    """Reads a page as the public does, or as `by` does."""

    def do(address: str, by: Client | None = None, status: int = 200) -> Sheet:
        answer = (by or client).get(address)
        assert answer.status_code == status, address
        return Sheet(answer)

    return do
