"""What the soundness checks that need targets and figures find in a plan, in one period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from fractions import Fraction

from openscorecard.domain.measures.observing import observe
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.flags import flags
from openscorecard.domain.scores.in_force import InForce, TargetRow
from openscorecard.domain.scores.revisions import RevisedTarget, Revision
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.soundness import ALWAYS_MET, KpiStanding, target_findings
from openscorecard.domain.strategy.soundness import Finding
from openscorecard.queries.figures import known_for
from openscorecard.queries.measures import catalogue
from openscorecard.queries.scores.shown import shown_scores_of
from openscorecard.queries.scores.targets import target_histories

_PER_YEAR = {"month": 12, "quarter": 4, "half": 2, "year": 1}


def figure_findings(strategy: str, period: Period, reader: Reader, now: datetime) -> tuple[Finding, ...]:
    """All findings for `period`, those of single KPIs in the plan's order, then what scores on target hide.

    Owners are not kept yet, so nothing is said of them. Raises UnknownPlan.
    """
    *before, scored = shown_scores_of(strategy, (*_before(period), period), reader, now)
    histories = target_histories(strategy, period)
    months = _months(scored)
    standings = {
        kpi.code: KpiStanding(
            target=_revised(scored.targets.get(kpi.code), histories.get(kpi.id, ())),
            owner=None,
            source=scored.targets[kpi.code].row.origin if kpi.code in scored.targets else "",
            due=period.last_day,
            scores=[_score(one, kpi.code) for one in (*before, scored)],
            months=months.get(kpi.code, ()),
            denominators=[(one.period, _denominator(one, kpi.code)) for one in (*before[-1:], scored)],
        )
        for _, kpi in scored.plan.kpis()
    }
    return (
        *target_findings(scored.plan, period, standings, catalogue()),
        *flags(scored.card.every(), scored.companions),
    )


def _before(period: Period) -> list[Period]:
    """The periods of the same grain before it, oldest first, as many as "always met" looks at."""
    return [period.shifted(-step) for step in range(ALWAYS_MET - 1, 0, -1)] if period.grain in _PER_YEAR else []


def _score(scored: ScoredPlan, code: str) -> Fraction | None:
    achieved = scored.card.achieved.get(code)
    return achieved.score if achieved else None


def _denominator(scored: ScoredPlan, code: str) -> Fraction | None:
    measured = scored.measured.get(code)
    side = measured.observation.denominator if measured else None
    return side.value if side else None


def _months(scored: ScoredPlan) -> Mapping[str, list[Fraction | None]]:
    """The values of the months of the period, of KPIs that count a stock and have a target."""
    stocks = {
        code: one.reading.formula
        for code, one in scored.measured.items()
        if one.measure.kind == "S" and code in scored.targets
    }
    if not stocks:
        return {}
    months = scored.period.months()
    known = known_for(stocks.values(), months)
    return {code: [observe(formula, one, known)[0].value for one in months] for code, formula in stocks.items()}


def _revised(there: InForce | None, versions: Sequence[TargetRow]) -> RevisedTarget | None:
    """The target in force and its revisions since it was last set anew; what the year's target asks has none."""
    if there is None:
        return None
    if there.derived:
        return RevisedTarget(there.target, there.row.at.date())
    since = [row for row in reversed(versions) if row.version >= there.first.version]
    first, *later = [(row, row.target) for row in since if row.target]
    revisions = tuple(Revision(target, row.at.date(), row.reason, row.countermeasure, row.by) for row, target in later)
    return RevisedTarget(first[1], first[0].at.date(), revisions)
