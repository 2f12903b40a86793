"""Changes of what a plan declares: links, cascade, supports, responsibilities, who carries the mission."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import ClassVar

from openscorecard.domain.strategy.changes.change import Change, found
from openscorecard.domain.strategy.faults import SupportWithoutParent
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class DeclareLink(Change):
    """Declare a link of cause and effect, or declare the same one anew; it is no example then."""

    verb: ClassVar[str] = "declare_link"
    source: str
    target: str
    sign: str = "+"
    lag: int | None = None
    rationale: Text | None = None
    declared_by: str = ""
    declared_on: date | None = None

    def apply(self, plan: Plan) -> Plan:
        new = Link(self.source, self.target, self.sign, self.lag, self.rationale, self.declared_by, self.declared_on)
        if any(link.key == new.key for link in plan.links):
            return replace(plan, links=tuple(new if link.key == new.key else link for link in plan.links))
        return replace(plan, links=(*plan.links, new))


@dataclass(frozen=True, slots=True)
class WithdrawLink(Change):
    verb: ClassVar[str] = "withdraw_link"
    source: str
    target: str

    def apply(self, plan: Plan) -> Plan:
        key = (self.source, self.target)
        found(next((link for link in plan.links if link.key == key), None), f"{self.source} → {self.target}")
        return replace(plan, links=tuple(link for link in plan.links if link.key != key))


@dataclass(frozen=True, slots=True)
class TakeUpTheme(Change):
    """Take up a theme of a parent plan; an empty plan id ends the cascade. Supports of another parent go."""

    verb: ClassVar[str] = "take_up_theme"
    parent_plan: str
    parent_theme: str = ""

    def apply(self, plan: Plan) -> Plan:
        if not self.parent_plan:
            return replace(plan, cascade=None)
        same = plan.cascade is not None and plan.cascade.parent_plan == self.parent_plan
        return replace(plan, cascade=Cascade(self.parent_plan, self.parent_theme, plan.supports if same else ()))


@dataclass(frozen=True, slots=True)
class SupportParent(Change):
    """Declare that an objective supports a parent objective, or change the weight; it is no example then."""

    verb: ClassVar[str] = "support_parent"
    objective: str
    parent_objective: str
    weight: Fraction = Fraction(1)

    def apply(self, plan: Plan) -> Plan:
        if plan.cascade is None:
            raise SupportWithoutParent(item=self.objective)
        new = Support(self.objective, self.parent_objective, self.weight)
        others = tuple(item for item in plan.supports if item.key != new.key)
        return replace(plan, cascade=replace(plan.cascade, supports=(*others, new)))


@dataclass(frozen=True, slots=True)
class UnsupportParent(Change):
    verb: ClassVar[str] = "unsupport_parent"
    objective: str
    parent_objective: str

    def apply(self, plan: Plan) -> Plan:
        key = (self.objective, self.parent_objective)
        found(next((item for item in plan.supports if item.key == key), None), f"{key[0]} → {key[1]}")
        cascade = plan.cascade and replace(
            plan.cascade, supports=tuple(item for item in plan.supports if item.key != key)
        )
        return replace(plan, cascade=cascade)


@dataclass(frozen=True, slots=True)
class AssignObjective(Change):
    """Name the institution that is responsible for an objective."""

    verb: ClassVar[str] = "assign_objective"
    objective: str
    institution: str

    def apply(self, plan: Plan) -> Plan:
        others = tuple(item for item in plan.responsibilities if item.objective != self.objective)
        return replace(plan, responsibilities=(*others, Responsibility(self.objective, self.institution)))


@dataclass(frozen=True, slots=True)
class UnassignObjective(Change):
    verb: ClassVar[str] = "unassign_objective"
    objective: str

    def apply(self, plan: Plan) -> Plan:
        found(next((item for item in plan.responsibilities if item.objective == self.objective), None), self.objective)
        return replace(
            plan, responsibilities=tuple(item for item in plan.responsibilities if item.objective != self.objective)
        )


@dataclass(frozen=True, slots=True)
class CarryMission(Change):
    """Declare that an objective carries a passage of the mission."""

    verb: ClassVar[str] = "carry_mission"
    phrase: str
    objective: str

    def apply(self, plan: Plan) -> Plan:
        others = tuple(
            item for item in plan.mission_links if (item.phrase, item.objective) != (self.phrase, self.objective)
        )
        return replace(plan, mission_links=(*others, MissionLink(self.phrase, self.objective)))


@dataclass(frozen=True, slots=True)
class UncarryMission(Change):
    verb: ClassVar[str] = "uncarry_mission"
    phrase: str
    objective: str

    def apply(self, plan: Plan) -> Plan:
        key = (self.phrase, self.objective)
        found(next((item for item in plan.mission_links if (item.phrase, item.objective) == key), None), self.objective)
        return replace(
            plan, mission_links=tuple(item for item in plan.mission_links if (item.phrase, item.objective) != key)
        )


@dataclass(frozen=True, slots=True)
class DropExample(Change):
    """Delete the example layer: every link, support, responsibility and mission link marked as example."""

    verb: ClassVar[str] = "drop_example"

    def apply(self, plan: Plan) -> Plan:
        return plan.without_example()
