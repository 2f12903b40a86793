"""The example's targets: loaded where nobody ever set one, taken out as one thing, brought back as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from openscorecard.actions.acting import JOB, Act, Source, begin
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.formats.scores.targets import Stored, stored_to_data
from openscorecard.queries.faults import UnknownPlan
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import ever_set, last_targets
from openscorecard.records.models import TargetRecord

ORIGIN = "示範"
"""Where the example's targets say they come from; the empty version that takes one out says so too."""


def load_example_targets(
    strategy: str,
    wanted: Mapping[Period, Iterable[Stored]],
    *,
    by: Reader,
    now: datetime,
    source: Source = JOB,
) -> int:
    """Set the example's targets, of KPIs by id, where nothing was ever set; how many. Raises Denied."""
    act = begin("example.load_targets", "example", strategy, by=by, now=now, source=source)
    try:
        kpis = {kpi.id for _, kpi in open_plan(strategy, act.by).plan.kpis()}
    except UnknownPlan:  # somebody deleted it
        return 0
    there = ever_set(strategy)
    missing = [
        (period, one)
        for period, every in wanted.items()
        for one in every
        if one.target.kpi in kpis and (one.target.kpi, str(period)) not in there
    ]
    if not missing:
        return 0
    with act.stored():
        TargetRecord.objects.bulk_create(
            _record(strategy, one.target.kpi, str(period), 1, stored_to_data(one), act) for period, one in missing
        )
        act.after = {"targets": len(missing)}
    return len(missing)


def remove_example_targets(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Take every target out that nobody but the example set; the versions stay. How many. Raises Denied."""
    act = begin("example.remove_targets", "example", "targets", by=by, now=now, source=source)
    with act.stored():
        rows = [(strategy, row) for strategy, row, _ in last_targets() if row.example]
        TargetRecord.objects.bulk_create(
            _record(strategy, row.kpi, row.period, row.version + 1, {}, act) for strategy, row in rows
        )
        act.after = {"targets": len(rows)}
        act.outcome = "done" if rows else "unchanged"
    return len(rows)


def restore_example_targets(*, by: Reader, now: datetime, source: Source = JOB) -> int:
    """Bring back what was taken out, where nobody has set anything since; how many. Raises Denied."""
    act = begin("example.load_targets", "example", "targets", by=by, now=now, source=source)
    with act.stored():
        rows = [
            (strategy, row, before)
            for strategy, row, before in last_targets()
            if before and before.example and taken_out(row)
        ]
        TargetRecord.objects.bulk_create(
            _record(strategy, row.kpi, row.period, row.version + 1, _content(before), act)
            for strategy, row, before in rows
        )
        act.after = {"targets": len(rows)}
        act.outcome = "done" if rows else "unchanged"
    return len(rows)


def taken_out(row: TargetRow) -> bool:
    """Whether this version took an example's target out, and no person did."""
    return row.target is None and row.origin == ORIGIN


def _content(row: TargetRow) -> Mapping[str, object]:
    assert row.target is not None  # noqa: S101 -- an example's version says something
    return stored_to_data(Stored(row.target, row.spread, row.missing, row.example))


def _record(
    strategy: str, kpi: str, period: str, version: int, content: Mapping[str, object], act: Act
) -> TargetRecord:
    return TargetRecord(
        strategy=strategy,
        kpi=kpi,
        period=period,
        version=version,
        content=content,
        origin=ORIGIN,
        by=act.by.name,
        at=act.now,
    )
