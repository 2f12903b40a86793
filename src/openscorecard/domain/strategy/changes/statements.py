"""Changes of what a plan says of itself: name, institution, mission, vision, values, dates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from openscorecard.domain.strategy.changes.change import Change
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
