"""The shapes of action plans on the command line; exact numbers are strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from openscorecard.domain.measures.decimals import decimal_text

if TYPE_CHECKING:
    from fractions import Fraction

    from openscorecard.domain.initiatives.standing import CharterRow, Standing
    from openscorecard.domain.measures.tagging import Tag
    from openscorecard.domain.strategy.plan import Plan
    from openscorecard.domain.text import Text
    from openscorecard.engines.measures.tagged import Caught
    from openscorecard.queries.initiatives.contributions import Carried
    from openscorecard.queries.initiatives.known import Homes
    from openscorecard.queries.initiatives.tags import TagRow

Shape = dict[str, Any]


def initiatives_shape(plan: Plan, standings: Iterable[Standing], carried: Mapping[str, Carried], homes: Homes) -> Shape:
    """`initiatives`: every action plan, and what carries each KPI, as docs/command-line.md describes it.

    `homes` tells of a plan that rows carry and the strategy plan does not have what became of it (`gone`).
    """
    names = {one.id: one.name for one in plan.initiatives}

    def gone(initiative: str) -> str:
        return "" if initiative in names else homes.gone(initiative, plan.id)

    return {
        "plans": [_plan(one, names[one.initiative]) for one in standings],
        "kpis": [
            _kpi(kpi.code, carried[kpi.measure], gone)
            for _, kpi in plan.kpis()
            if kpi.measure and kpi.measure in carried
        ],
    }


def _plan(standing: Standing, name: Text) -> Shape:
    state = standing.progress
    return {
        "plan_id": standing.initiative,
        "name": name.zh,
        **({"name_en": name.en} if name.en else {}),
        "codes": list(standing.codes),
        "kind": state.kind or None,
        "period": str(state.period),
        "stage": state.stage or None,
        "stages": [
            {"stage": stage.id, "count": _number(stage.count), "status": stage.status} for stage in state.stages
        ],
        "planned": _number(state.planned),
        "actual": _number(state.actual),
        "spent": _number(state.spent),
        "budget": _number(state.budget),
        "unit_cost": _number(state.unit_cost),
        "milestones_reached": _number(state.share),
        "typed": _number(state.typed.percent) if state.typed else None,
        "grade": state.grade.name.zh if state.grade else None,
        "reasons": [_reason(reason) for reason in state.reasons],
        "batches": list(state.batches),
        "status": state.status,
        "example": bool(standing.charter and standing.charter.charter.example),
    }


def _reason(reason: Any) -> Shape:
    said = {"code": reason.code, "what": reason.what, "due": reason.due}
    numbers = {"value": _number(reason.value), "limit": _number(reason.limit)}
    return {key: value for key, value in {**said, **numbers}.items() if value}


def _kpi(code: str, carried: Carried, gone: Callable[[str], str]) -> Shape:
    (one,) = carried.periods
    return {
        "kpi": code,
        "kind": carried.reading.formula.kind,
        "reading": carried.reading.name,
        "value": _number(one.value),
        "denominator": _number(one.denominator),
        "by_plan": [
            {"plan_id": plan, "value": _number(value), **({"gone": gone(plan)} if gone(plan) else {})}
            for plan, value in one.by_plan.items()
        ],
        "no_plan": _number(one.no_plan),
        "status": one.status,
        "splits": one.splits,
    }


def charter_shape(row: CharterRow) -> Shape:
    """One version of a charter."""
    from openscorecard.formats.initiatives.charters import charter_to_data

    said = {"plan_id": row.charter.plan, "version": row.version, "note": row.note, "by": row.by}
    return {**said, "at": row.at.isoformat(), "charter": charter_to_data(row.charter)}


def tag_shape(row: TagRow) -> Shape:
    """One tag with its history."""
    from openscorecard.formats.measures.data import clauses_to_data

    return {
        "tag": row.id,
        "dataset": row.dataset,
        "plan_id": row.tag.plan or None,
        "by_hand": row.tag.by_hand,
        "where": clauses_to_data(row.tag.where),
        "note": row.note,
        "by": row.by,
        "at": row.at.isoformat(),
        "ended_by": row.ended_by or None,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        "example": row.example,
    }


def caught_shape(dataset: str, tag: Tag, found: Caught) -> Shape:
    """What a tag would do; `rows`, `changed` and `keys` are null where too few readers stand behind the rows."""
    from openscorecard.formats.measures.data import clauses_to_data

    return {
        "dataset": dataset,
        "plan_id": tag.plan or None,
        "by_hand": tag.by_hand,
        "where": clauses_to_data(tag.where),
        "rows": None if found.hidden else found.rows,
        "changed": None if found.hidden else found.changed,
        "keys": found.keys if tag.by_hand and not found.hidden else None,
        "hidden": found.hidden,
    }


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)
