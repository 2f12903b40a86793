"""A file of source rows, whole: read, checked, counted, and refused or taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.periods import Period
from openscorecard.formats.datasets.faults import MissingColumn, NoHeadRow, RepeatedRow, TooManyRows
from openscorecard.formats.datasets.heads import DEEPEST, SEARCHED, Head, Layout, find_layout
from openscorecard.formats.datasets.repeats import KeyWatch
from openscorecard.formats.datasets.rows import Aliases, RowReader, Values
from openscorecard.formats.datasets.tables import RawTable, open_tables

ROW_LIMIT = 5_000_000
TOLD_LIMIT = 1_000
"""Faults that are told one by one; beyond it they are only counted."""
RUN_LIMIT = 100_000
"""Runs that are told; good rows after the last of them have no place."""


class Sink(Protocol):
    """Where good rows go."""

    def add(self, values: Values) -> None:
        """Take one row."""


@dataclass(frozen=True, slots=True)
class Request:
    """How a file is to be read.

    `mapping` leads field names to heads of the file, or to written values that begin with `=`: `=held` for every row,
    `={month}-01` with heads in braces, `{row}` for the row's number. `aliases` says by field what texts of the file
    are called in the contract. `keep_good` takes the good rows of a file that has bad ones.
    """

    mapping: Mapping[str, str] | None = None
    aliases: Aliases = field(default_factory=dict)
    keep_good: bool = False


class Run(NamedTuple):
    """Good rows that stand one after the other in the file."""

    first: int
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class RowsReading:
    """What a file of source rows says.

    `total` rows are `stored` and `refused` ones; `skipped` counts by kind rows that are none of their own (blank,
    totals, heads, notes). `rejected` are the faults of the refused rows, the first thousand. `heads` are the columns
    by sheet; `unread` names sheets without the dataset's columns. `covers` is the span of the dataset's time, None
    where there are no rows, and for life-cycles and ledgers, which cover all up to their extract's day. `runs` tell
    where good rows stood: from the good row at `first` (from 0) on, rows follow each other from `row` of `sheet`.
    """

    dataset: Dataset
    total: int
    stored: int
    refused: int
    rejected: tuple[Fault, ...]
    skipped: Mapping[str, int]
    heads: Mapping[str, tuple[Head, ...]]
    unread: tuple[str, ...]
    covers: Coverage | None
    rows: tuple[dict[str, Any], ...] = ()
    runs: tuple[Run, ...] = ()


def read_into(dataset: Dataset, source: bytes | Path, request: Request, open_sink: Callable[[], Sink]) -> RowsReading:
    """Read `source` and add its good rows to a sink, opened anew for each time the file is gone through.

    Raises the first fault, others in its `also`, where the file as a whole cannot be read; where any row is wrong and
    `keep_good` is off; where no row is good. Then what the sink holds is to be thrown away.
    """
    tables, unread = _laid_out(dataset, open_tables(source), request)
    key = [dataset.names.index(name) for name in dataset.key]
    taken = _Pass(dataset, request, KeyWatch(key), open_sink())
    taken.run(tables)
    if suspects := taken.watch.repeated():
        taken = _Pass(dataset, request, KeyWatch(key, suspects), open_sink())
        taken.run(tables)
    if taken.faults and (not request.keep_good or not taken.stored):
        refuse(taken.faults)
    heads = {table.sheet: layout.heads for table, layout in tables}
    return taken.reading(heads, unread)


def _laid_out(
    dataset: Dataset, tables: Sequence[RawTable], request: Request
) -> tuple[list[tuple[RawTable, Layout]], tuple[str, ...]]:
    """The tables that have the dataset's columns, and the names of the sheets that have not and are not empty."""
    found: list[tuple[RawTable, Layout]] = []
    unread: dict[str, Fault] = {}
    for table in tables:
        try:
            filled = ((number, cells) for number, cells in table.rows() if any(str(cell).strip() for cell in cells))
            top = list(islice(filled, SEARCHED + DEEPEST))
            if top or len(tables) == 1:
                found.append((table, find_layout(dataset, top, request.mapping)))
        except Fault as fault:
            for one in fault.all():
                one.sheet = one.sheet or table.sheet
            if not any(isinstance(one, (NoHeadRow, MissingColumn)) for one in fault.all()):
                raise
            unread[table.sheet] = fault
    if not found:
        worst = sorted(unread.values(), key=lambda fault: isinstance(fault, NoHeadRow))
        refuse(worst[0].all() if worst else [_no_head(dataset)])
    return found, tuple(unread)


