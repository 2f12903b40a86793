"""A plan at a glance: how it stands and stood a period before, and the trend of each of its KPIs; kept ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone

from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.known import Known
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.strategy.plan import Plan
from openscorecard.domain.strategy.soundness import Finding
from openscorecard.queries.measures import catalogue
from openscorecard.queries.recent import Recent
from openscorecard.queries.scores.ahead import ahead_of
from openscorecard.queries.scores.shown import shown_scores_of
from openscorecard.queries.scores.soundness import figure_findings
from openscorecard.queries.scores.targets import targets_of_all
from openscorecard.queries.scores.variation import recalculations_of_all
from openscorecard.queries.state import store_state
from openscorecard.queries.trends import trends_of
from openscorecard.records.models import RecalculationRecord

if TYPE_CHECKING:
    from openscorecard.forecasting.scores.year import YearForecast


@dataclass(frozen=True, slots=True)
class KpiTrend:
    """The trend of what a KPI counts, what it is asked by period, limits begun anew, the forecast of its year."""

    trend: Trend
    targets: Mapping[Period, Target]
    known: Known
    ahead: YearForecast | None


@dataclass(frozen=True, slots=True)
class Glance:
    """A plan `now`, in the period `before` (None where it has none), and the trends of its KPIs by their code.

    `findings` are what the checks by targets and figures say of the period. `key` changes whenever any of it may.
    """

    now: ScoredPlan
    before: ScoredPlan | None
    trends: Mapping[str, KpiTrend]
    findings: tuple[Finding, ...]
    key: tuple[object, ...]


_TRENDS: Recent[Mapping[str, KpiTrend]] = Recent(64)
_FINDINGS: Recent[tuple[Finding, ...]] = Recent(64)


def glance_of(strategy: str, period: Period, reader: Reader, now: datetime, known_at: datetime | None = None) -> Glance:
    """The plan `strategy` in `period`; six queries once known. Raises as `scored_plan`.

    Trends and findings are those of the present: with `known_at` there are none.
    """
    earlier = _earlier(period)
    *rest, shown = shown_scores_of(strategy, (*([earlier] if earlier else []), period), reader, now, known_at)
    before = rest[0] if rest else None
    key = (*_state(strategy), reader.sees_drafts, timezone.localdate(now), period)
    if known_at is not None:
        return Glance(shown, before, {}, (), (known_at, *key))
    return Glance(
        shown,
        before,
        _TRENDS.get(key[:-1], partial(_trends, shown.plan)),
        _FINDINGS.get(key, partial(figure_findings, strategy, period, reader, now)),
        key,
    )


def _earlier(period: Period) -> Period | None:
    """The period before; the year to date of a month is beside that of the month before in the same year."""
    return None if period.grain == "ytd" and period.number == 1 else period.previous()


def _state(strategy: str) -> tuple[object, ...]:
    anew = RecalculationRecord.objects.aggregate(last=Max("pk"))["last"]
    return (strategy, anew, *store_state())


def _trends(plan: Plan) -> Mapping[str, KpiTrend]:
    known = catalogue()
    bound = {kpi: one for _, kpi in plan.kpis() if kpi.measure and (one := known.get(kpi.measure))}
    trends = trends_of(tuple({one.id: one for one in bound.values()}.values()))
    asked = targets_of_all(plan.id, {kpi.id: one.frequency for kpi, one in bound.items()})
    anew = recalculations_of_all()
    found: dict[str, KpiTrend] = {}
    for kpi, measure in bound.items():
        targets = {period: one.target for period, one in asked.get(kpi.id, {}).items()}
        trend = trends[measure.id]
        events = Known(recalculations=anew.get(measure.id, ()))
        found[kpi.code] = KpiTrend(trend, targets, events, ahead_of(trend, targets))
    return found
