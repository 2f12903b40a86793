"""Codes and letters at their edges, look-ups, and ids that are carried to a newly read plan."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.matching import carry_ids
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
AC1, AP1, BC1 = PLAN.objectives
X = Text("某")


def kpis(*some: Kpi) -> tuple[Objective, ...]:
    return (AC1.with_kpis((*AC1.kpis, *some)), AP1, BC1)


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
