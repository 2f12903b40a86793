"""A plan's data flattened to (section, key, field) -> text: what a document says, line by line, before it is a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Flat = dict[tuple[str, str, str], str]

_KEYED = {"perspective": ("perspectives", "letter"), "theme": ("themes", "letter"), "initiative": ("initiatives", "id")}
_NUMBERED = {"value": "values", "link": "links", "responsibility": "responsibilities", "mission_link": "mission_links"}
_CODES = ("objective", "kpi", "initiative")


def flatten(data: Mapping[str, Any]) -> Flat:
    """The data of one plan (`plan_to_data`) as flat entries, in the plan's order."""
    return {(section, key, field): _text(value) for section, key, field, value in _entries(data)}


def _text(value: Any) -> str:
    return "true" if value is True else str(value)


def _entries(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    yield from (("plan", "", field, value) for field, value in _own(data).items())
    for section, (name, key) in _KEYED.items():
        for row in data.get(name, ()):
            yield from ((section, row[key], field, value) for field, value in row.items() if field != key)
    yield from _scorecard(data)
    for section, name in _NUMBERED.items():
        for number, row in enumerate(data.get(name, ()), 1):
            fields = {"name": row} if isinstance(row, str) else row
            yield from ((section, str(number), field, value) for field, value in fields.items())
    for number, row in enumerate(data.get("cascade", {}).get("supports", ()), 1):
        yield from (("support", str(number), field, value) for field, value in row.items())


def _own(data: Mapping[str, Any]) -> dict[str, Any]:
    codes = {f"codes_{level}": form for level, form in data.get("codes", {}).items()}
    texts = {field: value for field, value in data.items() if isinstance(value, str) and field != "format"}
    cascade = {field: value for field, value in data.get("cascade", {}).items() if field != "supports"}
    return {**texts, **codes, **cascade}


def _scorecard(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Any]]:
    for objective in data.get("objectives", ()):
        yield from (
            ("objective", objective["code"], field, objective[field])
            for field in objective
            if field not in {"code", "kpis"}
        )
        for kpi in objective.get("kpis", ()):
            yield "kpi", kpi["code"], "objective", objective["code"]
            yield from (
                ("kpi", kpi["code"], field, kpi[field]) for field in kpi if field not in {"code", "initiatives"}
            )
            for standing in kpi.get("initiatives", ()):
                yield "standing", standing["code"], "kpi", kpi["code"]
                yield "standing", standing["code"], "initiative", standing["initiative"]


def unflatten(flat: Mapping[tuple[str, str, str], str]) -> dict[str, Any]:
    """The data of the plan that flat entries describe; what hangs nowhere (a KPI of no objective) is left out."""
    sections: dict[str, dict[str, dict[str, Any]]] = {}
    for (section, key, field), value in flat.items():
        sections.setdefault(section, {}).setdefault(key, {})[field] = _typed(field, value)
    plan = sections.get("plan", {}).get("", {})
    data: dict[str, Any] = {
        field: value for field, value in plan.items() if not field.startswith(("codes_", "parent_"))
    }
    if any(f"codes_{level}" in plan for level in _CODES):
        data["codes"] = {level: plan[f"codes_{level}"] for level in _CODES if f"codes_{level}" in plan}
    for section, (name, key) in _KEYED.items():
        data[name] = [{key: item, **fields} for item, fields in sections.get(section, {}).items()]
    for section, name in _NUMBERED.items():
        data[name] = list(sections.get(section, {}).values())
    data["objectives"] = _objectives(sections)
    if "parent_plan" in plan:
        data["cascade"] = {
            "parent_plan": plan["parent_plan"],
            "parent_theme": plan.get("parent_theme", ""),
            "supports": list(sections.get("support", {}).values()),
        }
    return data


def _typed(field: str, value: str) -> Any:
    if field == "example":
        return value == "true"
    return int(value) if field == "lag" and value.isdecimal() else value


def _objectives(sections: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> list[dict[str, Any]]:
    standings: dict[str, list[dict[str, Any]]] = {}
    for code, fields in sections.get("standing", {}).items():
        standings.setdefault(fields.get("kpi", ""), []).append({"code": code, "initiative": fields.get("initiative")})
    kpis: dict[str, list[dict[str, Any]]] = {}
    for code, fields in sections.get("kpi", {}).items():
        own = {field: value for field, value in fields.items() if field != "objective"}
        kpis.setdefault(fields.get("objective", ""), []).append(
            {"code": code, **own, "initiatives": standings.get(code, [])}
        )
    return [
        {"code": code, **fields, "kpis": kpis.get(code, [])} for code, fields in sections.get("objective", {}).items()
    ]