def _no_head(dataset: Dataset) -> Fault:
    try:
        find_layout(dataset, (), None)
    except Fault as fault:
        return fault
    raise AssertionError("nothing has a head")


class _Pass:
    """One going through of a file."""

    def __init__(self, dataset: Dataset, request: Request, watch: KeyWatch, sink: Sink) -> None:
        self.dataset, self.request, self.watch, self.sink = dataset, request, watch, sink
        self.stored = self.refused = 0
        self.faults: list[Fault] = []
        self.skipped: Counter[str] = Counter()
        self._time = dataset.names.index(dataset.time_field)
        self._first: Any = None
        self._last: Any = None
        self._periods: set[Period] = set()
        self._runs: list[Run] = []
        self._before = ("", 0)  # where the last good row stood

    def run(self, tables: Sequence[tuple[RawTable, Layout]]) -> None:
        """Go through all tables; stop early where enough is wrong and nothing will be kept."""
        for table, layout in tables:
            reader = RowReader(self.dataset, layout, self.request.aliases, strict=self.request.mapping is None)
            for number, cells in table.rows():
                if number > layout.last_row:
                    self._take(reader, table.sheet, number, cells)
                if len(self.faults) >= TOLD_LIMIT and not self.request.keep_good:
                    return
            self.skipped += reader.skipped

    def _take(self, reader: RowReader, sheet: str, number: int, cells: Sequence[object]) -> None:
        values, faults = reader.read(number, cells)
        if values is not None:
            first = self.watch.first_row(values, sheet, number)
            if first is None:
                self._place(sheet, number)
                self._store(values)
                return
            faults = [self._repeated(reader, values, number, first)]
        if faults:
            self._refuse(faults, sheet)

    def _place(self, sheet: str, number: int) -> None:
        if self._before != (sheet, number - 1) or not self._runs:
            self._runs.append(Run(self.stored, sheet, number))
        self._before = (sheet, number)

    def _store(self, values: Values) -> None:
        self.stored += 1
        if self.stored + self.refused > ROW_LIMIT:
            raise TooManyRows(limit=ROW_LIMIT)
        self.sink.add(values)
        time: Any = values[self._time]
        if time is not None:
            if isinstance(time, Period):
                self._periods.add(time)
            elif self._first is None:
                self._first = self._last = time
            elif time < self._first:
                self._first = time
            elif time > self._last:
                self._last = time

    def _refuse(self, faults: Sequence[Fault], sheet: str) -> None:
        self.refused += 1
        for fault in faults:
            fault.sheet = fault.sheet or sheet
        self.faults.extend(faults[: max(0, TOLD_LIMIT - len(self.faults))])

    def _repeated(self, reader: RowReader, values: Values, number: int, first: tuple[str, int]) -> Fault:
        names = self.dataset.names
        key = ", ".join(str(values[names.index(name)]) for name in self.dataset.key)
        place = f"{first[0]}!{first[1]}" if first[0] else str(first[1])
        fields = ", ".join(reader.head_of(name) for name in self.dataset.key)
        column = reader.layout.columns.get(self.dataset.key[-1], -1) + 1
        return RepeatedRow(row=number, column=column, first=place, key=key, fields=fields)

    def reading(self, heads: Mapping[str, tuple[Head, ...]], unread: tuple[str, ...]) -> RowsReading:
        """What was found."""
        return RowsReading(
            dataset=self.dataset,
            total=self.stored + self.refused,
            stored=self.stored,
            refused=self.refused,
            rejected=tuple(self.faults),
            skipped=dict(self.skipped),
            heads=heads,
            unread=unread,
            covers=self._covers() if self.dataset.kind in ("events", "snapshot") else None,
            runs=tuple(self._runs[:RUN_LIMIT]),
        )

    def _covers(self) -> Coverage | None:
        if self._periods:
            return Coverage(
                min(period.first_day for period in self._periods), max(period.last_day for period in self._periods)
            )
        return None if self._first is None else Coverage(_day(self._first), _day(self._last))


def _day(time: Any) -> date:
    day: date = time.date() if isinstance(time, datetime) else time
    return day
