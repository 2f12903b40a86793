"""Targets set, revised and dropped in versions; what was set stays."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.scores.faults import NoSuchKpi, NoTarget, StaleTarget, TargetUnchanged
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.targets import Target, check_revision
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.formats.scores.targets import target_to_data
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import TargetRow, target_versions
from openscorecard.records.models import TargetRecord


def kpi_or_fault(strategy: str, code: str, reader: Reader) -> Kpi:
    """The KPI with this code. Raises UnknownPlan, NoSuchKpi."""
    kpis = [kpi for _, kpi in open_plan(strategy, reader).plan.kpis()]
    found = next((kpi for kpi in kpis if kpi.code == code), None)
    if found is None:
        raise NoSuchKpi(plan=strategy, item=code[:100], known="、".join(kpi.code for kpi in kpis[:3]))
    return found


def set_target(
    strategy: str,
    period: Period,
    target: Target,
    *,
    origin: str = "",
    reason: str = "",
    countermeasure: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TargetRow:
    """Store a new version of the target of `target.kpi`, the code of a KPI of `strategy`, in `period`.

    `expected` is the version the change was made on (0: none), None where it does not matter. Raises UnknownPlan,
    NoSuchKpi, UnfitRevision, TargetUnchanged, StaleTarget; Denied.
    """
    act = begin("target.set", "target", f"{strategy} {target.kpi} {period}", by=by, now=now, source=source)
    kpi = kpi_or_fault(strategy, target.kpi, act.by)
    said = {"origin": origin[:300], "reason": reason[:1000], "countermeasure": countermeasure[:1000]}
    try:
        with act.stored():
            versions = target_versions(strategy, kpi.id, period)
            last = versions[0] if versions else None
            if expected is not None and expected != (last.version if last else 0):
                raise StaleTarget(item=kpi.code, period=period)
            content = target_to_data(target)
            if last and last.target and target_to_data(last.target) == content and last.origin == said["origin"]:
                raise TargetUnchanged(item=kpi.code, period=period, version=last.version)
            # Dropping a target first is no way round the reason: what was set before it was dropped counts.
            before = next((row.target for row in versions if row.target), None)
            if before:
                check_revision(before, target, reason, countermeasure)
            _store(act, strategy, kpi, period, last, content, **said)
    except IntegrityError as taken:
        raise StaleTarget(item=kpi.code, period=period) from taken
    return target_versions(strategy, kpi.id, period)[0]


def drop_target(
    strategy: str,
    code: str,
    period: Period,
    *,
    reason: str = "",
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TargetRow:
    """Take the target of a KPI in a period back; every version stays.

    Raises UnknownPlan, NoSuchKpi, NoTarget; Denied.
    """
    act = begin("target.drop", "target", f"{strategy} {code} {period}", by=by, now=now, source=source)
    kpi = kpi_or_fault(strategy, code, act.by)
    try:
        with act.stored():
            last = next(iter(target_versions(strategy, kpi.id, period)), None)
            if last is None or last.target is None:
                raise NoTarget(item=kpi.code, period=period)
            _store(act, strategy, kpi, period, last, {}, reason=reason[:1000])
    except IntegrityError as taken:
        raise StaleTarget(item=kpi.code, period=period) from taken
    return target_versions(strategy, kpi.id, period)[0]


def _store(
    act: Act, strategy: str, kpi: Kpi, period: Period, last: TargetRow | None, content: dict[str, Any], **said: str
) -> None:
    version = (last.version if last else 0) + 1
    TargetRecord(
        strategy=strategy,
        kpi=kpi.id,
        period=str(period),
        version=version,
        content=content,
        by=act.by.name,
        at=act.now,
        **said,
    ).save(force_insert=True)
    before = target_to_data(last.target) if last and last.target else None
    act.before, act.after = {"target": before}, {"target": content or None, "version": version, **said}
