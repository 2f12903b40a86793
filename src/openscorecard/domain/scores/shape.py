"""Scores as plain data: the shape of `score`, and the trace by which a person recomputes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.achievement import Achievement
from openscorecard.domain.scores.cascade import Contributed
from openscorecard.domain.scores.rollup import Scored
from openscorecard.domain.scores.scorecard import Scorecard
from openscorecard.domain.scores.targets import Target, asked


@dataclass(frozen=True, slots=True)
class KpiFacts:
    """What a KPI's score stands on: the value in `unit`, the target, the reading, batches, `example` rows or not."""

    value: Fraction | None = None
    target: Target | None = None
    unit: str = ""
    reading: str = ""
    batches: tuple[str, ...] = ()
    example: bool = False


_NONE = KpiFacts()


def card_to_data(
    card: Scorecard, *, plan: str, period: Period, as_of: str, facts: Mapping[str, KpiFacts] | None = None
) -> dict[str, Any]:
    """The shape of `score` (interface): exact numbers are strings, score and coverage percent points.

    Beside what the interface names, each node tells its bounds, its rule, and of what its score is made one level down.
    `facts` are by the code of a KPI; `as_of` is a moment in ISO form. A node above KPIs is of the example where any KPI
    below it is.
    """
    known = facts or {}
    nodes = [node_to_data(one, known, card) for one in card.every() if _own(one)]
    return {"plan": plan, "period": str(period), "as_of": as_of, "nodes": nodes}


def node_to_data(
    node: Scored, facts: Mapping[str, KpiFacts] | None = None, card: Scorecard | None = None
) -> dict[str, Any]:
    """One node of it; `card` is the one it stands in."""
    known = facts or {}
    own = known.get(node.code, _NONE)
    contributed = card.contributed.get(node.code) if card else None
    achieved = card.achieved.get(node.code) if card else None
    return {
        "code": node.code,
        "level": node.level,
        "parent": node.parent or None,
        "value": _said(own.value),
        "target": asked(own.target) if own.target else None,
        "unit": own.unit or None,
        "score": _said(node.score),
        "partial_score": _said(node.partial),
        "coverage": decimal_text(node.coverage),
        "lowest": _said(node.lowest),
        "highest": _said(node.highest),
        "status": node.status,
        "contributions": _contributions(contributed),
        "declared": contributed.declared if contributed else None,
        "red_below": node.red_below,
        "rule": achieved.rule if achieved else node.rule if node.children else None,
        "inputs": _inputs(achieved),
        "shares": [
            {
                "code": one.code,
                "weight": decimal_text(one.weight),
                "share": decimal_text(one.share),
                "score": _said(one.score),
            }
            for one in node.shares
        ],
        "reading": own.reading or None,
        "batches": list(own.batches),
        "example": any(known.get(one.code, _NONE).example for one in node.every()),
    }


def trace(
    node: Scored, achieved: Mapping[str, Achievement] | None = None, facts: Mapping[str, KpiFacts] | None = None
) -> dict[str, Any]:
    """A score with all it was made of, down to values, targets and batches; a person can recompute it by hand.

    Of a node: the rule, and of each child its `weight`, the percent `share` of the weight that has data, and its own
    trace; the score is the sum of share × score ÷ 100 (weighted), the least (weakest), or the product of score to the
    power of share ÷ 100 (geometric, of 28 digits, `exact` is false). Of a KPI: formula, inputs, `raw` score before cap
    and floor, batches.
    """
    said = {
        "code": node.code,
        "level": node.level,
        "rule": node.rule,
        "exact": not any(one.rule == "geometric" and one.partial is not None for one in node.every()),
        "score": _said(node.score),
        "partial_score": _said(node.partial),
        "coverage": decimal_text(node.coverage),
        "status": node.status,
    }
    if not node.children:
        return said | _leaf(node, achieved or {}, facts or {})
    shares = {share.code: share.share for share in node.shares}
    return said | {
        "children": [
            {"weight": decimal_text(one.weight), "share": _said(shares.get(one.code)), **trace(one, achieved, facts)}
            for one in node.children
        ]
    }


def _leaf(node: Scored, achieved: Mapping[str, Achievement], facts: Mapping[str, KpiFacts]) -> dict[str, Any]:
    found, own = achieved.get(node.code), facts.get(node.code, _NONE)
    if found is None:
        return {}
    return {
        "formula": found.rule,
        "inputs": _inputs(found),
        "raw": decimal_text(found.raw),
        "unit": own.unit or None,
        "reading": own.reading or None,
        "batches": list(own.batches),
    }


def _inputs(achieved: Achievement | None) -> dict[str, str]:
    return {name: decimal_text(number) for name, number in achieved.inputs} if achieved else {}


def _contributions(contributed: Contributed | None) -> list[dict[str, Any]]:
    if contributed is None:
        return []
    return [
        {
            "plan": one.contributor.plan,
            "objective": one.contributor.objective,
            "weight": decimal_text(one.contributor.weight),
            "score": _said(one.score),
            "coverage": decimal_text(one.coverage),
        }
        for one in contributed.brought
    ]


def _own(node: Scored) -> bool:
    """Whether it is the plan's own; what other plans bring stands in `contributions`."""
    return node.level != "contribution"


def _said(number: Fraction | None) -> str | None:
    return None if number is None else decimal_text(number)
