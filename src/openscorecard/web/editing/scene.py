"""What a form is filled from: the plan as its editor sees it, and lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from openscorecard.domain.people.institutions import InstitutionTree
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.faults import UnknownItem
from openscorecard.domain.strategy.nodes import Kpi, Objective, Perspective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.faults import UnknownPlan
from openscorecard.queries.institutions import stored_tree
from openscorecard.queries.measures import catalogue
from openscorecard.queries.plans import open_plan
from openscorecard.web.editing.access import said

Item = TypeVar("Item")
Choices = list[tuple[str, str]]
NONE: Choices = [("", "—")]


@dataclass(frozen=True)
class Scene:
    """One plan, the item a form is about (empty for a new one), and what the address asked for."""

    opened: OpenPlan
    reader: Reader
    today: date
    item: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        return self.opened.plan

    # The item itself; raises UnknownItem

    def objective(self, id_: str = "") -> Objective:
        return _known(self.plan.objective(id_ or self.item), id_ or self.item)

    def kpi(self) -> Kpi:
        return _known(self.plan.kpi(self.item), self.item)

    def theme(self) -> Theme:
        return _known(self.plan.theme_by_id(self.item), self.item)

    def perspective(self) -> Perspective:
        return _known(next((row for row in self.plan.perspectives if row.id == self.item), None), self.item)

    # Lists to choose from

    @property
    def themes(self) -> Choices:
        return [(theme.letter, f"{theme.letter} {said(theme.name)}") for theme in self.plan.themes]

    @property
    def perspectives(self) -> Choices:
        return [(row.letter, f"{row.letter} {said(row.name)}") for row in self.plan.perspectives]

    @property
    def objectives(self) -> Choices:
        return objective_choices(self.plan.objectives)

    @property
    def kpis(self) -> Choices:
        return [(kpi.id, coded(kpi)) for _, kpi in self.plan.kpis()]

    @property
    def initiatives(self) -> Choices:
        return [
            (item.id, f"{' '.join(self.plan.codes_of(item.id))} {said(item.name)}") for item in self.plan.initiatives
        ]

    @property
    def measures(self) -> Choices:
        """The catalogue, and what the KPI names where that is not in it."""
        known = [(measure.id, said(measure.name)) for measure in catalogue()]
        kpi = self.plan.kpi(self.item)
        strange = [(kpi.measure, kpi.measure)] if kpi and kpi.measure and kpi.measure not in dict(known) else []
        return [*NONE, *known, *strange]

    @cached_property
    def tree(self) -> InstitutionTree:
        return stored_tree()

    @property
    def institutions(self) -> Choices:
        return [(item.id, f"{'　' * depth}{said(item.name)}") for depth, item in self.tree.walk()]

    def owners(self, present: str) -> Choices:
        """Institutions and units; `present` too where it is neither."""
        named = {item.id: said(item.name) for item in self.tree.institutions}
        units = [(unit.id, f"{named[unit.institution]}／{said(unit.name)}") for unit in self.tree.units]
        strange = [(present, present)] if present and present not in {*named, *dict(units)} else []
        return [*NONE, *self.institutions, *units, *strange]

    @cached_property
    def parent(self) -> Plan | None:
        """The plan whose theme this one takes up, where it is loaded."""
        return self.other(self.plan.cascade.parent_plan) if self.plan.cascade else None

    def other(self, plan_id: str) -> Plan | None:
        """Another plan as this reader sees it; None where there is no such plan."""
        try:
            return open_plan(plan_id, self.reader).plan
        except UnknownPlan:
            return None


def objective_choices(objectives: Iterable[Objective]) -> Choices:
    return [(item.id, coded(item)) for item in objectives]


def coded(item: Objective | Kpi) -> str:
    """An item by its code and name."""
    return f"{item.code} {said(item.name)}"


def to_new(plan_id: str, kind: str, **asked: str) -> str:
    """The address of a form for something new; `asked` fills its fields."""
    return reverse("edit-new", args=[plan_id, kind]) + (f"?{urlencode(asked)}" if asked else "")


def to_item(plan_id: str, kind: str, item: str) -> str:
    """The address of a form about an item."""
    return reverse("edit-item", args=[plan_id, kind, item])


def _known(item: Item | None, id_: str) -> Item:
    if item is None:
        raise UnknownItem(item=id_)
    return item
