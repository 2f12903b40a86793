"""How far the action plans of a plan have come."""

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from openscorecard.api.answering import Found
from openscorecard.api.asking import Paged, PeriodText, PlanId, period_in
from openscorecard.api.columns import Column, Row, Table
from openscorecard.api.faults import NothingToScore
from openscorecard.api.plans import both, opened
from openscorecard.api.service import caller_of, feed
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.initiatives.progress import standings
from openscorecard.queries.scores.shown import score_periods

_CODES = {"type": "array", "items": {"type": "string"}}
STATUSES = ("no_kind", "no_data", "not_started", "under_way", "late", "done", "in_force", "not_in_force")

INITIATIVES = Table(
    "initiatives",
    "One action plan at the end of a period: counted from its rows and its charter.",
    (
        Column("plan", "text", "Id of the strategy plan.", "library"),
        Column("initiative", "text", "Id of the action plan.", "reading-groups"),
        Column("name_zh", "text", "Name in Traditional Chinese.", "讀書會推廣計畫"),
        Column("name_en", "text", "Name in English.", "Reading groups", lacks=True),
        Column("codes", "data", "Codes under which it stands.", ["AC1.1.1"], shape=_CODES),
        Column("kind", "text", "What kind of action plan it is.", "programme", lacks=True),
        Column("period", "text", "The year or year to date it is told for.", "2025"),
        Column("status", "text", "How it stands.", "under_way", STATUSES),
        Column("stage", "text", "The furthest stage that at least half of its work has reached.", lacks=True),
        Column("planned", "number", "What was planned.", "40", lacks=True),
        Column("actual", "number", "What was done.", "38", lacks=True),
        Column("wanted", "number", "What its charter wants of the year.", "40", lacks=True),
        Column("budget", "number", "Money of the year.", "500000", lacks=True),
        Column("spent", "number", "Money spent.", "420000", lacks=True),
        Column("unit_cost", "number", "Money spent for one of what was done.", lacks=True),
        Column("share", "number", "Percent of its milestones reached.", "75", lacks=True),
        Column("reasons", "data", "Rules that find it late or over budget.", [], shape=_CODES),
    ),
    ("plan", "initiative"),
)


class InitiativesAsked(Paged):
    """Of which period."""

    period: PeriodText | None = Field(
        None, description="At its end; else of the period that scores are shown of.", examples=["2025"]
    )


@feed("/plans/{plan}/initiatives", INITIATIVES, "initiatives:read")
def initiatives(request: HttpRequest, plan: PlanId, asked: Query[InitiativesAsked]) -> Found:
    """Progress of action plans"""
    found = opened(request, plan).plan
    period = period_in(asked.period) if asked.period else score_periods(found.id, None, caller_of(request).now).shown
    if period is None:
        raise NothingToScore(plan=found.id)
    return Found([_row(found, one) for one in standings(found, period)])


def _row(plan: Plan, one: Standing) -> Row:
    state, item = one.progress, plan.initiative(one.initiative)
    assert item is not None  # noqa: S101 -- standings are of the plan's own
    return (
        plan.id, one.initiative, *both(item.name), one.codes, state.kind or None, str(state.period), state.status,
        state.stage or None, state.planned, state.actual, state.wanted, state.budget, state.spent, state.unit_cost,
        state.share, [reason.code for reason in state.reasons],
    )  # fmt: skip
