"""Institutions scored up their tree: each from its own plan and the institutions below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.institutions import institution_scores
from openscorecard.domain.scores.rollup import Scored
from openscorecard.queries.initiatives.late import last_year
from openscorecard.queries.institutions import InstitutionForest, InstitutionNode, institution_tree
from openscorecard.queries.scores.shown import shown_scores


@dataclass(frozen=True, slots=True)
class ScoredTree:
    """The tree in a period; `scores` are by the id of an institution, its own plan is the leaf `own:ID` below it.

    `plans` names the plan that speaks for an institution: its first with KPIs.
    """

    forest: InstitutionForest
    period: Period
    scores: Mapping[str, Scored]
    plans: Mapping[str, str]


def scored_tree(
    reader: Reader, now: datetime, period: Period | None = None, known_at: datetime | None = None
) -> ScoredTree | None:
    """The institutions this reader sees, scored in `period`, else in the last year of rows; None without either."""
    at = period or last_year(timezone.localdate(now))
    if at is None:
        return None
    forest = institution_tree(reader)
    plans = {node.institution.id: own for node in forest.walk() if (own := _own(node))}
    scored = {home: shown_scores(plan, at, reader, now, known_at).card.plan for home, plan in plans.items()}
    tops = institution_scores(forest.tree, scored)
    return ScoredTree(forest, at, {one.code: one for top in tops for one in top.every()}, plans)


def _own(node: InstitutionNode) -> str:
    return next((plan.id for plan in node.plans if plan.edition.kpis), "")
