"""All action plans of a strategy plan together: by theme, with money counted once, their days, and unit costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from openscorecard.actions.permissions import may
from openscorecard.domain.initiatives.money import money_of, share_gone, together
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.drawing.initiatives.bars import Bar
from openscorecard.drawing.initiatives.gantt import GanttChart, GanttRow, Mark, draw_gantt
from openscorecard.drawing.palette import WEB
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.kinds import kinds
from openscorecard.queries.initiatives.progress import Standing, standings
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.web.figures.said_in_words import NO_VALUE, write_number, write_period
from openscorecard.web.initiatives.blocks import Block, Cell, bars, cell, heads, number
from openscorecard.web.initiatives.page import periods_for
from openscorecard.web.initiatives.view import percent, plain
from openscorecard.web.initiatives.words import STATUS_WORDS, reason_in_words, status_of
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say

_FILTERS = ("status", "kind", "owner")


@dataclass(frozen=True, slots=True)
class Line:
    """One action plan in the list."""

    name: Said
    address: str
    codes: str
    kind: str
    status: tuple[str, str, str]
    stage: str
    planned: str
    actual: str
    unit: str
    spent: str
    budget: str
    reasons: tuple[str, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class ThemeLines:
    """The plans under a theme; one that stands under several is shown under each."""

    name: str
    lines: tuple[Line, ...]
    money: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: the name of its field, what it is called, and (value, words, chosen)."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The page; `themes` is empty where a filter leaves nothing, `sees` is false for the public."""

    head: PlanHead
    sees: bool
    period: str
    years: tuple[tuple[str, str, bool], ...]
    choices: tuple[Choice, ...]
    sentences: tuple[str, ...]
    themes: tuple[ThemeLines, ...]
    gantt: Block
    money: Block
    costs: Block
    csv: str
    declare: str


def together_page(
    found: OpenPlan, question: Asked, period: str, chosen: Mapping[str, str], today: date
) -> TogetherPage:
    """The page."""
    at, years = periods_for(period, today)
    sees = may(question.reader, "figures.see")
    every = standings(found.plan, at) if sees else ()
    shown = [one for one in every if _passes(one, found.plan, chosen)]
    maker = _Maker(found.plan, question)
    return TogetherPage(
        head=plan_head(found, question, "initiatives"),
        sees=sees,
        period=write_period(at, question.language),
        years=tuple((str(one), write_period(one, question.language), one.year == at.last_day.year) for one in years),
        choices=_choices(every, found.plan, chosen, question.language),
        sentences=_sentences(shown),
        themes=tuple(maker.themes(shown)),
        gantt=maker.gantt(shown, at, today),
        money=maker.money(shown, at),
        costs=maker.costs(shown),
        declare=address("charters-file", found.plan.id) if may(question.reader, "initiative.charter") else "",
        csv=question.places.page("initiatives-csv", period=str(at), **{k: v for k, v in chosen.items() if v}),
    )


def _passes(one: Standing, plan: Plan, chosen: Mapping[str, str]) -> bool:
    status, kind, owner = (chosen.get(name, "") for name in _FILTERS)
    initiative = plan.initiative(one.initiative)
    state = one.progress
    if status == "over_budget":
        if not state.over_budget:
            return False
    elif status and state.status != status:
        return False
    return (not kind or state.kind == kind) and (not owner or (initiative.owner if initiative else "") == owner)


def _choices(every: Sequence[Standing], plan: Plan, chosen: Mapping[str, str], language: str) -> tuple[Choice, ...]:
    statuses: dict[str, str] = {one.progress.status: str(STATUS_WORDS[one.progress.status]) for one in every}
    if any(one.progress.over_budget for one in every):
        statuses["over_budget"] = _("Over budget")
    named = {one.kind.id: one.kind.name.says(language)[0] for one in every if one.kind}
    owners = {one.owner: one.owner for one in plan.initiatives if one.owner}
    told = (("status", _("Status"), statuses), ("kind", _("Kind of plan"), named), ("owner", _("Owner"), owners))
    return tuple(_choice(name, label, found, chosen.get(name, "")) for name, label, found in told if found)


def _choice(name: str, label: str, found: Mapping[str, str], chosen: str) -> Choice:
    options = [("", _("all"), not chosen), *((key, words, key == chosen) for key, words in found.items())]
    return Choice(name, label, tuple(options))


