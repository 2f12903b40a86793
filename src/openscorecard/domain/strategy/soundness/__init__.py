"""Soundness checks: what is allowed in a plan but unwise, each finding with a code, a place and a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from openscorecard.domain.measures.measure import Catalogue
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.cascade import cascade_findings
from openscorecard.domain.strategy.soundness.finding import Finding
from openscorecard.domain.strategy.soundness.measures import measure_findings
from openscorecard.domain.strategy.soundness.structure import structure_findings

__all__ = ["Finding", "soundness_findings"]


def soundness_findings(
    plan: Plan, catalogue: Catalogue, parent: Plan | None = None, children: Sequence[Plan] = ()
) -> tuple[Finding, ...]:
    """All findings of the checks that need no figures, owners or dates (design: scores, soundness checks).

    `parent` is the plan whose theme is taken up, where it is loaded; `children` are loaded plans that take up
    a theme of this one.
    """
    return (
        *structure_findings(plan),
        *measure_findings(plan, catalogue),
        *cascade_findings(plan, parent, children),
    )
