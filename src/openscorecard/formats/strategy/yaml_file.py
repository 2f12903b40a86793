"""Plans as YAML: hand-editable, one document a plan, every fault with its line and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from openscorecard.domain.faults import refuse
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.document import Place
from openscorecard.formats.strategy.assembling import Reading, build_plan
from openscorecard.formats.strategy.data import plan_to_data
from openscorecard.formats.strategy.faults import NoPlan, SamePlanTwice, UnknownMeasureInPlan
from openscorecard.formats.strategy.schema import check_data
from openscorecard.formats.yaml_places import documents, nearest, placed

_HEAD = "# OpenScorecard plan; its fields: plan.schema.json\n"


def write_yaml(plans: Sequence[Plan]) -> str:
    """The plans as YAML, one document each; `read_yaml` reads it back."""
    said = [yaml.safe_dump(plan_to_data(plan), allow_unicode=True, sort_keys=False, width=10_000) for plan in plans]
    return _HEAD + "---\n".join(said)


def read_yaml(text: str, measures: frozenset[str], ids: Sequence[str] = ()) -> Reading:
    """The plans of a YAML file; `measures` are the ids a KPI may name. Raises faults with line and column."""
    plans: list[Plan] = []
    for data, places in documents(text):
        if isinstance(data, dict) and "id" not in data and len(plans) < len(ids):
            data["id"] = ids[len(plans)]
        plans.append(_plan(data, places, measures))
    if not plans:
        raise NoPlan()
    for plan in plans:
        if [other.id for other in plans].count(plan.id) > 1:
            raise SamePlanTwice(item=plan.id)
    return Reading(tuple(plans))


def _plan(data: Any, places: Mapping[str, Place], measures: frozenset[str]) -> Plan:
    refuse(placed(fault, nearest(fault.facts.get("path", ""), places)) for fault in check_data(data))
    named = {("", value): place for value, place in _values(data, "", places)}
    plan = build_plan(data, {**named, ("plan", ""): places[""]})
    refuse(
        placed(UnknownMeasureInPlan(item=kpi.code, missing=kpi.measure), named.get(("", kpi.measure)))
        for _, kpi in plan.kpis()
        if kpi.measure and kpi.measure not in measures
    )
    return plan


def _values(data: Any, path: str, places: Mapping[str, Place]) -> list[tuple[str, Place]]:
    """Every text with its place; of repeated ones the last, where a person would look for the mistake."""
    if isinstance(data, dict):
        return [found for key, value in data.items() for found in _values(value, f"{path}/{key}".strip("/"), places)]
    if isinstance(data, list):
        return [
            found
            for number, value in enumerate(data)
            for found in _values(value, f"{path}/{number}".strip("/"), places)
        ]
    return [(data, places[path])] if isinstance(data, str) and path in places else []
