"""Observations: figures by measure or by plan and KPI, as a whole or split, with what became of each."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query
from pydantic import Field

from openscorecard.api.answering import Found
from openscorecard.api.asking import AS_OF, ID, MomentText, NodeText, Paged, PeriodText, period_in
from openscorecard.api.callers import Caller
from openscorecard.api.columns import Column, Row, Table
from openscorecard.api.faults import NoSuchNode
from openscorecard.api.known import Publication, moment_of, publications
from openscorecard.api.plans import both
from openscorecard.api.problems import Problem
from openscorecard.api.service import caller_of, feed
from openscorecard.domain.measures.figures import Side
from openscorecard.domain.measures.periods import Grain
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.fed import Line, Span, Wanted, fed, wanted_kpis, wanted_measure
from openscorecard.queries.places import branch_names
from openscorecard.queries.plans import open_plan, plan_at

STATUSES = ("ok", "partial", "no_data", "not_applicable", "not_computed", "suppressed")
GRAINS = ("month", "quarter", "half", "year", "ytd", "school_year")
_UNTOLD = {"partial", "no_data", "not_computed"}

OBSERVATIONS = Table(
    "observations",
    "One figure in one period and cell. A cell without rows has no line: where the period has a value it is zero.",
    (
        Column("plan", "text", "Id of the plan, where asked by plan.", "library", lacks=True),
        Column("kpi", "text", "Code of the KPI, where asked by plan.", "AC1.1", lacks=True),
        Column("measure", "text", "Id of the measure.", "loans_per_capita"),
        Column("reading", "text", "Name of the reading it was made with.", "standard"),
        Column("period", "text", "The period.", "2025-01"),
        Column("first_day", "day", "First day of the period.", "2025-01-01"),
        Column("last_day", "day", "Last day of the period.", "2025-01-31"),
        Column("dimension", "text", "What it is split by; empty as a whole.", "branch", lacks=True),
        Column("cell", "text", "The cell; empty text: rows that do not say it; nothing: the whole.", "B01", lacks=True),
        Column("cell_name", "text", "What a branch is called.", "總館", lacks=True),
        Column("status", "text", "Whether there is a value, and why not; suppressed: too few readers behind it.", "ok",
               STATUSES),
        Column("value", "number", "The value, exact; of ratios that do not end 28 significant digits.", "3.25",
               lacks=True),
        Column("numerator", "number", "What was counted above the line, exact.", "1300000", lacks=True),
        Column("denominator", "number", "What it was divided by, exact; nothing where by nothing.", "400000",
               lacks=True),
        Column("unit_zh", "text", "Unit in Chinese.", "冊"),
        Column("unit_en", "text", "Unit in English.", "loans", lacks=True),
        Column("unknown_rows", "integer", "Rows that count and have no number recorded; they add nothing.", 0,
               lacks=True),
        Column("example", "flag", "Whether rows of the example are among its evidence.", False),
        Column("run", "integer", "The newest computation it came from.", 12, lacks=True),
        Column("known_at", "moment", "The moment as of which it is told, where it is not now.", lacks=True),
    ),
    ("plan", "kpi", "measure", "period", "cell"),
)  # fmt: skip
WHICH = _("Name a measure, or a plan and if you like one of its KPIs.")
PUBLIC = _("Without a token, figures are read by plan, as a whole, in published periods; name a plan, or send a token.")


class ObservationsAsked(Paged):
    """Which figures."""

    measure: str | None = Field(None, pattern=ID, max_length=100, description="Of this measure.",
                                examples=["loans_per_capita"])  # fmt: skip
    plan: str | None = Field(None, pattern=ID, max_length=100, description="Of the KPIs of this plan.",
                             examples=["library"])  # fmt: skip
    kpi: NodeText | None = Field(None, description="Of this KPI of the plan only, by its code or id.")
    start: PeriodText = Field(..., description="From the first day of this period.", examples=["2025-01"])
    end: PeriodText = Field(..., description="To the last day of this period; at most 20 years.", examples=["2025-12"])
    grain: Literal["month", "quarter", "half", "year", "ytd", "school_year"] | None = Field(
        None, description="In periods of this length; where it is not said, as often as the measure speaks."
    )
    dimension: str | None = Field(
        None, pattern=ID, max_length=100, description="Split by this; of a plan, the KPIs that can be.",
        examples=["branch"],
    )  # fmt: skip
    reading: str | None = Field(None, pattern=ID, max_length=100, description="With this reading throughout.")
    as_of: MomentText | None = Field(None, description=AS_OF)


@feed("/observations", OBSERVATIONS, "plans:read")
def observations(request: HttpRequest, asked: Query[ObservationsAsked]) -> Found:
    """Figures of a measure or of the KPIs of a plan"""
    caller = caller_of(request)
    if bool(asked.measure) == bool(asked.plan) or (asked.kpi and not asked.plan):
        raise Problem(422, "which-figures", WHICH)
    if caller.public:
        return Found(list(_public(caller, asked)))
    caller.needs("figures:read")
    span = _span(caller, asked)
    if asked.measure:
        return Found(_rows(fed(wanted_measure(asked.measure, span.known_at), span), span, None))
    plan = _plan(caller, asked, span)
    return Found(_rows(fed(_kpis(plan, asked, span), span), span, plan.id))


def _span(caller: Caller, asked: ObservationsAsked) -> Span:
    grain: Grain | str = asked.grain or ""
    known_at = moment_of(asked.as_of, caller.now)
    start, end = period_in(asked.start), period_in(asked.end)
    return Span(start, end, grain, asked.reading or "", asked.dimension or "", known_at)


def _plan(caller: Caller, asked: ObservationsAsked, span: Span) -> Plan:
    assert asked.plan  # noqa: S101 -- the caller looked
    if span.known_at:
        return plan_at(asked.plan, caller.planner, span.known_at)
    return open_plan(asked.plan, caller.planner).plan


def _kpis(plan: Plan, asked: ObservationsAsked, span: Span) -> tuple[Wanted, ...]:
    if asked.kpi and not any(asked.kpi in (kpi.code, kpi.id) for _objective, kpi in plan.kpis()):
        raise NoSuchNode(plan=plan.id, item=asked.kpi)
    return wanted_kpis(plan, asked.kpi or "", span.known_at)


def _public(caller: Caller, asked: ObservationsAsked) -> Iterator[Row]:
    """What is published, each period as it was known when it was."""
    if not asked.plan or asked.dimension or asked.as_of or asked.reading:
        raise Problem(401, "published-only", PUBLIC)
    span = _span(caller, asked)
    plan = open_plan(asked.plan, caller.planner).plan
    for one in publications(plan.id, span.start, span.end, asked.grain):
        yield from _published(plan.id, one, span, caller, asked)


def _published(plan: str, one: Publication, span: Span, caller: Caller, asked: ObservationsAsked) -> Iterator[Row]:
    then = replace(span, start=one.period, end=one.period, grain=one.period.grain, known_at=one.known_at)
    as_it_was = plan_at(plan, caller.planner, one.known_at)
    yield from _rows(fed(wanted_kpis(as_it_was, asked.kpi or "", one.known_at), then), then, plan)


def _rows(lines: tuple[Line, ...], span: Span, plan: str | None) -> list[Row]:
    names = {code: one.name for code, one in branch_names().items()} if span.dimension == "branch" else {}
    return [_row(line, span, plan, names) for line in lines]


def _row(line: Line, span: Span, plan: str | None, names: dict[str, str]) -> Row:
    one, unit = line.observation, line.wanted.measure.unit_of(line.reading)
    cell = one.cell if span.dimension and (one.cell or one.status not in _UNTOLD) else None
    return (
        plan, line.wanted.code or None, line.wanted.measure.id, line.reading.name,
        str(one.period), one.period.first_day, one.period.last_day,
        span.dimension or None, cell, names.get(cell or "") or None,
        *_values(line), *both(unit),
        None if line.hidden else sum(side.unknown for side in (one.numerator, one.denominator) if side),
        line.example, max(one.runs, default=None), span.known_at,
    )  # fmt: skip


def _values(line: Line) -> tuple[Any, ...]:
    one = line.observation
    if line.hidden:
        return "suppressed", None, None, None
    above = _side(one.numerator)
    return one.status, one.value, above, _side(one.denominator)


def _side(side: Side | None) -> Fraction | None:
    return side.value if side else None
