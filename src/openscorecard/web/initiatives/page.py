"""The page of an action plan: what its rows tell of it, what it brings to KPIs, and what people declared of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from openscorecard.actions.permissions import may
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.charters import charter_of
from openscorecard.queries.initiatives.contributions import contributions
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.initiatives.late import years_told
from openscorecard.web.figures.batch_links import BatchLink, batch_links
from openscorecard.web.figures.places import observation_place
from openscorecard.web.frame.dates import write_day
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.initiatives.blocks import Block, Cell, cell, heads, number
from openscorecard.web.initiatives.declared import Declared, declared
from openscorecard.web.initiatives.layouts import LAYOUTS
from openscorecard.web.initiatives.layouts.stages import stage_name
from openscorecard.web.initiatives.looking import looked_at
from openscorecard.web.initiatives.view import View, percent, plain
from openscorecard.web.initiatives.words import reason_in_words, status_of
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.objective import Named, named
from openscorecard.web.plans.opening import Asked, MissingPart, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.templatetags.plan_words import listed

_YEARS = 12  # to choose from


@dataclass(frozen=True, slots=True)
class Stand:
    """A code of the plan with the KPI and the objective it stands under."""

    code: str
    kpi: Named
    objective: Named


@dataclass(frozen=True, slots=True)
class Told:
    """What rows tell: sentences, status (tone, shape, word), reasons, key figures, blocks, batches; `years` to choose
    from are (period, words, chosen). `ledgers` are (title, address) of the datasets its rows lie in."""

    period: str
    years: tuple[tuple[str, str, bool], ...]
    sentences: tuple[str, ...]
    status: tuple[str, str, str]
    stage: str
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    carries: Block
    batches: tuple[BatchLink, ...]
    ledgers: tuple[tuple[str, str], ...]
    typed: str
    example: bool


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """An action plan; dates and owner are empty where none is declared. `told` is None for the public."""

    head: PlanHead
    id: str
    name: Said
    kind: Said | None
    codes: tuple[str, ...]
    stands: tuple[Stand, ...]
    starts_on: str
    ends_on: str
    owner: str
    told: Told | None
    declared: Declared
    charter: str
    history: str

    @property
    def charts(self) -> str:
        """What addresses of its charts as files begin with."""
        return f"{address('initiative', self.head.id, self.id)}charts/"


def initiative_page(found: OpenPlan, question: Asked, id_: str, period: str, today: date) -> InitiativePage:
    """The page; raises MissingPart."""
    plan, language, places = found.plan, question.language, question.places
    initiative = plan.initiative(id_)
    if initiative is None:
        raise MissingPart(plan=plan.id, item=id_[:100])
    sees = may(question.reader, "figures.see")
    edits = may(question.reader, "initiative.charter")
    at, years = periods_for(period, today) if sees else (Period("year", today.year), ())
    standing, view = looked_at(found, id_, at, language) if sees else (None, None)
    charter = standing.charter if standing else charter_of(plan.id, id_)
    kind = standing.kind if standing else kinds().get(charter.charter.kind if charter else "")
    return InitiativePage(
        head=plan_head(found, question, ""),
        id=initiative.id,
        name=say(initiative.name, language),
        kind=say(kind.name, language) if kind else None,
        codes=plan.codes_of(id_),
        stands=tuple(
            Stand(
                standing_at.code,
                Named(kpi.code, say(kpi.name, language), places.kpi(kpi.id)),
                named(objective, language, places),
            )
            for objective, kpi in plan.kpis()
            for standing_at in kpi.standings
            if standing_at.initiative == id_
        ),
        starts_on=write_day(initiative.starts_on, language),
        ends_on=write_day(initiative.ends_on, language),
        owner=initiative.owner,
        told=_told(found, question, standing, view, at, years) if standing else None,
        declared=declared(charter, at.last_day if sees else today, language),
        charter=address("charter", plan.id, id_) if edits else "",
        history=address("charter-history", plan.id, id_) if sees and charter else "",
    )


def periods_for(asked_for: str, today: date) -> tuple[Period, tuple[Period, ...]]:
    """The period asked for, else the last year that rows speak for; and the years to choose from."""
    told = [year for year in years_told() if year <= today.year] or [today.year]
    years = tuple(Period("year", year) for year in range(today.year, told[0] - 1, -1))[:_YEARS]
    last = Period("year", told[-1])
    try:
        return (parse_period(asked_for) if asked_for else last), years
    except UnfitPeriod:
        return last, years


def _told(
    found: OpenPlan, question: Asked, standing: Standing, view: View | None, at: Period, years: tuple[Period, ...]
) -> Told:
    language, state = question.language, standing.progress
    layout = LAYOUTS[view.kind.layout] if view else None
    batches = batch_links(state.batches)
    return Told(
        period=write_period(state.period, language),
        years=tuple((str(year), write_period(year, language), year.year == at.last_day.year) for year in years),
        sentences=layout.sentences(view) if layout and view else (),
        status=status_of(state),
        stage=stage_name(view, state.stage) if view else "",
        reasons=tuple(reason_in_words(one, language) for one in state.reasons),
        figures=_figures(standing, view),
        blocks=layout.blocks(view) if layout and view else (),
        carries=_carries(found, question, standing, at),
        batches=tuple(batches[name] for name in state.batches if name in batches),
        ledgers=_ledgers(view, language),
        typed=_typed(standing, language),
        example=bool(standing.charter and standing.charter.charter.example)
        or any(batches[name].example for name in state.batches if name in batches),
    )


def _figures(standing: Standing, view: View | None) -> tuple[tuple[str, str], ...]:
    """Key figures: planned, actual, money, the cost of one."""
    if view is None:
        return ()
    state = view.progress
    rows = [(view.title("planned"), view.said("planned")), (view.title("actual"), view.said("actual"))]
    if state.wanted is not None:
        rows.append((_("Wanted of the year"), f"{plain(state.wanted)} {view.unit('actual')}"))
    rows.append((_("Spent"), _money(state.spent)))
    rows.append((_("Budget of the year"), _money(state.budget)))
    if state.budget and state.spent is not None:
        rows.append((_("Spent of the budget"), percent(state.spent, state.budget)))
    if not view.kind.standing:
        rows.append((_("Cost of one"), _money(state.unit_cost)))
    if state.share is not None:
        rows.append((_("Milestones reached, by weight"), f"{write_number(state.share, 0)} %"))
    return tuple(rows)


def _money(value: Fraction | None) -> str:
    return _("not told by any ledger") if value is None else f"NT$ {write_number(value, 0)}"


def _carries(found: OpenPlan, question: Asked, standing: Standing, at: Period) -> Block:
    """What the plan brings to every KPI that its rows stand under, whether or not it stands there itself."""
    carried, plan, rows = contributions(found.plan, standing.progress.period), found.plan, []
    seen: set[str] = set()
    for _objective, kpi in plan.kpis():
        one = carried.get(kpi.measure) if kpi.measure else None
        if one is None or one.measure.id in seen:
            continue
        (split,) = one.periods
        own = any(stand.initiative == standing.initiative for stand in kpi.standings)
        brings = split.by_plan.get(standing.initiative)
        if brings is None and not own:
            continue
        seen.add(one.measure.id)
        where = observation_place(one.measure.id, split.period, one.reading.name, PLAN, standing.initiative)
        codes = listed(other.code for _o, other in plan.kpis() if other.measure == kpi.measure)
        unit = one.measure.unit_of(one.reading).says(question.language)[0]
        rows.append(
            (
                Cell(f"{codes} {say(kpi.name, question.language)}", address=question.places.kpi(kpi.id)),
                Cell(
                    plain(brings) if split.value is not None else NO_VALUE,
                    number=True,
                    address=where,
                ),
                number(plain(split.value)),
                number(percent(brings or Fraction(0), split.value)),
                cell(unit if split.denominator is None else _("numerator of {unit}").format(unit=unit)),
                cell(_("stands under it") if own else _("rows carry it here too")),
            )
        )
    columns = [_("By this plan"), _("Of all"), _("Share")]
    return Block(
        "carries",
        _("What it brings to KPIs"),
        (*heads([_("KPI")], columns), *heads([_("Unit"), _("Standing")])),
        tuple(rows),
        empty=_("No row that a KPI counts carries this plan in this period."),
        note=_(
            "A KPI's own rows, split by the plan they carry: plans and no plan together make up the figure, exactly."
        ),
    )


def _ledgers(view: View | None, language: str) -> tuple[tuple[str, str], ...]:
    if view is None:
        return ()
    datasets = standard_datasets()
    return tuple((datasets[name].title.says(language)[0], address("dataset", name)) for name in view.kind.ledgers)


def _typed(standing: Standing, language: str) -> str:
    typed = standing.progress.typed
    if typed is None:
        return ""
    words = _("Typed by hand on {day}: {percent} %. Reason: {reason}")
    return words.format(day=write_day(typed.on, language), percent=plain(typed.percent), reason=typed.reason)


@helped
def show(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    period, today = request.GET.get("period", "")[:20], timezone.localdate()
    return answer(
        request, "initiatives/page.html", found, lambda: initiative_page(found, question, item, period, today)
    )
