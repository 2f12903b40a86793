"""Soundness checks that need targets, figures and owners: what is allowed in a scorecard but unwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from openscorecard.domain.measures.decimals import decimal_text, short_text
from openscorecard.domain.measures.measure import Catalogue, Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.revisions import RevisedTarget
from openscorecard.domain.scores.targets import Target, asked
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness.finding import Finding, finding

ALWAYS_MET = 6
"""So many periods in a row at 100 or more, and the target may be too easy."""
SILENT = 2
"""So many periods without a word of its owner, and a KPI is told of."""
JUMP = Fraction(1, 10)
"""A denominator that changes by more than this part of what it was jumps."""


@dataclass(frozen=True, slots=True)
class KpiStanding:
    """What is known of a KPI in a period, for the checks; sequences are by period, oldest first, None where missing.

    `owner` is None where owners are not kept. `scores` are percent points; `months` the values of the months of a year
    whose target this is; `denominators` with their periods; `reported` says of each period whether the owner reported
    or said something.
    """

    target: RevisedTarget | None = None
    owner: str | None = ""
    source: str = ""
    due: date | None = None
    scores: Sequence[Fraction | None] = ()
    months: Sequence[Fraction | None] = ()
    denominators: Sequence[tuple[Period, Fraction | None]] = ()
    reported: Sequence[bool] = ()


_NOTHING = KpiStanding()


def target_findings(
    plan: Plan, period: Period, standings: Mapping[str, KpiStanding], catalogue: Catalogue
) -> tuple[Finding, ...]:
    """All findings for the KPIs of `plan` in `period`; `standings` are by the code of a KPI.

    A plan without any target gets one finding, not one for each KPI.
    """
    kpis = [(kpi, standings.get(kpi.code, _NOTHING)) for _, kpi in plan.kpis()]
    targeted = any(standing.target for _, standing in kpis)
    found = [one for kpi, standing in kpis for one in _one(kpi, period, standing, catalogue.get(kpi.measure), targeted)]
    if kpis and not targeted:
        found.insert(0, finding("plan-without-targets", "", period=period))
    return tuple(found)


def _one(kpi: Kpi, period: Period, standing: KpiStanding, measure: Measure | None, targeted: bool) -> Iterator[Finding]:
    if standing.owner is not None and not standing.owner.strip():
        yield _found("kpi-without-owner", kpi)
    elif standing.owner is not None and _silent(standing.reported) >= SILENT:
        yield _found("owner-silent", kpi, owner=standing.owner, count=_silent(standing.reported))
    if standing.target is None and targeted:
        yield _found("kpi-without-target", kpi, period=period)
    elif standing.target is not None:
        yield from _of_target(kpi, standing, standing.target, measure)
    if measure is None or measure.kind == "R":
        yield from _jumps(kpi, standing.denominators)


def _of_target(kpi: Kpi, standing: KpiStanding, revised: RevisedTarget, measure: Measure | None) -> Iterator[Finding]:
    target = revised.current
    if not standing.source.strip():
        yield _found("target-without-source", kpi)
    if standing.due is None:
        yield _found("target-without-due-date", kpi)
    if revised.lowered:
        said = {"now": asked(target), "before": asked(revised.original)}
        yield _found(
            "target-lowered", kpi, **said, reason="；".join(one.reason for one in revised.revisions if one.reason)
        )
    if (met := _met(standing.scores)) >= ALWAYS_MET:
        yield _found("target-always-met", kpi, count=met)
    if measure and target.unit not in {measure.unit.zh, measure.unit.en}:
        yield _found("target-unit-clash", kpi, unit=target.unit, measured=measure.unit.zh)
    if _backwards(target):
        said = {"value": asked(target), "baseline": decimal_text(target.baseline or Fraction(0))}
        yield _found("target-direction-clash", kpi, **said, direction=target.direction)
    if measure and measure.kind == "S" and _summed(target, standing.months):
        yield _found("stock-summed-as-flow", kpi, value=asked(target))


def _backwards(target: Target) -> bool:
    if target.baseline is None or target.direction == "band" or target.method in {"manual", "milestones", "steps"}:
        return False
    return target.value < target.baseline if target.direction == "up" else target.value > target.baseline


def _summed(target: Target, months: Sequence[Fraction | None]) -> bool:
    """Whether the target looks like the sum of months: it lies at or above it, and far above every month."""
    known = [one for one in months if one is not None]
    if len(known) < 2 or target.direction == "band" or min(known) <= 0:
        return False
    return target.value >= sum(known, Fraction(0)) * (1 - JUMP) and target.value > 2 * max(known)


def _met(scores: Sequence[Fraction | None]) -> int:
    """How many of the last periods in a row met the target; a missing one ends it."""
    count = 0
    for one in reversed(scores):
        if one is None or one < 100:
            break
        count += 1
    return count


def _silent(reported: Sequence[bool]) -> int:
    """For how many of the last periods nothing was said."""
    return next((count for count, said in enumerate(reversed(reported)) if said), len(reported))


def _jumps(kpi: Kpi, denominators: Sequence[tuple[Period, Fraction | None]]) -> Iterator[Finding]:
    known = [(period, one) for period, one in denominators if one is not None]
    for (_, before), (period, now) in pairwise(known):
        if abs(now - before) > abs(before) * JUMP:
            said = {"before": short_text(before), "now": short_text(now)}
            yield _found("denominator-jump", kpi, **said, period=period)


def _found(code: str, kpi: Kpi, **facts: object) -> Finding:
    return finding(code, kpi.code, item=kpi.code, name=kpi.name.zh, **facts)
