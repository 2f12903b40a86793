"""Rolling scores up a tree: weighted, exact, with coverage beside, and withheld where too little is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Literal

from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.bands import DEFAULT, Band, Status, status_of

Rule = Literal["weighted", "geometric", "weakest", "unscored"]
"""weighted: the mean by weight. geometric: the product of powers by weight, declared inexact. weakest: the lowest.
unscored: none of its own."""

WITHHELD_UNDER = Fraction(70)
"""Percent of the weight due that must have data, else the score is withheld."""

ZERO, HUNDRED = Fraction(0), Fraction(100)
OPEN = (ZERO, HUNDRED)
"""What a missing value could earn at least and at most where its target declares neither floor nor cap."""
_OUT: frozenset[Status] = frozenset({"not_due", "not_applicable", "not_measured"})
_OF_ONE: frozenset[Rule] = frozenset({"weighted", "weakest"})
"""Rules by which a node over one child with all its data is what that child is."""
_DIGITS, _WORKING = Context(prec=28), Context(prec=60)


class UnfitWeights(Fault):
    """Weights by which nothing can be weighed."""

    code = "unfit-weights"
    zh = "{code} 之下的權重不可用：{reason}；權重不可為負，且至少一個大於零。"
    en = "The weights below {code} cannot be used: {reason}; none may be negative, and one must be above zero."


@dataclass(frozen=True, slots=True)
class Part:
    """What is rolled up: a leaf with its score (None: none, and `status` says why), or a node with `children`.

    `weight` counts beside its siblings. `level` as in the shape of scores: kpi, objective, cell and so on. `bounds` are
    what a leaf could earn at least and at most while it has no score.
    """

    code: str
    level: str
    weight: Fraction = Fraction(1)
    score: Fraction | None = None
    status: Status = "no_data"
    children: tuple[Part, ...] = ()
    rule: Rule = "weighted"
    bounds: tuple[Fraction, Fraction] = OPEN


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

    `weight` counts beside its siblings; `coverage` is the percent of the weight due that has data. What a node stands
    on is worked out when it is asked for: the trace `shares`, the bounds `lowest` and `highest`, and `red_below`.
    """

    code: str
    level: str
    parent: str
    weight: Fraction
    rule: Rule
    status: Status
    score: Fraction | None
    partial: Fraction | None
    coverage: Fraction
    children: tuple[Scored, ...] = ()
    bounds: tuple[Fraction, Fraction] = OPEN

    def every(self) -> Iterator[Scored]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.every()

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each child with data brought; empty for a leaf and where nothing is scored."""
        if self.partial is None:
            return ()
        known = [(one.weight * one.coverage, one) for one in _due(self.children) if one.partial is not None]
        weighed = sum((weight for weight, _ in known), ZERO)
        return tuple(Share(one.code, one.weight, weight / weighed * 100, one.partial) for weight, one in known)

    @property
    def lowest(self) -> Fraction | None:
        """The score with everything missing at its floor; None where nothing has data."""
        return None if self.partial is None else self._bound(0)

    @property
    def highest(self) -> Fraction | None:
        """The score with everything missing at its ceiling; None where nothing has data."""
        return None if self.partial is None else self._bound(1)

    @property
    def red_below(self) -> bool:
        """Whether a score on target hides one that is behind."""
        return self.status == "on_target" and any(one.status == "behind" for one in self.every())

    def _bound(self, end: int) -> Fraction:
        if not self.children:
            return self.bounds[end] if self.partial is None or self.coverage < HUNDRED else self.partial
        due = [one for one in _due(self.children) if one.weight]
        if self.rule == "unscored" or not due:
            return self.bounds[end]
        return _combined(self.rule, [(one.weight, one._bound(end)) for one in due])


def roll_up(
    part: Part, bands: Sequence[Band] = DEFAULT, threshold: Fraction = WITHHELD_UNDER, parent: str = ""
) -> Scored:
    """The tree scored from its leaves upwards. Source: scoring, "Roll-up". Raises UnfitWeights."""
    if part.children:
        children = tuple(roll_up(one, bands, threshold, part.code) for one in part.children)
        return gather(part, children, bands, threshold, parent)
    if part.score is not None:
        return judged(part.code, part.level, parent, part.weight, part.score, bands)
    return missing(part.code, part.level, parent, part.weight, part.status, part.bounds)


def judged(
    code: str, level: str, parent: str, weight: Fraction, score: Fraction, bands: Sequence[Band] = DEFAULT
) -> Scored:
    """A leaf with its score."""
    return Scored(code, level, parent, weight, "weighted", status_of(score, bands), score, score, HUNDRED)


def missing(
    code: str, level: str, parent: str, weight: Fraction, why: Status, bounds: tuple[Fraction, Fraction] = OPEN
) -> Scored:
    """A leaf without a score, and why."""
    return Scored(code, level, parent, weight, "weighted", why, None, None, ZERO, (), bounds)


def gather(
    part: Part,
    children: tuple[Scored, ...],
    bands: Sequence[Band] = DEFAULT,
    threshold: Fraction = WITHHELD_UNDER,
    parent: str = "",
) -> Scored:
    """The node `part` over children that are scored already; without any its own status. Raises UnfitWeights.

    A child counts by its weight times its coverage, so that a node is the same whether its leaves hang below it at once
    or in groups of the same weights.
    """
    if not children:
        return missing(part.code, part.level, parent, part.weight, part.status, part.bounds)
    _check(part.code, [one.weight for one in children])
    one = children[0]
    if len(children) == 1 and one.coverage is HUNDRED and one.partial is not None and part.rule in _OF_ONE:
        same = (one.status, one.score, one.partial, HUNDRED)
        return Scored(part.code, part.level, parent, part.weight, part.rule, *same, children)
    known = [(one.weight, one.partial) for one in children if one.coverage is HUNDRED and one.partial is not None]
    due, coverage = children, HUNDRED
    if len(known) < len(children) or not all(weight for weight, _ in known):
        due = _due(children)
        known = [(weight, one.partial) for one in due if one.partial is not None and (weight := _weighed(one))]
        coverage = _coverage(due, known)
    score = partial = None
    if not coverage or part.rule == "unscored":
        status = _unscored(part.rule, due or children)
    else:
        partial = _combined(part.rule, known)
        withheld = coverage is not HUNDRED and coverage < threshold
        score, status = (None, "withheld") if withheld else (partial, status_of(partial, bands))
    return Scored(part.code, part.level, parent, part.weight, part.rule, status, score, partial, coverage, children)


def as_leaf(one: Scored, code: str, level: str, weight: Fraction, parent: str) -> Scored:
    """A scored node as a leaf of another tree: with its score, coverage and bounds, without what is below it."""
    bounds = (one._bound(0), one._bound(1))
    return replace(one, code=code, level=level, weight=weight, parent=parent, children=(), bounds=bounds)


def _due(children: Sequence[Scored]) -> tuple[Scored, ...]:
    """Those that count in this period."""
    return tuple(one for one in children if one.status not in _OUT)


def _check(code: str, weights: Sequence[Fraction]) -> None:
    least = min(one.numerator for one in weights)
    if least > 0:
        return
    if least < 0:
        raise UnfitWeights(code=code, reason=f"{min(weights)} < 0")
    if not any(weights):
        raise UnfitWeights(code=code, reason="Σ = 0")


def _weighed(one: Scored) -> Fraction:
    return one.weight if one.coverage is HUNDRED else one.weight * one.coverage / 100


def _coverage(due: Sequence[Scored], known: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Percent of the weight due that has data; HUNDRED itself where nothing is missing, which spares divisions."""
    if all(one.coverage is HUNDRED for one in due):
        return HUNDRED if known else ZERO
    whole = sum((one.weight for one in due), ZERO)
    return sum((weight for weight, _ in known), ZERO) / whole * 100 if whole else ZERO


