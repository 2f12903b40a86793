"""The shapes of targets and scores on the command line; exact numbers are strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.decimals import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from openscorecard.domain.scores.rollup import Scored
    from openscorecard.domain.scores.targets import Target
    from openscorecard.queries.scores.scored import ScoredPlan
    from openscorecard.queries.scores.targets import TargetRow

Shape = dict[str, Any]


def target_shape(code: str, row: TargetRow, first: TargetRow | None = None, derived: bool = False) -> Shape:
    """`targets`: one version of a target, and what was set first where that is asked for."""
    target = row.target
    return {
        "kpi": code,
        "period": row.period,
        "version": row.version,
        "value": _said(target) if target else None,
        "unit": target.unit if target else None,
        "direction": target.direction if target else None,
        "method": target.method if target else None,
        "baseline": _number(target.baseline) if target else None,
        "floor": _number(target.floor) if target else None,
        "ceiling": _number(target.ceiling) if target else None,
        "steps": [[_number(one.least), _number(one.percent)] for one in target.steps] if target else [],
        "cap": _number(target.cap) if target else None,
        "weight": _number(target.weight) if target else None,
        "profile": row.spread.profile.name if row.spread else None,
        "shares": [_number(share) for share in row.spread.profile.shares] if row.spread else [],
        "missing": row.missing if target else None,
        "example": row.example,
        "from": row.origin,
        "reason": row.reason,
        "countermeasure": row.countermeasure,
        "by": row.by,
        "at": row.at.isoformat(),
        **({"first": _said(first.target), "derived": derived} if first and first.target else {}),
    }


def score_shape(scored: ScoredPlan) -> Shape:
    """`score`: every node of the plan, the perspectives after it, as docs/command-line.md describes it."""
    return {
        "plan": scored.plan.id,
        "period": str(scored.period),
        "nodes": [_node(one, scored) for one in _nodes(scored)],
    }


def _nodes(scored: ScoredPlan) -> Iterator[Scored]:
    yield from scored.card.plan.every()
    yield from scored.card.perspectives


def _node(one: Scored, scored: ScoredPlan) -> Shape:
    row, measured = scored.targets.get(one.code), scored.measured.get(one.code)
    achieved = scored.card.achieved.get(one.code)
    return {
        "code": one.code,
        "level": one.level,
        "parent": one.parent or None,
        "value": _number(measured.observation.value) if measured else None,
        "target": _said(row.target) if row else None,
        "unit": row.target.unit if row else measured.measure.unit_of(measured.reading).zh if measured else None,
        "score": _number(one.score),
        "partial_score": _number(one.partial),
        "coverage": _number(one.coverage),
        "status": one.status,
        "lowest": _number(one.lowest),
        "highest": _number(one.highest),
        "red_below": one.red_below,
        "rule": achieved.rule if achieved else one.rule if one.children else None,
        "inputs": {name: _number(number) for name, number in achieved.inputs} if achieved else {},
        "shares": [
            {
                "code": share.code,
                "weight": _number(share.weight),
                "share": _number(share.share),
                "score": _number(share.score),
            }
            for share in one.shares
        ],
        "reading": measured.reading.name if measured else None,
        "batches": list(measured.observation.batches) if measured else [],
        "example": bool(measured and measured.example) or bool(row and row.row.example),
    }


def _said(target: Target | None) -> str | None:
    """The target as people read it; a band as its two edges."""
    if target is None:
        return None
    if target.direction == "band" and target.low is not None and target.high is not None:
        return f"{decimal_text(target.low)}..{decimal_text(target.high)}"
    return decimal_text(target.value)


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)
