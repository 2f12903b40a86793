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
from openscorecard.domain.strategy.codes import CodeGrammar, check_letter
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.matching import carry_ids
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


# Codes


@pytest.mark.parametrize(
    ("forms", "fits"),
    [
        (("{theme}{perspective}{number}",), True),
        (("O{number}",), True),
        (("{theme}{number}",), True),
        (("x" * 52 + "{number}",), True),
        (("x" * 53 + "{number}",), False),
        (("{number}",), False),
        (("1{number}",), False),
        (("{theme}{theme}{number}",), False),
        (("{theme}{perspective}",), False),
        (("{theme}{number}x",), False),
        (("{kpi}{number}",), False),
        (("{theme}、{number}",), False),
        (("{theme}{number}", "{theme}.{number}"), False),
        (("{theme}{number}", "{objective}{number}"), False),
        (("{theme}{number}", "{objective}0{number}"), False),
        (("{theme}{number}", "{objective}.0{number}"), False),
        (("{theme}{number}", "{objective}-K{number}"), True),
        (("{theme}{number}", "K{objective}.{number}"), False),
        (("{theme}{number}", "{objective}.{number}", "{objective}.{number}"), False),
        (("{theme}{number}", "{objective}.{number}", "{kpi}-{number}"), True),
        (("{theme}{number}", "{objective}.{number}", "{kpi}{number}"), False),
    ],
)
def test_which_forms_of_codes_can_be_told_apart(forms: tuple[str, ...], fits: bool) -> None:
    if fits:
        assert CodeGrammar(*forms).form("objective") == forms[0]
        return
    with pytest.raises(faults.UnfitGrammar) as caught:
        CodeGrammar(*forms)
    assert caught.value.facts["item"] == forms[-1]


def test_a_code_says_where_it_stands_and_what_it_names() -> None:
    book = CodeGrammar().book("AB", "CP")
    first, second, third = book.find("見 AC1.2.3、BP4.5，AC6。")
    assert (first.level, first.code, first.start, first.end) == ("initiative", "AC1.2.3", 2, 9)
    assert (first.theme, first.perspective, first.objective, first.kpi) == ("A", "C", "AC1", "AC1.2")
    assert (second.level, second.objective, second.kpi) == ("kpi", "BP4", "BP4.5")
    assert (third.level, third.theme, third.perspective, third.objective, third.kpi) == (
        "objective", "A", "C", "AC6", "",
    )  # fmt: skip
    plain = CodeGrammar("O{number}").book(["A"], ["C"]).read("objective", "O7")
    assert plain is not None
    assert (plain.theme, plain.perspective) == ("", "")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AC1234", ["AC1234"]), ("AC12345", []), ("AC1.", ["AC1"]), ("AC1.x", ["AC1"]), (".AC1", []), ("_AC1", []),
        ("AC1AC2", ["AC1"]), ("館AC1館", ["AC1"]), ("AC1.1.1.1", ["AC1.1.1"]), ("AC0", ["AC0"]),
    ],
)  # fmt: skip
def test_where_a_code_begins_and_ends(text: str, codes: list[str]) -> None:
    assert [one.code for one in CodeGrammar().book("AB", "CP").find(text)] == codes


def test_letters_of_a_plan_decide_and_before_any_is_known_any_capital_will_do() -> None:
    grammar = CodeGrammar()
    assert [one.code for one in grammar.any_letters().find("XY1 ab1 Z1")] == ["XY1"]
    assert list(grammar.book([], ["C"]).find("AC1 C1")) == []
    longer = grammar.book(["A", "AB"], ["C", "BC"])
    read = longer.read("objective", "ABC1")
    assert read is not None
    assert (read.theme, read.perspective) == ("AB", "C")
    assert grammar.book(["A"], ["C"]) is grammar.book(["A"], ["C"])


def test_codes_are_written_and_the_lowest_free_one_is_found() -> None:
    book = CodeGrammar("{theme}-{perspective}{number}", "{objective}-K{number}", "{kpi}.{number}").book("A", "C")
    assert book.write("objective", 3, theme="A", perspective="C") == "A-C3"
    assert book.write("kpi", 2, above="A-C3") == "A-C3-K2"
    assert book.write("initiative", 1, above="A-C3-K2") == "A-C3-K2.1"
    assert book.next_free("kpi", (), above="A-C3") == "A-C3-K1"
    assert book.next_free("initiative", ["A-C3-K2.1", "A-C3-K2.3"], above="A-C3-K2") == "A-C3-K2.2"


# Look-ups and order


