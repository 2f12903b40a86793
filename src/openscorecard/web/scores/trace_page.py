"""Why a score is what it is: everything it was made of, so that a person can recompute it by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from openscorecard.domain.scores.flags import flags
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.shape import trace
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.plans import list_plans
from openscorecard.web.editing.access import needs
from openscorecard.web.plans.answering import answer
from openscorecard.web.plans.opening import Asked, MissingPart, asked, helped, opened
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.plans.standing import Stand, Standings, digits, standings_for
from openscorecard.web.scores.naming import NodeNames
from openscorecard.web.scores.steps import Step, bands_in_words, leaf_steps, node_steps, plain


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part of a score: its `share` is the percent of the weight that has data, `brings` what it adds."""

    code: str
    name: Said
    address: str
    stand: Stand | None
    weight: str
    share: str
    score: str
    brings: str


@dataclass(frozen=True, slots=True)
class BroughtLine:
    """What an objective of another plan brings."""

    code: str
    plan: Said
    address: str
    weight: str
    score: str
    coverage: str


@dataclass(frozen=True, slots=True)
class TracePage:
    """A node of a plan in a period, with the steps of its score."""

    head: PlanHead
    scores: Standings
    code: str
    kind: str
    name: Said
    part: str
    stand: Stand | None
    steps: tuple[Step, ...]
    parts: tuple[PartLine, ...]
    added: str
    flags: tuple[str, ...]
    brought: tuple[BroughtLine, ...]
    declared: bool | None
    bands: tuple[str, ...]
    json: str
    rules: str
    up: tuple[Said, str] | None


def trace_page(found: OpenPlan, question: Asked, code: str, now: datetime) -> TracePage:
    """The page; raises MissingPart."""
    standings = standings_for(found, question, now)
    node = standings.node(code) if standings else None
    if standings is None or node is None:
        raise MissingPart(plan=found.id, item=code[:100])
    plan, places = standings.scored.plan, question.places
    names = NodeNames(plan, places, question.language)
    contributed = standings.scored.card.contributed.get(code)
    parts = _parts(node, standings, names)
    return TracePage(
        head=plan_head(found, question, ""),
        scores=standings,
        code=names.code(code),
        kind=names.kind(node.level),
        name=names.name(code),
        part=names.page(code),
        stand=standings.of(code),
        steps=node_steps(node, standings.scored) if node.children else leaf_steps(node, standings.scored),
        parts=parts,
        added=plain(node.partial),
        flags=tuple(one.sentence(question.language) for one in flags([node], standings.scored.companions)),
        brought=_brought(code, standings, question),
        declared=contributed.declared if contributed else None,
        bands=bands_in_words(standings.scored.rules.bands),
        json=places.page("score-trace-json", code),
        rules=places.page("scoring-rules"),
        up=(names.name(node.parent), places.page("score-trace", node.parent)) if standings.node(node.parent) else None,
    )


def _parts(node: Scored, standings: Standings, names: NodeNames) -> tuple[PartLine, ...]:
    shares = {one.code: one for one in node.shares}
    lines = []
    for child in node.children:
        if child.level == "contribution":
            continue
        share = shares.get(child.code)
        lines.append(
            PartLine(
                code=names.code(child.code),
                name=names.name(child.code),
                address=names.page(child.code),
                stand=standings.of(child.code),
                weight=plain(child.weight),
                share=plain(share.share) if share else "",
                score=plain(share.score) if share and share.score is not None else "",
                brings=plain(share.share * share.score / 100) if share and share.score is not None else "",
            )
        )
    return tuple(lines)


def _brought(code: str, standings: Standings, question: Asked) -> tuple[BroughtLine, ...]:
    contributed = standings.scored.card.contributed.get(code)
    if contributed is None:
        return ()
    names = {row.id: row.name for row in list_plans(question.reader)}
    period = str(standings.scored.period)
    return tuple(
        BroughtLine(
            code=one.contributor.objective,
            plan=say(names[one.contributor.plan], question.language),
            address=Places(one.contributor.plan).page("score-trace", one.contributor.objective, period=period),
            weight=plain(one.contributor.weight),
            score=digits(one.score),
            coverage=digits(one.coverage),
        )
        for one in contributed.brought
    )


@helped
@needs("figures.see")
def show(request: HttpRequest, plan_id: str, node: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    found = opened(question)
    return answer(request, "scores/trace.html", found, lambda: trace_page(found, question, node, timezone.now()))


@helped
@needs("figures.see")
def send(request: HttpRequest, plan_id: str, node: str) -> HttpResponse:
    """The trace as JSON, all digits."""
    question = asked(request, plan_id)
    now = timezone.now()
    standings = standings_for(opened(question), question, now)
    found = standings.node(node) if standings else None
    if standings is None or found is None:
        raise MissingPart(plan=plan_id, item=node[:100])
    scored = standings.scored
    said = trace(found, scored.card.achieved, scored.facts())
    whole = {"plan": plan_id, "period": str(scored.period), "as_of": (question.known_at or now).isoformat(), **said}
    return JsonResponse(whole, json_dumps_params={"ensure_ascii": False, "indent": 2})
