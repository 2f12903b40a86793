"""The page of soundness checks: what is allowed in a plan but unwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.queries.answers import CascadeView
from openscorecard.queries.measures import catalogue
from openscorecard.queries.scores.soundness import figure_findings
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.findings import ShownFinding, Telling, found_in
from openscorecard.web.plans.opening import Asked, asked, between, helped
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.standing import Standings, standings_for


@dataclass(frozen=True, slots=True)
class ChecksPage:
    """Findings by weight."""

    head: PlanHead
    warnings: tuple[ShownFinding, ...]
    notes: tuple[ShownFinding, ...]
    scores: Standings | None


def checks_page(view: CascadeView, question: Asked, now: datetime) -> ChecksPage:
    """The page of `view.plan`, checked against its parent and children, and by its figures for those who see them."""
    plan, parent = view.plan.plan, view.parent.plan if view.parent else None
    known = catalogue()
    telling = Telling(plan, question.places, question.language, known, parent)
    scores = standings_for(view.plan, question, now)
    found = [*found_in(plan, known, parent, [child.plan for child in view.children])]
    if scores and any(True for _ in plan.kpis()):
        found += figure_findings(plan.id, scores.scored.period, question.reader, now)
    told = [telling.tell(one) for one in found]
    return ChecksPage(
        plan_head(view.plan, question, "plan-checks"),
        tuple(one for one in told if one.weight == "warning"),
        tuple(one for one in told if one.weight == "note"),
        scores,
    )


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    view = between(question)
    return answer(request, "plans/checks.html", view, lambda: checks_page(view, question, timezone.now()))
