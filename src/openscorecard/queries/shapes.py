"""The published shapes of plans as JSON: keys are the glossary's code names, exact numbers are strings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from openscorecard.domain.strategy.nodes import Kpi, Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding
from openscorecard.domain.text import Text

Shape = dict[str, Any]


def plan_shape(plan: Plan, parent: Plan | None = None) -> Shape:
    """`plan show PLAN`: the whole plan; `*_en` beside a text only where there is an English one.

    With the `parent` at hand its theme and objectives are named by letter and code, else by inner id.
    """
    return {
        "plan": plan.id,
        **_named(plan.name),
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        **_text("mission", plan.mission),
        **_text("vision", plan.vision),
        "values": [value.zh for value in plan.values],
        **({"values_en": [value.en for value in plan.values]} if any(value.en for value in plan.values) else {}),
        "perspectives": [{"letter": row.letter, **_named(row.name)} for row in plan.perspectives],
        "themes": [{"letter": theme.letter, **_named(theme.name)} for theme in plan.themes],
        "objectives": [objective_shape(plan, objective) for objective in plan.objectives],
        "links": _links(plan),
        "cascade": _cascade(plan, parent),
    }


def objective_shape(plan: Plan, objective: Objective) -> Shape:
    """An objective with its KPIs; theme and perspective are bare letters."""
    return {
        "code": objective.code,
        "theme": objective.theme,
        "perspective": objective.perspective,
        **_named(objective.name),
        "kpis": [kpi_shape(plan, kpi) for kpi in objective.kpis],
    }


def kpi_shape(plan: Plan, kpi: Kpi) -> Shape:
    """A KPI with its measure (null where none is bound) and the codes of its action plans."""
    names = {initiative.id: initiative.name for initiative in plan.initiatives}
    return {
        "code": kpi.code,
        **_named(kpi.name),
        "measure": kpi.measure,
        "initiatives": [
            {"code": standing.code, **_named(names[standing.initiative]), "plan_id": standing.initiative}
            for standing in kpi.standings
        ],
    }


def item_shape(plan: Plan, code: str) -> Shape | None:
    """`plan show PLAN CODE`: the objective, KPI or action plan with this code; None where there is none."""
    for objective in plan.objectives:
        if objective.code == code:
            return objective_shape(plan, objective)
    for objective, kpi in plan.kpis():
        if kpi.code == code:
            return {"objective": objective.code, **kpi_shape(plan, kpi)}
        for row in kpi_shape(plan, kpi)["initiatives"]:
            if row["code"] == code:
                codes = list(plan.codes_of(row["plan_id"]))
                return {"kpi": kpi.code, **row, "codes": codes}
    return None


def findings_shape(findings: Iterable[Finding], language: str) -> list[Shape]:
    """`plan check PLAN`."""
    return [
        {"code": item.code, "where": item.where, "sentence": item.sentence(language), "weight": item.weight}
        for item in findings
    ]


def _named(text: Text) -> Shape:
    return _text("name", text)


def _text(key: str, text: Text | None) -> Shape:
    if text is None:
        return {key: None}
    return {key: text.zh, f"{key}_en": text.en} if text.en else {key: text.zh}


def _links(plan: Plan) -> list[Shape]:
    codes = {objective.id: objective.code for objective in plan.objectives}
    return [
        {
            "from": codes[link.source],
            "to": codes[link.target],
            "sign": link.sign,
            "lag": link.lag,
            **_text("rationale", link.rationale),
            "example": link.example,
        }
        for link in plan.links
    ]


def _cascade(plan: Plan, parent: Plan | None) -> Shape:
    codes = {objective.id: objective.code for objective in plan.objectives}
    above = {objective.id: objective.code for objective in parent.objectives} if parent else {}
    theme = parent.theme_by_id(plan.cascade.parent_theme) if parent and plan.cascade else None
    return {
        "parent_plan": plan.cascade.parent_plan if plan.cascade else None,
        "parent_theme": theme.letter if theme else plan.cascade.parent_theme if plan.cascade else None,
        "supports": [
            {
                "objective": codes[item.objective],
                "parent_objective": above.get(item.parent_objective, item.parent_objective),
                "weight": str(item.weight),
                "example": item.example,
            }
            for item in plan.supports
        ],
    }
