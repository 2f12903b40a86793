"""Accounts and the tree of institutions: what may be done to them and what is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from openscorecard.actions.faults import LastAdministrator, PersonExists, UnfitChoice, UnfitPassword, UnfitPersonName
from openscorecard.actions.institutions import add_institution, add_unit, move_institution, rename_institution
from openscorecard.actions.people import add_person, choose, set_active, set_password, set_role
from openscorecard.domain.people.faults import (
    DuplicateInstitution,
    InstitutionCircle,
    UnknownInstitution,
    UnknownRole,
    UnknownUnit,
)
from openscorecard.domain.people.institutions import Institution, Unit
from openscorecard.domain.people.readers import SYSTEM, Reader
from openscorecard.domain.text import OverlongText, Text
from openscorecard.queries.faults import UnknownPerson
from openscorecard.queries.institutions import stored_tree
from openscorecard.queries.people import has_people, list_people, person, reader_named
from openscorecard.records.models import AuditEntry, Person

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


@pytest.fixture
def doing(now: datetime) -> dict[str, Any]:
    return {"by": SYSTEM, "now": now}


def test_the_system_adds_the_first_administrator_of_an_empty_home(doing: dict[str, Any]) -> None:
    assert not has_people()
    added = add_person("wu", role="administrator", password=PASSWORD, display_name="吳小姐", **doing)
    assert (added.name, added.role, added.display_name) == ("wu", "administrator", "吳小姐")
    assert reader_named("wu") == Reader("wu", "administrator", signed_in=True)
    account = Person.objects.get()
    assert account.check_password(PASSWORD)
    assert PASSWORD not in str(AuditEntry.objects.values())


@pytest.mark.parametrize("name", ["", "a b", "system", "x" * 151, "a/b", "a\n"])
def test_a_name_no_account_may_bear_is_refused(name: str, doing: dict[str, Any]) -> None:
    with pytest.raises(UnfitPersonName):
        add_person(name, role="reader", password=PASSWORD, **doing)


def test_a_name_is_given_once_whatever_its_case(doing: dict[str, Any]) -> None:
    add_person("wu", role="reader", password=PASSWORD, **doing)
    with pytest.raises(PersonExists):
        add_person("WU", role="reader", password=PASSWORD, **doing)


def test_a_password_against_the_rules_is_refused(doing: dict[str, Any], settings: Any) -> None:
    validator = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": validator, "OPTIONS": {"min_length": 10}}]
    with pytest.raises(UnfitPassword):
        add_person("wu", role="reader", password="short", **doing)
    add_person("wu", role="reader", password=PASSWORD, **doing)
    with pytest.raises(UnfitPassword):
        set_password("wu", "short", **doing)
    assert Person.objects.get().check_password(PASSWORD)


def test_there_are_three_roles(doing: dict[str, Any], editor: Reader) -> None:
    with pytest.raises(UnknownRole):
        set_role("mei", "emperor", **doing)
    assert set_role("mei", "administrator", **doing).role == "administrator"


def test_the_last_administrator_stays_one(doing: dict[str, Any], administrator: Reader, editor: Reader) -> None:
    with pytest.raises(LastAdministrator):
        set_role("admin", "editor", **doing)
    with pytest.raises(LastAdministrator):
        set_active("admin", False, **doing)
    set_role("mei", "administrator", **doing)
    assert set_role("admin", "editor", **doing).role == "editor"


def test_nobody_is_changed_who_is_not_there(doing: dict[str, Any]) -> None:
    with pytest.raises(UnknownPerson):
        set_role("nobody", "editor", **doing)
    with pytest.raises(UnknownPerson):
        set_password("nobody", PASSWORD, **doing)
    with pytest.raises(UnknownPerson):
        person("nobody")


def test_people_choose_language_and_scheme_for_themselves(onlooker: Reader, now: datetime) -> None:
    choose(language="en", by=onlooker, now=now)
    chosen = choose(scheme="dark", by=onlooker, now=now)
    assert (chosen.language, chosen.scheme) == ("en", "dark")
    with pytest.raises(UnfitChoice):
        choose(language="tlh", by=onlooker, now=now)


def test_accounts_are_listed_by_name(administrator: Reader, editor: Reader) -> None:
    assert [row.name for row in list_people(administrator)] == ["admin", "mei"]


def _institution(id_: str, parent: str = "", **doing: Any) -> None:
    add_institution(Institution(id_, Text(f"機關{id_}"), parent=parent), **doing)


def test_institutions_form_a_tree_that_is_moved_by_branches(doing: dict[str, Any]) -> None:
    _institution("a", **doing)
    _institution("b", "a", **doing)
    _institution("c", "b", **doing)
    _institution("d", **doing)
    move_institution("b", "d", **doing)
    assert [item.id for item in stored_tree().path("c")] == ["d", "b", "c"]
    move_institution("b", "", **doing)
    assert [item.id for item in stored_tree().roots] == ["a", "b", "d"]


def test_no_institution_stands_below_itself(doing: dict[str, Any]) -> None:
    _institution("a", **doing)
    _institution("b", "a", **doing)
    for parent in ("a", "b"):
        with pytest.raises(InstitutionCircle):
            move_institution("a", parent, **doing)
    assert stored_tree().institution("a").parent == ""  # type: ignore[union-attr]


def test_unknown_and_repeated_institutions_are_refused(doing: dict[str, Any]) -> None:
    _institution("a", **doing)
    with pytest.raises(DuplicateInstitution):
        _institution("a", **doing)
    with pytest.raises(UnknownInstitution):
        _institution("b", "z", **doing)
    with pytest.raises(UnknownInstitution):
        move_institution("a", "z", **doing)
    with pytest.raises(UnknownInstitution):
        rename_institution("z", Text("新名"), **doing)
    with pytest.raises(OverlongText):
        add_institution(Institution("b", Text("乙"), kind="x" * 61), **doing)
    assert len(stored_tree().institutions) == 1


def test_an_institution_is_renamed_in_both_languages(doing: dict[str, Any]) -> None:
    _institution("a", **doing)
    rename_institution("a", Text("新名", "New name"), **doing)
    assert stored_tree().institution("a").name == Text("新名", "New name")  # type: ignore[union-attr]


def test_units_stand_inside_their_institution(doing: dict[str, Any]) -> None:
    _institution("a", **doing)
    _institution("b", **doing)
    add_unit(Unit("desk", Text("櫃台"), "a"), **doing)
    add_unit(Unit("shift", Text("早班"), "a", parent="desk"), **doing)
    add_unit(Unit("desk", Text("櫃台"), "b"), **doing)  # another institution may use the same word
    assert [unit.id for unit in stored_tree().units_of("a")] == ["desk", "shift"]
    with pytest.raises(UnknownUnit):
        add_unit(Unit("late", Text("晚班"), "b", parent="shift"), **doing)
    with pytest.raises(DuplicateInstitution):
        add_unit(Unit("desk", Text("櫃台"), "a"), **doing)
