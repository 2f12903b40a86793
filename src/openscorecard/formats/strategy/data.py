"""A plan as plain data and back: what YAML files, the store and worker processes hold (plan.schema.json)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from openscorecard.domain.initiatives.initiative import Initiative
from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.links import Cascade, Link, MissionLink, Responsibility, Support
from openscorecard.domain.strategy.nodes import (
    STANDARD_PERSPECTIVES,
    Kpi,
    Objective,
    Perspective,
    Standing,
    Theme,
)
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.text import Text

FORMAT = "openscorecard-plan/1"

Data = dict[str, Any]


def plan_to_data(plan: Plan) -> Data:
    """The plan as JSON-able data; what is empty or as usual is left out."""
    return _trim(
        {
            "format": FORMAT,
            "id": plan.id,
            **_named(plan.name),
            **_text("institution", plan.institution),
            "issued_on": _day(plan.issued_on),
            "valid_from": _day(plan.valid_from),
            "valid_to": _day(plan.valid_to),
            **_text("mission", plan.mission),
            **_text("vision", plan.vision),
            "values": [_named(value) if value.en else value.zh for value in plan.values],
            "codes": None if plan.grammar == CodeGrammar() else _grammar_to_data(plan.grammar),
            "perspectives": [_lettered(row) for row in plan.perspectives],
            "themes": [_lettered(theme) for theme in plan.themes],
            "objectives": [_objective_to_data(objective) for objective in plan.objectives],
            "initiatives": [_initiative_to_data(initiative) for initiative in plan.initiatives],
            "links": [_link_to_data(link) for link in plan.links],
            "cascade": _cascade_to_data(plan.cascade) if plan.cascade else None,
            "responsibilities": [
                _trim({"objective": item.objective, "institution": item.institution, "example": item.example})
                for item in plan.responsibilities
            ],
            "mission_links": [
                _trim({"phrase": item.phrase, "objective": item.objective, "example": item.example})
                for item in plan.mission_links
            ],
        }
    )


def plan_from_data(data: Mapping[str, Any]) -> Plan:
    """The plan that `plan_to_data` wrote, or data of the same schema; raises the domain's faults."""
    grammar = CodeGrammar(**data["codes"]) if data.get("codes") else CodeGrammar()
    perspectives = tuple(_perspective(row) for row in data.get("perspectives", ())) or STANDARD_PERSPECTIVES
    themes = tuple(Theme(row["letter"], _read_name(row), row.get("id", "")) for row in data.get("themes", ()))
    book = grammar.book((theme.letter for theme in themes), (row.letter for row in perspectives))

    def objective(row: Mapping[str, Any]) -> Objective:
        read = book.read("objective", row["code"])
        return Objective(
            row["code"],
            _read_name(row),
            row.get("theme") or (read.theme if read else ""),
            row.get("perspective") or (read.perspective if read else ""),
            tuple(_kpi(kpi) for kpi in row.get("kpis", ())),
            row.get("id", ""),
        )

    return Plan(
        id=data["id"],
        name=_read_name(data),
        institution=_read_text(data, "institution") or _read_name(data),
        issued_on=_read_day(data, "issued_on"),
        valid_from=_read_day(data, "valid_from"),
        valid_to=_read_day(data, "valid_to"),
        mission=_read_text(data, "mission"),
        vision=_read_text(data, "vision"),
        values=tuple(Text(value) if isinstance(value, str) else _read_name(value) for value in data.get("values", ())),
        perspectives=perspectives,
        themes=themes,
        objectives=tuple(objective(row) for row in data.get("objectives", ())),
        initiatives=tuple(_initiative(row) for row in data.get("initiatives", ())),
        links=tuple(_link(row) for row in data.get("links", ())),
        cascade=_cascade(data["cascade"]) if data.get("cascade") else None,
        responsibilities=tuple(
            Responsibility(row["objective"], row["institution"], row.get("example", False))
            for row in data.get("responsibilities", ())
        ),
        mission_links=tuple(
            MissionLink(row["phrase"], row["objective"], row.get("example", False))
            for row in data.get("mission_links", ())
        ),
        grammar=grammar,
    )


