"""A plan that exists is sound: each way to break it is a fault of its own type."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from openscorecard.domain.dates import UnfitDates
from openscorecard.domain.faults import Fault, fault_from_data
from openscorecard.domain.identity import UnfitId
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy import faults
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import EmptyText, OverlongText, Text, UnfitText
from tests.domain.strategy.small_plan import small_plan

PLAN = small_plan()
AC1, AP1, BC1 = PLAN.objectives

BROKEN = {
    faults.DuplicateCode: {"objectives": (AC1, AP1, replace(BC1, code="AC1", theme="A", id="x"))},
    faults.DuplicateId: {"objectives": (AC1, AP1, replace(BC1, id="AC1"))},
    faults.UnfitCode: {"objectives": (AC1, AP1, replace(BC1, code="B1"))},
    faults.UnknownTheme: {"objectives": (AC1, AP1, replace(BC1, theme="Z"))},
    faults.UnknownPerspective: {"objectives": (AC1, AP1, replace(BC1, perspective="Z"))},
    faults.MissingPerspectives: {"perspectives": ()},
    faults.DuplicatePerspective: {"perspectives": (*PLAN.perspectives, Perspective("X", Text("內部 流程")))},
    faults.UnknownInitiative: {"initiatives": ()},
    faults.InitiativeWithoutCode: {"initiatives": (*PLAN.initiatives, Initiative("idle", Text("閒置計畫")))},
    faults.CodeInName: {"objectives": (AC1, AP1, replace(BC1, name=Text("提升AC1滿意")))},
    faults.NameUnfitForDocument: {"mission": Text("【願景】不是使命"), "mission_links": ()},
    faults.UnknownObjective: {"links": (Link("AC1", "gone"),)},
    faults.DuplicateLink: {"links": (Link("AC1", "BC1"), Link("AC1", "BC1", "-"))},
    faults.DuplicateSupport: {"cascade": Cascade("bureau", "H", (Support("AC1", "HC1"), Support("AC1", "HC1")))},
    faults.OwnParent: {"cascade": Cascade("library", "H")},
    faults.PhraseNotInMission: {"mission_links": (MissionLink("服務外星人", "AC1"),)},
    UnfitDates: {"valid_from": date(2026, 1, 2), "valid_to": date(2026, 1, 1)},
}


@pytest.mark.parametrize("kind", BROKEN, ids=lambda kind: kind.__name__)
def test_a_broken_plan_cannot_be_made(kind: type[Fault]) -> None:
    with pytest.raises(Fault) as caught:
        replace(PLAN, **BROKEN[kind])
    assert kind in {type(fault) for fault in caught.value.all()}


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: Text(""), EmptyText),
        (lambda: Text("兩\n行"), UnfitText),
        (lambda: Text("定\t位"), UnfitText),
        (lambda: Text(" 前有空白"), UnfitText),
        (lambda: Text("\ufeff隱形"), UnfitText),
        (lambda: Text("長" * 2001), OverlongText),
        (lambda: Link("a", "a"), faults.SelfLink),
        (lambda: Link("a", "b", "±"), faults.UnfitSign),
        (lambda: Link("a", "b", lag=121), faults.UnfitLag),
        (lambda: Support("a", "b", Fraction(0)), faults.UnfitWeight),
        (lambda: Theme("主", Text("主題")), faults.UnfitLetter),
        (lambda: Kpi("AC1.1", Text("量"), id="有 空白"), UnfitId),
        (lambda: Initiative("x", Text("計畫"), date(2026, 2, 1), date(2026, 1, 1)), UnfitDates),
    ],
)
def test_a_part_checks_itself(make: object, kind: type[Fault]) -> None:
    with pytest.raises(kind):
        make()  # type: ignore[operator]


def test_all_faults_come_at_once_and_travel_as_data() -> None:
    with pytest.raises(Fault) as caught:
        replace(PLAN, links=(Link("AC1", "x"), Link("y", "AC1")), valid_from=date(2, 1, 1), valid_to=date(1, 1, 1))
    found = caught.value.all()
    assert [fault.code for fault in found] == ["unknown-objective", "unknown-objective", "unfit-dates"]
    assert [fault_from_data(fault.to_data()) for fault in found] == list(found)


def test_every_fault_speaks_both_languages_and_has_a_code_of_its_own() -> None:
    for code, kind in Fault.registry.items():
        assert kind.code == code
        assert kind.zh != Fault.zh
        assert kind.en != Fault.en


def test_objectives_stand_in_the_order_of_themes_and_perspectives() -> None:
    assert [item.code for item in replace(PLAN, objectives=(BC1, AP1, AC1)).objectives] == ["AC1", "AP1", "BC1"]


def test_an_item_keeps_its_id_when_its_code_changes() -> None:
    moved = replace(AC1, code="AC9", kpis=())
    assert moved.id == "AC1"


def test_look_ups() -> None:
    assert PLAN.codes_of("AC1.1.1") == ("AC1.1.1", "AC1.2.1")
    assert [kpi.code for kpi in PLAN.kpis_of("AC1.1.1")] == ["AC1.1", "AC1.2"]
    assert PLAN.objective_of("AC1.2") == AC1
    assert PLAN.cell("A", "F") == ()


def test_the_example_layer_goes_without_a_trace() -> None:
    assert PLAN.has_example
    bare = PLAN.without_example()
    assert not bare.has_example
    assert [link.key for link in bare.links] == [("AP1", "AC1")]
    assert bare.supports == PLAN.supports


def test_an_empty_plan_is_a_plan() -> None:
    empty = Plan("new", Text("新計畫"), Text("某館"))
    assert [row.letter for row in empty.perspectives] == ["C", "P", "L", "F"]
    assert Standing("a", "b") == Standing("a", "b")
    assert Objective("AC1", Text("x"), "A", "C").id == "AC1"
    assert Responsibility("AC1", "館").example is False
