"""The form of scoring rules: what is typed into it as the data of rules, and rules as its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from django.http import QueryDict

from openscorecard.domain.scores.cascade import contributors_of
from openscorecard.domain.scores.rollup import Rule
from openscorecard.domain.scores.rules import plan_nodes
from openscorecard.domain.strategy.plan import Plan
from openscorecard.web.context import language_tag
from openscorecard.web.plans.places import Places
from openscorecard.web.plans.said import Said, say
from openscorecard.web.scores.naming import NodeNames
from openscorecard.web.scores.steps import RULES, plain

WEIGHT, RULE, DECLARED = "weight-", "rule-", "declared"


@dataclass(frozen=True, slots=True)
class RulesLine:
    """A node with its weight (None: it has no siblings to be weighed beside) and its rule, as they are to be shown."""

    node: str
    kind: str
    code: str
    name: Said
    weight: str | None
    rules: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """An objective that other plans bring scores to, by whom with which weight: are those all there are?"""

    objective: str
    code: str
    name: Said
    brought_by: tuple[str, ...]
    declared: bool


def rules_data(said: QueryDict) -> dict[str, Any]:
    """What a form says, as `rules_from_data` reads it. Bands meet where the form's two limits stand."""
    watch, on_target = said.get("watch", "").strip(), said.get("on_target", "").strip()
    data: dict[str, Any] = {
        "threshold": said.get("threshold", "").strip(),
        "weights": {key.removeprefix(WEIGHT): str(said[key]).strip() for key in said if key.startswith(WEIGHT)},
        "rules": {key.removeprefix(RULE): said[key] for key in said if key.startswith(RULE)},
        "declared": said.getlist(DECLARED),
        "bands": [["behind", None, watch], ["watch", watch, on_target], ["on_target", on_target, None]],
    }
    data["weights"] = {node: weight or "1" for node, weight in data["weights"].items()}
    return data


def rules_lines(plan: Plan, data: Mapping[str, Any], language: str) -> tuple[RulesLine, ...]:
    """A line for every node above KPIs."""
    names = NodeNames(plan, Places(plan.id), language)
    return tuple(_lines(plan, data, names))


def _lines(plan: Plan, data: Mapping[str, Any], names: NodeNames) -> Iterator[RulesLine]:
    weights, rules = data.get("weights", {}), data.get("rules", {})
    codes = {node: (node, node.partition(":")[0]) for node in plan_nodes(plan)}
    codes |= {one.id: (one.code, "objective") for one in plan.objectives}
    for node, (code, level) in codes.items():
        weighed = level not in {"plan", "perspective"}
        chosen = rules.get(node, "weighted")
        choices = tuple((rule, RULES[rule].says(language_tag())[0], rule == chosen) for rule in get_args(Rule))
        weight = weights.get(node, "1") if weighed else None
        yield RulesLine(node, names.kind(level), names.code(code), names.name(code), weight, choices)


def declared_lines(
    plan: Plan, children: Sequence[Plan], data: Mapping[str, Any], language: str
) -> tuple[DeclaredLine, ...]:
    """A line for every objective without KPIs that `children` bring something to, or that is declared."""
    declared = frozenset(data.get("declared", ()))
    names = {child.id: child.name.says(language)[0] for child in children}
    lines = []
    for one in plan.objectives:
        found = () if one.kpis else contributors_of(plan.id, one, children)
        if found or one.id in declared:
            by = tuple(f"{names[each.plan]} {each.objective} × {plain(each.weight)}" for each in found)
            lines.append(DeclaredLine(one.id, one.code, say(one.name, language), by, one.id in declared))
    return tuple(lines)
