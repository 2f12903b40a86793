"""The page of an objective: where it stands, what it drives and rests on, what it supports, what counts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from openscorecard.domain.strategy.links import Link
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import CascadeView
from openscorecard.queries.measures import catalogue
from openscorecard.web.frame.dates import write_day
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.cascade import Supporter, supporters_of
from openscorecard.web.plans.findings import ShownFinding, Telling, about, found_in
from openscorecard.web.plans.mission import carried_phrases
from openscorecard.web.plans.opening import Asked, MissingPart, asked, between, helped
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say, say_or_none
from openscorecard.web.plans.standing import Stand, Standings, standings_for


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a plan by code and name."""

    code: str
    name: Said
    address: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link to or from another objective; `lag` in months, None where none is declared."""

    other: Named
    sign: str
    lag: int | None
    rationale: Said | None
    declared_by: str
    declared_on: str
    example: bool


@dataclass(frozen=True, slots=True)
class SupportLine:
    """A parent's objective that is supported; the name is None where the parent is not loaded."""

    code: str
    name: Said | None
    address: str
    weight: str
    example: bool


@dataclass(frozen=True, slots=True)
class KpiLine:
    kpi: Named
    bound: bool
    stand: Stand | None
    initiatives: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ObjectivePage:
    """An objective. `drives` are links that leave it, `driven_by` those that arrive.

    `supports` go up to the parent plan; `supported_by` come from plans below; `responsible` names an institution.
    """

    head: PlanHead
    id: str
    code: str
    name: Said
    theme: Named
    perspective: Said
    kpis: tuple[KpiLine, ...]
    drives: tuple[LinkLine, ...]
    driven_by: tuple[LinkLine, ...]
    supports: tuple[SupportLine, ...]
    supported_by: tuple[Supporter, ...]
    responsible: str
    responsible_example: bool
    takes_up: bool
    phrases: tuple[Said, ...]
    findings: tuple[ShownFinding, ...]
    scores: Standings | None
    stand: Stand | None


def objective_page(view: CascadeView, question: Asked, id_: str, now: datetime) -> ObjectivePage:
    """The page; raises MissingPart."""
    plan, language, places = view.plan.plan, question.language, question.places
    objective = plan.objective(id_)
    theme = plan.theme(objective.theme) if objective else None
    row = plan.perspective(objective.perspective) if objective else None
    if objective is None or theme is None or row is None:
        raise MissingPart(plan=plan.id, item=id_[:100])
    parent = view.parent.plan if view.parent else None
    known = catalogue()
    telling = Telling(plan, places, language, known, parent)
    codes = [objective.code, *(kpi.code for kpi in objective.kpis)]
    takers = [(child, Places(child.id)) for child in view.children]
    scores = standings_for(view.plan, question, now)
    owner = next((one for one in plan.responsibilities if one.objective == id_), None)
    return ObjectivePage(
        head=plan_head(view.plan, question, ""),
        id=id_,
        code=objective.code,
        name=say(objective.name, language),
        theme=Named(theme.letter, say(theme.name, language), places.page("plan-map", theme=theme.letter)),
        perspective=say(row.name, language),
        kpis=_kpis(plan, objective, language, places, scores),
        drives=_links(plan, [link for link in plan.links if link.source == id_], "target", language, places),
        driven_by=_links(plan, [link for link in plan.links if link.target == id_], "source", language, places),
        supports=_supports(plan, parent, id_, language),
        supported_by=supporters_of(id_, takers, language),
        responsible=owner.institution if owner else "",
        responsible_example=bool(owner and owner.example),
        takes_up=plan.cascade is not None,
        phrases=carried_phrases(plan, id_, language),
        findings=tuple(telling.tell(one) for one in about(found_in(plan, known, parent), codes)),
        scores=scores,
        stand=scores.of(objective.code) if scores else None,
    )


def named(item: Objective, language: str, places: Places) -> Named:
    """An objective as a line names it."""
    return Named(item.code, say(item.name, language), places.objective(item.id))


def _kpis(
    plan: Plan, objective: Objective, language: str, places: Places, scores: Standings | None
) -> tuple[KpiLine, ...]:
    names = {one.id: one.name for one in plan.initiatives}
    return tuple(
        KpiLine(
            Named(kpi.code, say(kpi.name, language), places.kpi(kpi.id)),
            kpi.measure is not None,
            scores.of(kpi.code) if scores else None,
            tuple(
                Named(one.code, say(names[one.initiative], language), places.initiative(one.initiative))
                for one in kpi.standings
            ),
        )
        for kpi in objective.kpis
    )


def _links(plan: Plan, links: list[Link], end: str, language: str, places: Places) -> tuple[LinkLine, ...]:
    return tuple(
        LinkLine(
            other=named(other, language, places),
            sign=link.sign,
            lag=link.lag,
            rationale=say_or_none(link.rationale, language),
            declared_by=link.declared_by,
            declared_on=write_day(link.declared_on, language),
            example=link.example,
        )
        for link in links
        if (other := plan.objective(link.target if end == "target" else link.source))
    )


def _supports(plan: Plan, parent: Plan | None, id_: str, language: str) -> tuple[SupportLine, ...]:
    lines = []
    for support in plan.supports:
        if support.objective == id_:
            above = parent.objective(support.parent_objective) if parent else None
            lines.append(
                SupportLine(
                    code=above.code if above else support.parent_objective,
                    name=say(above.name, language) if above else None,
                    address=Places(parent.id).objective(above.id) if parent and above else "",
                    weight=str(support.weight),
                    example=support.example,
                )
            )
    return tuple(lines)


@helped
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    view = between(question)
    return answer(request, "plans/objective.html", view, lambda: objective_page(view, question, item, timezone.now()))
