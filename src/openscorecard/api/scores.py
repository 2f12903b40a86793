"""Scores: the nodes of a plan scored in a period, and the trace by which a person recomputes one."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, get_args

from django.http import HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from openscorecard.api.answering import Found
from openscorecard.api.asking import AS_OF, MomentText, Paged, PeriodText, PlanId, period_in
from openscorecard.api.columns import Column, Row, Table, plain
from openscorecard.api.faults import NoSuchNode, NothingToScore, NotPublishedPeriod
from openscorecard.api.known import moment_of
from openscorecard.api.plans import both, opened
from openscorecard.api.problems import Problem
from openscorecard.api.service import caller_of, feed, single
from openscorecard.domain.scores.bands import Status
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.shape import node_to_data, trace
from openscorecard.domain.strategy.plan import Plan
from openscorecard.queries.publishing import published_periods
from openscorecard.queries.scores.shown import score_periods, shown_scores

STATUSES = get_args(Status)
LEVELS = ("plan", "theme", "cell", "perspective", "objective", "kpi")
_OBJECTS = {"type": "array", "items": {"type": "object"}}
_INPUTS = {"type": "object", "additionalProperties": {"type": "string"}}

SCORES = Table(
    "scores",
    "One node of a plan in one period: score and status, and what its score is made of one level down.",
    (
        Column("plan", "text", "Id of the plan.", "library"),
        Column("period", "text", "The period.", "2025"),
        Column("as_of", "moment", "As known at this moment.", "2026-03-01T01:00:00.000000Z"),
        Column("code", "text", "Code of the node: plan, theme:A, cell:AC, perspective:C, AC1, AC1.1.", "AC1"),
        Column("level", "text", "What it is.", "objective", LEVELS),
        Column("parent", "text", "Code of the node above.", "cell:AC", lacks=True),
        Column("name_zh", "text", "Name in Traditional Chinese.", "提升借閱", lacks=True),
        Column("name_en", "text", "Name in English.", "Raise lending", lacks=True),
        Column("value", "number", "Of a KPI: the value that is judged.", "3.25", lacks=True),
        Column("target", "text", "Of a KPI: what is asked, or the ends of a band as 80..100.", "3.5", lacks=True),
        Column("unit", "text", "Of a KPI: the unit of both.", "冊", lacks=True),
        Column("score", "number", "Percent points; nothing where too little is known.", "92.5", lacks=True),
        Column("partial_score", "number", "The score of what is known.", "92.5", lacks=True),
        Column("coverage", "number", "Percent of the weight that is known.", "100"),
        Column("lowest", "number", "The score if all that is missing came out worst.", "92.5", lacks=True),
        Column("highest", "number", "The score if all that is missing came out best.", "92.5", lacks=True),
        Column("status", "text", "How it stands; the band is judged before rounding.", "watch", STATUSES),
        Column("red_below", "flag", "Whether something below it is behind though it is not.", False),
        Column("declared", "flag", "Whether all who contribute are known; of nodes others contribute to.", lacks=True),
        Column("rule", "text", "How it is made: method of a KPI, roll-up of a node.", "weighted", lacks=True),
        Column("reading", "text", "Of a KPI: the reading of its measure.", "standard", lacks=True),
        Column("inputs", "data", "Of a KPI: the numbers its score is made of.", {"value": "3.25"}, shape=_INPUTS),
        Column("shares", "data", "What each child brings.", [], shape=_OBJECTS),
        Column("contributions", "data", "What objectives of other plans bring.", [], shape=_OBJECTS),
        Column("example", "flag", "Whether it stands on the example's rows or targets.", False),
    ),
    ("plan", "period", "code"),
)  # fmt: skip
FACTS: Mapping[str, Any] = {
    "plan": {"type": "string", "description": "Id of the plan."},
    "period": {"type": "string", "description": "The period."},
    "as_of": {"type": "string", "format": "date-time", "description": "As known at this moment."},
}
_NUMBERS = ("value", "score", "partial_score", "coverage", "lowest", "highest")


class ScoresAsked(Paged):
    """Of which period, as known when."""

    period: PeriodText | None = Field(None, description="The period; else the one pages show.", examples=["2025"])
    as_of: MomentText | None = Field(None, description=AS_OF)


@feed("/plans/{plan}/scores", SCORES, "plans:read", FACTS)
def scores(request: HttpRequest, plan: PlanId, asked: Query[ScoresAsked]) -> Found:
    """Scores and statuses of a plan"""
    scored = _scored(request, plan, asked.period, asked.as_of)
    facts, names = scored.facts(), _names(scored.plan)
    rows = [_row(scored, one, node_to_data(one, facts, scored.card), names) for one in _own(scored)]
    about = {"plan": scored.plan.id, "period": str(scored.period), "as_of": plain(scored.as_of)}
    return Found(rows, about)


def _scored(request: HttpRequest, plan: str, period: str | None, as_of: str | None) -> ScoredPlan:
    """The plan scored as the caller may see it; the public sees what is published, as it was known then."""
    caller, known = caller_of(request), opened(request, plan).id
    wanted = period_in(period) if period else None
    if caller.public:
        published = published_periods(known)
        one = next((one for one in published if wanted in (None, one.period)), None)
        if one is None or as_of:
            raise Problem(401, NotPublishedPeriod.code, _not_public(known, period))
        return shown_scores(known, one.period, caller.planner, caller.now, one.known_at)
    caller.needs("scores:read")
    shown = wanted or score_periods(known, None, caller.now).shown
    if shown is None:
        raise NothingToScore(plan=known)
    return shown_scores(known, shown, caller.planner, caller.now, moment_of(as_of, caller.now))


def _not_public(plan: str, period: str | None) -> str:
    from openscorecard.api.problems import language

    return NotPublishedPeriod(plan=plan, period=period or "").sentence(language())


def _own(scored: ScoredPlan) -> Iterator[Scored]:
    return (one for one in scored.card.every() if one.level != "contribution")


def _names(plan: Plan) -> dict[str, tuple[str, str | None]]:
    """Names by the code of a node; a cell has none of its own."""
    named = [("plan", plan.name), *((f"theme:{one.letter}", one.name) for one in plan.themes)]
    named += [(f"perspective:{one.letter}", one.name) for one in plan.perspectives]
    named += [(one.code, one.name) for one in plan.objectives]
    named += [(kpi.code, kpi.name) for _, kpi in plan.kpis()]
    return {code: both(text) for code, text in named}


def _row(scored: ScoredPlan, node: Scored, said: dict[str, Any], names: dict[str, tuple[str, str | None]]) -> Row:
    exact = {name: None if said[name] is None else Fraction(said[name]) for name in _NUMBERS}
    name_zh, name_en = names.get(node.code, (None, None))
    return (
        scored.plan.id, str(scored.period), scored.as_of, said["code"], said["level"], said["parent"],
        name_zh, name_en, exact["value"], said["target"], said["unit"], exact["score"], exact["partial_score"],
        exact["coverage"], exact["lowest"], exact["highest"], said["status"], said["red_below"], said["declared"],
        said["rule"], said["reading"], said["inputs"], said["shares"], said["contributions"], said["example"],
    )  # fmt: skip


NodeId = Annotated[str, Path(max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$", description="Code of a node.",
                             examples=["AC1"])]  # fmt: skip
TRACE: Mapping[str, Any] = {
    "type": "object",
    "description": "Everything a score was made of, down to formula, inputs and batches of rows; children alike.",
    "properties": {
        **FACTS,
        "code": {"type": "string"},
        "level": {"type": "string"},
        "rule": {"type": ["string", "null"]},
        "exact": {"type": "boolean", "description": "False where a geometric mean of 28 digits is part of it."},
        "score": {"type": ["string", "null"]},
        "partial_score": {"type": ["string", "null"]},
        "coverage": {"type": "string"},
        "status": {"type": "string"},
        "children": {"type": "array", "items": {"type": "object"}},
    },
    "required": ["plan", "period", "as_of", "code", "level", "score", "partial_score", "coverage", "status"],
}


class TraceAsked(Schema):
    """Of which period, as known when."""

    period: PeriodText | None = Field(None, description="The period; else the one pages show.", examples=["2025"])
    as_of: MomentText | None = Field(None, description=AS_OF)


@single("/plans/{plan}/scores/{node}", TRACE, "plans:read")
def score_trace(request: HttpRequest, plan: PlanId, node: NodeId, asked: Query[TraceAsked]) -> dict[str, Any]:
    """Why a score is what it is"""
    scored = _scored(request, plan, asked.period, asked.as_of)
    found = next((one for one in _own(scored) if one.code == node), None)
    if found is None:
        raise NoSuchNode(plan=scored.plan.id, item=node)
    about = {"plan": scored.plan.id, "period": str(scored.period), "as_of": plain(scored.as_of)}
    return {**about, **trace(found, scored.card.achieved, scored.facts())}
