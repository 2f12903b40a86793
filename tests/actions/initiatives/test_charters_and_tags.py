"""Charters come in versions and go back to any of them; tags are put, ended, brought back, and stay in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from openscorecard.actions.editing import change_plan
from openscorecard.actions.importing import create_plan
from openscorecard.actions.initiatives.charters import declare_charter, restore_charter
from openscorecard.actions.initiatives.faults import (
    CharterUnchanged,
    NoSuchCharter,
    NoSuchInitiative,
    NoSuchKind,
    NoSuchTag,
    SameTag,
    StaleCharter,
    TagOfNoPlan,
)
from openscorecard.actions.initiatives.tagging import retag_rows, tag_by_hand, tag_rows, untag_rows
from openscorecard.domain.initiatives.charter import (
    BudgetLine,
    Charter,
    Document,
    Grade,
    Milestone,
    Risk,
    RuleVersion,
    TypedProgress,
)
from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.tagging import Tag, UnfitTag
from openscorecard.domain.people.faults import Denied
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM
from openscorecard.domain.strategy.changes import RemoveInitiative
from openscorecard.domain.text import Text
from openscorecard.formats.initiatives.charters import charter_from_data, charter_to_data
from openscorecard.queries.initiatives.charters import charter_of, charter_versions, charters
from openscorecard.queries.initiatives.tags import tagging, tagging_state, tags
from openscorecard.queries.plans import open_plan
from openscorecard.records.models import AuditEntry, CharterRecord, TagRecord
from tests.conftest import NOW
from tests.store_samples import library

pytestmark = pytest.mark.django_db
DOING: dict[str, Any] = {"by": SYSTEM, "now": NOW}
STUDENTS = Tag("CC1.1.1", ((Condition("source", "in", ("student_card",)),),))


@pytest.fixture
def initiative() -> str:
    create_plan(library(), **DOING)
    return open_plan("library", SYSTEM).plan.initiatives[0].id


def full(plan: str) -> Charter:
    return Charter(
        plan,
        kind="rule",
        partners=("教育局", "示範協會"),
        milestones=(Milestone("a", Text("簽約", "Signed"), date(2025, 3, 1), Fraction(1, 3), date(2025, 2, 20)),),
        budget=(BudgetLine(2025, Fraction("1234567.89"), "業務費"),),
        risks=(Risk(Text("延遲"), "high", "low", "提早招標"),),
        documents=(Document(Text("核定函"), "https://library.example/1"),),
        versions=(
            RuleVersion(
                date(2020, 1, 1),
                Text("要點"),
                "條文",
                measure="budget_execution_rate",
                reading="rule",
                grades=(Grade(Fraction(90), Text("優")),),
                behind_under=Fraction(85),
            ),
        ),
        typed=(TypedProgress(date(2025, 5, 1), Fraction(40), "尚無資料列"),),
        wants=((2025, Fraction(300)),),
        note="備註",
    )


def test_a_charter_comes_back_from_its_data_as_it_was() -> None:
    assert charter_from_data("P", charter_to_data(full("P"))) == full("P")
    assert charter_to_data(Charter("P")) == {}
    assert charter_from_data("P", {}) == Charter("P")


def test_each_change_is_a_version_and_any_of_them_comes_back(initiative: str) -> None:
    first = declare_charter("library", full(initiative), note="第一次", **DOING)
    second = declare_charter("library", replace(full(initiative), note="改"), expected=1, **DOING)
    third = restore_charter("library", initiative, 1, **DOING)
    assert [row.version for row in (first, second, third)] == [1, 2, 3]
    assert charters("library")[initiative].charter == full(initiative)
    assert [(row.version, row.note) for row in charter_versions("library", initiative)] == [
        (3, "← 1"),
        (2, ""),
        (1, "第一次"),
    ]
    assert AuditEntry.objects.filter(verb__startswith="initiative.").count() == 3


def test_what_did_not_change_or_changed_under_ones_hands_is_not_stored(initiative: str) -> None:
    declare_charter("library", full(initiative), **DOING)
    with pytest.raises(CharterUnchanged):
        declare_charter("library", full(initiative), **DOING)
    with pytest.raises(StaleCharter):
        declare_charter("library", Charter(initiative), expected=0, **DOING)
    with pytest.raises(NoSuchCharter):
        restore_charter("library", initiative, 9, **DOING)
    assert CharterRecord.objects.count() == 1


def test_only_plans_that_are_there_and_kinds_that_are_known_can_be_named(initiative: str) -> None:
    with pytest.raises(NoSuchInitiative):
        declare_charter("library", Charter("ZZ9.9.9"), **DOING)
    with pytest.raises(NoSuchKind):
        declare_charter("library", Charter(initiative, kind="dream"), **DOING)
    assert charter_of("library", initiative) is None


def test_the_store_itself_keeps_every_version(initiative: str) -> None:
    declare_charter("library", full(initiative), **DOING)
    for spoil in (lambda: CharterRecord.objects.update(content={}), lambda: CharterRecord.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_a_tag_is_in_force_until_it_is_ended_and_comes_back_as_a_new_one() -> None:
    row = tag_rows("cards", STUDENTS, note="學生證", **DOING)
    assert tagging() == {"cards": (STUDENTS,)}
    state = tagging_state()
    untag_rows(row.id, **DOING)
    assert (tagging(), tagging_state()) == ({}, "")
    again = retag_rows(row.id, **DOING)
    assert (again.tag, tagging_state()) == (STUDENTS, state)
    assert [(one.id, one.ended_at is None) for one in tags("cards")] == [(again.id, True), (row.id, False)]


def test_of_rules_the_lower_place_weighs_more_and_of_the_same_the_newer() -> None:
    for plan, position in (("A", 5), ("B", 5), ("C", 1)):
        tag_rows("cards", replace(STUDENTS, plan=plan), position=position, **DOING)
    assert [tag.plan for tag in tagging()["cards"]] == ["C", "B", "A"]


def test_rows_are_given_to_a_plan_by_hand_or_to_none() -> None:
    row = tag_by_hand("events", ["E1", "E2"], "", note="不屬任何方案", **DOING)
    assert (row.tag.by_hand, row.tag.plan) == (True, "")
    with pytest.raises(SameTag):
        tag_by_hand("events", ["E1", "E2"], "", **DOING)


def test_rows_are_not_given_to_a_plan_that_never_was_but_to_one_that_was_removed(initiative: str) -> None:
    with pytest.raises(TagOfNoPlan):
        tag_rows("cards", replace(STUDENTS, plan="ZZ9.9.9"), **DOING)
    found = open_plan("library", SYSTEM)
    change_plan("library", RemoveInitiative(initiative), expected_revision=found.revision, **DOING)
    assert tag_rows("cards", replace(STUDENTS, plan=initiative), **DOING).tag.plan == initiative
    assert tag_by_hand("events", ["E1"], "", **DOING).tag.plan == ""
    assert AuditEntry.objects.filter(verb="initiative.tag", outcome="done").count() == 2


def test_what_cannot_be_tagged_is_said_and_nothing_is_stored() -> None:
    with pytest.raises(UnfitTag):
        tag_rows("population", STUDENTS, **DOING)
    with pytest.raises(NoSuchTag):
        untag_rows(77, **DOING)
    row = tag_rows("cards", STUDENTS, **DOING)
    with pytest.raises(NoSuchTag):
        retag_rows(row.id, **DOING)
    with pytest.raises(Denied):
        tag_rows("cards", replace(STUDENTS, plan="X"), by=ANONYMOUS, now=NOW)
    assert TagRecord.objects.count() == 1


def test_the_store_keeps_what_a_tag_said() -> None:
    tag_rows("cards", STUDENTS, **DOING)
    for spoil in (lambda: TagRecord.objects.update(initiative="X"), lambda: TagRecord.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
