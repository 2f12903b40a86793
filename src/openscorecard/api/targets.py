"""Targets: every version, as it was set, revised and dropped."""

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from openscorecard.api.answering import Found
from openscorecard.api.asking import NodeText, Paged, PeriodText, PlanId
from openscorecard.api.columns import Column, Row, Table
from openscorecard.api.plans import opened
from openscorecard.api.service import feed
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.targets import Direction, Method, Target
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.scores.targets import every_version

_STEPS = {"type": "array", "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}}
DIRECTIONS: tuple[Direction, ...] = ("up", "down", "band")
METHODS: tuple[Method, ...] = (
    "ratio", "inverse", "mirror", "progress", "goalposts", "steps", "yes_no", "milestones", "manual",
)  # fmt: skip

TARGETS = Table(
    "targets",
    "One version of the target of a KPI in a period; the last one holds.",
    (
        Column("plan", "text", "Id of the plan.", "library"),
        Column("kpi", "text", "Code of the KPI now; nothing where the plan has it no more.", "AC1.1", lacks=True),
        Column("kpi_id", "text", "Stable id of the KPI.", "AC1.1"),
        Column("period", "text", "The period it is for.", "2025"),
        Column("version", "integer", "Counts from 1 for each KPI and period.", 1),
        Column("last", "flag", "Whether it is the last version.", True),
        Column("dropped", "flag", "Whether this version says that there is no target any more.", False),
        Column("value", "number", "What is to be reached.", "3.5", lacks=True),
        Column("unit", "text", "In which unit.", "冊", lacks=True),
        Column("direction", "text", "up: more is better; down: less; band: between low and high.", "up",
               DIRECTIONS, lacks=True),
        Column("method", "text", "How reaching it is scored.", "ratio", METHODS, lacks=True),
        Column("baseline", "number", "Where it starts from.", lacks=True),
        Column("floor", "number", "The value that earns nothing.", lacks=True),
        Column("low", "number", "Lower end of a band.", lacks=True),
        Column("high", "number", "Upper end of a band.", lacks=True),
        Column("cap", "number", "The most percent that can be earned.", lacks=True),
        Column("least", "number", "The fewest percent that can be earned.", lacks=True),
        Column("weight", "number", "Its weight among the KPIs of its objective.", "1", lacks=True),
        Column("steps", "data", "Pairs of a least value and the percent it earns.", [], lacks=True, shape=_STEPS),
        Column("source", "text", "Where the target comes from.", lacks=True),
        Column("reason", "text", "Why it was revised.", lacks=True),
        Column("countermeasure", "text", "What is done about asking less.", lacks=True),
        Column("example", "flag", "Whether the example set it, and no person.", False),
        Column("set_at", "moment", "When it was set.", "2026-03-01T01:00:00.000000Z"),
    ),
    ("kpi_id", "period", "version"),
)  # fmt: skip


class TargetsAsked(Paged):
    """Which targets."""

    period: PeriodText | None = Field(None, description="Of this period only.", examples=["2025"])
    kpi: NodeText | None = Field(None, description="Of this KPI only, by its code or id.", examples=["AC1.1"])


@feed("/plans/{plan}/targets", TARGETS, "figures:read")
def targets(request: HttpRequest, plan: PlanId, asked: Query[TargetsAsked]) -> Found:
    """Targets of a plan in all versions"""
    found = opened(request, plan).plan
    codes = {kpi.id: kpi.code for _, kpi in found.kpis()}
    rows = every_version(found.id, asked.period or "", _id(found, asked.kpi) if asked.kpi else "")
    last = {(row.kpi, row.period): row.version for row in rows}
    return Found([_row(found.id, row, codes.get(row.kpi), last[row.kpi, row.period]) for row in rows])


def _id(plan: Plan, named: str) -> str:
    return next((kpi.id for _, kpi in plan.kpis() if kpi.code == named), named)


def _row(plan: str, row: TargetRow, code: str | None, last: int) -> Row:
    return (
        plan, code, row.kpi, row.period, row.version, row.version == last, row.target is None, *_target(row.target),
        row.origin or None, row.reason or None, row.countermeasure or None, row.example, row.at,
    )  # fmt: skip


def _target(one: Target | None) -> Row:
    if one is None:
        return (None,) * 12
    steps = [[step.least, step.percent] for step in one.steps]
    value = None if one.direction == "band" else one.value
    return (
        value, one.unit, one.direction, one.method, one.baseline, one.floor, one.low, one.high, one.cap, one.least,
        one.weight, steps,
    )  # fmt: skip
