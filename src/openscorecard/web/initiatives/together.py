"""All action plans of a strategy plan together: by theme, with money counted once, their days, and unit costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from openscorecard.actions.permissions import may
from openscorecard.domain.initiatives.money import together
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.initiatives.progress import standings
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.reports.xlsx_files import xlsx_bytes
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.initiatives.blocks import Block
from openscorecard.web.initiatives.page import periods_for
from openscorecard.web.initiatives.together_blocks import (
    Labels,
    costs_block,
    gantt_block,
    money_block,
    money_words,
)
from openscorecard.web.initiatives.view import plain
from openscorecard.web.initiatives.words import STATUS_WORDS, reason_in_words, status_of
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.templatetags.plan_words import listed

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
    unit_cost: str
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
    xlsx: str
    declare: str

    @property
    def charts(self) -> str:
        """What addresses of its charts as files begin with."""
        return f"{address('initiatives', self.head.id)}charts/"


def together_page(
    found: OpenPlan, question: Asked, period: str, chosen: Mapping[str, str], today: date
) -> TogetherPage:
    """The page."""
    at, years = periods_for(period, today)
    sees = may(question.reader, "figures.see")
    asked_again = {"period": str(at), **{name: value for name, value in chosen.items() if value}}
    every = standings(found.plan, at) if sees else ()
    shown = [one for one in every if _passes(one, found.plan, chosen)]
    maker, labels = _Maker(found.plan, question, today), Labels(found.plan, question.language, question.places)
    return TogetherPage(
        head=plan_head(found, question, "initiatives"),
        sees=sees,
        period=write_period(at, question.language),
        years=tuple((str(one), write_period(one, question.language), one.year == at.last_day.year) for one in years),
        choices=_choices(every, found.plan, chosen, question.language),
        sentences=_sentences(shown, today),
        themes=tuple(maker.themes(shown)),
        gantt=gantt_block(labels, shown, at, today),
        money=money_block(labels, shown, at, today),
        costs=costs_block(labels, shown),
        declare=address("charters-file", found.plan.id) if may(question.reader, "initiative.charter") else "",
        csv=question.places.page("initiatives-csv", **asked_again),
        xlsx=question.places.page("initiatives-xlsx", **asked_again),
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


def _sentences(shown: Sequence[Standing], today: date) -> tuple[str, ...]:
    late = sum(one.progress.late for one in shown)
    over = sum(one.progress.over_budget for one in shown)
    total = together((one.progress for one in shown), today)
    said = [
        _("{n} action plans: {late} late, {over} over budget.").format(n=len(shown), late=late, over=over),
        _(
            "Spent {spent} of {budget}, each plan counted once; of {untold} plans no ledger tells what they spent."
        ).format(spent=money_words(total.spent), budget=money_words(total.budget), untold=total.untold),
    ]
    return tuple(said)


class _Maker:
    """Makes the parts of the page for one strategy plan."""

    def __init__(self, plan: Plan, question: Asked, today: date) -> None:
        self.today = today
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
                total = together((one.progress for one in own), self.today)
                words = _("Spent {spent} of {budget}").format(
                    spent=money_words(total.spent), budget=money_words(total.budget)
                )
                yield ThemeLines(name, tuple(self.line(one) for one in own), words)

    def line(self, one: Standing) -> Line:
        state, kind = one.progress, one.kind
        return Line(
            name=say(self.names[one.initiative], self.language),
            address=self.places.initiative(one.initiative),
            codes=listed(one.codes),
            kind=kind.name.says(self.language)[0] if kind else "",
            status=status_of(state),
            stage=next((s.name.says(self.language)[0] for s in kind.stages if s.id == state.stage), "") if kind else "",
            planned=plain(state.planned),
            actual=plain(state.actual),
            unit=kind.actual.unit.says(self.language)[0] if kind else "",
            spent=money_words(state.spent),
            budget=money_words(state.budget),
            unit_cost=money_words(state.unit_cost),
            reasons=tuple(reason_in_words(reason, self.language) for reason in state.reasons),
            over=state.over_budget,
        )


def chosen_in(request: HttpRequest) -> dict[str, str]:
    """What the address asks to be shown alone."""
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
        lambda: together_page(found, question, period, chosen_in(request), today),
    )


@helped
def send(request: HttpRequest, plan_id: str, ending: str) -> HttpResponse:
    """The list as a file, its numbers in all their digits; the public sees no figures."""
    question = asked(request, plan_id)
    found = opened(question)
    at, _years = periods_for(request.GET.get("period", "")[:20], timezone.localdate())
    chosen = chosen_in(request)
    every = standings(found.plan, at) if may(question.reader, "figures.see") else ()
    rows = [_file_line(one, found.plan) for one in every if _passes(one, found.plan, chosen)]
    heads = (*_COLUMNS, *_NUMBERS)
    made = xlsx_bytes(heads, rows, len(_COLUMNS)) if ending == "xlsx" else csv_bytes(heads, rows)
    response = HttpResponse(made, content_type=_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="action-plans-{at}.{ending}"'
    return response


def _file_line(one: Standing, plan: Plan) -> tuple[str, ...]:
    state, known = one.progress, plan.initiative(one.initiative)
    numbers = (_digits(getattr(state, name)) for name in _NUMBERS)
    name = known.name.zh if known else ""
    return (one.initiative, name, " ".join(one.codes), state.kind, state.status, state.stage, *numbers)


_COLUMNS = ("plan_id", "name", "codes", "kind", "status", "stage")
_NUMBERS = ("planned", "actual", "spent", "budget", "unit_cost")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _digits(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)
