"""Limits of a chart calculated anew from a period on, for a reason, by a person; taken back without losing it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.scores.faults import NoPointThere, NoReason, NotRecalculated, RecalculatedAlready
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.known import RecalculationRow
from openscorecard.queries.measures import measure_named
from openscorecard.queries.observed import Asked, observed
from openscorecard.queries.scores.variation import recalculations
from openscorecard.records.models import RecalculationRecord


def recalculate_limits(
    measure: str, period: Period, reason: str, *, by: Reader, now: datetime, source: Source = JOB
) -> RecalculationRow:
    """Calculate the limits of `measure` anew from `period` on; the old ones stay drawn before it.

    Raises NoSuchMeasure, NoReason, NoPointThere, RecalculatedAlready; Denied.
    """
    act = begin("limits.recalculate", "measure", measure, by=by, now=now, source=source)
    found = measure_named(measure)
    if not reason.strip():
        raise NoReason(measure=found.id, period=period)
    _check_point(found, period)
    try:
        with act.stored():
            last = _last(found.id, period)
            if last and not last.withdrawn:
                raise RecalculatedAlready(measure=found.id, period=period)
            _store(act, found.id, period, last, withdrawn=False, reason=reason.strip())
    except IntegrityError as taken:
        raise RecalculatedAlready(measure=found.id, period=period) from taken
    return recalculations(found.id)[0]


def withdraw_recalculation(
    measure: str, period: Period, reason: str = "", *, by: Reader, now: datetime, source: Source = JOB
) -> RecalculationRow:
    """Take a recalculation back: limits run on from those before it. Who made it and why stays.

    Raises NoSuchMeasure, NotRecalculated; Denied.
    """
    act = begin("limits.withdraw", "measure", measure, by=by, now=now, source=source)
    found = measure_named(measure)
    try:
        with act.stored():
            last = _last(found.id, period)
            if last is None or last.withdrawn:
                raise NotRecalculated(measure=found.id, period=period)
            _store(act, found.id, period, last, withdrawn=True, reason=reason.strip())
    except IntegrityError as taken:
        raise NotRecalculated(measure=found.id, period=period) from taken
    return recalculations(found.id)[0]


def _check_point(measure: Measure, period: Period) -> None:
    if period.grain == measure.frequency:
        (line,) = observed(Asked(measure.id, period, period)).lines
        if line.observation.value is not None:
            return
    raise NoPointThere(measure=measure.id, period=period, frequency=measure.frequency)


def _last(measure: str, period: Period) -> RecalculationRow | None:
    mine = [row for row in recalculations(measure) if row.period == period]
    return max(mine, key=lambda row: row.version, default=None)


def _store(
    act: Act, measure: str, period: Period, last: RecalculationRow | None, *, withdrawn: bool, reason: str
) -> None:
    version = (last.version if last else 0) + 1
    RecalculationRecord(
        measure=measure,
        period=str(period),
        version=version,
        withdrawn=withdrawn,
        reason=reason[:1000],
        by=act.by.name,
        at=act.now,
    ).save(force_insert=True)
    act.before = {"period": str(period), "recalculated": withdrawn}
    act.after = {"period": str(period), "recalculated": not withdrawn, "version": version, "reason": reason[:1000]}