# Writing


def _trim(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [], False)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _named(text: Text) -> Data:
    return _text("name", text)


def _text(key: str, text: Text | None) -> Data:
    return {} if text is None else _trim({key: text.zh, f"{key}_en": text.en})


def _id(item: Perspective | Theme | Kpi | Objective, code: str) -> str | None:
    return None if item.id == code else item.id


def _grammar_to_data(grammar: CodeGrammar) -> Data:
    return {"objective": grammar.objective, "kpi": grammar.kpi, "initiative": grammar.initiative}


def _lettered(item: Perspective | Theme) -> Data:
    return _trim({"letter": item.letter, **_named(item.name), "id": _id(item, item.letter)})


def _objective_to_data(objective: Objective) -> Data:
    return _trim(
        {
            "code": objective.code,
            **_named(objective.name),
            "theme": objective.theme,
            "perspective": objective.perspective,
            "id": _id(objective, objective.code),
            "kpis": [_kpi_to_data(kpi) for kpi in objective.kpis],
        }
    )


def _kpi_to_data(kpi: Kpi) -> Data:
    standings = [{"code": standing.code, "initiative": standing.initiative} for standing in kpi.standings]
    return _trim(
        {
            "code": kpi.code,
            **_named(kpi.name),
            "measure": kpi.measure,
            "id": _id(kpi, kpi.code),
            "initiatives": standings,
        }
    )


def _initiative_to_data(item: Initiative) -> Data:
    return _trim(
        {
            "id": item.id,
            **_named(item.name),
            "starts_on": _day(item.starts_on),
            "ends_on": _day(item.ends_on),
            "owner": item.owner,
        }
    )


def _link_to_data(link: Link) -> Data:
    data = _trim(
        {
            "from": link.source,
            "to": link.target,
            "sign": link.sign,
            **_text("rationale", link.rationale),
            "declared_by": link.declared_by,
            "declared_on": _day(link.declared_on),
            "example": link.example,
        }
    )
    return data if link.lag is None else {**data, "lag": link.lag}


def _cascade_to_data(cascade: Cascade) -> Data:
    return _trim(
        {
            "parent_plan": cascade.parent_plan,
            "parent_theme": cascade.parent_theme,
            "supports": [
                _trim(
                    {
                        "objective": item.objective,
                        "parent_objective": item.parent_objective,
                        "weight": str(item.weight),
                        "example": item.example,
                    }
                )
                for item in cascade.supports
            ],
        }
    )


# Reading


def _read_name(data: Mapping[str, Any]) -> Text:
    return Text(data["name"], data.get("name_en", ""))


def _read_text(data: Mapping[str, Any], key: str) -> Text | None:
    return Text(data[key], data.get(f"{key}_en", "")) if data.get(key) else None


def _read_day(data: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(data[key]) if data.get(key) else None


def _perspective(row: Mapping[str, Any]) -> Perspective:
    return Perspective(row["letter"], _read_name(row), row.get("id", ""))


def _kpi(row: Mapping[str, Any]) -> Kpi:
    standings = tuple(Standing(item["code"], item["initiative"]) for item in row.get("initiatives", ()))
    return Kpi(row["code"], _read_name(row), row.get("measure"), standings, row.get("id", ""))


def _initiative(row: Mapping[str, Any]) -> Initiative:
    return Initiative(
        row["id"], _read_name(row), _read_day(row, "starts_on"), _read_day(row, "ends_on"), row.get("owner", "")
    )


def _link(row: Mapping[str, Any]) -> Link:
    return Link(
        row["from"],
        row["to"],
        row.get("sign", "+"),
        row.get("lag"),
        _read_text(row, "rationale"),
        row.get("declared_by", ""),
        _read_day(row, "declared_on"),
        row.get("example", False),
    )


def _cascade(row: Mapping[str, Any]) -> Cascade:
    return Cascade(
        row["parent_plan"],
        row["parent_theme"],
        tuple(
            Support(
                item["objective"],
                item["parent_objective"],
                Fraction(item.get("weight", "1")),
                item.get("example", False),
            )
            for item in row.get("supports", ())
        ),
    )
