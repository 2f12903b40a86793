"""What a plan cannot be, told with the facts a person needs to mend it; codes, letters and look-ups at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import UnfitId
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.codes import check_letter
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
AC1, AP1, BC1 = PLAN.objectives
X = Text("某")


def kpis(*some: Kpi) -> tuple[Objective, ...]:
    return (AC1.with_kpis((*AC1.kpis, *some)), AP1, BC1)


def standing(code: str, initiative: str = "AC1.1.1") -> tuple[Objective, ...]:
    return (AC1.with_kpis((replace(AC1.kpis[0], standings=(Standing(code, initiative),)), AC1.kpis[1])), AP1, BC1)


@pytest.mark.parametrize(
    ("changes", "kind", "facts"),
    [
        ({"perspectives": (*PLAN.perspectives, Perspective("C", Text("再"), "x"))}, faults.DuplicateCode,
         {"item": "C", "first": "顧客", "second": "再"}),
        ({"themes": (*PLAN.themes, Theme("A", Text("再"), "x"))}, faults.DuplicateCode,
         {"item": "A", "first": "館藏", "second": "再"}),
        ({"perspectives": (*PLAN.perspectives, Perspective("X", Text("顧 客")))}, faults.DuplicatePerspective,
         {"first": "顧客", "second": "顧 客"}),
        ({"objectives": (AC1, AP1, replace(BC1, theme="Z"))}, faults.UnknownTheme, {"item": "BC1", "letter": "Z"}),
        ({"objectives": (AC1, AP1, replace(BC1, perspective="Z"))}, faults.UnknownPerspective,
         {"item": "BC1", "letter": "Z"}),
        ({"objectives": (*PLAN.objectives, Objective("AC1", Text("再"), "A", "C", id="x"))}, faults.DuplicateCode,
         {"item": "AC1", "first": "充實館藏", "second": "再"}),
        ({"objectives": kpis(Kpi("AC1.1", Text("再"), id="x"))}, faults.DuplicateCode,
         {"item": "AC1.1", "first": "館藏量", "second": "再"}),
        ({"objectives": kpis(Kpi("AC1.3", X, None, (Standing("AC1.1.1", "AC1.1.1"),)))}, faults.DuplicateCode,
         {"item": "AC1.1.1", "first": "AC1.1.1", "second": "AC1.1.1"}),
        ({"objectives": (AC1, AP1, replace(BC1, code="B1"))}, faults.UnfitCode,
         {"item": "B1", "form": "{theme}{perspective}{number}", "sample": "BC1"}),
        ({"objectives": (AC1, AP1, replace(BC1, code="AC2"))}, faults.UnfitCode,
         {"item": "AC2", "form": "{theme}{perspective}{number}", "sample": "BC1"}),
        ({"objectives": (AC1, AP1, replace(BC1, code="BP2"))}, faults.UnfitCode,
         {"item": "BP2", "form": "{theme}{perspective}{number}", "sample": "BC1"}),
        ({"objectives": kpis(Kpi("AP1.3", X))}, faults.UnfitCode,
         {"item": "AP1.3", "form": "{objective}.{number}", "sample": "AC1.1"}),
        ({"objectives": standing("AC1.2.9")}, faults.UnfitCode,
         {"item": "AC1.2.9", "form": "{kpi}.{number}", "sample": "AC1.1.1"}),
        ({"objectives": kpis(Kpi("AC1.3", X, id="AC1.1"))}, faults.DuplicateId, {"item": "AC1.1"}),
        ({"themes": (PLAN.themes[0], replace(PLAN.themes[1], id="A"))}, faults.DuplicateId, {"item": "A"}),
        ({"perspectives": (*PLAN.perspectives, Perspective("X", X, "C"))}, faults.DuplicateId, {"item": "C"}),
        ({"initiatives": (*PLAN.initiatives, Initiative("AC1.1.1", X))}, faults.DuplicateId, {"item": "AC1.1.1"}),
        ({"objectives": standing("AC1.1.1", "gone")}, faults.UnknownInitiative,
         {"item": "AC1.1.1", "missing": "gone"}),
        ({"initiatives": (*PLAN.initiatives, Initiative("idle", Text("閒置")))}, faults.InitiativeWithoutCode,
         {"item": "閒置"}),
        ({"links": (Link("AC1", "gone"),)}, faults.UnknownObjective, {"item": "AC1 → gone", "missing": "gone"}),
        ({"links": (Link("gone", "AC1"),)}, faults.UnknownObjective, {"item": "gone → AC1", "missing": "gone"}),
        ({"links": (Link("AC1", "BC1"), Link("AC1", "BC1"))}, faults.DuplicateLink, {"first": "AC1", "second": "BC1"}),
        ({"cascade": Cascade("bureau", "H", (Support("gone", "HC1"),))}, faults.UnknownObjective,
         {"item": "gone → HC1", "missing": "gone"}),
        ({"cascade": Cascade("bureau", "H", (Support("AC1", "HC1"), Support("AC1", "HC1")))}, faults.DuplicateSupport,
         {"first": "AC1", "second": "HC1"}),
        ({"responsibilities": (Responsibility("AC1", "甲"), Responsibility("AC1", "乙"))}, faults.DuplicateId,
         {"item": "AC1"}),
        ({"responsibilities": (Responsibility("gone", "甲"),)}, faults.UnknownObjective,
         {"item": "甲", "missing": "gone"}),
        ({"cascade": Cascade("library", "H")}, faults.OwnParent, {"item": "library"}),
        ({"mission_links": (MissionLink("推動閱讀", "gone"),)}, faults.UnknownObjective,
         {"item": "推動閱讀", "missing": "gone"}),
        ({"mission_links": (MissionLink("沒說過", "AC1"),)}, faults.PhraseNotInMission, {"text": "沒說過"}),
        ({"mission_links": (MissionLink("", "AC1"),)}, faults.PhraseNotInMission, {"text": ""}),
        ({"mission": None}, faults.PhraseNotInMission, {"text": "推動閱讀"}),
    ],
)  # fmt: skip
def test_what_a_plan_cannot_be(changes: dict[str, Any], kind: type[Fault], facts: dict[str, str]) -> None:
    with pytest.raises(Fault) as caught:
        replace(PLAN, **changes)
    assert facts in [fault.facts for fault in caught.value.all() if type(fault) is kind]


NAMED: list[tuple[str, dict[str, Any]]] = [
    ("plan", {"name": Text("【名】")}),
    ("institution", {"institution": Text("【名】")}),
    ("mission", {"mission": Text("【名】"), "mission_links": ()}),
    ("vision", {"vision": Text("【名】")}),
    ("values", {"values": (Text("好"), Text("【名】"))}),
    ("C", {"perspectives": (replace(PLAN.perspectives[0], name=Text("【名】")), *PLAN.perspectives[1:])}),
    ("A", {"themes": (replace(PLAN.themes[0], name=Text("【名】")), PLAN.themes[1])}),
    ("AP1", {"objectives": (AC1, replace(AP1, name=Text("【名】")), BC1)}),
    ("AC1.3", {"objectives": kpis(Kpi("AC1.3", Text("【名】")))}),
    ("AC1.1.1", {"initiatives": (Initiative("AC1.1.1", Text("【名】")),)}),
]


@pytest.mark.parametrize(("where", "changes"), NAMED, ids=lambda one: one if isinstance(one, str) else "")
def test_names_everywhere_must_stand_in_a_document(where: str, changes: dict[str, Any]) -> None:
    with pytest.raises(faults.NameUnfitForDocument) as caught:
        replace(PLAN, **changes)
    found = [fault.facts for fault in caught.value.all()]
    assert found == [{"where": where, "text": "【名】", "found": sign} for sign in "【】"]


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("【甲", faults.NameUnfitForDocument, "【"),
        ("甲】", faults.NameUnfitForDocument, "】"),
        ("# 甲", faults.NameUnfitForDocument, "#"),
        ("- 甲", faults.NameUnfitForDocument, "-"),
        ("提升AC1滿意", faults.CodeInName, "AC1"),
        ("XY1 甲", faults.CodeInName, "XY1"),
        ("甲 XY1.2", faults.CodeInName, "XY1.2"),
    ],
)
def test_a_name_that_would_be_misread(name: str, kind: type[Fault], found: str) -> None:
    with pytest.raises(kind) as caught:
        replace(PLAN, vision=Text(name))
    assert caught.value.facts == {"where": "vision", "text": name, "found": found}


@pytest.mark.parametrize("name", ["甲XY1", "-甲", "甲#", "甲 - 乙", "RFID", "第XY1案"])
def test_a_name_that_only_looks_so(name: str) -> None:
    assert replace(PLAN, vision=Text(name)).vision == Text(name)


# Parts and their edges


@pytest.mark.parametrize("letter", ["A", "z", "A1", "ABCD", "a0b9"])
def test_a_letter_is_one_to_four_latin_letters_or_digits(letter: str) -> None:
    check_letter(letter)


@pytest.mark.parametrize("letter", ["", "1", "1A", "ABCDE", "A B", "主", "A-"])
def test_other_signs_are_no_letters(letter: str) -> None:
    for make in (lambda: check_letter(letter), lambda: Theme(letter, X), lambda: Perspective(letter, X)):
        with pytest.raises(faults.UnfitLetter) as caught:
            make()
        assert caught.value.facts["item"] == letter


def test_links_and_supports_at_their_edges() -> None:
    assert [Link("a", "b", lag=lag).lag for lag in (None, 0, 120)] == [None, 0, 120]
    assert [Link("a", "b", sign).sign for sign in ("+", "-")] == ["+", "-"]
    for lag in (-1, 121):
        with pytest.raises(faults.UnfitLag):
            Link("a", "b", lag=lag)
    with pytest.raises(faults.UnfitSign) as caught:
        Link("a", "b", "")
    assert caught.value.facts["item"] == ""
    bare = Link("a", "b")
    assert (bare.sign, bare.declared_by, bare.example, bare.key) == ("+", "", False, ("a", "b"))
    assert (Support("a", "b").weight, Support("a", "b").example) == (1, False)
    assert Support("a", "b", Fraction(1, 1000)).weight > 0
    for weight in (Fraction(0), Fraction(-1)):
        with pytest.raises(faults.UnfitWeight):
            Support("a", "b", weight)
    assert (MissionLink("a", "b").example, Responsibility("a", "b").example) == (False, False)
    for make in (
        lambda: Cascade("有 空白", "H"),
        lambda: Responsibility("a", "有 空白"),
        lambda: Plan("有 空白", X, X),
    ):
        with pytest.raises(UnfitId):
            make()
    with pytest.raises(UnfitId):
        Initiative("a", X, owner="有 空白")
    with pytest.raises(UnfitId):
        Initiative("有 空白", X)
    assert Initiative("a", X).owner == ""
    one = date(2025, 1, 1)
    assert Initiative("a", X, one, one).ends_on == one
