"""A published period as plain data: what the store keeps and the public takes away as JSON. Numbers are exact texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from openscorecard.domain.measures.decimals import decimal_text
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.reviews.publication import (
    Publication,
    PublishedDefinition,
    PublishedInitiative,
    PublishedKpi,
    PublishedPart,
    PublishedSource,
    PublishedStand,
    PublishedTarget,
    PublishedValue,
)
from openscorecard.domain.text import Text

FORMAT, VERSION = "openscorecard.publication", 1


def publication_to_data(one: Publication) -> dict[str, Any]:
    """The whole; docs/public-site.md tells the shape."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": {"id": one.plan, "name": _text(one.name), "edition": one.edition, "revision": one.revision},
        "institution": {"id": one.institution, "name": _text(one.institution_name)},
        "period": {
            "id": str(one.period),
            "first_day": str(one.period.first_day),
            "last_day": str(one.period.last_day),
        },
        "published_at": one.at.isoformat(),
        "note": one.note,
        "bands": [{"status": name, "least": number(least), "below": number(below)} for name, least, below in one.bands],
        "whole": _stand(one.whole),
        "themes": [_part(part) for part in one.themes],
        "perspectives": [_part(part) for part in one.perspectives],
        "objectives": [_part(part) for part in one.objectives],
        "kpis": [kpi_to_data(kpi) for kpi in one.kpis],
        "action_plans": [_initiative(plan) for plan in one.initiatives],
    }


def kpi_to_data(kpi: PublishedKpi) -> dict[str, Any]:
    """One KPI of a period."""
    return {
        "id": kpi.id,
        "name": _text(kpi.name),
        "objective": kpi.objective,
        **_stand(kpi.stand),
        "value": number(kpi.value.value),
        "observed": kpi.value.status,
        "example": kpi.example,
        "target": _target(kpi.target) if kpi.target else None,
        "definition": _definition(kpi.definition) if kpi.definition else None,
        "sources": [
            {"dataset": one.dataset, "title": _text(one.title), "through": _day(one.through)} for one in kpi.sources
        ],
        "series": [
            {"period": str(one.period), "observed": one.status, "value": number(one.value)} for one in kpi.series
        ],
    }


def number(value: Fraction | None) -> str | None:
    """An exact number as text: a decimal where it ends, else a fraction such as 1/3."""
    if value is None:
        return None
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return decimal_text(value) if rest == 1 else str(value)


def _text(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _day(day: date | None) -> str | None:
    return str(day) if day else None


def _stand(one: PublishedStand) -> dict[str, Any]:
    return {
        "code": one.code,
        "status": one.status,
        "score": number(one.score),
        "partial": number(one.partial),
        "coverage": number(one.coverage),
    }


def _part(one: PublishedPart) -> dict[str, Any]:
    under = {"theme": one.under[0], "perspective": one.under[1]} if any(one.under) else {}
    return {"id": one.id, "name": _text(one.name), **_stand(one.stand), **under}


def _target(one: PublishedTarget) -> dict[str, Any]:
    numbers = {name: number(getattr(one, name)) for name in ("value", "low", "high")}
    return {"direction": one.direction, "method": one.method, "unit": one.unit, **numbers, "example": one.example}


def _definition(one: PublishedDefinition) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "name": _text(one.name),
        "kind": one.kind,
        "unit": _text(one.unit),
        "frequency": one.frequency,
        "reading": _text(one.reading),
        "of": [{"minus": minus, **_text(words)} for minus, words in one.of],
        "over": [{"minus": minus, **_text(words)} for minus, words in one.over],
        "scale": number(one.scale),
    }


def _initiative(one: PublishedInitiative) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": _text(one.name),
        "codes": list(one.codes),
        "kpis": list(one.kpis),
        "starts_on": _day(one.starts_on),
        "ends_on": _day(one.ends_on),
        "status": one.status,
        "late": one.late,
        "milestones_reached": number(one.share),
    }


def publication_from_data(data: Mapping[str, Any]) -> Publication:
    """What `publication_to_data` wrote."""
    return Publication(
        plan=data["plan"]["id"],
        name=_read_text(data["plan"]["name"]),
        institution=data["institution"]["id"],
        institution_name=_read_text(data["institution"]["name"]),
        edition=data["plan"]["edition"],
        revision=data["plan"]["revision"],
        period=parse_period(data["period"]["id"]),
        at=datetime.fromisoformat(data["published_at"]),
        note=data["note"],
        bands=tuple((one["status"], _read_number(one["least"]), _read_number(one["below"])) for one in data["bands"]),
        whole=_read_stand(data["whole"]),
        themes=tuple(map(_read_part, data["themes"])),
        perspectives=tuple(map(_read_part, data["perspectives"])),
        objectives=tuple(map(_read_part, data["objectives"])),
        kpis=tuple(_read_kpi(one, data["period"]["id"]) for one in data["kpis"]),
        initiatives=tuple(map(_read_initiative, data["action_plans"])),
    )


def _read_text(data: Mapping[str, str]) -> Text:
    return Text(data["zh"], data["en"])


def _read_number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _read_stand(data: Mapping[str, Any]) -> PublishedStand:
    score, partial = _read_number(data["score"]), _read_number(data["partial"])
    return PublishedStand(data["code"], data["status"], score, partial, Fraction(data["coverage"]))


def _read_part(data: Mapping[str, Any]) -> PublishedPart:
    under = (data.get("theme", ""), data.get("perspective", ""))
    return PublishedPart(data["id"], _read_text(data["name"]), _read_stand(data), under)


def _read_kpi(data: Mapping[str, Any], period: str) -> PublishedKpi:
    return PublishedKpi(
        id=data["id"],
        name=_read_text(data["name"]),
        objective=data["objective"],
        stand=_read_stand(data),
        value=_read_value({**data, "period": period}),
        target=_read_target(data["target"]) if data["target"] else None,
        definition=_read_definition(data["definition"]) if data["definition"] else None,
        sources=tuple(
            PublishedSource(one["dataset"], _read_text(one["title"]), _read_day(one["through"]))
            for one in data["sources"]
        ),
        series=tuple(map(_read_value, data["series"])),
        example=data["example"],
    )


def _read_value(data: Mapping[str, Any]) -> PublishedValue:
    return PublishedValue(parse_period(data["period"]), data["observed"], _read_number(data["value"]))


def _read_target(data: Mapping[str, Any]) -> PublishedTarget:
    value, low, high = (_read_number(data[name]) for name in ("value", "low", "high"))
    return PublishedTarget(data["direction"], data["method"], data["unit"], value, low, high, data["example"])


def _read_definition(data: Mapping[str, Any]) -> PublishedDefinition:
    return PublishedDefinition(
        measure=data["measure"],
        name=_read_text(data["name"]),
        kind=data["kind"],
        unit=_read_text(data["unit"]),
        frequency=data["frequency"],
        reading=_read_text(data["reading"]),
        of=tuple((one["minus"], _read_text(one)) for one in data["of"]),
        over=tuple((one["minus"], _read_text(one)) for one in data["over"]),
        scale=Fraction(data["scale"]),
    )


def _read_initiative(data: Mapping[str, Any]) -> PublishedInitiative:
    return PublishedInitiative(
        id=data["id"],
        name=_read_text(data["name"]),
        codes=tuple(data["codes"]),
        kpis=tuple(data["kpis"]),
        starts_on=_read_day(data["starts_on"]),
        ends_on=_read_day(data["ends_on"]),
        status=data["status"],
        late=data["late"],
        share=_read_number(data["milestones_reached"]),
    )
