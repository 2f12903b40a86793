"""The scores that pages show: of which period, and the scored plan, kept ready while what it stands on stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Count, F, Model, Subquery, Value
from django.utils import timezone

from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.data import data_state
from openscorecard.queries.initiatives.late import years_told
from openscorecard.queries.recent import Recent
from openscorecard.queries.scores.scored import ScoredPlan, scored_plan
from openscorecard.records.models import (
    Edition,
    OwnMeasure,
    PlanRecord,
    ReadingRecord,
    Revision,
    RulesRecord,
    Run,
    TargetRecord,
)

_SCORED: Recent[ScoredPlan] = Recent(64)
_STANDS_ON: tuple[type[Model], ...] = (Run, TargetRecord, RulesRecord, ReadingRecord, OwnMeasure, Revision)
YEARS = 12


@dataclass(frozen=True, slots=True)
class ScorePeriods:
    """The period to show, and those to choose from, newest first; `shown` is None where there is nothing to score."""

    shown: Period | None
    choices: tuple[Period, ...]


def score_periods(strategy: str, asked: Period | None, now: datetime) -> ScorePeriods:
    """The period asked for, else the newest year that rows speak for and that has targets, else the newest of rows.

    To choose are the years of rows and targets, and shorter periods that have targets of their own. Two queries.
    """
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
    """The plan scored as `scored_plan` does; two queries once known. Raises as that does."""
    return shown_scores_of(strategy, (period,), reader, now, known_at)[0]


def shown_scores_of(
    strategy: str, periods: Sequence[Period], reader: Reader, now: datetime, known_at: datetime | None = None
) -> tuple[ScoredPlan, ...]:
    """The plan scored in each period; two queries once all are known. Raises as `scored_plan`."""
    about = (strategy, reader.sees_drafts, timezone.localdate(now), known_at, *state_of(strategy))
    return tuple(
        _SCORED.get((one, *about), partial(scored_plan, strategy, one, reader, now, known_at)) for one in periods
    )


def state_of(strategy: str) -> tuple[object, ...]:
    """What changes whenever a score may: the newest rows of all that scores stand on, asked for at once.

    Two queries.
    """
    newest = [Subquery(model._default_manager.order_by("-pk").values("pk")[:1]) for model in _STANDS_ON]
    days = [
        Subquery(Edition.objects.order_by(F(name).desc(nulls_last=True)).values(name)[:1])
        for name in ("published_at", "retired_at")
    ]
    gone = PlanRecord.objects.exclude(deleted_at=None).order_by().values(one=Value(1))
    deleted = Subquery(gone.annotate(count=Count("pk")).values("count"))
    found = PlanRecord.objects.filter(slug=strategy).values_list(*newest, *days, deleted).first()
    return (*(found or ()), data_state())
