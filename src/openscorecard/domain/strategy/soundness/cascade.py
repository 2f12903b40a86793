"""Checks of the cascade: what of the parent's theme is supported, assigned elsewhere, or orphan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openscorecard.domain.strategy.cascade import ParentObjective, parent_objectives
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding, finding


def cascade_findings(plan: Plan, parent: Plan | None, children: Sequence[Plan]) -> Iterator[Finding]:
    yield from _upwards(plan, parent)
    taken = dict.fromkeys(child.cascade.parent_theme for child in children if child.cascade)
    for theme in taken:
        for item in parent_objectives(plan, theme, children):
            yield _state(item)


def _upwards(plan: Plan, parent: Plan | None) -> Iterator[Finding]:
    cascade = plan.cascade
    if cascade is None:
        return
    theme = parent.theme_by_id(cascade.parent_theme) if parent else None
    if not cascade.supports:
        yield finding("no-supports", plan.id, theme=theme.letter if theme else cascade.parent_theme)
    if parent is None:
        yield finding("parent-not-loaded", plan.id, item=cascade.parent_plan)
        return
    if theme is None:
        yield finding("unknown-parent-theme", plan.id, item=parent.id, theme=cascade.parent_theme)
        return
    for support in cascade.supports:
        objective = plan.objective(support.objective)
        if objective and parent.objective(support.parent_objective) is None:
            yield finding(
                "unknown-parent-objective",
                objective.code,
                objective=objective.code,
                item=support.parent_objective,
                plan=parent.id,
            )
    for item in parent_objectives(parent, cascade.parent_theme, [plan]):
        yield _state(item)


def _state(item: ParentObjective) -> Finding:
    code = item.objective.code
    return finding(
        f"parent-objective-{item.state}",
        code,
        item=code,
        name=item.objective.name.zh,
        by=" ".join(item.supported_by) or item.institution,
    )
