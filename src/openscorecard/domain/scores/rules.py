"""By which rules a plan is scored: bands, the threshold, weights, alternatives, whose contributors are complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import get_args

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.scores.bands import DEFAULT, Band, check_bands
from openscorecard.domain.scores.rollup import HUNDRED, WITHHELD_UNDER, Rule
from openscorecard.domain.strategy.plan import Plan

PLAN_NODE = "plan"


class UnfitRules(Fault):
    """Rules by which a plan cannot be scored."""

    code = "unfit-rules"
    zh = "計分規則不可用：{reason}。"
    en = "The plan cannot be scored by these rules: {reason_en}."


@dataclass(frozen=True, slots=True)
class ScoringRules:
    """How one plan is scored. Source: scoring, "Status" and "Roll-up".

    `weights` (beside siblings; missing: 1) and `rules` (missing: weighted) are by the key of a node: `plan`,
    `theme:A`, `perspective:C`, `cell:AC`, or the id of an objective. KPIs weigh what their targets say. `declared` are
    ids of objectives whose contributors from other plans are complete. Raises UnfitBands, UnfitRules.
    """

    bands: tuple[Band, ...] = DEFAULT
    threshold: Fraction = WITHHELD_UNDER
    weights: Mapping[str, Fraction] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        check_bands(self.bands)
        refuse(UnfitRules(reason=zh, reason_en=en) for zh, en in self._wrong())

    def _wrong(self) -> Iterator[tuple[str, str]]:
        if not 0 <= self.threshold <= HUNDRED:
            yield (
                f"覆蓋率門檻 {self.threshold} 不在 0 到 100 之間",
                f"the threshold {self.threshold} is not in 0 to 100",
            )
        for node, weight in self.weights.items():
            if weight < 0:
                yield f"{node} 的權重 {weight} 為負", f"the weight {weight} of {node} is negative"
        for node, rule in self.rules.items():
            if rule not in get_args(Rule):
                yield f"{node} 的彙總方式「{rule}」不存在", f"{node} has no rule “{rule}”"


PLAIN = ScoringRules()


def check_rules(plan: Plan, rules: ScoringRules) -> None:
    """Raise UnfitRules where a node is not in `plan`, or all weights of siblings are zero; all at once."""
    refuse(UnfitRules(reason=zh, reason_en=en) for zh, en in _unfit(plan, rules))


def by_code(plan: Plan, rules: ScoringRules) -> tuple[dict[str, Fraction], dict[str, Rule]]:
    """Weights and rules by the codes that scoring uses; what the plan no longer has is left out."""
    codes = {one.id: one.code for one in plan.objectives} | {node: node for node in plan_nodes(plan)}
    weights = {codes[node]: weight for node, weight in rules.weights.items() if node in codes}
    return weights, {codes[node]: rule for node, rule in rules.rules.items() if node in codes}


def plan_nodes(plan: Plan) -> tuple[str, ...]:
    """The keys of all nodes above objectives: the plan, its themes, perspectives, and cells that hold objectives."""
    cells = [
        f"cell:{theme.letter}{row.letter}"
        for theme in plan.themes
        for row in plan.perspectives
        if plan.cell(theme.letter, row.letter)
    ]
    themes = (f"theme:{one.letter}" for one in plan.themes)
    return (PLAN_NODE, *themes, *(f"perspective:{one.letter}" for one in plan.perspectives), *cells)


def _unfit(plan: Plan, rules: ScoringRules) -> Iterator[tuple[str, str]]:
    objectives = {one.id: one.code for one in plan.objectives}
    known = {*objectives, *plan_nodes(plan)}
    for node in dict.fromkeys((*rules.weights, *rules.rules, *sorted(rules.declared))):
        if node not in known:
            yield f"計畫沒有「{node}」", f"the plan has no “{node}”"
    for node in sorted(rules.declared & objectives.keys()):
        objective = plan.objective(node)
        if objective and objective.kpis:
            code = objective.code
            yield (
                f"{code} 有自己的 KPI，不由其他計畫計分",
                f"{code} has KPIs of its own: no other plans score it",
            )
    for parent, siblings in _families(plan):
        if siblings and not any(rules.weights.get(one, Fraction(1)) for one in siblings):
            yield f"{parent} 之下的權重全為零", f"all weights below {parent} are zero"


def _families(plan: Plan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each node above objectives with the keys of what is weighed below it."""
    nodes = plan_nodes(plan)
    cells = [one.removeprefix("cell:") for one in nodes if one.startswith("cell:")]
    yield PLAN_NODE, tuple(one for one in nodes if one.startswith("theme:"))
    for theme in plan.themes:
        yield f"theme:{theme.letter}", tuple(f"cell:{one}" for one in cells if one[0] == theme.letter)
    for row in plan.perspectives:
        yield f"perspective:{row.letter}", tuple(f"cell:{one}" for one in cells if one[1:] == row.letter)
    for theme in plan.themes:
        for row in plan.perspectives:
            yield f"cell:{theme.letter}{row.letter}", tuple(one.id for one in plan.cell(theme.letter, row.letter))
