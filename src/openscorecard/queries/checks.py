"""The soundness of a stored plan, seen with its parent and the plans that take it up."""

from __future__ import annotations

from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.soundness import Finding, soundness_findings
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.measures import catalogue


def findings_of(plan_id: str, reader: Reader) -> tuple[Finding, ...]:
    """All findings of the checks on the edition this reader sees first; raises UnknownPlan."""
    view = cascade_of(plan_id, reader)
    parent = view.parent.plan if view.parent else None
    return soundness_findings(view.plan.plan, catalogue(), parent, [child.plan for child in view.children])
