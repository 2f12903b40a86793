"""Rules of scoring and plain data: what the store keeps of them; exact numbers are texts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from openscorecard.domain.scores.bands import DEFAULT, Band
from openscorecard.domain.scores.numbers import exact
from openscorecard.domain.scores.rollup import WITHHELD_UNDER
from openscorecard.domain.scores.rules import ScoringRules


def rules_from_data(data: Mapping[str, Any]) -> ScoringRules:
    """The rules of data as `rules_to_data` writes them; what is not said is as in a plan that nobody set rules for.

    Raises UnfitNumber, UnfitBands, UnfitRules.
    """
    return ScoringRules(
        bands=tuple(_band(*one) for one in data["bands"]) if "bands" in data else DEFAULT,
        threshold=exact(str(data["threshold"]), "threshold") if "threshold" in data else WITHHELD_UNDER,
        weights={node: exact(str(weight), node) for node, weight in data.get("weights", {}).items()},
        rules=dict(data.get("rules", {})),
        declared=frozenset(data.get("declared", ())),
    )


def rules_to_data(rules: ScoringRules) -> dict[str, Any]:
    """The rules as plain data; what says nothing is left out."""
    said: dict[str, Any] = {}
    if rules.bands != DEFAULT:
        said["bands"] = [[one.status, _text(one.least), _text(one.below)] for one in rules.bands]
    if rules.threshold != WITHHELD_UNDER:
        said["threshold"] = str(rules.threshold)
    if weights := {node: str(weight) for node, weight in sorted(rules.weights.items()) if weight != 1}:
        said["weights"] = weights
    if others := {node: rule for node, rule in sorted(rules.rules.items()) if rule != "weighted"}:
        said["rules"] = others
    if rules.declared:
        said["declared"] = sorted(rules.declared)
    return said


def _band(status: Any, least: Any, below: Any) -> Band:
    return Band(status, _number(least), _number(below))


def _number(text: Any) -> Fraction | None:
    return None if text in (None, "") else exact(str(text), "bands")


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)
