"""Where one observation came from: its figures with their computations and batches, and what they were before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openscorecard.domain.measures.counting import Counting
from openscorecard.domain.measures.dimensions import WHOLE, spot_for
from openscorecard.domain.measures.figures import ZERO, Cell
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.needs import counted_in
from openscorecard.domain.measures.periods import Period, parse_period
from openscorecard.domain.measures.trend import RunRow
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.data import BatchRow, batch_row
from openscorecard.queries.figures import cells_from_data, run_row
from openscorecard.records.models import Batch, FigureRecord

MOST_EARLIER = 200


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One stored figure of a counting: its cell, the computation it came from, the last one that confirmed it, and
    for an earlier figure the one that replaced it. `cell` is None where there was no state to count."""

    counting: Counting
    period: Period
    cell: Cell | None
    run: RunRow
    confirmed: RunRow
    replaced: RunRow | None
    batches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The figures an observation is made of, and earlier states of them, newest first (at most 200)."""

    current: tuple[FigureLine, ...]
    earlier: tuple[FigureLine, ...]


def evidence_of(formula: Formula, period: Period, dimension: str = WHOLE, cell: str = WHOLE) -> Evidence:
    """What an observation of `formula` stands on; two queries."""
    wanted = {counting.digest: counting for counting in formula.countings()}
    keys = {
        (one.digest, str(part), _split(one, dimension)) for one in wanted.values() for part in counted_in(one, period)
    }
    rows = FigureRecord.objects.filter(
        counting__in=sorted(wanted),
        period__in=sorted({key[1] for key in keys}),
        dimension__in=sorted({key[2] for key in keys}),
    ).select_related("run", "confirmed", "replaced", "evidence")
    current = [row for row in rows.filter(replaced=None).order_by("period", "id") if _key(row) in keys]
    earlier = [row for row in rows.exclude(replaced=None).order_by("-replaced_id", "period") if _key(row) in keys]
    return Evidence(
        tuple(_line(row, wanted[row.counting], cell) for row in current),
        tuple(_line(row, wanted[row.counting], cell) for row in earlier[:MOST_EARLIER]),
    )


def batches_named(ids: Iterable[str]) -> Sequence[BatchRow]:
    """The batches of these ids, newest first; one query."""
    rows = Batch.objects.filter(digest__in=sorted(set(ids))).select_related("dataset", "superseded_by")
    return [batch_row(row) for row in rows.order_by("-at", "-id")]


def _split(counting: Counting, dimension: str) -> str:
    return dimension if dimension and spot_for(counting, dimension, standard_datasets()) else WHOLE


def _key(row: FigureRecord) -> tuple[str, str, str]:
    return row.counting, row.period, row.dimension


def _line(row: FigureRecord, counting: Counting, cell: str) -> FigureLine:
    cells = cells_from_data(row.cells)
    name = cell if row.dimension else WHOLE
    return FigureLine(
        counting=counting,
        period=parse_period(row.period),
        cell=cells.get(name, ZERO) if row.found else None,
        run=run_row(row.run),
        confirmed=run_row(row.confirmed),
        replaced=run_row(row.replaced) if row.replaced else None,
        batches=tuple(row.evidence.batches),
    )
