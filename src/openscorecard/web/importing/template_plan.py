"""A plan to fill in: one theme, the four perspectives, each with an objective, a KPI and an action plan."""

from __future__ import annotations

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.nodes import STANDARD_PERSPECTIVES, Kpi, Objective, Standing, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


def template_plan() -> Plan:
    """The plan whose exports are the templates people download; what is to be replaced says so."""
    return Plan(
        id="template",
        name=Text("〔機關名稱〕策略地圖"),
        institution=Text("〔機關名稱〕"),
        mission=Text("〔使命，一句話〕"),
        vision=Text("〔願景，一句話〕"),
        values=(Text("〔核心價值一〕"), Text("〔核心價值二〕")),
        themes=(Theme("A", Text("〔策略主題〕")),),
        objectives=tuple(_objective(row.letter, row.name.zh) for row in STANDARD_PERSPECTIVES),
        initiatives=tuple(
            Initiative(f"A{row.letter}1.1.1", Text(f"〔{row.name.zh}行動方案〕")) for row in STANDARD_PERSPECTIVES
        ),
    )


def _objective(letter: str, name: str) -> Objective:
    code = f"A{letter}1"
    kpi = Kpi(f"{code}.1", Text(f"〔{name}指標〕"), None, (Standing(f"{code}.1.1", f"{code}.1.1"),))
    return Objective(code, Text(f"〔{name}目標〕"), "A", letter, (kpi,))
