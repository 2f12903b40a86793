"""Plans on their way in: with the inner ids they will keep, and what they would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from openscorecard.domain.people.readers import SYSTEM
from openscorecard.domain.strategy.differences import Difference, differences
from openscorecard.domain.strategy.matching import carry_ids
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.faults import RepeatedPlan, UnknownPlan
from openscorecard.queries.plans import open_plan
from openscorecard.records.contents import Content, written


class Document(Protocol):
    """What reading a file gave: its plans, whatever else it says."""

    @property
    def plans(self) -> tuple[Plan, ...]: ...


@dataclass(frozen=True, slots=True)
class Incoming:
    """A plan on its way in: its content with inner ids kept, and the state it was prepared against, None if new."""

    content: Content
    base: OpenPlan | None

    @property
    def plan(self) -> Plan:
        return self.content.plan

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What would change in the stored plan; empty for a new plan and where nothing would."""
        return differences(self.base.plan, self.plan) if self.base else ()


def incoming(plans: Iterable[Plan]) -> list[Incoming]:
    """The plans with the inner ids they keep, parents before children; what a preview of an import shows.

    Two queries a plan at most. Raises RepeatedPlan. Not for the public: it tells what drafts hold.
    """
    ready: list[Incoming] = []
    plans = tuple(plans)
    for id_, times in Counter(plan.id for plan in plans).items():
        if times > 1:
            raise RepeatedPlan(item=id_)
    kept: dict[str, tuple[Plan, Plan]] = {}  # as read, as it will be stored
    for plan in _parents_first(plans):
        base = _stored(plan.id)
        carried = carry_ids(plan, base.plan) if base else plan
        carried = _following(carried, kept)
        kept[plan.id] = plan, carried
        ready.append(Incoming(written(carried), base))
    return ready


def _parents_first(plans: Iterable[Plan]) -> list[Plan]:
    waiting = {plan.id: plan for plan in plans}
    ordered: list[Plan] = []

    def take(plan: Plan) -> None:
        above = waiting.pop(plan.cascade.parent_plan, None) if plan.cascade else None
        if above:
            take(above)
        ordered.append(plan)

    while waiting:
        take(waiting.pop(next(iter(waiting))))
    return ordered


def _stored(plan_id: str) -> OpenPlan | None:
    try:
        return open_plan(plan_id, SYSTEM)
    except UnknownPlan:
        return None


def _following(plan: Plan, kept: Mapping[str, tuple[Plan, Plan]]) -> Plan:
    """`plan` with what it says of its parent in the parent's stored inner ids."""
    if plan.cascade is None:
        return plan
    above = plan.cascade.parent_plan
    if above in kept:
        read, stored = kept[above]
        themes = {old.id: new.id for old, new in zip(read.themes, stored.themes, strict=True)}
        objectives = {old.id: new.id for old, new in zip(read.objectives, stored.objectives, strict=True)}
    else:
        themes, objectives = _by_code(_stored(above))
    supports = tuple(
        replace(item, parent_objective=objectives.get(item.parent_objective, item.parent_objective))
        for item in plan.cascade.supports
    )
    theme = themes.get(plan.cascade.parent_theme, plan.cascade.parent_theme)
    return replace(plan, cascade=replace(plan.cascade, parent_theme=theme, supports=supports))


def _by_code(parent: OpenPlan | None) -> tuple[dict[str, str], dict[str, str]]:
    # A document knows letters and codes; an inner id that is somebody's own goes before them.
    if parent is None:
        return {}, {}
    themes, objectives = parent.plan.themes, parent.plan.objectives
    return (
        {theme.letter: theme.id for theme in themes} | {theme.id: theme.id for theme in themes},
        {row.code: row.id for row in objectives} | {row.id: row.id for row in objectives},
    )
