"""Targets of a strategy plan: in force in a period, with the one that was set first, and every version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.scores.targets import Target
from openscorecard.formats.scores.targets import target_from_data
from openscorecard.records.models import TargetRecord


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One version of a target (None: dropped): of which KPI, by its id, in which period, with what was said of it."""

    kpi: str
    period: str
    target: Target | None
    version: int
    origin: str
    reason: str
    countermeasure: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class InForce:
    """The target in force and the one that was set first; the same where nobody revised it."""

    row: TargetRow
    first: TargetRow

    @property
    def target(self) -> Target:
        assert self.row.target is not None  # noqa: S101 -- what was dropped is not in force
        return self.row.target


def targets_in(strategy: str, period: Period, known_at: datetime | None = None) -> dict[str, InForce]:
    """The targets in force in `period`, by the id of the KPI, as of `known_at` where it is given; one query.

    A target that was dropped and set anew counts from the new one on: what was dropped is no longer its first.
    """
    rows = TargetRecord.objects.filter(strategy=strategy, period=str(period)).order_by("kpi", "version")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    return _in_force(map(_row, rows))


def targets_of(strategy: str, kpi: str) -> dict[Period, InForce]:
    """The targets of one KPI, by its id, in force in each period that has one; one query."""
    rows = map(_row, TargetRecord.objects.filter(strategy=strategy, kpi=kpi).order_by("period", "version"))
    by_period = {period: list(group) for period, group in groupby(rows, key=lambda row: row.period)}
    found = {parse_period(period): _in_force(group).get(kpi) for period, group in by_period.items()}
    return {period: one for period, one in found.items() if one is not None}


def target_versions(strategy: str, kpi: str, period: Period) -> tuple[TargetRow, ...]:
    """Every version of one target, newest first; one query."""
    rows = TargetRecord.objects.filter(strategy=strategy, kpi=kpi, period=str(period)).order_by("-version")
    return tuple(map(_row, rows))


def _in_force(rows: Iterable[TargetRow]) -> dict[str, InForce]:
    found: dict[str, InForce] = {}
    for row in rows:
        if row.target is None:
            found.pop(row.kpi, None)
        else:
            found[row.kpi] = InForce(row, found[row.kpi].first if row.kpi in found else row)
    return found


def _row(row: TargetRecord) -> TargetRow:
    return TargetRow(
        kpi=row.kpi,
        period=row.period,
        target=target_from_data(row.kpi, row.content) if row.content else None,
        version=row.version,
        origin=row.origin,
        reason=row.reason,
        countermeasure=row.countermeasure,
        by=row.by,
        at=row.at,
    )
