"""Changes of the scorecard: KPIs, action plans and the codes they stand under."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from openscorecard.domain.identity import free_id
from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.changes.change import Change, found, moved, swapped, without
from openscorecard.domain.strategy.changes.recoding import recode_kpi
from openscorecard.domain.strategy.nodes import Kpi, Objective, Standing
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class AddKpi(Change):
    """Add a KPI under an objective; without a code it takes the next free one there."""

    verb: ClassVar[str] = "add_kpi"
    objective: str
    name: Text
    measure: str | None = None
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        above = found(plan.objective(self.objective), self.objective)
        code = self.code or plan.book.next_free("kpi", [kpi.code for kpi in above.kpis], above=above.code)
        kpi = Kpi(code, self.name, self.measure, id=free_id(code, {item.id for _, item in plan.kpis()}))
        return replace(
            plan, objectives=swapped(plan.objectives, above.id, lambda item: item.with_kpis((*item.kpis, kpi)))
        )


@dataclass(frozen=True, slots=True)
class ChangeKpi(Change):
    """Rename a KPI, bind its measure, recode it, or move it under another objective; codes below follow."""

    verb: ClassVar[str] = "change_kpi"
    id: str
    name: Text
    measure: str | None
    objective: str
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        old = found(plan.kpi(self.id), self.id)
        home = found(plan.objective_of(self.id), self.id)
        above = found(plan.objective(self.objective), self.objective)
        stays = home.id == above.id
        code = self.code or (
            old.code if stays else plan.book.next_free("kpi", [kpi.code for kpi in above.kpis], above=above.code)
        )
        named = replace(old, name=self.name, measure=self.measure)
        new = named if code == old.code else recode_kpi(named, code, plan.book)
        if stays:
            return _with_kpis(plan, home.id, lambda item: swapped(item.kpis, self.id, lambda _: new))
        left = swapped(plan.objectives, home.id, lambda item: item.with_kpis(without(item.kpis, self.id)))
        moved_in = swapped(left, above.id, lambda item: item.with_kpis((*item.kpis, new)))
        return replace(plan, objectives=moved_in)


@dataclass(frozen=True, slots=True)
class MoveKpi(Change):
    """Move a KPI by `steps` places within its objective."""

    verb: ClassVar[str] = "move_kpi"
    id: str
    steps: int

    def apply(self, plan: Plan) -> Plan:
        home = found(plan.objective_of(self.id), self.id)
        return _with_kpis(plan, home.id, lambda item: moved(item.kpis, self.id, self.steps, lambda _: True))


@dataclass(frozen=True, slots=True)
class RemoveKpi(Change):
    """Remove a KPI; an action plan that stood only under it goes too."""

    verb: ClassVar[str] = "remove_kpi"
    id: str

    def apply(self, plan: Plan) -> Plan:
        home = found(plan.objective_of(self.id), self.id)
        return _reduced(plan, home, without(home.kpis, self.id))


@dataclass(frozen=True, slots=True)
class AddInitiative(Change):
    """Add a new action plan under a KPI; without a code it takes the next free one there."""

    verb: ClassVar[str] = "add_initiative"
    kpi: str
    name: Text
    starts_on: date | None = None
    ends_on: date | None = None
    owner: str = ""
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        kpi = found(plan.kpi(self.kpi), self.kpi)
        code = self.code or _free_standing(plan, kpi)
        id_ = free_id(code, {item.id for item in plan.initiatives})
        new = Initiative(id_, self.name, self.starts_on, self.ends_on, self.owner)
        return _with_standings(plan, kpi.id, lambda item: (*item.standings, Standing(code, id_)), new)


@dataclass(frozen=True, slots=True)
class StandInitiative(Change):
    """Put an action plan that is there already under one more KPI."""

    verb: ClassVar[str] = "stand_initiative"
    kpi: str
    initiative: str
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        kpi = found(plan.kpi(self.kpi), self.kpi)
        found(plan.initiative(self.initiative), self.initiative)
        code = self.code or _free_standing(plan, kpi)
        return _with_standings(plan, kpi.id, lambda item: (*item.standings, Standing(code, self.initiative)))


@dataclass(frozen=True, slots=True)
class ChangeInitiative(Change):
    """Rename an action plan or set its dates and owner, at all its codes at once."""

    verb: ClassVar[str] = "change_initiative"
    id: str
    name: Text
    starts_on: date | None = None
    ends_on: date | None = None
    owner: str = ""

    def apply(self, plan: Plan) -> Plan:
        return replace(
            plan,
            initiatives=swapped(
                plan.initiatives,
                self.id,
                lambda item: replace(
                    item, name=self.name, starts_on=self.starts_on, ends_on=self.ends_on, owner=self.owner
                ),
            ),
        )


@dataclass(frozen=True, slots=True)
class MoveStanding(Change):
    """Move an action plan's code by `steps` places within its KPI."""

    verb: ClassVar[str] = "move_standing"
    code: str
    steps: int

    def apply(self, plan: Plan) -> Plan:
        kpi = _kpi_with(plan, self.code)

        def change(item: Kpi) -> tuple[Standing, ...]:
            queue = list(item.standings)
            at = next(place for place, standing in enumerate(queue) if standing.code == self.code)
            queue.insert(max(0, min(len(queue) - 1, at + self.steps)), queue.pop(at))
            return tuple(queue)

        return _with_standings(plan, kpi.id, change)


