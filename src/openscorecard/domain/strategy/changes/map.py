"""Changes of the map: perspectives, themes and objectives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from openscorecard.domain.identity import free_id
from openscorecard.domain.strategy.changes.change import Change, found, moved, swapped, without
from openscorecard.domain.strategy.changes.recoding import recode_objective
from openscorecard.domain.strategy.faults import StillInUse
from openscorecard.domain.strategy.nodes import Objective, Perspective, Theme
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text


@dataclass(frozen=True, slots=True)
class AddPerspective(Change):
    verb: ClassVar[str] = "add_perspective"
    letter: str
    name: Text

    def apply(self, plan: Plan) -> Plan:
        id_ = free_id(self.letter, {row.id for row in plan.perspectives})
        return replace(plan, perspectives=(*plan.perspectives, Perspective(self.letter, self.name, id_)))


@dataclass(frozen=True, slots=True)
class ChangePerspective(Change):
    """Rename a perspective or change its letter; the codes of its objectives follow."""

    verb: ClassVar[str] = "change_perspective"
    id: str
    letter: str
    name: Text

    def apply(self, plan: Plan) -> Plan:
        old = found(next((row for row in plan.perspectives if row.id == self.id), None), self.id).letter
        rows = swapped(plan.perspectives, self.id, lambda row: replace(row, letter=self.letter, name=self.name))
        return replace(plan, perspectives=rows, objectives=_relettered(plan, "perspective", old, self.letter))


@dataclass(frozen=True, slots=True)
class MovePerspective(Change):
    verb: ClassVar[str] = "move_perspective"
    id: str
    steps: int

    def apply(self, plan: Plan) -> Plan:
        return replace(plan, perspectives=moved(plan.perspectives, self.id, self.steps, lambda _: True))


@dataclass(frozen=True, slots=True)
class RemovePerspective(Change):
    """Remove an empty perspective; raises StillInUse while objectives stand in it."""

    verb: ClassVar[str] = "remove_perspective"
    id: str

    def apply(self, plan: Plan) -> Plan:
        row = found(next((row for row in plan.perspectives if row.id == self.id), None), self.id)
        _refuse_users(row.name.zh, [item for item in plan.objectives if item.perspective == row.letter])
        return replace(plan, perspectives=without(plan.perspectives, self.id))


@dataclass(frozen=True, slots=True)
class AddTheme(Change):
    verb: ClassVar[str] = "add_theme"
    letter: str
    name: Text

    def apply(self, plan: Plan) -> Plan:
        id_ = free_id(self.letter, {theme.id for theme in plan.themes})
        return replace(plan, themes=(*plan.themes, Theme(self.letter, self.name, id_)))


@dataclass(frozen=True, slots=True)
class ChangeTheme(Change):
    """Rename a theme or change its letter; the codes of its objectives follow."""

    verb: ClassVar[str] = "change_theme"
    id: str
    letter: str
    name: Text

    def apply(self, plan: Plan) -> Plan:
        old = found(plan.theme_by_id(self.id), self.id).letter
        themes = swapped(plan.themes, self.id, lambda theme: replace(theme, letter=self.letter, name=self.name))
        return replace(plan, themes=themes, objectives=_relettered(plan, "theme", old, self.letter))


@dataclass(frozen=True, slots=True)
class MoveTheme(Change):
    verb: ClassVar[str] = "move_theme"
    id: str
    steps: int

    def apply(self, plan: Plan) -> Plan:
        return replace(plan, themes=moved(plan.themes, self.id, self.steps, lambda _: True))


@dataclass(frozen=True, slots=True)
class RemoveTheme(Change):
    """Remove an empty theme; raises StillInUse while objectives stand in it."""

    verb: ClassVar[str] = "remove_theme"
    id: str

    def apply(self, plan: Plan) -> Plan:
        theme = found(plan.theme_by_id(self.id), self.id)
        _refuse_users(theme.name.zh, [item for item in plan.objectives if item.theme == theme.letter])
        return replace(plan, themes=without(plan.themes, self.id))


@dataclass(frozen=True, slots=True)
class AddObjective(Change):
    """Add an objective to a cell; without a code it takes the next free one there."""

    verb: ClassVar[str] = "add_objective"
    theme: str
    perspective: str
    name: Text
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        code = self.code or _free_code(plan, self.theme, self.perspective)
        id_ = free_id(code, {item.id for item in plan.objectives})
        return replace(
            plan, objectives=(*plan.objectives, Objective(code, self.name, self.theme, self.perspective, id=id_))
        )


@dataclass(frozen=True, slots=True)
class ChangeObjective(Change):
    """Rename an objective, move it to another cell, or recode it; without a code it keeps its own where it can."""

    verb: ClassVar[str] = "change_objective"
    id: str
    name: Text
    theme: str
    perspective: str
    code: str = ""

    def apply(self, plan: Plan) -> Plan:
        old = found(plan.objective(self.id), self.id)
        stays = (old.theme, old.perspective) == (self.theme, self.perspective)
        code = self.code or (old.code if stays else _free_code(plan, self.theme, self.perspective))

        def change(item: Objective) -> Objective:
            placed = replace(item, name=self.name, theme=self.theme, perspective=self.perspective)
            return placed if code == item.code else recode_objective(placed, code, plan.book)

        return replace(plan, objectives=swapped(plan.objectives, self.id, change))


@dataclass(frozen=True, slots=True)
class MoveObjective(Change):
    """Move an objective by `steps` places within its cell."""

    verb: ClassVar[str] = "move_objective"
    id: str
    steps: int

    def apply(self, plan: Plan) -> Plan:
        home = found(plan.objective(self.id), self.id)
        cell = plan.cell(home.theme, home.perspective)
        return replace(plan, objectives=moved(plan.objectives, self.id, self.steps, lambda item: item in cell))


@dataclass(frozen=True, slots=True)
class RemoveObjective(Change):
    """Remove an objective with its KPIs, their codes of action plans, and all that was declared of it."""

    verb: ClassVar[str] = "remove_objective"
    id: str

    def apply(self, plan: Plan) -> Plan:
        left = without(plan.objectives, self.id)
        standing = {item.initiative for objective in left for kpi in objective.kpis for item in kpi.standings}
        cascade = plan.cascade and replace(
            plan.cascade, supports=tuple(item for item in plan.supports if item.objective != self.id)
        )
        return replace(
            plan,
            objectives=left,
            cascade=cascade,
            initiatives=tuple(item for item in plan.initiatives if item.id in standing),
            links=tuple(link for link in plan.links if self.id not in link.key),
            responsibilities=tuple(item for item in plan.responsibilities if item.objective != self.id),
            mission_links=tuple(item for item in plan.mission_links if item.objective != self.id),
        )


def _free_code(plan: Plan, theme: str, perspective: str) -> str:
    return plan.book.next_free(
        "objective", [item.code for item in plan.objectives], theme=theme, perspective=perspective
    )


def _refuse_users(name: str, users: list[Objective]) -> None:
    if users:
        raise StillInUse(item=name, users=" ".join(item.code for item in users))


def _relettered(plan: Plan, side: str, old: str, new: str) -> tuple[Objective, ...]:
    if old == new:
        return plan.objectives
    return tuple(
        _relettered_one(plan, item, side, new) if getattr(item, side) == old else item for item in plan.objectives
    )


def _relettered_one(plan: Plan, item: Objective, side: str, new: str) -> Objective:
    letters = {"theme": item.theme, "perspective": item.perspective, side: new}
    read = plan.book.read("objective", item.code)
    digits = item.code[len(item.code.rstrip("0123456789")) :]
    code = item.code if read is None else plan.grammar.objective.format(**letters, number=digits)
    placed = replace(item, theme=letters["theme"], perspective=letters["perspective"])
    return placed if code == item.code else recode_objective(placed, code, plan.book)
