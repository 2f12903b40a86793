"""How many times each question asks the database: literals, the same for one row and for three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from openscorecard.actions.editing import change_plan
from openscorecard.actions.importing import create_plan
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.text import Text
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.incoming import incoming
from openscorecard.queries.institutions import institution_tree
from openscorecard.queries.people import list_people, person, reader_named
from openscorecard.queries.plans import compare, list_deleted, list_editions, list_plans, open_plan, plan_history
from openscorecard.queries.search import search
from openscorecard.records import contents
from openscorecard.records.models import Person
from tests.store_samples import bureau, library, numbered

pytestmark = pytest.mark.django_db

QUESTIONS: tuple[tuple[int, Callable[[], Any]], ...] = (
    (1, lambda: list_plans(SYSTEM)),
    (2, lambda: open_plan("bureau", SYSTEM)),
    (2, lambda: open_plan("bureau", SYSTEM, revision=1)),
    (1, lambda: list_editions("bureau", SYSTEM)),
    (2, lambda: plan_history("bureau", SYSTEM)),
    (3, lambda: compare("bureau", SYSTEM, 1)),
    (4, lambda: cascade_of("bureau", SYSTEM)),
    (3, lambda: institution_tree(SYSTEM)),
    (1, lambda: search("圖書", SYSTEM)),
    (1, lambda: audit_trail(SYSTEM)),
    (1, lambda: list_people(SYSTEM)),
    (1, lambda: list_deleted(SYSTEM)),
    (1, lambda: person("mei")),
    (1, lambda: reader_named("mei")),
    (2, lambda: incoming([bureau()])),
)


def _fill(rows: int, now: datetime) -> None:
    """The bureau with as many revisions, and as many libraries below it, each in an institution of its own."""
    made = create_plan(bureau(), by=SYSTEM, now=now)
    for number in range(rows):
        child = replace(numbered(library(), number), institution=Text(f"圖書館{number}"))
        create_plan(child, by=SYSTEM, now=now)
        Person.objects.create(username=f"person-{number}")
        change = AddTheme(f"X{number}", Text("主題"))
        made = change_plan("bureau", change, expected_revision=made.revision, by=SYSTEM, now=now)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("place", range(len(QUESTIONS)))
def test_a_question_costs_the_same_however_much_there_is(
    rows: int, place: int, now: datetime, editor: Reader, django_assert_num_queries: Any
) -> None:
    _fill(rows, now)
    queries, ask = QUESTIONS[place]
    contents.forget()
    with django_assert_num_queries(queries):
        ask()


def test_a_plan_read_lately_costs_one_query(now: datetime, django_assert_num_queries: Any) -> None:
    _fill(1, now)
    open_plan("bureau", SYSTEM)
    with django_assert_num_queries(1):
        open_plan("bureau", SYSTEM)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_change_costs_the_same_however_many_plans_there_are(
    rows: int, now: datetime, editor: Reader, django_assert_num_queries: Any
) -> None:
    _fill(rows, now)
    shown = open_plan("bureau", SYSTEM)
    with django_assert_num_queries(12):
        change_plan("bureau", AddTheme("Z", Text("主題")), expected_revision=shown.revision, by=editor, now=now)
