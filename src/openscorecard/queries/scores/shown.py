"""The scores that pages show: of which period, and the scored plan, kept ready while what it stands on stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.utils import timezone

from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.scored import ScoredPlan
from openscorecard.queries.initiatives.late import years_told
from openscorecard.queries.recent import Recent
from openscorecard.queries.scores.scored import scored_plan
from openscorecard.queries.state import store_state
from openscorecard.records.models import TargetRecord

_SCORED: Recent[ScoredPlan] = Recent(1024)  # of some 50 kB: a city of a thousand institutions
_PERIODS: Recent[ScorePeriods] = Recent(1024)
YEARS = 12


@dataclass(frozen=True, slots=True)
class ScorePeriods:
    """The period to show, and those to choose from, newest first; `shown` is None where there is nothing to score."""

    shown: Period | None
    choices: tuple[Period, ...]


def score_periods(strategy: str, asked: Period | None, now: datetime) -> ScorePeriods:
    """The period asked for, else the newest year that rows speak for and that has targets, else the newest of rows.

    To choose are the years of rows and targets, and shorter periods that have targets of their own. One query once
    known.
    """
    key = (strategy, asked, now.year, store_state())
    return _PERIODS.get(key, lambda: _periods(strategy, asked, now))


def _periods(strategy: str, asked: Period | None, now: datetime) -> ScorePeriods:
    names = TargetRecord.objects.filter(strategy=strategy).exclude(content={}).values_list("period", flat=True)
    targeted = {parse_period(name) for name in names.distinct()}
    told = [Period("year", year) for year in years_told() if year <= now.year]
    years = sorted({*(one for one in targeted if one.grain == "year"), *told}, reverse=True)[:YEARS]
    shorter = sorted((one for one in targeted if one.grain != "year"), key=lambda one: one.last_day, reverse=True)
    both = [one for one in told if one in targeted]
    usual = both[-1] if both else told[-1] if told else (years[0] if years else None)
    return ScorePeriods(asked or usual, (*years, *shorter[:YEARS]))


def shown_scores(
    strategy: str, period: Period, reader: Reader, now: datetime, known_at: datetime | None = None
) -> ScoredPlan:
    """The plan scored as `scored_plan` does; one query once known. Raises as that does."""
    return shown_scores_of(strategy, (period,), reader, now, known_at)[0]


def shown_scores_of(
    strategy: str, periods: Sequence[Period], reader: Reader, now: datetime, known_at: datetime | None = None
) -> tuple[ScoredPlan, ...]:
    """The plan scored in each period; one query once all are known. Raises as `scored_plan`."""
    about = (strategy, reader.sees_drafts, timezone.localdate(now), known_at, store_state())
    return tuple(
        _SCORED.get((one, *about), partial(scored_plan, strategy, one, reader, now, known_at)) for one in periods
    )
