"""Figures as they stand, and the observations that formulas make of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import F, Q

from openscorecard.domain.measures.dimensions import WHOLE
from openscorecard.domain.measures.figures import Cell, Cells, Figure, FigureKey, Observation
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.needs import counted_in
from openscorecard.domain.measures.observing import Known, observe
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.trend import RunRow
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import NOTHING, coverages
from openscorecard.records.models import Batch, FigureRecord, Run


@dataclass(frozen=True, slots=True)
class Restatement:
    """A figure of the whole that a later computation changed: before, after, in which run, over which batches."""

    key: FigureKey
    before: Cell | None
    after: Cell | None
    run: RunRow
    batches_before: tuple[str, ...]
    batches_after: tuple[str, ...]


def cells_from_data(data: Mapping[str, Sequence[Any]]) -> Cells:
    """The cells of a stored figure: `{cell: [value, rows, unknown, undetermined]}`, values exact as text."""
    return {name: Cell(Fraction(value), *counts) for name, (value, *counts) in data.items()}


def known_for(
    formulas: Iterable[Formula],
    periods: Iterable[Period],
    dimension: str = WHOLE,
    coverage: Any = None,
    known_at: datetime | None = None,
) -> Known:
    """What observing these formulas in these periods needs, as of `known_at` where it is given.

    Two queries, one where `coverage` is given.
    """
    wanted = {counting for formula in formulas for counting in formula.countings()}
    spans = coverages(known_at) if coverage is None else coverage
    keys = {str(one) for period in periods for counting in wanted for one in counted_in(counting, period)}
    rows = FigureRecord.objects.filter(
        _standing(known_at),
        counting__in=sorted(counting.digest for counting in wanted),
        dimension__in=sorted({dimension, WHOLE}),
        period__in=sorted(keys),
    ).annotate(batches=F("evidence__batches"))
    return Known({figure.key: figure for figure in map(_figure, rows)}, standard_datasets(), spans)


def _standing(known_at: datetime | None) -> Q:
    """The figures that stand now, or stood at `known_at`: counted by then, and not replaced before."""
    if known_at is None:
        return Q(replaced=None)
    later = Q(replaced=None) | Q(replaced__ended_at__gt=known_at)
    return Q(run__ended_at__lte=known_at) & later


def observations(formula: Formula, periods: Sequence[Period], dimension: str = WHOLE) -> tuple[Observation, ...]:
    """The observations of one formula, period by period, cell by cell; two queries."""
    known = known_for([formula], periods, dimension)
    return tuple(one for period in periods for one in observe(formula, period, known, dimension))


def runs(ids: Iterable[int]) -> dict[int, RunRow]:
    """Computations by their number; one query."""
    return {row.pk: run_row(row) for row in Run.objects.filter(pk__in=set(ids))}


def last_run() -> RunRow | None:
    """The last computation that left anything; one query."""
    row = Run.objects.order_by("-id").first()
    return run_row(row) if row else None


def counted_data_state() -> str:
    """The state of the data at the last computation, that of no data before the first; empty where some was left."""
    last = Run.objects.order_by("-id").values_list("data_state", flat=True).first()
    return NOTHING if last is None else last


def fingerprints(countings: Iterable[str]) -> dict[tuple[str, str, str], str]:
    """The fingerprint of each current figure of these countings, by counting, dimension and period; one query."""
    rows = FigureRecord.objects.filter(replaced=None, counting__in=set(countings))
    found = rows.values_list("counting", "dimension", "period", "fingerprint")
    return {(counting, dimension, period): mark for counting, dimension, period, mark in found}


def example_batches(names: Iterable[str]) -> frozenset[str]:
    """Those of the named batches that belong to the example; one query."""
    found = Batch.objects.filter(digest__in=set(names), example=True)
    return frozenset(found.values_list("digest", flat=True))


def restatements(counting: Iterable[str] = (), limit: int = 200) -> tuple[Restatement, ...]:
    """What later computations changed of figures of the whole, newest first; two queries.

    `counting` names countings; none: all. Two states of one key follow each other: the one that was replaced in a
    run, and the one that run left.
    """
    rows = FigureRecord.objects.filter(dimension=WHOLE).exclude(replaced=None)
    if counting:
        rows = rows.filter(counting__in=set(counting))
    old = list(rows.select_related("replaced", "evidence").order_by("-replaced_id", "counting", "period")[:limit])
    new = FigureRecord.objects.filter(
        dimension=WHOLE, run__in={row.replaced_id for row in old}, counting__in={row.counting for row in old}
    ).select_related("evidence")
    left: dict[tuple[str, str, int | None], FigureRecord] = {(row.counting, row.period, row.run_id): row for row in new}
    return tuple(_restatement(row, left.get((row.counting, row.period, row.replaced_id))) for row in old)


def _restatement(old: FigureRecord, new: FigureRecord | None) -> Restatement:
    run = old.replaced
    assert run is not None  # noqa: S101 -- the query leaves current figures out
    return Restatement(
        key=FigureKey(old.counting, parse_period(old.period), old.dimension),
        before=_whole(old),
        after=_whole(new) if new else None,
        run=run_row(run),
        batches_before=tuple(old.evidence.batches),
        batches_after=tuple(new.evidence.batches) if new else (),
    )


def _whole(row: FigureRecord) -> Cell | None:
    return cells_from_data(row.cells).get("", Cell(Fraction(0), 0)) if row.found else None


def _figure(row: Any) -> Figure:
    key = FigureKey(row.counting, parse_period(row.period), row.dimension)
    return Figure(key, cells_from_data(row.cells), row.found, row.run_id, tuple(row.batches))


def run_row(row: Run) -> RunRow:
    """A computation for those who ask."""
    return RunRow(
        id=row.pk,
        engine=row.engine,
        code_version=row.code_version,
        through=row.through,
        counted=row.counted,
        changed=row.changed,
        by=row.by,
        started_at=row.started_at,
        ended_at=row.ended_at,
    )
