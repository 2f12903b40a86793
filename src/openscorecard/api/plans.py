"""Plans: the list, one whole, its editions, its parts as rows, and the periods that can be asked for."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from openscorecard.actions.permissions import may
from openscorecard.api.answering import Found
from openscorecard.api.asking import Paged, PlanId
from openscorecard.api.columns import Column, Row, Table
from openscorecard.api.service import caller_of, feed, single
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text
from openscorecard.formats.strategy.data import plan_to_data
from openscorecard.queries.answers import EditionRow, OpenPlan, PlanRow
from openscorecard.queries.plans import list_editions, list_plans, open_plan
from openscorecard.queries.publishing import published_periods
from openscorecard.queries.scores.shown import score_periods

LEVELS = ("theme", "perspective", "objective", "kpi", "initiative")
STATES = ("draft", "published", "retired")
_NAMES = (
    Column("name_zh", "text", "Name in Traditional Chinese.", "市立圖書館策略地圖"),
    Column("name_en", "text", "Name in English.", "Strategy map of the library", lacks=True),
)
_EDITION = (
    Column("edition", "integer", "Number of the edition that is told.", 1),
    Column("state", "text", "State of that edition.", "published", STATES),
    Column("revision", "integer", "Number of its present content.", 3),
)
_DAYS = (
    Column("issued_on", "day", "Day of issue, as the document says.", "2020-03-01", lacks=True),
    Column("valid_from", "day", "First day it is meant for.", "2020-01-01", lacks=True),
    Column("valid_to", "day", "Last day it is meant for.", "2026-12-31", lacks=True),
)
_COUNTS = (
    Column("themes", "integer", "How many themes it has.", 6),
    Column("objectives", "integer", "How many objectives it has.", 29),
    Column("kpis", "integer", "How many KPIs it has.", 29),
    Column("initiatives", "integer", "How many action plans it has.", 44),
)

PLANS = Table(
    "plans",
    "One plan that you may see, at the edition you see first.",
    (
        Column("plan", "text", "Id of the plan; other addresses name it so.", "library"),
        *_NAMES,
        Column("institution", "text", "Id of the institution.", "library"),
        Column("institution_zh", "text", "Name of the institution in Chinese.", "市立圖書館"),
        Column("institution_en", "text", "Name of the institution in English.", "Public library", lacks=True),
        *_EDITION,
        *_DAYS,
        Column("parent_plan", "text", "Id of the plan whose theme it takes up.", "bureau", lacks=True),
        Column("parent_theme", "text", "Id of that theme.", "H", lacks=True),
        *_COUNTS,
        Column("example", "flag", "Whether it holds hypotheses of the example layer.", False),
    ),
    ("plan",),
)
EDITIONS = Table(
    "editions",
    "One edition of a plan that you may open, newest first.",
    (
        Column("plan", "text", "Id of the plan.", "library"),
        *_EDITION,
        *_NAMES,
        *_DAYS,
        *_COUNTS,
        Column("published_at", "moment", "When it was published.", "2026-03-01T01:00:00.000000Z", lacks=True),
        Column("retired_at", "moment", "When it was retired.", lacks=True),
    ),
    ("plan", "edition"),
)
NODES = Table(
    "nodes",
    "One part of a plan. An action plan has one row for each code under which it stands.",
    (
        Column("plan", "text", "Id of the plan.", "library"),
        Column("level", "text", "What it is.", "kpi", LEVELS),
        Column("code", "text", "Code or letter, as the document writes it.", "AC1.1"),
        Column("id", "text", "Stable id inside the plan; a code may change, this does not.", "AC1.1"),
        Column("parent", "text", "Code of what it stands in: theme, objective or KPI.", "AC1", lacks=True),
        Column("perspective", "text", "Letter of the perspective, of objectives.", "C", lacks=True),
        *_NAMES,
        Column("measure", "text", "Id of the measure that counts a KPI.", "loans_per_capita", lacks=True),
        Column("starts_on", "day", "First day of an action plan.", lacks=True),
        Column("ends_on", "day", "Last day of an action plan.", lacks=True),
        Column("owner", "text", "Id of the unit or institution that owns an action plan.", lacks=True),
    ),
    ("plan", "level", "code"),
)
PERIODS = Table(
    "periods",
    "One period for which scores can be asked.",
    (
        Column("plan", "text", "Id of the plan.", "library"),
        Column("period", "text", "The period: 2025, 2025-H1, 2025-Q1, 2025-01 or SY2025.", "2025"),
        Column("grain", "text", "Its length.", "year", ("month", "quarter", "half", "year", "ytd", "school_year")),
        Column("first_day", "day", "Its first day.", "2025-01-01"),
        Column("last_day", "day", "Its last day.", "2025-12-31"),
        Column("shown", "flag", "Whether pages show it where none is named.", True),
        Column("published_at", "moment", "When it was published; the public sees what was known then.", lacks=True),
    ),
    ("plan", "period"),
)


@feed("/plans", PLANS, "plans:read")
def plans(request: HttpRequest, asked: Query[Paged]) -> Found:
    """Plans you may see"""
    return Found([_plan_row(row) for row in list_plans(caller_of(request).planner)])


def _plan_row(row: PlanRow) -> Row:
    one = row.edition
    return (
        row.id, *both(row.name), row.institution, *both(row.institution_name),
        one.number, one.state, one.revision, one.issued_on, one.valid_from, one.valid_to,
        one.parent_plan or None, one.parent_theme or None,
        one.themes, one.objectives, one.kpis, one.initiatives, one.has_example,
    )  # fmt: skip


def both(text: Text) -> tuple[str, str | None]:
    """A text in Chinese and, where there is one, in English."""
    return text.zh, text.en or None


_PLAN_SHAPE = {
    "type": "object",
    "description": "A plan whole, in the shape of plan files (docs/plan-files.md), with where it stands.",
    "properties": {
        "plan": {"type": "object", "description": "The plan as plan files write it, format openscorecard-plan/1."},
        "edition": {"type": "integer", "description": "Number of the edition."},
        "state": {"type": "string", "enum": list(STATES), "description": "State of the edition."},
        "revision": {"type": "integer", "description": "Number of the content."},
        "digest": {"type": "string", "description": "Name of the content; the same content has the same."},
    },
    "required": ["plan", "edition", "state", "revision", "digest"],
}


@single("/plans/{plan}", _PLAN_SHAPE, "plans:read")
def plan(request: HttpRequest, plan: PlanId) -> dict[str, Any]:
    """One plan whole"""
    found = open_plan(plan, caller_of(request).planner)
    return {
        "plan": plan_to_data(found.plan),
        "edition": found.edition,
        "state": found.state,
        "revision": found.revision,
        "digest": found.digest,
    }


@feed("/plans/{plan}/editions", EDITIONS, "plans:read")
def editions(request: HttpRequest, plan: PlanId, asked: Query[Paged]) -> Found:
    """Editions of a plan"""
    return Found([_edition(row) for row in list_editions(plan, caller_of(request).planner)])


def _edition(one: EditionRow) -> Row:
    return (
        one.plan, one.number, one.state, one.revision, *both(one.name), one.issued_on, one.valid_from, one.valid_to,
        one.themes, one.objectives, one.kpis, one.initiatives, one.published_at, one.retired_at,
    )  # fmt: skip


class NodesAsked(Paged):
    """Which parts of a plan."""

    level: str | None = Field(
        None, pattern=f"^({'|'.join(LEVELS)})$", description="Parts of this level only.", examples=["kpi"]
    )


@feed("/plans/{plan}/nodes", NODES, "plans:read")
def nodes(request: HttpRequest, plan: PlanId, asked: Query[NodesAsked]) -> Found:
    """Themes, perspectives, objectives, KPIs and action plans as rows"""
    found = opened(request, plan).plan
    return Found([row for row in _nodes(found) if asked.level in (None, row[1])])


def opened(request: HttpRequest, plan: str) -> OpenPlan:
    """The plan as the caller may open it; raises UnknownPlan."""
    return open_plan(plan, caller_of(request).planner)


def _nodes(plan: Plan) -> Iterator[Row]:
    nothing = (None, None, None, None)
    for theme in plan.themes:
        yield plan.id, "theme", theme.letter, theme.id, None, None, *both(theme.name), *nothing
    for row in plan.perspectives:
        yield plan.id, "perspective", row.letter, row.id, None, None, *both(row.name), *nothing
    for one in plan.objectives:
        yield plan.id, "objective", one.code, one.id, one.theme, one.perspective, *both(one.name), *nothing
    for objective, kpi in plan.kpis():
        yield plan.id, "kpi", kpi.code, kpi.id, objective.code, None, *both(kpi.name), kpi.measure, None, None, None
    for kpi, standing in plan.standings():
        item = plan.initiative(standing.initiative)
        if item:
            yield (
                plan.id, "initiative", standing.code, item.id, kpi.code, None, *both(item.name),
                None, item.starts_on, item.ends_on, item.owner or None,
            )  # fmt: skip


@feed("/plans/{plan}/periods", PERIODS, "plans:read")
def periods(request: HttpRequest, plan: PlanId, asked: Query[Paged]) -> Found:
    """Periods of which scores can be asked; for the public those that are published"""
    caller, known = caller_of(request), opened(request, plan).id
    published = {one.period: one.known_at for one in published_periods(known)}
    if "scores:read" in caller.scopes and may(caller.reader, "figures.see"):
        choices = score_periods(known, None, caller.now)
        every = dict.fromkeys((*choices.choices, *published))
        shown = choices.shown
    else:
        every, shown = dict.fromkeys(published), next(iter(published), None)
    return Found(
        [(known, str(one), one.grain, one.first_day, one.last_day, one == shown, published.get(one)) for one in every]
    )
