"""The index of a plan: the lines that search and counts read instead of parsing it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text

KINDS = ("plan", "theme", "objective", "kpi", "initiative")


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a plan: what it is, its inner id, its code or codes, its name and the measure bound to it."""

    kind: str
    item: str
    code: str
    name: Text
    measure: str = ""

    @property
    def folded(self) -> str:
        return fold(f"{self.code} {self.name.zh} {self.name.en}")


def fold(text: str) -> str:
    """`text` as search compares it: case and full width do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def lines(plan: Plan) -> Iterator[Line]:
    """Every line of the plan's index, in the plan's order."""
    yield Line("plan", plan.id, "", plan.name)
    for theme in plan.themes:
        yield Line("theme", theme.id, theme.letter, theme.name)
    for objective in plan.objectives:
        yield Line("objective", objective.id, objective.code, objective.name)
    for _, kpi in plan.kpis():
        yield Line("kpi", kpi.id, kpi.code, kpi.name, kpi.measure or "")
    for initiative in plan.initiatives:
        yield Line("initiative", initiative.id, " ".join(plan.codes_of(initiative.id)), initiative.name)


def summary(plan: Plan) -> dict[str, Any]:
    """The columns of an edition that repeat its content, so that no list parses a plan."""
    return {
        "name_zh": plan.name.zh,
        "name_en": plan.name.en,
        "issued_on": plan.issued_on,
        "valid_from": plan.valid_from,
        "valid_to": plan.valid_to,
        "parent_plan": plan.cascade.parent_plan if plan.cascade else "",
        "parent_theme": plan.cascade.parent_theme if plan.cascade else "",
        "themes": len(plan.themes),
        "objectives": len(plan.objectives),
        "kpis": sum(1 for _ in plan.kpis()),
        "initiatives": len(plan.initiatives),
        "has_example": plan.has_example,
    }
