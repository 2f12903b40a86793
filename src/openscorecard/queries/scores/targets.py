"""Targets of a strategy plan: in force in a period, with the one that was set first, and every version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Grain, Period, parse_period, spine
from openscorecard.domain.scores.in_force import InForce, TargetRow
from openscorecard.domain.scores.spreading import YEARS, asked_of, years_around
from openscorecard.formats.scores.targets import stored_from_data
from openscorecard.records.models import TargetRecord


def targets_in(strategy: str, period: Period, known_at: datetime | None = None) -> dict[str, InForce]:
    """The targets in force in `period`, by the id of the KPI, as of `known_at` where it is given; one query.

    A target that was dropped and set anew counts from the new one on: what was dropped is no longer its first. A period
    within a year that has none of its own is asked what the year's target spreads to it.
    """
    years = years_around(period)
    asked = [str(one) for one in (period, *years)]
    rows = TargetRecord.objects.filter(strategy=strategy, period__in=asked).order_by("kpi", "version")
    if known_at is not None:
        rows = rows.filter(at__lte=known_at)
    every = [_row(row) for row in rows]
    found = _in_force(row for row in every if row.period == str(period))
    for year in years:
        for kpi, one in _in_force(row for row in every if row.period == str(year)).items():
            if kpi not in found and (derived := _derived(one, year, period)):
                found[kpi] = derived
    return found


def target_histories(
    strategy: str, period: Period, known_at: datetime | None = None
) -> dict[str, tuple[TargetRow, ...]]:
    """Every version of every target of a period, newest first, by the id of the KPI, as of `known_at`; one query."""
    found: dict[str, list[TargetRow]] = {}
    rows = TargetRecord.objects.filter(strategy=strategy, period=str(period)).order_by("-version")
    for row in rows if known_at is None else rows.filter(at__lte=known_at):
        found.setdefault(row.kpi, []).append(_row(row))
    return {kpi: tuple(rows) for kpi, rows in found.items()}


def every_version(strategy: str, period: str = "", kpi: str = "") -> tuple[TargetRow, ...]:
    """Every version of the targets of a plan, or of one period or KPI (by its id), oldest first; one query."""
    wanted = {name: value for name, value in (("period", period), ("kpi", kpi)) if value}
    rows = TargetRecord.objects.filter(strategy=strategy, **wanted).order_by("kpi", "period", "version")
    return tuple(map(_row, rows))


def last_versions(strategy: str, period: Period) -> dict[str, TargetRow]:
    """The last version of every target of a period, dropped ones too, by the id of the KPI; one query."""
    return {kpi: rows[0] for kpi, rows in target_histories(strategy, period).items()}


def target_periods(strategy: str) -> tuple[str, ...]:
    """The periods something was ever set for; one query."""
    return tuple(
        TargetRecord.objects.filter(strategy=strategy).order_by("period").values_list("period", flat=True).distinct()
    )


def last_targets() -> tuple[tuple[str, TargetRow, TargetRow | None], ...]:
    """The last version of every target of every plan, with the one before it: (plan, last, before); one query."""
    found: dict[tuple[str, str, str], tuple[TargetRecord, TargetRecord | None]] = {}
    for row in TargetRecord.objects.order_by("strategy", "kpi", "period", "version"):
        key = (row.strategy, row.kpi, row.period)
        found[key] = (row, found[key][0] if key in found else None)
    return tuple((key[0], _row(last), _row(before) if before else None) for key, (last, before) in found.items())


def ever_set(strategy: str) -> frozenset[tuple[str, str]]:
    """For which KPIs, by id, something was ever set in which period; one query."""
    rows = TargetRecord.objects.filter(strategy=strategy).order_by().values_list("kpi", "period").distinct()
    return frozenset(rows)


def targets_of(strategy: str, kpi: str, grain: Grain, known_at: datetime | None = None) -> dict[Period, InForce]:
    """The targets of one KPI, by its id, in force in each period that has one, as of `known_at`; one query.

    A period of `grain` that has none is asked what the year's target spreads to it, unless that is of all since the
    year began.
    """
    rows = TargetRecord.objects.filter(strategy=strategy, kpi=kpi).order_by("period", "version")
    return _by_period(kpi, map(_row, rows if known_at is None else rows.filter(at__lte=known_at)), grain)


def targets_of_all(strategy: str, grains: Mapping[str, Grain]) -> dict[str, dict[Period, InForce]]:
    """The same of every KPI named with its grain, by its id; one query."""
    found: dict[str, list[TargetRow]] = {}
    for row in TargetRecord.objects.filter(strategy=strategy).order_by("period", "version"):
        if row.kpi in grains:
            found.setdefault(row.kpi, []).append(_row(row))
    return {kpi: _by_period(kpi, rows, grains[kpi]) for kpi, rows in found.items()}


def _by_period(kpi: str, rows: Iterable[TargetRow], grain: Grain) -> dict[Period, InForce]:
    by_period = {period: list(group) for period, group in groupby(rows, key=lambda row: row.period)}
    found = {parse_period(period): _in_force(group).get(kpi) for period, group in by_period.items()}
    own = {period: one for period, one in found.items() if one is not None}
    within = {
        period: derived
        for year, one in own.items()
        if year.grain in YEARS and one.row.spread
        for period in spine(Period.of(year.first_day, "month"), Period.of(year.last_day, "month"), grain)
        if (derived := _derived(one, year, period)) and not derived.to_date
    }
    return {**within, **own}


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
            # What the example said is no target that somebody set first.
            first = found[row.kpi].first if row.kpi in found else row
            found[row.kpi] = InForce(row, row if first.example and not row.example else first)
    return found


def _derived(one: InForce, year: Period, period: Period) -> InForce | None:
    """What the year's target asks of a shorter period; None where it is not spread, or asks nothing of it."""
    spread = one.row.spread
    asked = asked_of(one.target, spread, year, period) if spread else None
    if asked is None or spread is None:
        return None
    row, first = replace(one.row, target=asked.target), one.first
    if first is one.row:
        return InForce(row, row, True, asked.to_date)
    try:
        began = asked_of(first.target, first.spread or spread, year, period) if first.target else None
    except Fault:  # what was set first does not spread by the profile that came later
        began = None
    return InForce(row, replace(first, target=began.target) if began else row, True, asked.to_date)


def _row(row: TargetRecord) -> TargetRow:
    kept = stored_from_data(row.kpi, row.content) if row.content else None
    return TargetRow(
        kpi=row.kpi,
        period=row.period,
        target=kept.target if kept else None,
        version=row.version,
        origin=row.origin,
        reason=row.reason,
        countermeasure=row.countermeasure,
        by=row.by,
        at=row.at,
        spread=kept.spread if kept else None,
        missing=kept.missing if kept else "missing",
        example=bool(kept and kept.example),
    )
