"""A small sound plan that tests change."""

from __future__ import annotations

from fractions import Fraction

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


def small_plan() -> Plan:
    """Two themes, three objectives, two KPIs, one action plan under both, every kind of declaration."""
    return Plan(
        id="library",
        name=Text("某館策略地圖", "A library's map"),
        institution=Text("某館"),
        mission=Text("推動閱讀，服務市民"),
        themes=(Theme("A", Text("館藏")), Theme("B", Text("服務"))),
        objectives=(
            Objective(
                "AC1",
                Text("充實館藏"),
                "A",
                "C",
                (
                    Kpi("AC1.1", Text("館藏量"), "volumes_held", (Standing("AC1.1.1", "AC1.1.1"),)),
                    Kpi("AC1.2", Text("電子書量"), "eitems_held", (Standing("AC1.2.1", "AC1.1.1"),)),
                ),
            ),
            Objective("AP1", Text("改善採購"), "A", "P"),
            Objective("BC1", Text("提升滿意度"), "B", "C"),
        ),
        initiatives=(Initiative("AC1.1.1", Text("採購計畫")),),
        links=(Link("AP1", "AC1"), Link("AC1", "BC1", example=True)),
        cascade=Cascade("bureau", "H", (Support("AC1", "HC1", Fraction(1, 3)),)),
        responsibilities=(Responsibility("BC1", "客服中心"),),
        mission_links=(MissionLink("推動閱讀", "AC1"),),
    )
