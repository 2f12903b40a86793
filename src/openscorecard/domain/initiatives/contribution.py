"""What each action plan brings to a KPI: the KPI's own rows, split by the plan they carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from openscorecard.domain.measures.dimensions import PLAN, WHOLE
from openscorecard.domain.measures.figures import Observation, ObservationStatus
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.observing import Known, observe, splits_by
from openscorecard.domain.measures.periods import Period


@dataclass(frozen=True, slots=True)
class Contribution:
    """A figure split by plan: `by_plan` and `no_plan` add up to `value`, exactly.

    For a ratio `value` is the numerator and `denominator` stands whole beside it; `scale` as in the formula. Where
    rows cannot be split by plan, `splits` is False and all is of no plan. `value` is None but where `status` is ok.
    """

    period: Period
    status: ObservationStatus
    value: Fraction | None
    denominator: Fraction | None
    by_plan: Mapping[str, Fraction]
    no_plan: Fraction | None
    splits: bool
    scale: Fraction = Fraction(1)
    runs: tuple[int, ...] = ()
    batches: tuple[str, ...] = ()


def contribution(formula: Formula, period: Period, known: Known) -> Contribution:
    """The split of `formula` in `period`. Source: kpi-catalogue, "Contribution"."""
    (whole,) = observe(formula, period, known)
    if whole.numerator is None or whole.status not in {"ok", "not_applicable"}:
        return Contribution(period, whole.status, None, None, {}, None, False, formula.scale, whole.runs, whole.batches)
    value = whole.numerator.value
    below = whole.denominator.value if whole.denominator else None
    top = Formula(formula.of)
    splits = splits_by(top, PLAN, known.datasets)
    parts = observe(top, period, known, PLAN) if splits else ()
    if splits and any(_sure(one) is None for one in parts):
        status = next(one.status for one in parts if _sure(one) is None)
        return Contribution(period, status, None, None, {}, None, True, formula.scale, whole.runs, whole.batches)
    found = {one.cell: _sure(one) or Fraction(0) for one in parts if one.cell != WHOLE}
    carried = sum(found.values(), Fraction(0))
    return Contribution(
        period=period,
        status="ok",
        value=value,
        denominator=below,
        by_plan={plan: number for plan, number in sorted(found.items()) if number},
        no_plan=value - carried,
        splits=splits,
        scale=formula.scale,
        runs=tuple(sorted({run for one in (whole, *parts) for run in one.runs})),
        batches=tuple(sorted({batch for one in (whole, *parts) for batch in one.batches})),
    )


def carried_by(contributions: Iterable[Contribution], plan: str) -> Fraction:
    """What one plan brings in all of these together."""
    return sum((one.by_plan.get(plan, Fraction(0)) for one in contributions), Fraction(0))


def _sure(one: Observation) -> Fraction | None:
    return one.numerator.value if one.numerator is not None else None
