"""Differences name item, field, before and after, for everything a plan can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.differences import differences
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from tests.domain.strategy.small_plan import small_plan

PLAN = replace(
    small_plan(),
    vision=Text("人人閱讀", "All read"),
    mission=Text("推動閱讀，服務市民", "Reading for all"),
    values=(Text("熱情", "Zeal"), Text("創新")),
    issued_on=date(2019, 3, 26),
)
AC1, AP1, BC1 = PLAN.objectives
(PURCHASE,) = PLAN.initiatives


def kpi(number: int, **fields: Any) -> tuple[Objective, ...]:
    """The objectives with one KPI of AC1 changed."""
    kpis = tuple(replace(one, **fields) if place == number else one for place, one in enumerate(AC1.kpis))
    return (AC1.with_kpis(kpis), AP1, BC1)


def told(before: Plan, after: Plan) -> list[tuple[str, str, str, str]]:
    return [(one.kind, one.where, one.before, one.after) for one in differences(before, after)]


@pytest.mark.parametrize(
    ("changes", "where", "before", "after"),
    [
        ({"name": Text("新名", "A library's map")}, "plan name", "某館策略地圖", "新名"),
        ({"name": Text("某館策略地圖", "New")}, "plan name_en", "A library's map", "New"),
        ({"institution": Text("他館")}, "plan institution", "某館", "他館"),
        ({"institution": Text("某館", "Library")}, "plan institution_en", "", "Library"),
        ({"issued_on": date(2020, 1, 1)}, "plan issued_on", "2019-03-26", "2020-01-01"),
        ({"issued_on": None}, "plan issued_on", "2019-03-26", ""),
        ({"valid_from": date(2020, 1, 1)}, "plan valid_from", "", "2020-01-01"),
        ({"valid_to": date(2020, 1, 1)}, "plan valid_to", "", "2020-01-01"),
        ({"mission": Text("推動閱讀", "Reading for all")}, "plan mission", "推動閱讀，服務市民", "推動閱讀"),
        ({"mission": Text("推動閱讀，服務市民")}, "plan mission_en", "Reading for all", ""),
        ({"vision": Text("書香", "All read")}, "plan vision", "人人閱讀", "書香"),
        ({"vision": Text("人人閱讀")}, "plan vision_en", "All read", ""),
        ({"values": (Text("熱情", "Zeal"),)}, "plan values", "熱情、創新", "熱情"),
        ({"values": (Text("熱情"), Text("創新", "New"))}, "plan values_en", "Zeal", "New"),
        (
            {"grammar": CodeGrammar("{theme}{perspective}{number}", "{objective}.{number}", "{kpi}.{number}")},
            None, "", "",
        ),
        ({"themes": (replace(PLAN.themes[0], name=Text("資源")), PLAN.themes[1])}, "theme A name", "館藏", "資源"),
        (
            {"themes": (replace(PLAN.themes[0], name=Text("館藏", "Stock")), PLAN.themes[1])},
            "theme A name_en", "", "Stock",
        ),
        (
            {"perspectives": (replace(PLAN.perspectives[0], name=Text("讀者", "Customer")), *PLAN.perspectives[1:])},
            "perspective C name", "顧客", "讀者",
        ),
        ({"objectives": (replace(AC1, name=Text("擴充")), AP1, BC1)}, "objective AC1 name", "充實館藏", "擴充"),
        (
            {"objectives": (replace(AC1, name=Text("充實館藏", "More")), AP1, BC1)},
            "objective AC1 name_en", "", "More",
        ),
        ({"objectives": (AC1, AP1, replace(BC1, code="BC2"))}, "objective BC2 code", "BC1", "BC2"),
        ({"objectives": kpi(0, name=Text("冊數"))}, "kpi AC1.1 name", "館藏量", "冊數"),
        ({"objectives": kpi(0, name=Text("館藏量", "Stock"))}, "kpi AC1.1 name_en", "", "Stock"),
        ({"objectives": kpi(0, measure=None)}, "kpi AC1.1 measure", "volumes_held", ""),
        ({"objectives": kpi(1, standings=())}, None, "", ""),
        ({"initiatives": (replace(PURCHASE, name=Text("採訪")),)}, "initiative AC1.1.1 name", "採購計畫", "採訪"),
        ({"initiatives": (replace(PURCHASE, name=Text("採購計畫", "Buy")),)}, "initiative AC1.1.1 name_en", "", "Buy"),
        ({"initiatives": (replace(PURCHASE, owner="採編課"),)}, "initiative AC1.1.1 owner", "", "採編課"),
        (
            {"initiatives": (replace(PURCHASE, starts_on=date(2025, 1, 1)),)},
            "initiative AC1.1.1 starts_on", "", "2025-01-01",
        ),
        (
            {"initiatives": (replace(PURCHASE, ends_on=date(2025, 1, 1)),)},
            "initiative AC1.1.1 ends_on", "", "2025-01-01",
        ),
        (
            {"links": (Link("AP1", "AC1", "-"), PLAN.links[1])}, "link AP1>AC1 sign", "+", "-",
        ),
        ({"links": (Link("AP1", "AC1", lag=0), PLAN.links[1])}, "link AP1>AC1 lag", "", "0"),
        (
            {"links": (Link("AP1", "AC1", rationale=Text("理由")), PLAN.links[1])},
            "link AP1>AC1 rationale", "", "理由",
        ),
        ({"links": (Link("AP1", "AC1", declared_by="館長"), PLAN.links[1])}, "link AP1>AC1 declared_by", "", "館長"),
        (
            {"links": (Link("AP1", "AC1", declared_on=date(2025, 1, 1)), PLAN.links[1])},
            "link AP1>AC1 declared_on", "", "2025-01-01",
        ),
        ({"links": (PLAN.links[0], Link("AC1", "BC1"))}, "link AC1>BC1 example", "true", ""),
        (
            {"cascade": Cascade("bureau", "H", (Support("AC1", "HC1", Fraction(1, 2)),))},
            "support AC1>HC1 weight", "1/3", "1/2",
        ),
        (
            {"cascade": Cascade("bureau", "H", (Support("AC1", "HC1", Fraction(1, 3), True),))},
            "support AC1>HC1 example", "", "true",
        ),
        ({"cascade": Cascade("bureau", "G", PLAN.supports)}, "plan takes_up", "bureau H", "bureau G"),
        ({"responsibilities": (Responsibility("BC1", "資訊中心"),)},
         "responsibility BC1 institution", "客服中心", "資訊中心"),
        ({"responsibilities": (Responsibility("BC1", "客服中心", True),)}, "responsibility BC1 example", "", "true"),
        ({"mission_links": (MissionLink("推動閱讀", "AC1", True),)}, "mission_link AC1:推動閱讀 example", "", "true"),
    ],
)  # fmt: skip
def test_one_change_is_one_difference(changes: dict[str, Any], where: str | None, before: str, after: str) -> None:
    changed = replace(PLAN, **changes)
    found = told(PLAN, changed)
    if where is not None:
        assert found == [("changed", where, before, after)]
        assert told(changed, PLAN) == [("changed", found[0][1], after, before)] or where == "objective BC2 code"
    assert told(changed, changed) == []


def test_what_is_new_or_gone_is_told_whole() -> None:
    more = replace(PLAN, themes=(*PLAN.themes, Theme("D", Text("數位", "Digital"))))
    assert told(PLAN, more) == [("added", "theme D", "", "D · 數位 · Digital")]
    assert told(more, PLAN) == [("removed", "theme D", "D · 數位 · Digital", "")]
    extra = Objective("BC2", Text("新目標"), "B", "C", id="new")
    assert told(PLAN, replace(PLAN, objectives=(*PLAN.objectives, extra))) == [
        ("added", "objective BC2", "", "BC2 · 新目標 · B · C")
    ]
    fewer = replace(PLAN, responsibilities=(), mission_links=(), links=PLAN.links[:1])
    assert [one[:2] for one in told(PLAN, fewer)] == [
        ("removed", "link AC1>BC1"), ("removed", "responsibility BC1"), ("removed", "mission_link AC1:推動閱讀"),
    ]  # fmt: skip
    first = Perspective("X", Text("第五構面"), "five")
    assert told(PLAN, replace(PLAN, perspectives=(*PLAN.perspectives, first)))[0][1] == "perspective X"


def test_another_order_is_told_by_positions() -> None:
    turned = replace(PLAN, themes=PLAN.themes[::-1])
    assert told(PLAN, turned) == [
        ("changed", "theme A position", "1", "2"), ("changed", "theme B position", "2", "1"),
    ]  # fmt: skip
    kpis = replace(PLAN, objectives=(AC1.with_kpis(AC1.kpis[::-1]), AP1, BC1))
    positions = [one for one in told(PLAN, kpis) if one[1].endswith("position")]
    assert positions == [("changed", "kpi AC1.1 position", "1", "2"), ("changed", "kpi AC1.2 position", "2", "1")]
    two = replace(PLAN, objectives=(*PLAN.objectives, Objective("AC2", Text("乙"), "A", "C")))
    swapped = replace(two, objectives=(two.objectives[1], two.objectives[0], *two.objectives[2:]))
    assert told(two, swapped) == [
        ("changed", "objective AC1 position", "1", "2"), ("changed", "objective AC2 position", "2", "1"),
    ]  # fmt: skip


def test_another_place_is_told_by_theme_perspective_and_objective() -> None:
    moved = replace(PLAN, objectives=(AC1, AP1, replace(BC1, code="BP1", perspective="P")))
    assert [one[1:] for one in told(PLAN, moved)] == [
        ("objective BP1 code", "BC1", "BP1"), ("objective BP1 perspective", "C", "P"),
    ]  # fmt: skip
    bare = Objective("BC1", BC1.name, "B", "C", (Kpi("BC1.1", AC1.kpis[1].name, "eitems_held", id="AC1.2"),))
    below = replace(PLAN, objectives=(AC1.with_kpis(AC1.kpis[:1]), AP1, bare))
    assert ("changed", "kpi BC1.1 objective", "AC1", "BC1") in told(PLAN, below)


def test_codes_of_action_plans_are_told_at_the_plan_and_at_the_kpi() -> None:
    other = replace(
        PLAN,
        objectives=kpi(1, standings=(Standing("AC1.2.5", "AC1.1.1"),)),
        initiatives=(Initiative("AC1.1.1", PURCHASE.name),),
    )
    assert told(PLAN, other) == [
        ("changed", "kpi AC1.2 initiatives", "AC1.2.1=AC1.1.1", "AC1.2.5=AC1.1.1"),
        ("changed", "initiative AC1.1.1 codes", "AC1.1.1 AC1.2.1", "AC1.1.1 AC1.2.5"),
    ]


def test_the_form_of_codes_is_a_difference_of_the_plan() -> None:
    empty = Plan("p", Text("計畫"), Text("館"))
    other = replace(empty, grammar=CodeGrammar("{theme}-{perspective}{number}"))
    ((kind, where, before, after),) = told(empty, other)
    assert (kind, where) == ("changed", "plan codes")
    assert before == "{theme}{perspective}{number} {objective}.{number} {kpi}.{number}"
    assert after == "{theme}-{perspective}{number} {objective}.{number} {kpi}.{number}"
