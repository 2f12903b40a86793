"""The cascade seen from above: each objective of a parent's theme with its state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan

State = Literal["supported", "assigned", "orphan"]


@dataclass(frozen=True, slots=True)
class ParentObjective:
    """An objective of a parent plan: supported by objectives of loaded plans (codes), assigned, or orphan."""

    objective: Objective
    supported_by: tuple[str, ...]
    institution: str
    example: bool

    @property
    def state(self) -> State:
        if self.supported_by:
            return "supported"
        return "assigned" if self.institution else "orphan"


def parent_objectives(parent: Plan, theme: str, children: Sequence[Plan]) -> tuple[ParentObjective, ...]:
    """The objectives of the parent's theme (its id) in order, with what the `children` declare of them."""
    found = parent.theme_by_id(theme)
    if found is None:
        return ()
    return tuple(
        _parent_objective(parent, objective, children)
        for objective in parent.objectives
        if objective.theme == found.letter
    )


def _parent_objective(parent: Plan, objective: Objective, children: Sequence[Plan]) -> ParentObjective:
    supports = [
        (child, support)
        for child in children
        if child.cascade and child.cascade.parent_plan == parent.id
        for support in child.supports
        if support.parent_objective == objective.id
    ]
    codes = [found.code for child, support in supports if (found := child.objective(support.objective))]
    assigned = next((item for item in parent.responsibilities if item.objective == objective.id), None)
    flags = [support.example for _, support in supports] or [assigned.example if assigned else False]
    return ParentObjective(objective, tuple(codes), assigned.institution if assigned else "", all(flags))
