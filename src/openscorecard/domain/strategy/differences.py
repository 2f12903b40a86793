"""What changed between two states of a plan, item by item, found by stable inner ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openscorecard.domain.strategy.nodes import Perspective, Theme
from openscorecard.domain.strategy.plan import Plan

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `kind` is added, removed or changed; `where` names item and field; texts before and after.

    `where` reads `objective AC1`, `objective AC1 name`, `link AP1>AC1` …; `before` is empty for what was added,
    `after` for what was removed.
    """

    kind: str
    where: str
    before: str
    after: str


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Every difference of content between two plans; empty where they are equal but for the plan's own id."""
    old, new = dict(_items(before)), dict(_items(after))
    found: list[Difference] = []
    for key in [*old, *(key for key in new if key not in old)]:
        found.extend(_compare(key, old.get(key), new.get(key)))
    return tuple(found)


def _compare(key: tuple[str, str], old: Fields | None, new: Fields | None) -> Iterator[Difference]:
    kind = key[0]
    if old is None and new is not None:
        yield Difference("added", f"{kind} {_code(key, new)}".strip(), "", _whole(new))
    elif new is None and old is not None:
        yield Difference("removed", f"{kind} {_code(key, old)}".strip(), _whole(old), "")
    elif old is not None and new is not None:
        for field in dict.fromkeys([*old, *new]):
            if old.get(field, "") != new.get(field, ""):
                where = " ".join(part for part in (kind, _code(key, new), field) if part)
                yield Difference("changed", where, old.get(field, ""), new.get(field, ""))


def _code(key: tuple[str, str], fields: Fields) -> str:
    return fields.get("code") or fields.get("letter") or key[1]


def _whole(fields: Fields) -> str:
    return " · ".join(value for field, value in fields.items() if value and field not in {"position"})


def _items(plan: Plan) -> Iterator[tuple[tuple[str, str], Fields]]:
    yield ("plan", ""), _plan_fields(plan)
    lettered: list[tuple[str, Sequence[Perspective | Theme]]] = [
        ("perspective", plan.perspectives),
        ("theme", plan.themes),
    ]
    for kind, rows in lettered:
        for place, row in enumerate(rows, 1):
            yield (
                (kind, row.id),
                {"letter": row.letter, "name": row.name.zh, "name_en": row.name.en, "position": str(place)},
            )
    yield from _objectives(plan)
    for item in plan.initiatives:
        yield (
            ("initiative", item.id),
            {
                "name": item.name.zh,
                "name_en": item.name.en,
                "codes": " ".join(plan.codes_of(item.id)),
                "owner": item.owner,
                "starts_on": str(item.starts_on or ""),
                "ends_on": str(item.ends_on or ""),
            },
        )
    yield from _declared(plan)


def _plan_fields(plan: Plan) -> Fields:
    return {
        "name": plan.name.zh,
        "name_en": plan.name.en,
        "institution": plan.institution.zh,
        "institution_en": plan.institution.en,
        "issued_on": str(plan.issued_on or ""),
        "valid_from": str(plan.valid_from or ""),
        "valid_to": str(plan.valid_to or ""),
        "mission": plan.mission.zh if plan.mission else "",
        "mission_en": plan.mission.en if plan.mission else "",
        "vision": plan.vision.zh if plan.vision else "",
        "vision_en": plan.vision.en if plan.vision else "",
        "values": "、".join(value.zh for value in plan.values),
        "values_en": ", ".join(value.en for value in plan.values if value.en),
        "codes": f"{plan.grammar.objective} {plan.grammar.kpi} {plan.grammar.initiative}",
        "takes_up": f"{plan.cascade.parent_plan} {plan.cascade.parent_theme}" if plan.cascade else "",
    }


def _objectives(plan: Plan) -> Iterator[tuple[tuple[str, str], Fields]]:
    for theme in plan.themes:
        for row in plan.perspectives:
            for place, objective in enumerate(plan.cell(theme.letter, row.letter), 1):
                yield (
                    ("objective", objective.id),
                    {
                        "code": objective.code,
                        "name": objective.name.zh,
                        "name_en": objective.name.en,
                        "theme": objective.theme,
                        "perspective": objective.perspective,
                        "position": str(place),
                    },
                )
    for objective in plan.objectives:
        for place, kpi in enumerate(objective.kpis, 1):
            yield (
                ("kpi", kpi.id),
                {
                    "code": kpi.code,
                    "name": kpi.name.zh,
                    "name_en": kpi.name.en,
                    "measure": kpi.measure or "",
                    "objective": objective.id,
                    "position": str(place),
                    "initiatives": " ".join(f"{standing.code}={standing.initiative}" for standing in kpi.standings),
                },
            )


def _declared(plan: Plan) -> Iterator[tuple[tuple[str, str], Fields]]:
    for link in plan.links:
        rationale = link.rationale
        yield (
            ("link", f"{link.source}>{link.target}"),
            {
                "sign": link.sign,
                "lag": "" if link.lag is None else str(link.lag),
                "rationale": rationale.zh if rationale else "",
                "rationale_en": rationale.en if rationale else "",
                "declared_by": link.declared_by,
                "declared_on": str(link.declared_on or ""),
                "example": _flag(link.example),
            },
        )
    for support in plan.supports:
        yield (
            ("support", f"{support.objective}>{support.parent_objective}"),
            {"weight": str(support.weight), "example": _flag(support.example)},
        )
    for item in plan.responsibilities:
        yield ("responsibility", item.objective), {"institution": item.institution, "example": _flag(item.example)}
    for carried in plan.mission_links:
        yield ("mission_link", f"{carried.objective}:{carried.phrase}"), {"example": _flag(carried.example)}


def _flag(value: bool) -> str:
    return "true" if value else ""
