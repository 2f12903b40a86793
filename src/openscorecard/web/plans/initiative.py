"""The page of an action plan: one plan, however many codes it stands under."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from openscorecard.queries.answers import OpenPlan
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.dates import write_day
from openscorecard.web.plans.objective import Named, named
from openscorecard.web.plans.opening import Asked, MissingPart, asked, helped, opened
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class Stand:
    """A code of the plan with the KPI and the objective it stands under."""

    code: str
    kpi: Named
    objective: Named


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """An action plan; dates and owner are empty where none is declared."""

    head: PlanHead
    id: str
    name: Said
    codes: tuple[str, ...]
    stands: tuple[Stand, ...]
    starts_on: str
    ends_on: str
    owner: str


def initiative_page(found: OpenPlan, question: Asked, id_: str) -> InitiativePage:
    """The page; raises MissingPart."""
    plan, language, places = found.plan, question.language, question.places
    initiative = plan.initiative(id_)
    if initiative is None:
        raise MissingPart(plan=plan.id, item=id_[:100])
    return InitiativePage(
        head=plan_head(found, question, ""),
        id=initiative.id,
        name=say(initiative.name, language),
        codes=plan.codes_of(id_),
        stands=tuple(
            Stand(
                standing.code,
                Named(kpi.code, say(kpi.name, language), places.kpi(kpi.id)),
                named(objective, language, places),
            )
            for objective, kpi in plan.kpis()
            for standing in kpi.standings
            if standing.initiative == id_
        ),
        starts_on=write_day(initiative.starts_on, language),
        ends_on=write_day(initiative.ends_on, language),
        owner=initiative.owner,
    )


@helped
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    return answer(request, "plans/initiative.html", found, lambda: initiative_page(found, question, item))