def _unscored(rule: Rule, asked: Sequence[Scored]) -> Status:
    """The status of a node without a score of its own: what all below it say alike, or no data."""
    if rule == "unscored":
        return "not_applicable"
    said = {one.status for one in asked}
    return said.pop() if len(said) == 1 else "no_data"


def _combined(rule: Rule, known: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    if rule == "weakest":
        return min(score for _, score in known)
    return _geometric(known) if rule == "geometric" else _mean(known)


def _mean(weighed: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """The mean by weight. Over one common denominator, reduced once at the end: the same number, four times as fast."""
    if len(weighed) == 1:
        return weighed[0][1]
    scale = lcm(*[weight.denominator for weight, _ in weighed])
    weights = [weight.numerator * (scale // weight.denominator) for weight, _ in weighed]
    common = lcm(*[score.denominator for _, score in weighed])
    total = sum(
        [
            weight * score.numerator * (common // score.denominator)
            for weight, (_, score) in zip(weights, weighed, strict=True)
        ]
    )
    return Fraction(total, common * sum(weights))


def _geometric(known: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Inexact by nature: 28 digits, reckoned in twice as many, so that equal scores give themselves."""
    if any(score <= 0 for _, score in known):
        return ZERO
    weighed, total = sum((weight for weight, _ in known), ZERO), Decimal(0)
    for weight, score in known:
        share = weight / weighed
        power = _WORKING.divide(Decimal(share.numerator), Decimal(share.denominator))
        value = _WORKING.divide(Decimal(score.numerator), Decimal(score.denominator))
        total = _WORKING.add(total, _WORKING.multiply(power, _WORKING.ln(value)))
    return Fraction(_DIGITS.plus(_WORKING.exp(total)))
