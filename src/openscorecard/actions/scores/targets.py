"""Targets set, revised and dropped in versions, one or many at once; what was set stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.actions.scores.faults import (
    NoSuchKpi,
    NoSuchTargetVersion,
    NoTarget,
    StaleTarget,
    TargetUnchanged,
)
from openscorecard.actions.scores.looking import CHANGING, Looked, faults_of, judged, look_at_targets
from openscorecard.actions.scores.wanted import Asking, Wanted, kept, spread_of
from openscorecard.domain.faults import refuse
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.rollup import UnfitWeights
from openscorecard.domain.scores.targets import Target
from openscorecard.domain.scores.yearly import MissingPolicy, Profile
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.formats.scores.targets import Stored, stored_to_data
from openscorecard.queries.measures import catalogue
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import target_versions, targets_in
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
    profile: Profile | None = None,
    missing: MissingPolicy = "missing",
    origin: str = "",
    reason: str = "",
    countermeasure: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TargetRow:
    """Store a new version of the target of `target.kpi`, the code of a KPI of `strategy`, in `period`.

    `profile` is how the target of a year spreads over it. `expected` is the version the change was made on (0: none),
    None where it does not matter. Raises UnknownPlan, NoSuchKpi, UnfitProfile, UnfitWeights, UnfitRevision,
    TargetUnchanged, StaleTarget; Denied.
    """
    act = begin("target.set", "target", f"{strategy} {target.kpi} {period}", by=by, now=now, source=source)
    kpi = kpi_or_fault(strategy, target.kpi, act.by)
    spread = spread_of(kpi, target, profile, period, catalogue()) if profile else None
    wanted = Wanted(Stored(target, spread, missing), origin, reason, countermeasure)
    return _stored_alone(act, strategy, kpi, period, wanted, expected)


def set_targets(
    strategy: str, period: Period, askings: Sequence[Asking], *, by: Reader, now: datetime, source: Source = JOB
) -> tuple[TargetRow, ...]:
    """Set, revise and drop many targets of a period, all or none, each with an audit entry of its own.

    Answers with what was stored; nothing for those that change nothing. Raises UnknownPlan, and all that is wrong at
    once: NoSuchKpi, TargetTwice, UnfitNumber, UnfitTarget, UnfitProfile, UnfitWeights, UnfitRevision, StaleTarget;
    Denied.
    """
    act = begin("target.set", "target", f"{strategy} {period}", by=by, now=now, source=source)
    # Looked at before the store is held, so that what is merely wrong keeps nobody waiting.
    refuse(faults_of(look_at_targets(strategy, period, askings, act.by)))
    try:
        with transaction.atomic():
            looked = look_at_targets(strategy, period, askings, act.by)
            refuse(faults_of(looked))
            changing = [one for one in looked if one.kind in CHANGING]
            for one in changing:
                _enter(act, strategy, period, one)
    except IntegrityError as taken:
        raise StaleTarget(item=strategy, period=period) from taken
    return tuple(target_versions(strategy, one.kpi.id, period)[0] for one in changing if one.kpi)


def drop_target(
    strategy: str,
    code: str,
    period: Period,
    *,
    reason: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TargetRow:
    """Take the target of a KPI in a period back; every version stays.

    Raises UnknownPlan, NoSuchKpi, NoTarget, StaleTarget; Denied.
    """
    act = begin("target.drop", "target", f"{strategy} {code} {period}", by=by, now=now, source=source)
    kpi = kpi_or_fault(strategy, code, act.by)
    try:
        with act.stored():
            last = next(iter(target_versions(strategy, kpi.id, period)), None)
            if last is None or last.target is None:
                raise NoTarget(item=kpi.code, period=period)
            if expected is not None and expected != last.version:
                raise StaleTarget(item=kpi.code, period=period)
            store_version(act, strategy, kpi.id, period, last, Wanted(None, reason=reason))
    except IntegrityError as taken:
        raise StaleTarget(item=kpi.code, period=period) from taken
    return target_versions(strategy, kpi.id, period)[0]


def restore_target(
    strategy: str,
    code: str,
    period: Period,
    version: int,
    *,
    reason: str = "",
    countermeasure: str = "",
    expected: int | None = None,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> TargetRow:
    """Bring an earlier version of a target back, as a new one.

    Raises UnknownPlan, NoSuchKpi, NoSuchTargetVersion, UnfitRevision, UnfitWeights, TargetUnchanged, StaleTarget;
    Denied.
    """
    act = begin("target.restore", "target", f"{strategy} {code} {period}", by=by, now=now, source=source)
    kpi = kpi_or_fault(strategy, code, act.by)
    found = next((row for row in target_versions(strategy, kpi.id, period) if row.version == version), None)
    stored = kept(found)
    if found is None or stored is None:
        raise NoSuchTargetVersion(item=kpi.code, period=period, version=version)
    named = replace(stored, target=replace(stored.target, kpi=kpi.code), example=False)
    wanted = Wanted(named, found.origin, reason, countermeasure)
    return _stored_alone(act, strategy, kpi, period, wanted, expected)


def _stored_alone(act: Act, strategy: str, kpi: Kpi, period: Period, wanted: Wanted, expected: int | None) -> TargetRow:
    """Store one wanted target, with the act's entry."""
    _check_weight(strategy, kpi, period, wanted, act.by)
    try:
        with act.stored():
            versions = target_versions(strategy, kpi.id, period)
            found = judged(Asking(kpi.code, {}, expected), kpi, versions, wanted, period)
            if expected is not None and expected != found.version:
                raise StaleTarget(item=kpi.code, period=period)
            if found.kind == "unchanged" and not (found.last and found.last.example):
                raise TargetUnchanged(item=kpi.code, period=period, version=found.version)
            refuse(found.faults)
            store_version(act, strategy, kpi.id, period, found.last, wanted)
    except IntegrityError as taken:
        raise StaleTarget(item=kpi.code, period=period) from taken
    return target_versions(strategy, kpi.id, period)[0]


def _check_weight(strategy: str, kpi: Kpi, period: Period, wanted: Wanted, reader: Reader) -> None:
    """Raise UnfitWeights where the KPIs of the objective would weigh nothing altogether."""
    objective = open_plan(strategy, reader).plan.objective_of(kpi.id)
    if objective is None or wanted.stored is None or wanted.stored.target.weight:
        return
    there = targets_in(strategy, period)
    if all(one.id == kpi.id or (one.id in there and not there[one.id].target.weight) for one in objective.kpis):
        raise UnfitWeights(code=objective.code, reason="Σ = 0")


def _enter(act: Act, strategy: str, period: Period, one: Looked) -> None:
    """Store what was looked at, with an entry of its own."""
    if one.kpi is None or one.wanted is None:
        return
    verb = "target.drop" if one.kind == "dropped" else "target.set"
    own = replace(act, verb=verb, subject=f"{strategy} {one.kpi.code} {period}")
    with own.stored():
        store_version(own, strategy, one.kpi.id, period, one.last, one.wanted)


def store_version(act: Act, strategy: str, kpi: str, period: Period, last: TargetRow | None, wanted: Wanted) -> None:
    """Add the next version of a target; inside the act's transaction."""
    version = (last.version if last else 0) + 1
    TargetRecord(
        strategy=strategy,
        kpi=kpi,
        period=str(period),
        version=version,
        content=wanted.content,
        by=act.by.name,
        at=act.now,
        **wanted.notes,
    ).save(force_insert=True)
    before = kept(last)
    act.before = {"target": stored_to_data(before) if before else None}
    act.after = {"target": wanted.content or None, "version": version, **wanted.notes}