def _sentences(shown: Sequence[Standing]) -> tuple[str, ...]:
    late = sum(one.progress.late for one in shown)
    over = sum(one.progress.over_budget for one in shown)
    total = together(one.progress for one in shown)
    said = [
        _("{n} action plans: {late} late, {over} over budget.").format(n=len(shown), late=late, over=over),
        _(
            "Spent {spent} of {budget}, each plan counted once; of {untold} plans no ledger tells what they spent."
        ).format(spent=_money(total.spent), budget=_money(total.budget), untold=total.untold),
    ]
    return tuple(said)


def _money(value: Fraction | None) -> str:
    return NO_VALUE if value is None else f"NT$ {write_number(value, 0)}"


class _Maker:
    """Makes the parts of the page for one strategy plan."""

    def __init__(self, plan: Plan, question: Asked) -> None:
        self.plan, self.language, self.places = plan, question.language, question.places
        self.names = {one.id: one.name for one in plan.initiatives}

    def themes(self, shown: Sequence[Standing]) -> Iterable[ThemeLines]:
        under: dict[str, set[str]] = {}
        for objective, kpi in self.plan.kpis():
            under.setdefault(objective.theme, set()).update(one.initiative for one in kpi.standings)
        for theme in self.plan.themes:
            own = [one for one in shown if one.initiative in under.get(theme.letter, ())]
            if own:
                name = f"{theme.letter} {theme.name.says(self.language)[0]}"
                total = together(one.progress for one in own)
                words = _("Spent {spent} of {budget}").format(spent=_money(total.spent), budget=_money(total.budget))
                yield ThemeLines(name, tuple(self.line(one) for one in own), words)

    def line(self, one: Standing) -> Line:
        state, kind = one.progress, one.kind
        return Line(
            name=say(self.names[one.initiative], self.language),
            address=self.places.initiative(one.initiative),
            codes="、".join(one.codes),
            kind=kind.name.says(self.language)[0] if kind else "",
            status=status_of(state),
            stage=next((s.name.says(self.language)[0] for s in kind.stages if s.id == state.stage), "") if kind else "",
            planned=plain(state.planned),
            actual=plain(state.actual),
            unit=kind.actual.unit.says(self.language)[0] if kind else "",
            spent=_money(state.spent),
            budget=_money(state.budget),
            reasons=tuple(reason_in_words(reason, self.language) for reason in state.reasons),
            over=state.over_budget,
        )

    def label(self, one: Standing) -> str:
        return f"{one.initiative} {self.names[one.initiative].says(self.language)[0]}"

    def said(self, text: Text) -> str:
        return text.says(self.language)[0]

    def gantt(self, shown: Sequence[Standing], at: Period, today: date) -> Block:
        rows = [self._gantt_row(one, at) for one in shown]
        first, last = date(at.last_day.year, 1, 1), date(at.last_day.year, 12, 31)
        title = _("Days and milestones of {year}").format(year=write_period(Period("year", last.year), self.language))
        chart = GanttChart(title, self.language, tuple(rows), first, last, today, _("today"))
        table = tuple(
            (
                cell(self.label(one)),
                cell(step.name.says(self.language)[0]),
                cell(step.due_on),
                cell(step.reached_on or "—"),
            )
            for one in shown
            if one.charter
            for step in one.charter.charter.milestones
            if step.due_on.year == last.year
        )
        columns = heads([_("Action plan"), _("Milestone"), _("Due"), _("Reached")])
        note = _(
            "Full diamonds are reached, empty ones to come, crossed ones overdue; a dashed bar is late. "
            "A plan without days of its own spans its milestones; a standing rule has no bar."
        )
        svg = SafeString(draw_gantt(chart, WEB)) if rows else ""
        return Block("gantt", title, columns, table, svg=svg, note=note, empty=_("No milestones in this year."))

    def _gantt_row(self, one: Standing, at: Period) -> GanttRow:
        charter, initiative = one.charter, self.plan.initiative(one.initiative)
        steps = charter.charter.milestones if charter else ()
        days = [step.due_on for step in steps if step.due_on.year == at.last_day.year]
        start = (initiative.starts_on if initiative else None) or min(days, default=None)
        end = (initiative.ends_on if initiative else None) or max(days, default=None)
        version = one.progress.version
        says = ""
        if one.kind and one.kind.standing:
            start = end = None
            says = _("in force since {day}").format(day=version.in_force_from) if version else _("not in force")
        elif start is None or end is None:
            says = _("no days declared")
        if start and start == end:
            start = date(start.year, 1, 1)
        marks = tuple(
            Mark(
                step.due_on,
                bool(step.reached_on and step.reached_on <= at.last_day),
                step.due_on < at.last_day and not (step.reached_on and step.reached_on <= at.last_day),
                step.name.says(self.language)[0],
            )
            for step in steps
        )
        return GanttRow(self.label(one), start, end, marks, says, one.progress.late)

    def money(self, shown: Sequence[Standing], at: Period) -> Block:
        known = [(one, money_of(one.progress)) for one in shown]
        told = [(one, money) for one, money in known if money.spent is not None or money.budget is not None]
        told.sort(key=lambda pair: -(pair[1].budget or pair[1].spent or 0))
        title = _("Budget and spending, {period}").format(period=write_period(at, self.language))
        drawn = [
            Bar(
                self.label(one),
                None if money.spent is None else float(money.spent),
                f"{_money(money.spent)} / {_money(money.budget)}",
                of=None if money.budget is None else float(money.budget),
                tone=7 if one.progress.over_budget else 0,
                marked=one.progress.over_budget,
            )
            for one, money in told
        ]
        total = together(one.progress for one in shown)
        rows = [
            (
                Cell(self.label(one), address=self.places.initiative(one.initiative)),
                number(_money(money.budget)),
                number(_money(money.spent)),
                number(percent(money.spent, money.budget)),
                number(_money(money.projected)),
                Cell(_("Over budget"), status="behind") if one.progress.over_budget else cell("—"),
            )
            for one, money in told
        ]
        rows.append(
            (
                cell(_("All together, each once")),
                number(_money(total.budget)),
                number(_money(total.spent)),
                number(percent(total.spent, total.budget)),
                number(_money(total.projected)),
                cell("—"),
            )
        )
        columns = [_("Budget"), _("Spent"), _("Spent of the budget"), _("At this pace by the year's end")]
        note = _("{share} of the year is gone. The last column is a straight line, no forecast.").format(
            share=percent(share_gone(at.last_day), Fraction(1))
        )
        svg = bars("money", title, self.language, drawn)
        return Block(
            "money",
            title,
            (*heads([_("Action plan")], columns), *heads([_("Status")])),
            tuple(rows),
            svg=svg,
            note=note,
        )

    def costs(self, shown: Sequence[Standing]) -> Block:
        known = kinds()
        order = list(known)
        told = [one for one in shown if one.progress.unit_cost is not None and one.kind]
        told.sort(key=lambda one: (order.index(one.progress.kind), -(one.progress.unit_cost or 0)))
        rows = tuple(
            (
                cell(one.kind.name.says(self.language)[0] if one.kind else "—"),
                Cell(self.label(one), address=self.places.initiative(one.initiative)),
                number(plain(one.progress.actual)),
                cell(one.kind.actual.unit.says(self.language)[0] if one.kind else "—"),
                number(_money(one.progress.spent)),
                number(_money(one.progress.unit_cost)),
            )
            for one in told
        )
        columns = (
            *heads([_("Kind of plan"), _("Action plan")], [_("Done")]),
            *heads([_("Unit")], [_("Spent"), _("Cost of one")]),
        )
        empty = _("No ledger tells what one costs.")
        note = _(
            "Compare within a kind: a volume and an event are not the same thing. Plans without money are left out."
        )
        return Block("costs", _("Unit costs across plans"), columns, rows, note=note, empty=empty)


