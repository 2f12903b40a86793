"""Periods of a plan opened to the public, as they are known at that moment, and closed again; every deed stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.faults import NothingForThePublic, NotPublished, StalePublishing, UnfitPublication
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import ANONYMOUS, Reader
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.faults import UnknownPlan
from openscorecard.queries.plans import open_plan
from openscorecard.queries.publishing import GRAINS, DeedRow, last_deed
from openscorecard.records.models import PublishingRecord


def publish_period(
    strategy: str,
    period: Period,
    *,
    reason: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> DeedRow:
    """Let the public see `period` of the plan as it is known now; a period that is published is published anew.

    `reason` is read by the public beside the figures. `expected` is the number of the last deed that was seen (0:
    none), None where it does not matter. Raises UnknownPlan, UnfitPublication, NothingForThePublic, StalePublishing;
    Denied.
    """
    act = begin("period.publish", "period", f"{strategy} {period}", by=by, now=now, source=source)
    if period.grain not in GRAINS or period.first_day > timezone.localdate(now):
        raise UnfitPublication(period=period)
    found = _for_the_public(strategy, act.by)
    return _store(act, strategy, period, "published", reason, expected, found.revision, {})


def withdraw_period(
    strategy: str,
    period: Period,
    *,
    reason: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> DeedRow:
    """Take a published period out of what the public sees; the deed and its reason stay.

    Raises UnknownPlan, NotPublished, StalePublishing; Denied.
    """
    act = begin("period.withdraw", "period", f"{strategy} {period}", by=by, now=now, source=source)
    open_plan(strategy, act.by)
    return _store(act, strategy, period, "withdrawn", reason, expected)


def _for_the_public(strategy: str, by: Reader) -> OpenPlan:
    """The plan as the public opens it; raises NothingForThePublic where only its draft is there."""
    open_plan(strategy, by)
    try:
        return open_plan(strategy, ANONYMOUS)
    except UnknownPlan as missing:
        raise NothingForThePublic(plan=strategy) from missing


def _store(
    act: Act,
    strategy: str,
    period: Period,
    done: str,
    reason: str,
    expected: int | None,
    revision: int | None = None,
    content: Mapping[str, Any] | None = None,
) -> DeedRow:
    try:
        with act.stored():
            last = last_deed(strategy, period)
            if expected is not None and expected != (last.version if last else 0):
                raise StalePublishing(plan=strategy, period=period)
            if done == "withdrawn" and (last is None or last.act == done):
                raise NotPublished(plan=strategy, period=period)
            version, why = (last.version if last else 0) + 1, reason.strip()[:1000]
            PublishingRecord(
                strategy=strategy,
                period=str(period),
                version=version,
                act=done,
                revision=revision,
                content=content or {},
                reason=why,
                by=act.by.name,
                at=act.now,
            ).save(force_insert=True)
            act.before = {"act": last.act if last else None, "version": last.version if last else 0}
            act.after = {"act": done, "version": version, "revision": revision, "reason": why}
    except IntegrityError as taken:
        raise StalePublishing(plan=strategy, period=period) from taken
    found = last_deed(strategy, period)
    assert found is not None  # noqa: S101 -- just stored
    return found
