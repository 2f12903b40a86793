"""What objectives of other plans bring to an objective of a parent plan, by declared contributors and weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from openscorecard.domain.scores.bands import DEFAULT, Band
from openscorecard.domain.scores.rollup import WITHHELD_UNDER, ZERO, Part, Scored, as_leaf, gather, missing
from openscorecard.domain.strategy.nodes import Objective
from openscorecard.domain.strategy.plan import Plan

Loaded = Mapping[tuple[str, str], Scored]
"""Scored objectives by the id of their plan and their code."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """The objective (by code) of another plan (by id) that is declared to bring something, and its weight."""

    plan: str
    objective: str
    weight: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a contributor brought; `score` is its partial score, None where it has none or is not loaded."""

    contributor: Contributor
    score: Fraction | None
    coverage: Fraction


@dataclass(frozen=True, slots=True)
class Contributed:
    """A parent's objective as its contributors make it; `declared`: contributors and weights are complete.

    Without that `node.score` is None and its coverage 0, since nobody knows what is due.
    """

    node: Scored
    brought: tuple[Brought, ...]
    declared: bool


def contributors_of(parent: str, objective: Objective, plans: Iterable[Plan]) -> tuple[Contributor, ...]:
    """What the loaded `plans` declare to support the `objective` of the plan with the id `parent`."""
    return tuple(
        Contributor(plan.id, found.code, support.weight)
        for plan in plans
        if plan.cascade and plan.cascade.parent_plan == parent
        for support in plan.supports
        if support.parent_objective == objective.id and (found := plan.objective(support.objective))
    )


def contributed(
    code: str,
    contributors: Sequence[Contributor],
    loaded: Loaded,
    *,
    declared: bool,
    bands: Sequence[Band] = DEFAULT,
    threshold: Fraction = WITHHELD_UNDER,
) -> Contributed:
    """The parent's objective `code` from its contributors; those not loaded lower the coverage.

    Source: scoring, "Roll-up". Raises UnfitWeights.
    """
    part = Part(code, "objective")
    leaves = tuple(_leaf(one, loaded, code) for one in contributors)
    if not leaves:
        return Contributed(missing(code, "objective", "", part.weight, "not_measured"), (), declared)
    node = gather(part, leaves, bands, threshold)
    if not declared:
        status = node.status if node.partial is None else "withheld"
        node = replace(node, score=None, coverage=ZERO, status=status)
    brought = tuple(Brought(one, leaf.partial, leaf.coverage) for one, leaf in zip(contributors, leaves, strict=True))
    return Contributed(node, brought, declared)


def _leaf(one: Contributor, loaded: Loaded, parent: str) -> Scored:
    code, found = f"{one.plan} {one.objective}", loaded.get((one.plan, one.objective))
    if found:
        return as_leaf(found, code, "contribution", one.weight, parent)
    return missing(code, "contribution", parent, one.weight, "no_data")
