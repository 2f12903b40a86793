"""Charters of action plans and plain data: what the store and files keep of them; exact numbers are texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from openscorecard.domain.initiatives.charter import (
    BudgetLine,
    Charter,
    Document,
    Grade,
    Milestone,
    Risk,
    RuleVersion,
    TypedProgress,
)
from openscorecard.domain.initiatives.founding import FoundingStandard
from openscorecard.domain.text import Text

Row = Mapping[str, Any]


def charter_from_data(plan: str, row: Row) -> Charter:
    """The charter of the action plan `plan`, of data as `charter_to_data` writes it.

    Raises UnfitCharter and faults of its texts; KeyError, TypeError and ValueError for data that breaks the schema.
    """
    return Charter(
        plan=plan,
        kind=row.get("kind", ""),
        partners=tuple(row.get("partners", ())),
        milestones=tuple(_milestone(one) for one in row.get("milestones", ())),
        budget=tuple(
            BudgetLine(one["year"], _number(one["amount"]), one.get("account", "")) for one in row.get("budget", ())
        ),
        risks=tuple(_risk(one) for one in row.get("risks", ())),
        documents=tuple(Document(_text(one), one["where"]) for one in row.get("documents", ())),
        versions=tuple(_version(one) for one in row.get("versions", ())),
        typed=tuple(
            TypedProgress(_day(one["on"]), _number(one["percent"]), one["reason"]) for one in row.get("typed", ())
        ),
        wants=tuple((int(year), _number(amount)) for year, amount in sorted(row.get("wants", {}).items())),
        standard=_standard(row["standard"]) if "standard" in row else None,
        note=row.get("note", ""),
        example=row.get("example", False),
    )


def charter_to_data(charter: Charter) -> dict[str, Any]:
    """The charter as plain data; what says nothing is left out."""
    said: dict[str, Any] = {
        "kind": charter.kind,
        "partners": list(charter.partners),
        "milestones": [_said_of_milestone(one) for one in charter.milestones],
        "budget": [
            _said({"year": one.year, "amount": str(one.amount), "account": one.account}) for one in charter.budget
        ],
        "risks": [
            _named(one.name, likelihood=one.likelihood, impact=one.impact, response=one.response)
            for one in charter.risks
        ],
        "documents": [_named(one.title, where=one.where) for one in charter.documents],
        "versions": [_said_of_version(one) for one in charter.versions],
        "typed": [
            {"on": one.on.isoformat(), "percent": str(one.percent), "reason": one.reason} for one in charter.typed
        ],
        "wants": {str(year): str(amount) for year, amount in charter.wants},
        "standard": _said_of_standard(charter.standard) if charter.standard else None,
        "note": charter.note,
        "example": charter.example,
    }
    return _said(said)


def _milestone(row: Row) -> Milestone:
    reached = _day(row["reached_on"]) if row.get("reached_on") else None
    return Milestone(row["id"], _text(row), _day(row["due_on"]), _number(row.get("weight", "1")), reached)


def _said_of_milestone(one: Milestone) -> dict[str, Any]:
    reached = one.reached_on.isoformat() if one.reached_on else ""
    return {"id": one.id} | _named(one.name, due_on=one.due_on.isoformat(), weight=str(one.weight), reached_on=reached)


def _risk(row: Row) -> Risk:
    return Risk(_text(row), row.get("likelihood", "middle"), row.get("impact", "middle"), row.get("response", ""))


def _version(row: Row) -> RuleVersion:
    return RuleVersion(
        in_force_from=_day(row["in_force_from"]),
        title=_text(row),
        text=row.get("text", ""),
        where=row.get("where", ""),
        measure=row.get("measure", ""),
        reading=row.get("reading", ""),
        grades=tuple(Grade(_number(one["least"]), _text(one)) for one in row.get("grades", ())),
        behind_under=_number(row.get("behind_under", "90")),
    )


def _said_of_version(one: RuleVersion) -> dict[str, Any]:
    return {"in_force_from": one.in_force_from.isoformat()} | _named(
        one.title,
        text=one.text,
        where=one.where,
        measure=one.measure,
        reading=one.reading,
        grades=[{"least": str(grade.least)} | _named(grade.name) for grade in one.grades],
        behind_under=str(one.behind_under),
    )


def _standard(row: Row) -> FoundingStandard:
    return FoundingStandard(row["first"], row["each"], _number(row["apart"]))


def _said_of_standard(one: FoundingStandard) -> dict[str, Any]:
    return {"first": one.first, "each": one.each, "apart": str(one.apart)}  # zero is said too


def _named(name: Text, **others: Any) -> dict[str, Any]:
    return _said({"name": name.zh, "name_en": name.en, **others})


def _text(row: Row) -> Text:
    return Text(row["name"], row.get("name_en", ""))


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(str(said))


def _number(said: Any) -> Fraction:
    return Fraction(str(said))


def _said(row: Row) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in ("", [], {}, False, None)}
