"""The definition of a KPI on one sheet: what is counted, how, from what, how often, by whom, against what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.bands import Band
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.measures import catalogue, reading_in_force, readings
from openscorecard.queries.scores.rules import rules_in_force
from openscorecard.queries.scores.targets import targets_in
from openscorecard.web.figures.formula_words import ReadingWords, readings_in_words
from openscorecard.web.frame.said_in_words import write_number, write_period
from openscorecard.web.plans.measures import MeasureWords, measure_words
from openscorecard.web.plans.objective import Named, named
from openscorecard.web.plans.opening import Asked, MissingPart, asked, helped, opened
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import at_period, in_a_period
from openscorecard.web.targets.words import TargetWords, asks, target_words


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """The target of a period, as it was first and as it is; nothing but the period where none is set."""

    period: str
    first: str
    now: TargetWords
    derived: bool
    history: str


@dataclass(frozen=True, slots=True)
class DefinitionPage:
    """The sheet; `target` is None for the public. `bands` are (status, from, to under)."""

    head: PlanHead
    code: str
    id: str
    name: Said
    kpi: str
    objective: Named
    theme: Said
    perspective: Said
    measure: MeasureWords | None
    reading: ReadingWords | None
    target: TargetFacts | None
    bands: tuple[tuple[str, str, str], ...]
    printed_on: date


def definition_page(found: OpenPlan, question: Asked, id_: str, period: Period, today: date) -> DefinitionPage:
    """The page; raises MissingPart."""
    plan, language = found.plan, question.language
    kpi, objective = plan.kpi(id_), plan.objective_of(id_)
    if kpi is None or objective is None:
        raise MissingPart(plan=plan.id, item=id_[:100])
    known = catalogue()
    measure, theme = known.get(kpi.measure), plan.theme(objective.theme)
    row = next(one for one in plan.perspectives if one.letter == objective.perspective)
    return DefinitionPage(
        head=plan_head(found, question, ""),
        code=kpi.code,
        id=id_,
        name=say(kpi.name, language),
        kpi=question.places.kpi(id_),
        objective=named(objective, language, question.places),
        theme=say(theme.name, language) if theme else Said(objective.theme),
        perspective=say(row.name, language),
        measure=measure_words(measure, known, language) if measure else None,
        reading=_reading(measure, today, language) if measure else None,
        target=_target(question, kpi, period) if may(question.reader, "figures.see") else None,
        bands=tuple(_band(one) for one in reversed(rules_in_force(plan.id).bands)),
        printed_on=today,
    )


def _reading(measure: Measure, today: date, language: str) -> ReadingWords:
    way = reading_in_force(measure, readings(), today)
    return readings_in_words(measure, [way], language)[0]


def _target(question: Asked, kpi: Kpi, period: Period) -> TargetFacts:
    one = targets_in(question.plan, period).get(kpi.id)
    return TargetFacts(
        period=write_period(period, question.language),
        first=asks(one.first.target if one else None),
        now=target_words(one.row if one else None, question.language),
        derived=bool(one and one.derived),
        history=question.places.page("target-history", kpi.id, period=str(period)) if one and not one.derived else "",
    )


def _band(band: Band) -> tuple[str, str, str]:
    least = _("{n} or more").format(n=write_number(band.least)) if band.least is not None else ""
    below = _("under {n}").format(n=write_number(band.below)) if band.below is not None else ""
    return band.status, least, below


@helped
@in_a_period
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The page; open to everybody, its target to people who are signed in."""
    question = asked(request, plan_id)
    found = opened(question)
    at = at_period(request, plan_id)
    # Not kept by browsers by the plan's state alone: bands and targets change without it.
    page = definition_page(found, question, item, at.period, timezone.localdate())
    return render(request, "targets/definition.html", {"page": page})
