"""Plans as YAML: hand-editable, one document a plan, every fault with its line and column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.strategy.plan import Plan
from openscorecard.formats.document import Place
from openscorecard.formats.strategy.assembling import Reading, build_plan
from openscorecard.formats.strategy.data import plan_to_data
from openscorecard.formats.strategy.faults import (
    DuplicateKey,
    NoPlan,
    SamePlanTwice,
    UnfitYaml,
    UnknownMeasureInPlan,
    YamlAlias,
)
from openscorecard.formats.strategy.schema import check_data

_HEAD = "# OpenScorecard plan; its fields: plan.schema.json\n"


class _Loader(yaml.SafeLoader):
    """Texts stay texts (no dates, no yes/no, no octals); aliases are refused, so no file can blow up."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own form

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it out
            raise YamlAlias(row=mark.line + 1, column=mark.column + 1)
        return super().compose_node(parent, index)


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("^[0-9]{1,9}$"), list("0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(null|~|)$"), ["n", "~", ""])


def write_yaml(plans: Sequence[Plan]) -> str:
    """The plans as YAML, one document each; `read_yaml` reads it back."""
    documents = [
        yaml.safe_dump(plan_to_data(plan), allow_unicode=True, sort_keys=False, width=10_000) for plan in plans
    ]
    return _HEAD + "---\n".join(documents)


def read_yaml(text: str, measures: frozenset[str], ids: Sequence[str] = ()) -> Reading:
    """The plans of a YAML file; `measures` are the ids a KPI may name. Raises faults with line and column."""
    plans: list[Plan] = []
    for node in _compose(text):
        if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
            continue
        places: dict[str, Place] = {}
        data = _construct(node, "", places)
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
    refuse(_at(fault, _nearest(fault.facts.get("path", ""), places)) for fault in check_data(data))
    named = {("", value): place for value, place in _values(data, "", places)}
    plan = build_plan(data, {**named, ("plan", ""): places[""]})
    refuse(
        _at(UnknownMeasureInPlan(item=kpi.code, missing=kpi.measure), named.get(("", kpi.measure)))
        for _, kpi in plan.kpis()
        if kpi.measure and kpi.measure not in measures
    )
    return plan


def _compose(text: str) -> list[Any]:
    nodes: list[Any] = []
    try:
        loader = _Loader(text)
        while loader.check_node():
            nodes.append(loader.get_node())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(mark.line + 1, mark.column + 1) if mark else Place()
        raise _at(UnfitYaml(reason=error.problem or error.context or ""), place) from error
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
        raise _at(UnfitYaml(reason=f"U+{ord(str(text[error.position])):04X}"), place) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, Fault):
            raise
        raise UnfitYaml(row=1, column=1, reason=type(error).__name__) from error
    return nodes


def _construct(node: Any, path: str, places: dict[str, Place]) -> Any:
    places[path] = Place(node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, places)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, f"{path}/{number}".strip("/"), places) for number, item in enumerate(node.value)]
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "bool":
        return node.value == "true"
    if kind == "int" and node.value.isdecimal():
        return int(node.value)
    return None if kind == "null" else node.value


def _mapping(node: Any, path: str, places: dict[str, Place]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        if name in data:
            raise DuplicateKey(row=key.start_mark.line + 1, column=key.start_mark.column + 1, item=name)
        made = _construct(value, f"{path}/{name}".strip("/"), places)
        data[name] = made
    return {name: value for name, value in data.items() if value is not None}


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


def _nearest(path: str, places: Mapping[str, Place]) -> Place | None:
    while path and path not in places:
        path = path.rpartition("/")[0]
    return places.get(path)


def _at(fault: Fault, place: Place | None) -> Fault:
    return fault.at(place.row, place.column, place.sheet) if place else fault