def _chosen(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "")[:100] for name in _FILTERS}


@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    period, today = request.GET.get("period", "")[:20], timezone.localdate()
    return answer(
        request,
        "initiatives/together.html",
        found,
        lambda: together_page(found, question, period, _chosen(request), today),
    )


@helped
def send(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The list as CSV, its numbers in all their digits; the public sees no figures."""
    question = asked(request, plan_id)
    found = opened(question)
    at, _years = periods_for(request.GET.get("period", "")[:20], timezone.localdate())
    chosen = _chosen(request)
    every = standings(found.plan, at) if may(question.reader, "figures.see") else ()
    names = {one.id: one.name.zh for one in found.plan.initiatives}
    rows = [
        (
            one.initiative,
            names[one.initiative],
            " ".join(one.codes),
            one.progress.kind,
            one.progress.status,
            one.progress.stage,
            *(_digits(getattr(one.progress, name)) for name in _NUMBERS),
        )
        for one in every
        if _passes(one, found.plan, chosen)
    ]
    response = HttpResponse(csv_bytes((*_COLUMNS, *_NUMBERS), rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="action-plans-{at}.csv"'
    return response


_COLUMNS = ("plan_id", "name", "codes", "kind", "status", "stage")
_NUMBERS = ("planned", "actual", "spent", "budget", "unit_cost")


def _digits(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)
