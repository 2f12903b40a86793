"""Scores up the tree of institutions: each from its own plan and the institutions below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.people.institutions import Institution, InstitutionTree
from openscorecard.domain.scores.bands import DEFAULT, Band
from openscorecard.domain.scores.rollup import WITHHELD_UNDER, Part, Rule, Scored, as_leaf, gather, missing

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class InstitutionRules:
    """How institutions roll up: weights beside their siblings by id, of their own plans, and the rule of a node by id.

    A missing weight is 1, a missing rule weighted.
    """

    weights: Mapping[str, Fraction]
    own_weights: Mapping[str, Fraction]
    rules: Mapping[str, Rule]
    bands: Sequence[Band] = DEFAULT
    threshold: Fraction = WITHHELD_UNDER


PLAIN = InstitutionRules({}, {}, {})


def institution_scores(
    tree: InstitutionTree, plans: Mapping[str, Scored], rules: InstitutionRules = PLAIN
) -> tuple[Scored, ...]:
    """The institutions at the top, scored from the plans by the institution's id; children hang below.

    An institution's own plan is a leaf `own:ID` beside the institutions below it. One at the bottom without a plan has
    no data and lowers the coverage above; one with others below it may do without. Raises UnfitWeights.
    """
    return tuple(_scored(one, tree, plans, rules) for one in tree.roots)


def _scored(one: Institution, tree: InstitutionTree, plans: Mapping[str, Scored], rules: InstitutionRules) -> Scored:
    below = tuple(_scored(child, tree, plans, rules) for child in tree.children(one.id))
    plan, weight = plans.get(one.id), rules.weights.get(one.id, ONE)
    if plan:
        own_weight = rules.own_weights.get(one.id, ONE)
        below = (as_leaf(plan, f"own:{one.id}", "plan", own_weight, one.id), *below)
    if not below:
        return missing(one.id, "institution", one.parent, weight, "no_data")
    part = Part(one.id, "institution", weight, rule=rules.rules.get(one.id, "weighted"))
    return gather(part, below, rules.bands, rules.threshold, one.parent)
