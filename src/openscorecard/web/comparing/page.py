"""The page of comparisons: all KPIs over periods, or one KPI over periods, units and institutions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.measures import dimensions_of
from openscorecard.queries.peers import peers_of
from openscorecard.queries.scores.shown import score_periods, shown_scores_of
from openscorecard.web.comparing.compared import Compared
from openscorecard.web.comparing.peers import among_peers
from openscorecard.web.comparing.periods import PlanLine, by_period, plan_lines
from openscorecard.web.comparing.units import by_unit
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say

SIDE_BY_SIDE, ALONE = 3, 8
"""Periods beside one another: of all KPIs, and of one alone."""
KINDS = ("svg", "png", "csv")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    words: str
    current: bool


@dataclass(frozen=True, slots=True)
class ComparingPage:
    """`lines` are all KPIs, where none is chosen; else `parts` compare the chosen one. `periods` are heads of both."""

    head: PlanHead
    periods: tuple[str, ...]
    choices: tuple[Option, ...]
    kpis: tuple[Option, ...]
    splits: tuple[Option, ...]
    name: Said | None
    code: str
    kpi_address: str
    lines: tuple[PlanLine, ...]
    parts: tuple[Compared, ...]


def comparing_page(found: OpenPlan, question: Asked, kpi_id: str, split: str, now: datetime) -> ComparingPage:
    """The page; 5 queries more for a split, and 2 for institutions."""
    kpi = found.plan.kpi(kpi_id)
    scored, choices = scored_periods(question, ALONE if kpi else SIDE_BY_SIDE, now)
    measured = scored[-1].measured.get(kpi.code) if kpi and scored else None
    splits = dimensions_of(measured.measure, measured.reading) if measured else ()
    chosen = split if split in splits else next((one for one in ("district", "branch") if one in splits), "")
    return ComparingPage(
        head=plan_head(found, question, "compare-figures"),
        periods=tuple(write_period(one.period, question.language) for one in scored),
        choices=choices,
        kpis=tuple(
            Option(one.id, f"{one.code} {say(one.name, question.language)}", one is kpi) for _, one in found.plan.kpis()
        ),
        splits=tuple(Option(one, worded(DIMENSIONS, one), one == chosen) for one in splits),
        name=say(kpi.name, question.language) if kpi else None,
        code=kpi.code if kpi else "",
        kpi_address=question.places.kpi(kpi.id) if kpi else "",
        lines=plan_lines(scored, question) if scored and not kpi else (),
        parts=tuple(_filed(one, question, kpi_id, chosen) for one in compared(found, question, kpi, chosen, scored))
        if kpi
        else (),
    )


def scored_periods(question: Asked, most: int, now: datetime) -> tuple[tuple[ScoredPlan, ...], tuple[Option, ...]]:
    """The plan in the period asked for and those of its grain before it, oldest first; and what to choose from."""
    periods = score_periods(question.plan, question.period, now)
    if periods.shown is None:
        return (), ()
    last = periods.shown
    wanted = [last.shifted(-step) for step in range(most - 1, -1, -1)] if last.grain != "ytd" else [last]
    scored = shown_scores_of(question.plan, wanted, question.reader, now)
    known = [
        one for one in scored if any(m.observation.value is not None for m in one.measured.values()) or one.targets
    ]
    options = (*(() if last in periods.choices else (last,)), *periods.choices)
    shown = tuple(Option(str(one), write_period(one, question.language), one == last) for one in options)
    return tuple(known or scored[-1:]), shown


def compared(
    found: OpenPlan, question: Asked, kpi: Kpi | None, split: str, scored: Sequence[ScoredPlan]
) -> tuple[Compared, ...]:
    """The comparisons of one KPI, as far as there is something to compare."""
    if kpi is None or not scored:
        return ()
    parts = [by_period(scored, kpi, question.language)]
    measured = scored[-1].measured.get(kpi.code)
    if measured is None:
        return tuple(parts)
    if split and (shown := _units(measured.measure, split, scored[-1].period, question.language)).rows:
        parts.append(shown)
    if peers := peers_of(measured.measure.id):
        parts.append(among_peers(peers, measured.measure, found.institution_name.zh, question.language))
    return tuple(parts)


def _units(measure: Measure, split: str, period: Period, language: str) -> Compared:
    return by_unit(measure, split, period, language)


def _filed(one: Compared, question: Asked, kpi: str, split: str) -> Compared:
    files = tuple(
        (kind.upper(), question.places.page("compare-file", one.part, kind, kpi=kpi, by=split)) for kind in KINDS
    )
    return replace(one, files=files)


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    kpi, split = request.GET.get("kpi", "")[:100], request.GET.get("by", "")[:100]
    page = comparing_page(opened(question), question, kpi, split, timezone.now())
    return render(request, "comparing/page.html", {"page": page})
