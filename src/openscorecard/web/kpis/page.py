"""The page of a KPI: what it counts, in words; where the same measure stands; its action plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext

from openscorecard.actions.permissions import may
from openscorecard.domain.measures.measure import Measure, Variant
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.scores.targets import Target
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.measures import catalogue
from openscorecard.queries.peers import peers_of
from openscorecard.queries.scores.ahead import ahead_of
from openscorecard.queries.scores.targets import targets_of
from openscorecard.queries.scores.variation import known_about
from openscorecard.queries.trends import trend_of
from openscorecard.reports.charts.charted import Around
from openscorecard.web.figures.first import FiguresFirst, Where, figures_first
from openscorecard.web.figures.trend_files import files_at
from openscorecard.web.initiatives.blocks import Block
from openscorecard.web.initiatives.carried import Names, carried_block
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.findings import ShownFinding, Telling, about, found_in
from openscorecard.web.plans.measures import MeasureWords, measure_words
from openscorecard.web.plans.objective import Named, named
from openscorecard.web.plans.opening import Asked, MissingPart, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Stand, Standings, standings_for


@dataclass(frozen=True, slots=True)
class StandingLine:
    """An action plan under a KPI, with the other codes it stands under."""

    plan: Named
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KpiPage:
    """A KPI; `measure` is None where none is bound, `unknown_measure` names one that the catalogue lacks.

    `figures` is None where no measure is bound, and for the public, who see definitions only. `ways` lead to its target
    and its definition, as (address, words).
    """

    head: PlanHead
    id: str
    code: str
    name: Said
    objective: Named
    measure: MeasureWords | None
    scores: Standings | None
    stand: Stand | None
    figures: FiguresFirst | None
    carried: Block | None
    unknown_measure: str
    same: tuple[Named, ...]
    initiatives: tuple[StandingLine, ...]
    findings: tuple[ShownFinding, ...]
    ways: tuple[tuple[str, str], ...] = ()
    charts: str = ""
    chart_files: tuple[tuple[str, str], ...] = ()
    changes: tuple[tuple[str, str], ...] = ()


def kpi_page(found: OpenPlan, question: Asked, id_: str, now: datetime) -> KpiPage:
    """The page; raises MissingPart."""
    plan, language, places = found.plan, question.language, question.places
    kpi, objective = plan.kpi(id_), plan.objective_of(id_)
    if kpi is None or objective is None:
        raise MissingPart(plan=plan.id, item=id_[:100])
    known = catalogue()
    measure = known.get(kpi.measure)
    names = {one.id: one.name for one in plan.initiatives}
    telling = Telling(plan, places, language, known)
    scores = standings_for(found, question, now)
    return KpiPage(
        head=plan_head(found, question, ""),
        id=id_,
        code=kpi.code,
        name=say(kpi.name, language),
        objective=named(objective, language, places),
        measure=measure_words(measure, known, language) if measure else None,
        scores=scores,
        stand=scores.of(kpi.code) if scores else None,
        figures=_figures(measure, found, question, id_) if measure else None,
        carried=_carried(measure, question, names, timezone.localdate(now)) if measure else None,
        unknown_measure=kpi.measure if kpi.measure and measure is None else "",
        same=tuple(
            Named(other.code, say(other.name, language), places.kpi(other.id))
            for _, other in plan.kpis()
            if kpi.measure and other.measure == kpi.measure and other.id != kpi.id
        ),
        initiatives=tuple(
            StandingLine(
                Named(one.code, say(names[one.initiative], language), places.initiative(one.initiative)),
                tuple(code for code in plan.codes_of(one.initiative) if code != one.code),
            )
            for one in kpi.standings
        ),
        findings=tuple(telling.tell(one) for one in about(found_in(plan, known), [kpi.code])),
        ways=_ways(question, id_),
        charts=f"{address('kpi', plan.id, id_)}charts/",
        chart_files=files_at(f"{address('kpi', plan.id, id_)}charts/trend", question.reader, _query(question)),
        changes=_changes(question, id_, scores),
    )


def _query(question: Asked) -> str:
    """What of the address changes the chart."""
    asked = {"reading": question.reading, "chart": "raw" if question.raw else ""}
    return urlencode({name: value for name, value in asked.items() if value})


def _changes(question: Asked, id_: str, scores: Standings | None) -> tuple[tuple[str, str], ...]:
    """Where changes of the target and of the plan are kept."""
    if scores is None:
        return ()
    told = [
        (
            address("target-history", question.plan, id_) + f"?period={scores.scored.period}",
            gettext("Versions of the target"),
        ),
        (address("plan-history", question.plan), gettext("Changes of the plan")),
    ]
    return tuple(one for one in told if one[0])


def _ways(question: Asked, id_: str) -> tuple[tuple[str, str], ...]:
    """To the sheet of its definition, open to everybody, and to its target as far as the reader may go."""
    told = [(address("kpi-definition", question.plan, id_), gettext("Definition sheet"))]
    if may(question.reader, "target.set"):
        told.append((address("target", question.plan, id_), gettext("Set or revise the target")))
    if may(question.reader, "figures.see"):
        told.append((address("plan-targets", question.plan), gettext("All targets of the plan")))
    return tuple(told)


def _figures(measure: Measure, found: OpenPlan, question: Asked, id_: str) -> FiguresFirst | None:
    if not may(question.reader, "figures.see"):
        return None
    shown, targets = shown_by(measure, question), asked_of_kpi(measure, question, id_)
    peers, trend = peers_of(measure.id), trend_of(measure, shown)
    where = Where(
        page=address("kpi", found.plan.id, id_),
        kept=question.places.at,
        around=around_of(measure, trend, targets, question),
        peers=peers,
        institution=found.institution_name.zh,
        peers_page=question.places.page("vision", indicator=peers.indicator) if peers else "",
    )
    return figures_first(trend, question.reader, question.language, shown, where)


def shown_by(measure: Measure, question: Asked) -> str:
    """The reading to look at; empty for the one in force."""
    return question.reading if measure.reading(question.reading) else ""


def asked_of_kpi(measure: Measure, question: Asked, id_: str) -> dict[Period, Target]:
    """The KPI's targets by period: they ask something of the reading in force; of another one they say nothing."""
    if shown_by(measure, question):
        return {}
    found = targets_of(question.plan, id_, measure.frequency)
    return {period: one.target for period, one in found.items()}


def around_of(measure: Measure, trend: Trend, targets: dict[Period, Target], question: Asked) -> Around:
    """What the KPI's chart is drawn with."""
    return Around(known_about(measure), targets, question.raw, ahead_of(trend, targets))


def _carried(measure: Measure, question: Asked, names: Names, today: date) -> Block | None:
    if not may(question.reader, "figures.see"):
        return None
    found = measure.reading(question.reading)
    shown = question.reading if isinstance(found, Variant) else ""
    return carried_block(measure, shown, question.plan, names, today, question.language)


@helped
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    return answer(request, "plans/kpi.html", found, lambda: kpi_page(found, question, item, timezone.now()))
