"""What readers see: drafts for those who signed in, the published edition for the public, and search over both."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from datetime import datetime
from typing import Any

import pytest
from django.db import models

from openscorecard.actions.editing import change_plan
from openscorecard.actions.editions import publish_edition
from openscorecard.actions.example import load_example
from openscorecard.actions.importing import import_plan
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, Reader
from openscorecard.domain.strategy.changes import AddTheme
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.text import Text
from openscorecard.queries.audit import audit_trail
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.faults import UnknownEdition, UnknownPerson, UnknownPlan
from openscorecard.queries.institutions import institution_tree
from openscorecard.queries.people import list_people, reader_named, reader_of
from openscorecard.queries.plans import list_deleted, list_editions, list_plans, open_plan, plan_history
from openscorecard.queries.search import Hit, search
from openscorecard.records import contents
from openscorecard.records.models import Person
from tests.store_samples import bureau, library, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(now: datetime) -> None:
    """Bureau and library as published; the library with an open draft under another name."""
    load_example([bureau(), library()], [], by=SYSTEM, now=now)
    import_plan(named(library(), "館藏新策略"), by=SYSTEM, now=now)


def test_the_public_sees_published_editions_only(both: None, onlooker: Reader) -> None:
    assert [(row.id, str(row.name), row.has_draft) for row in list_plans(ANONYMOUS)] == [
        ("bureau", "教育局策略地圖", False),
        ("library", "市立圖書館策略地圖", False),
    ]
    assert [(str(row.name), row.edition.number, row.has_draft) for row in list_plans(onlooker)] == [
        ("教育局策略地圖", 1, False),
        ("館藏新策略", 2, True),
    ]


def test_the_public_opens_nothing_but_the_published_edition(both: None, onlooker: Reader) -> None:
    shown = open_plan("library", ANONYMOUS)
    assert (shown.plan, shown.edition, shown.draft, shown.is_current) == (library(), 1, None, True)
    drafted = open_plan("library", onlooker)
    for place in ({"edition": 2}, {"revision": drafted.revision}, {"edition": 2, "revision": shown.revision}):
        with pytest.raises(UnknownEdition):
            open_plan("library", ANONYMOUS, **place)
    assert open_plan("library", ANONYMOUS, edition=1, revision=shown.revision).plan == library()
    assert [row.number for row in list_editions("library", ANONYMOUS)] == [1]
    assert [row.number for row in list_editions("library", onlooker)] == [2, 1]


def test_what_a_published_edition_held_while_it_was_a_draft_is_not_for_the_public(now: datetime) -> None:
    first = import_plan(library(), by=SYSTEM, now=now)
    second = change_plan("library", AddTheme("B", Text("主題")), expected_revision=first.revision, by=SYSTEM, now=now)
    publish_edition("library", expected_revision=second.revision, by=SYSTEM, now=now)
    assert open_plan("library", SYSTEM, revision=first.revision).plan == library()
    for edition in (None, 1):
        with pytest.raises(UnknownEdition):
            open_plan("library", ANONYMOUS, edition=edition, revision=first.revision)


def test_an_earlier_state_is_opened_and_known_not_to_be_current(both: None, now: datetime) -> None:
    before = open_plan("library", SYSTEM)
    change = AddTheme("B", Text("主題"))
    change_plan("library", change, expected_revision=before.revision, by=SYSTEM, now=now)
    earlier = open_plan("library", SYSTEM, revision=before.revision)
    assert (earlier.plan, earlier.edition, earlier.is_current) == (before.plan, 2, False)
    assert open_plan("library", SYSTEM, edition=1).is_current is False
    assert open_plan("library", SYSTEM).is_current is True


def test_what_the_public_may_not_ask_is_denied(both: None) -> None:
    for ask in (lambda: plan_history("library", ANONYMOUS), lambda: list_deleted(ANONYMOUS)):
        with pytest.raises(Denied):
            ask()
    for ask in (list_people, audit_trail):
        with pytest.raises(Denied):
            ask(ANONYMOUS)


def test_a_plan_that_is_not_there_is_unknown() -> None:
    for ask in (open_plan, list_editions, cascade_of):
        with pytest.raises(UnknownPlan):
            ask("nothing", SYSTEM)


def test_the_cascade_shows_parent_and_children_as_the_reader_sees_them(both: None) -> None:
    above = cascade_of("bureau", ANONYMOUS)
    assert above.parent is None
    assert [child.plan for child in above.children] == [library()]
    below = cascade_of("library", SYSTEM)
    assert (below.plan.edition, below.children) == (2, ())
    assert below.parent is not None
    assert below.parent.plan == bureau()
    assert [child.edition for child in cascade_of("bureau", SYSTEM).children] == [2]


def test_a_child_whose_draft_lets_go_of_its_parent_is_none_for_those_who_see_drafts(now: datetime) -> None:
    load_example([bureau(), library()], [], by=SYSTEM, now=now)
    import_plan(replace(library(), cascade=None), by=SYSTEM, now=now)
    assert cascade_of("bureau", SYSTEM).children == ()
    assert [child.id for child in cascade_of("bureau", ANONYMOUS).children] == ["library"]


def test_a_parent_nobody_has_stored_is_none(now: datetime) -> None:
    import_plan(library(), by=SYSTEM, now=now)
    assert cascade_of("library", SYSTEM).parent is None


def test_institutions_carry_the_plans_the_reader_sees(both: None) -> None:
    def plans(reader: Reader) -> dict[str, list[str]]:
        return {
            str(node.institution.name): [str(row.name) for row in node.plans]
            for node in institution_tree(reader).walk()
        }

    assert plans(ANONYMOUS) == {"教育局": ["教育局策略地圖"], "市立圖書館": ["市立圖書館策略地圖"]}
    assert plans(SYSTEM)["市立圖書館"] == ["館藏新策略"]


def _hits(text: str, reader: Reader = ANONYMOUS, limit: int = 20) -> list[tuple[str, str, str]]:
    return [
        (hit.kind, hit.plan, hit.code or str(hit.name)) for found in search(text, reader, limit) for hit in found.hits
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("AC1.1", ("kpi", "library", "AC1.1")),
        ("ac1", ("objective", "library", "AC1")),
        ("ＡＣ１", ("objective", "library", "AC1")),
        ("借閱冊數", ("kpi", "library", "AC1.1")),
        ("LENDING", ("objective", "library", "AC1")),
        ("head loans", ("kpi", "library", "AC1.1")),
        ("讀書會", ("initiative", "library", "AC1.1.1")),
        ("終身", ("theme", "bureau", "H")),
        ("策略地圖", ("plan", "bureau", "教育局策略地圖")),
    ],
)
def test_search_finds_codes_and_names_in_both_languages(both: None, text: str, first: tuple[str, str, str]) -> None:
    assert _hits(text)[0] == first


@pytest.mark.parametrize("text", ["", "   ", "沒有這個", "AC1 沒有", "%", "_", "AC%1", "'"])
def test_search_finds_nothing_where_there_is_nothing(both: None, text: str) -> None:
    assert _hits(text) == []


def test_search_sees_what_its_reader_sees(both: None) -> None:
    assert _hits("館藏新策略") == []
    assert _hits("館藏新策略", SYSTEM) == [("plan", "library", "館藏新策略")]
    assert [hit for hit in _hits("AC1", SYSTEM) if hit[0] == "objective"] == [("objective", "library", "AC1")]


def test_search_counts_what_it_leaves_out(both: None) -> None:
    groups = {found.kind: (found.total, len(found.hits)) for found in search("圖書", ANONYMOUS, limit=1)}
    assert groups == {"plan": (1, 1), "objective": (1, 1)}
    groups = {found.kind: (found.total, len(found.hits)) for found in search("館", ANONYMOUS, limit=1)}
    assert groups["objective"] == (2, 1)
    assert search("圖書", ANONYMOUS, limit=0) == ()


def test_a_code_comes_before_codes_that_start_with_it_and_those_before_the_rest(both: None) -> None:
    assert [hit[2] for hit in _hits("AP1")] == ["AP1", "AP1.1"]
    hit = search("AC1.1.1", ANONYMOUS)[0].hits[0]
    assert hit == Hit(
        "initiative",
        "library",
        library().name,
        1,
        "published",
        "reading-groups",
        "AC1.1.1",
        Text("讀書會推廣計畫", "Reading groups"),
        "",
    )


def test_the_very_code_comes_first_wherever_it_stands(now: datetime) -> None:
    tenth = Objective("AP10", Text("第十項"), "A", "P")
    plan = replace(library(), objectives=(tenth, *library().objectives))
    assert [row.code for row in plan.objectives] == ["AC1", "AP10", "AP1"]
    import_plan(plan, by=SYSTEM, now=now)
    assert [hit[2] for hit in _hits("ap1", SYSTEM) if hit[0] == "objective"] == ["AP1", "AP10"]


def test_readers_come_from_accounts_and_locked_ones_are_the_public() -> None:
    account = Person.objects.create(username="mei", role="editor")
    assert reader_of(account) == Reader("mei", "editor", signed_in=True)
    assert reader_named("mei") == reader_of(account)
    account.is_active = False
    account.save()
    assert reader_of(account) == ANONYMOUS
    assert reader_of(object()) == ANONYMOUS
    with pytest.raises(UnknownPerson):
        reader_named("mei")


def test_answers_are_frozen_and_hold_no_table_rows(both: None, now: datetime, administrator: Reader) -> None:
    publish_edition("library", expected_revision=open_plan("library", SYSTEM).revision, by=administrator, now=now)
    answers: tuple[Any, ...] = (
        *list_plans(SYSTEM),
        open_plan("library", SYSTEM),
        *list_editions("library", SYSTEM),
        *plan_history("library", SYSTEM),
        cascade_of("library", SYSTEM),
        institution_tree(SYSTEM),
        *search("館", SYSTEM),
        *audit_trail(administrator),
        *list_people(administrator),
    )
    for answer in answers:
        name = fields(answer)[0].name
        with pytest.raises((FrozenInstanceError, AttributeError)):
            setattr(answer, name, None)
        assert not list(_rows_in(answer))


def _rows_in(value: Any) -> Any:
    if isinstance(value, models.Model):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _rows_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _rows_in(item)


def test_a_plan_read_lately_is_one_object_for_all(both: None) -> None:
    assert open_plan("bureau", SYSTEM).plan is open_plan("bureau", ANONYMOUS).plan


def test_plans_kept_ready_are_bounded() -> None:
    contents.forget()
    for number in range(contents._KEPT + 5):
        content = contents.written(replace(bureau(), id=f"bureau-{number}"))
        contents.read(content.digest, content.data)
    assert len(contents._plans) == contents._KEPT
    assert contents.recalled(contents.written(replace(bureau(), id="bureau-0")).digest) is None
    contents.forget()
