"""Institutions and units stand on one tree: no name twice, no unknown parent, no circle."""

from __future__ import annotations

import pytest

from openscorecard.domain.identity import UnfitId
from openscorecard.domain.people.faults import (
    DuplicateInstitution,
    InstitutionCircle,
    UnknownInstitution,
    UnknownRole,
    UnknownUnit,
)
from openscorecard.domain.people.institutions import Institution, InstitutionTree, Unit
from openscorecard.domain.people.readers import ANONYMOUS, SYSTEM, check_role
from openscorecard.domain.text import Text


def _at(id_: str, parent: str = "") -> Institution:
    return Institution(id_, Text(f"機關{id_}"), parent=parent)


def _unit(id_: str, institution: str, parent: str = "") -> Unit:
    return Unit(id_, Text(f"單位{id_}"), institution, parent)


TREE = InstitutionTree((_at("leaf", "branch"), _at("top"), _at("branch", "top"), _at("other")), (_unit("u", "leaf"),))


def test_parents_come_before_children_whatever_order_they_were_given_in() -> None:
    assert [(depth, item.id) for depth, item in TREE.walk()] == [(0, "top"), (1, "branch"), (2, "leaf"), (0, "other")]


def test_a_path_leads_from_the_top() -> None:
    assert [item.id for item in TREE.path("leaf")] == ["top", "branch", "leaf"]
    assert TREE.path("nowhere") == ()


def test_a_branch_moves_with_all_below_it() -> None:
    moved = TREE.move("branch", "other")
    assert [item.id for item in moved.path("leaf")] == ["other", "branch", "leaf"]
    assert [item.id for item in TREE.path("leaf")] == ["top", "branch", "leaf"]  # the old tree is as it was


@pytest.mark.parametrize("parent", ["top", "branch", "leaf"])
def test_nothing_stands_below_itself(parent: str) -> None:
    with pytest.raises(InstitutionCircle):
        TREE.move("top", parent)


def test_a_fault_names_only_those_in_the_circle_or_below_it() -> None:
    with pytest.raises(InstitutionCircle) as caught:
        InstitutionTree((_at("a", "b"), _at("b", "a"), _at("c", "b"), _at("free")))
    assert {fault.facts["item"] for fault in caught.value.all()} == {"a", "b", "c"}


def test_units_circle_no_more_than_institutions() -> None:
    with pytest.raises(InstitutionCircle):
        InstitutionTree((_at("a"),), (_unit("u", "a", "v"), _unit("v", "a", "u")))


def test_a_unit_stands_below_units_of_its_own_institution_only() -> None:
    with pytest.raises(UnknownUnit):
        InstitutionTree((_at("a"), _at("b")), (_unit("u", "a"), _unit("v", "b", "u")))
    assert TREE.unit("leaf", "u") is not None
    assert TREE.unit("top", "u") is None


def test_what_is_not_there_cannot_be_named() -> None:
    for make in (
        lambda: InstitutionTree((_at("a", "b"),)),
        lambda: InstitutionTree((), (_unit("u", "a"),)),
        lambda: TREE.move("nowhere", ""),
        lambda: TREE.move("leaf", "nowhere"),
        lambda: TREE.rename("nowhere", Text("新名")),
    ):
        with pytest.raises(UnknownInstitution):
            make()


def test_an_id_stands_once() -> None:
    with pytest.raises(DuplicateInstitution):
        TREE.add(_at("leaf"))
    with pytest.raises(DuplicateInstitution):
        InstitutionTree((_at("a"),), (_unit("u", "a"), _unit("u", "a")))
    with pytest.raises(UnfitId):
        _at("two words")


def test_renaming_changes_the_name_alone() -> None:
    renamed = TREE.rename("leaf", Text("新名", "New"))
    assert renamed.institution("leaf") == Institution("leaf", Text("新名", "New"), parent="branch")


def test_a_tree_far_deeper_than_any_government_is_still_a_tree() -> None:
    deep = tuple(_at(str(number), str(number - 1) if number else "") for number in range(300))
    assert len(InstitutionTree(deep).path("299")) == 300


def test_only_those_who_signed_in_see_drafts_and_only_known_roles_exist() -> None:
    assert (ANONYMOUS.sees_drafts, SYSTEM.sees_drafts) == (False, True)
    assert check_role("editor") == "editor"
    with pytest.raises(UnknownRole):
        check_role("Editor")


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_faults_say_what_and_how_to_mend_in_both_languages(language: str) -> None:
    sentence = InstitutionCircle(item="甲", parent="乙").sentence(language)
    assert "甲" in sentence
    assert "乙" in sentence
    assert "{" not in sentence