@dataclass(frozen=True, slots=True)
class RemoveStanding(Change):
    """Take an action plan away from one KPI; the plan goes when that was its last code."""

    verb: ClassVar[str] = "remove_standing"
    code: str

    def apply(self, plan: Plan) -> Plan:
        kpi = _kpi_with(plan, self.code)
        home = found(plan.objective_of(kpi.id), kpi.id)
        left = replace(kpi, standings=tuple(item for item in kpi.standings if item.code != self.code))
        return _reduced(plan, home, swapped(home.kpis, kpi.id, lambda _: left))


@dataclass(frozen=True, slots=True)
class RemoveInitiative(Change):
    """Remove an action plan from every KPI."""

    verb: ClassVar[str] = "remove_initiative"
    id: str

    def apply(self, plan: Plan) -> Plan:
        objectives = tuple(
            item.with_kpis(
                tuple(
                    replace(
                        kpi, standings=tuple(standing for standing in kpi.standings if standing.initiative != self.id)
                    )
                    for kpi in item.kpis
                )
            )
            for item in plan.objectives
        )
        return replace(plan, objectives=objectives, initiatives=without(plan.initiatives, self.id))


def _with_kpis(plan: Plan, objective: str, change: Callable[[Objective], tuple[Kpi, ...]]) -> Plan:
    return replace(plan, objectives=swapped(plan.objectives, objective, lambda item: item.with_kpis(change(item))))


def _with_standings(plan: Plan, kpi: str, change: Callable[[Kpi], tuple[Standing, ...]], *new: Initiative) -> Plan:
    home = found(plan.objective_of(kpi), kpi)
    kpis = swapped(home.kpis, kpi, lambda item: replace(item, standings=change(item)))
    return replace(
        plan,
        objectives=swapped(plan.objectives, home.id, lambda item: item.with_kpis(kpis)),
        initiatives=(*plan.initiatives, *new),
    )


def _reduced(plan: Plan, home: Objective, kpis: tuple[Kpi, ...]) -> Plan:
    """The plan with fewer codes: action plans left without any go too."""
    objectives = swapped(plan.objectives, home.id, lambda item: item.with_kpis(kpis))
    standing = {item.initiative for objective in objectives for kpi in objective.kpis for item in kpi.standings}
    return replace(
        plan, objectives=objectives, initiatives=tuple(item for item in plan.initiatives if item.id in standing)
    )


def _free_standing(plan: Plan, kpi: Kpi) -> str:
    return plan.book.next_free("initiative", [item.code for item in kpi.standings], above=kpi.code)


def _kpi_with(plan: Plan, code: str) -> Kpi:
    return found(next((kpi for kpi, standing in plan.standings() if standing.code == code), None), code)
