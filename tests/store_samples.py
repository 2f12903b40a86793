"""Small plans to store: a bureau with two themes and a library that takes up one of them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.links import Cascade, Link, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


def bureau() -> Plan:
    return Plan(
        id="bureau",
        name=Text("教育局策略地圖", "Strategy map of the bureau"),
        institution=Text("教育局", "Education bureau"),
        themes=(Theme("G", Text("國際交流")), Theme("H", Text("終身學習", "Lifelong learning"))),
        objectives=(
            Objective("HC1", Text("提供多元學習管道"), "H", "C"),
            Objective("HP1", Text("充實圖書館藏"), "H", "P"),
        ),
    )


def library() -> Plan:
    reading = Standing("AC1.1.1", "reading-groups")
    return Plan(
        id="library",
        name=Text("市立圖書館策略地圖", "Strategy map of the library"),
        institution=Text("市立圖書館", "Public library"),
        mission=Text("讓市民都能閱讀"),
        themes=(Theme("A", Text("推廣閱讀", "Promoting reading")),),
        objectives=(
            Objective(
                "AC1",
                Text("提升借閱", "Raise lending"),
                "A",
                "C",
                (Kpi("AC1.1", Text("每人借閱冊數", "Loans per head"), "loans_per_capita", (reading,)),),
            ),
            Objective("AP1", Text("充實館藏"), "A", "P", (Kpi("AP1.1", Text("新增館藏冊數")),)),
        ),
        initiatives=(Initiative("reading-groups", Text("讀書會推廣計畫", "Reading groups")),),
        links=(Link("AP1", "AC1", example=True),),
        cascade=Cascade("bureau", "H", (Support("AC1", "HC1", Fraction(1, 2), example=True),)),
    )


def named(plan: Plan, name: str) -> Plan:
    """The same plan under another name."""
    return replace(plan, name=Text(name))


def numbered(plan: Plan, number: int) -> Plan:
    """A plan like it with an id of its own."""
    return replace(plan, id=f"{plan.id}-{number}")
