"""Changes of what a plan says of itself: name, institution, mission, vision, values, dates, the form of its codes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from openscorecard.domain.strategy.changes.change import Change
from openscorecard.domain.strategy.changes.recoding import recode_objective
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class DescribePlan(Change):
    """Set all statements and dates of the plan; a mission link whose words left the mission goes with them."""

    verb: ClassVar[str] = "describe_plan"
    name: Text
    institution: Text
    mission: Text | None = None
    vision: Text | None = None
    values: tuple[Text, ...] = ()
    issued_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def apply(self, plan: Plan) -> Plan:
        mission = self.mission.zh if self.mission else ""
        return replace(
            plan,
            name=self.name,
            institution=self.institution,
            mission=self.mission,
            vision=self.vision,
            values=self.values,
            issued_on=self.issued_on,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            mission_links=tuple(item for item in plan.mission_links if item.phrase in mission),
        )


@dataclass(frozen=True, slots=True)
class DeclareCodes(Change):
    """Declare another form of codes; every code is written anew with its number, inner ids stay.

    Raises DuplicateCode where the new form would give two objectives one code.
    """

    verb: ClassVar[str] = "declare_codes"
    objective: str
    kpi: str
    initiative: str

    def apply(self, plan: Plan) -> Plan:
        grammar = CodeGrammar(self.objective, self.kpi, self.initiative)
        book = grammar.book((theme.letter for theme in plan.themes), (row.letter for row in plan.perspectives))

        def recoded(item: Objective) -> Objective:
            digits = item.code[len(item.code.rstrip("0123456789")) :]
            code = grammar.objective.format(theme=item.theme, perspective=item.perspective, number=digits)
            return recode_objective(item, code, book)

        return replace(plan, grammar=grammar, objectives=tuple(recoded(item) for item in plan.objectives))
