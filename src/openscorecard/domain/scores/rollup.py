"""Rolling scores up a tree: weighted, exact, with coverage beside, and withheld where too little is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.bands import DEFAULT, Band, Status, status_of

Rule = Literal["weighted", "geometric", "weakest", "unscored"]
"""weighted: the mean by weight. geometric: the product of powers by weight, declared inexact. weakest: the lowest.
unscored: none of its own."""

WITHHELD_UNDER = Fraction(70)
"""Percent of the weight due that must have data, else the score is withheld."""

_OUT: frozenset[Status] = frozenset({"not_due", "not_applicable", "not_measured"})
_DIGITS = Context(prec=28)


class UnfitWeights(Fault):
    """Weights by which nothing can be weighed."""

    code = "unfit-weights"
    zh = "{code} 之下的權重不可用：{reason}；權重不可為負，且至少一個大於零。"
    en = "The weights below {code} cannot be used: {reason}; none may be negative, and one must be above zero."


@dataclass(frozen=True, slots=True)
class Part:
    """What is rolled up: a leaf with its score (None: none, and `status` says why), or a node with `children`.

    `weight` counts beside its siblings. `level` as in the shape of scores: kpi, objective, cell and so on.
    """

    code: str
    level: str
    weight: Fraction = Fraction(1)
    score: Fraction | None = None
    status: Status = "no_data"
    children: tuple[Part, ...] = ()
    rule: Rule = "weighted"


@dataclass(frozen=True, slots=True)
class Share:
    """What one child brought: its weight, the percent of the whole weight with data that is, and its score."""

    code: str
    weight: Fraction
    share: Fraction
    score: Fraction | None


@dataclass(frozen=True, slots=True)
class Scored:
    """A node as it came out. `partial` is over what has data; `score` is None where it is withheld.

    `coverage` is the percent of the weight due that has data. `lowest` and `highest` are what the score would be with
    everything missing at 0 and at 100. `shares` is the trace. `red_below`: on target, and something below is behind.
    """

    code: str
    level: str
    parent: str
    status: Status
    score: Fraction | None
    partial: Fraction | None
    coverage: Fraction
    lowest: Fraction | None
    highest: Fraction | None
    shares: tuple[Share, ...] = ()
    red_below: bool = False
    children: tuple[Scored, ...] = field(default=())

    def every(self) -> Iterator[Scored]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.every()


def roll_up(
    part: Part, bands: Sequence[Band] = DEFAULT, threshold: Fraction = WITHHELD_UNDER, parent: str = ""
) -> Scored:
    """The tree scored from its leaves upwards. Source: scoring, "Roll-up". Raises UnfitWeights.

    A child counts by its weight times its coverage, so that a node is the same whether its leaves hang below it at once
    or in groups of the same weights.
    """
    if not part.children:
        return _leaf(part, bands, parent)
    children = tuple(roll_up(one, bands, threshold, part.code) for one in part.children)
    _check(part)
    due = [(one.weight, child) for one, child in zip(part.children, children, strict=True) if child.status not in _OUT]
    whole = sum((weight for weight, _ in due), Fraction(0))
    known = [(weight * child.coverage / 100, child) for weight, child in due if child.partial is not None]
    weighed = sum((weight for weight, _ in known), Fraction(0))
    if not due or not weighed or part.rule == "unscored":
        return _without(part, children, due, weighed, whole, parent)
    partial = _combined(part.rule, known, weighed)
    coverage = weighed / whole * 100
    withheld = coverage < threshold
    status: Status = "withheld" if withheld else status_of(partial, bands)
    return Scored(
        part.code,
        part.level,
        parent,
        status,
        None if withheld else partial,
        partial,
        coverage,
        _bound(due, whole, Fraction(0)) if part.rule == "weighted" else None,
        _bound(due, whole, Fraction(100)) if part.rule == "weighted" else None,
        tuple(Share(child.code, weight, weight / weighed * 100, child.partial) for weight, child in known),
        status == "on_target" and any(one.status == "behind" for child in children for one in child.every()),
        children,
    )


def _check(part: Part) -> None:
    weights = [one.weight for one in part.children]
    if any(weight < 0 for weight in weights):
        raise UnfitWeights(code=part.code, reason=f"{min(weights)} < 0")
    if not any(weights):
        raise UnfitWeights(code=part.code, reason="Σ = 0")


def _leaf(part: Part, bands: Sequence[Band], parent: str) -> Scored:
    if part.score is None:
        return Scored(part.code, part.level, parent, part.status, None, None, Fraction(0), None, None)
    status = status_of(part.score, bands)
    return Scored(part.code, part.level, parent, status, part.score, part.score, Fraction(100), part.score, part.score)


def _without(
    part: Part,
    children: tuple[Scored, ...],
    due: Sequence[tuple[Fraction, Scored]],
    weighed: Fraction,
    whole: Fraction,
    parent: str,
) -> Scored:
    """A node without a score of its own: what all its children say, or no data."""
    said = {child.status for _, child in due} or {child.status for child in children}
    status: Status = "not_applicable" if part.rule == "unscored" else said.pop() if len(said) == 1 else "no_data"
    coverage = weighed / whole * 100 if whole else Fraction(0)
    return Scored(part.code, part.level, parent, status, None, None, coverage, None, None, children=children)


def _combined(rule: Rule, known: Sequence[tuple[Fraction, Scored]], weighed: Fraction) -> Fraction:
    scores = [(weight, child.partial or Fraction(0)) for weight, child in known]
    if rule == "weakest":
        return min(score for _, score in scores)
    if rule == "geometric":
        return _geometric([(weight / weighed, score) for weight, score in scores])
    return sum((weight * score for weight, score in scores), Fraction(0)) / weighed


def _geometric(scores: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Inexact by nature: 28 digits."""
    if any(score <= 0 for _, score in scores):
        return Fraction(0)
    total = Decimal(0)
    for share, score in scores:
        weight = _DIGITS.divide(Decimal(share.numerator), Decimal(share.denominator))
        value = _DIGITS.divide(Decimal(score.numerator), Decimal(score.denominator))
        total = _DIGITS.add(total, _DIGITS.multiply(weight, _DIGITS.ln(value)))
    return Fraction(_DIGITS.exp(total))


def _bound(due: Sequence[tuple[Fraction, Scored]], whole: Fraction, missing: Fraction) -> Fraction:
    total = Fraction(0)
    for weight, child in due:
        own = child.lowest if missing == 0 else child.highest
        total += weight * (missing if own is None else own)
    return total / whole
