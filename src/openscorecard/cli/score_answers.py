"""The shapes of targets and scores on the command line; exact numbers are strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.scores.targets import asked

if TYPE_CHECKING:
    from fractions import Fraction

    from openscorecard.domain.scores.in_force import TargetRow
    from openscorecard.domain.scores.scored import ScoredPlan
    from openscorecard.domain.strategy.plan import Plan
    from openscorecard.queries.scores.rules import RulesRow

Shape = dict[str, Any]


def target_shape(code: str, row: TargetRow, first: TargetRow | None = None, derived: bool = False) -> Shape:
    """`targets`: one version of a target, and what was set first where that is asked for."""
    target = row.target
    return {
        "kpi": code,
        "period": row.period,
        "version": row.version,
        "value": asked(target) if target else None,
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
        **({"first": asked(first.target), "derived": derived} if first and first.target else {}),
    }


def score_shape(scored: ScoredPlan) -> Shape:
    """`score`: every node of the plan, the perspectives after it, as docs/command-line.md describes it."""
    from openscorecard.domain.scores.shape import card_to_data

    return card_to_data(
        scored.card,
        plan=scored.plan.id,
        period=scored.period,
        as_of=scored.as_of.isoformat(timespec="seconds"),
        facts=scored.facts(),
    )


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def rules_shape(row: RulesRow | None, plan: Plan) -> Shape:
    """`scoring`: one version of a plan's rules, objectives by their codes; the usual ones where there is no row."""
    from openscorecard.domain.scores.rules import PLAIN, by_code

    rules = row.rules if row else PLAIN
    weights, others = by_code(plan, rules)
    codes = {one.id: one.code for one in plan.objectives}
    return {
        "plan": plan.id,
        "version": row.version if row else 0,
        "bands": [
            {"status": one.status, "least": _number(one.least), "below": _number(one.below)} for one in rules.bands
        ],
        "threshold": _number(rules.threshold),
        "weights": {node: _number(weight) for node, weight in sorted(weights.items())},
        "rules": dict(sorted(others.items())),
        "declared": sorted(codes[one] for one in rules.declared if one in codes),
        "reason": row.reason if row else "",
        "by": row.by if row else None,
        "at": row.at.isoformat() if row else None,
    }