def test_what_is_not_there_is_none() -> None:
    assert PLAN.theme("A") == PLAN.theme_by_id("A") == PLAN.themes[0]
    assert PLAN.perspective("P") == PLAN.perspectives[1]
    assert (PLAN.objective("AP1"), PLAN.kpi("AC1.2"), PLAN.initiative("AC1.1.1")) == (
        AP1, AC1.kpis[1], PLAN.initiatives[0],
    )  # fmt: skip
    none = "no"
    assert PLAN.theme(none) is PLAN.theme_by_id(none) is PLAN.perspective(none) is PLAN.objective(none) is None
    assert PLAN.kpi(none) is PLAN.objective_of(none) is PLAN.initiative(none) is None
    assert PLAN.codes_of(none) == PLAN.kpis_of(none) == ()
    assert PLAN.cell("A", "C") == (AC1,)
    assert replace(PLAN, cascade=None).supports == ()


def test_action_plans_stand_in_the_order_of_their_first_code() -> None:
    second = Initiative("late", Text("後"))
    plan = replace(
        PLAN,
        objectives=kpis(Kpi("AC1.3", X, None, (Standing("AC1.3.1", "late"),))),
        initiatives=(second, *PLAN.initiatives),
    )
    assert [one.id for one in plan.initiatives] == ["AC1.1.1", "late"]


# Carrying ids


def test_everything_declared_follows_the_ids_that_are_carried() -> None:
    old = replace(
        PLAN, objectives=(replace(AC1, id="stock"), AP1, BC1), links=(Link("AP1", "stock"),),
        cascade=Cascade("bureau", "H", (Support("stock", "HC1"),)), responsibilities=(Responsibility("stock", "館"),),
        mission_links=(MissionLink("推動閱讀", "stock"),),
    )  # fmt: skip
    new = replace(
        PLAN, links=(Link("AP1", "AC1", "-"),), cascade=Cascade("bureau", "H", (Support("AC1", "HC1", Fraction(2)),)),
        responsibilities=(Responsibility("AC1", "館"),), mission_links=(MissionLink("服務市民", "AC1"),),
    )  # fmt: skip
    found = carry_ids(new, old)
    assert found.objectives[0].id == "stock"
    assert found.links == (Link("AP1", "stock", "-"),)
    assert found.supports == (Support("stock", "HC1", Fraction(2)),)
    assert found.responsibilities == (Responsibility("stock", "館"),)
    assert found.mission_links == (MissionLink("服務市民", "stock"),)
    assert carry_ids(replace(new, cascade=None), old).cascade is None


def test_rows_columns_kpis_and_action_plans_are_found_by_name_too() -> None:
    old = replace(
        PLAN,
        perspectives=(replace(PLAN.perspectives[0], id="customers"), *PLAN.perspectives[1:]),
        themes=(replace(PLAN.themes[0], id="stock"), PLAN.themes[1]),
        objectives=(AC1.with_kpis((replace(AC1.kpis[0], id="volumes"), AC1.kpis[1])), AP1, BC1),
    )
    found = carry_ids(PLAN, old)
    assert (found.perspectives[0].id, found.themes[0].id, found.objectives[0].kpis[0].id) == (
        "customers", "stock", "volumes",
    )  # fmt: skip
    stood = tuple(replace(one, standings=(Standing(f"{one.code}.1", "buying"),)) for one in AC1.kpis)
    buying = replace(
        PLAN, initiatives=(Initiative("buying", Text("採購計畫")),), objectives=(AC1.with_kpis(stood), AP1, BC1)
    )
    again = carry_ids(PLAN, buying)
    assert [one.id for one in again.initiatives] == ["buying"]
    assert {one.initiative for _, one in again.standings()} == {"buying"}


def test_a_name_that_stands_twice_identifies_nothing() -> None:
    def plan(*named: tuple[str, str, str]) -> Plan:
        objectives = tuple(Objective(code, Text(name), "A", "C", id=id_) for code, name, id_ in named)
        return Plan("p", X, X, themes=(Theme("A", X),), objectives=objectives)

    def ids(new: Plan, old: Plan) -> list[str]:
        return [one.id for one in carry_ids(new, old).objectives]

    assert ids(plan(("AC7", "甲", "AC7")), plan(("AC1", "甲", "x"), ("AC2", "甲", "y"))) == ["AC7"]
    assert ids(plan(("AC7", "甲", "AC7"), ("AC8", "甲", "AC8")), plan(("AC1", "甲", "x"))) == ["AC7", "AC8"]
    assert ids(plan(("AC1", "甲", "AC1")), plan(("AC1", "乙", "x"))) == ["x"]
    assert ids(plan(("AC5", "丙", "x")), plan(("AC1", "甲", "x"))) == ["x"]  # an id given on purpose
    assert ids(plan(("AC9", "新", "AC1")), plan(("AC1", "甲", "AC1"), ("AC2", "乙", "AC2"))) == ["AC1"]
    assert ids(plan(("AC1", "乙", "AC1"), ("AC2", "甲", "AC2")), plan(("AC1", "甲", "a"), ("AC2", "乙", "b"))) == [
        "b",
        "a",
    ]
