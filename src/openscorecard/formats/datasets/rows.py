"""Rows of a table to exact values, one at a time: what is no row is skipped and counted, what is wrong is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.formats.datasets.faults import EndBeforeStart, RowTooWide
from openscorecard.formats.datasets.heads import ROW, Head, Layout, placeholders
from openscorecard.formats.datasets.tables import Cells
from openscorecard.formats.datasets.values import Value, cell_of, folded, reader_of

Values = tuple[Value, ...]
"""The values of a row in the order of the dataset's fields."""

Aliases = Mapping[str, Mapping[str, str]]
"""By field: texts of the file and what the contract calls them."""

_TOTAL = re.compile(
    r".{0,20}(小計|合計|總計)|總和|累計|共計|總數|(sub|grand)?totals?(:|for.*)?|sum", re.IGNORECASE | re.DOTALL
)
_NOTE = re.compile(
    r"(資料來源|資料時間|備註|備考|註|附註|說明|製表|填表|列印|以下空白|source\b|notes?\b)", re.IGNORECASE
)
_NOTE_STARTS = frozenset("資備註附說製填列以sSnN")
_REMEMBERED = 20_000  # different texts of one column whose values are kept
_SHORT = 64


class RowReader:
    """Reads the rows of one table whose layout is known.

    `skipped` counts rows that say nothing of their own: `blank`, `totals` (小計, 合計, 總計), `heads` (a head repeated
    on a new page), `notes` (a source or remark below the table).
    """

    def __init__(self, dataset: Dataset, layout: Layout, aliases: Aliases | None = None, *, strict: bool = True):
        self.dataset, self.layout, self.strict = dataset, layout, strict
        self.skipped: Counter[str] = Counter()
        self._width = len(layout.heads)
        self._unnamed = {head.column - 1 for head in layout.heads if not head.text}
        self._columns: list[tuple[int, int, Callable[[object], Value], dict[str, Value]]] = []
        self._writers: list[tuple[int, Callable[[int, Cells], Value]]] = []
        self._blank: list[Value] = [None] * len(dataset.fields)
        for index, field in enumerate(dataset.fields):
            self._prepare(index, field, (aliases or {}).get(field.name))
        self._pairs = [
            (index, dataset.names.index(field.not_before))
            for index, field in enumerate(dataset.fields)
            if field.not_before
        ]
        self._spellings = [spellings_of(dataset, head) for head in layout.heads]
        self._all_spellings = frozenset[str]().union(*self._spellings)
        self._watched = tuple(layout.columns[name] for name in dataset.key if name in layout.columns)

    def read(self, number: int, cells: Cells) -> tuple[Values | None, list[Fault]]:
        """The values of row `number` of the file, None where it is skipped or has faults; and its faults, placed."""
        if self._is_skipped(cells):
            return None, []
        faults: list[Fault] = []
        values = self._blank.copy()
        width = len(cells)
        for index, column, read, known in self._columns:
            cell = cells[column] if column < width else None
            if type(cell) is str and cell in known:  # columns repeat themselves
                values[index] = known[cell]
                continue
            try:
                value = values[index] = read(cell)
            except Fault as fault:
                faults.append(fault.at(number, column + 1))
                continue
            if type(cell) is str and len(known) < _REMEMBERED and len(cell) <= _SHORT:
                known[cell] = value
        for index, write in self._writers:
            try:
                values[index] = write(number, cells)
            except Fault as fault:
                faults.append(fault.at(number))
        faults += self._too_wide(number, cells)
        faults += self._reversed(number, values)
        return (None if faults else tuple(values)), faults

    def head_of(self, field: str) -> str:
        """What the file calls `field`."""
        column = self.layout.columns.get(field)
        return field if column is None else self.layout.heads[column].text

    # Reading cells

    def _prepare(self, index: int, field: Field, aliases: Mapping[str, str] | None) -> None:
        read = reader_of(field, self.head_of(field.name), aliases)
        column = self.layout.columns.get(field.name)
        written = self.layout.written.get(field.name)
        if column is not None:
            self._columns.append((index, column, read, {}))
        elif written is None:
            self._blank[index] = read(None)
        elif "{" in written:
            self._writers.append((index, self._filler(written, read)))
        else:
            self._blank[index] = read(written)

    def _filler(self, written: str, read: Callable[[object], Value]) -> Callable[[int, Cells], Value]:
        places = {head: self.layout.places[head] for head in placeholders(written)}

        def filled(number: int, cells: Cells) -> Value:
            text = written.replace("{" + ROW + "}", str(number))
            for head, column in places.items():
                cell = cell_of(cells[column] if column < len(cells) else None, head)
                if cell is None or cell == "":
                    return read(None)
                text = text.replace("{" + head + "}", str(cell))
            return read(text)

        return filled

    # Rows that are none

    def _is_skipped(self, cells: Cells) -> bool:
        kind = self._kind(cells)
        if kind:
            self.skipped[kind] += 1
        return bool(kind)

    def _kind(self, cells: Cells) -> str:
        first = next((cell for cell in cells if not is_blank(cell)), None)
        if first is None:
            return "blank"
        if is_total(first) or any(column < len(cells) and is_total(cells[column]) for column in self._watched):
            return "totals"
        if isinstance(first, str):
            if is_note(first) and sum(not is_blank(cell) for cell in cells) == 1 < self._width:
                return "notes"
            if first.strip() in self._all_spellings and self._repeats_head(cells):
                return "heads"
        return ""

    def _repeats_head(self, cells: Cells) -> bool:
        said = [(index, cell) for index, cell in enumerate(cells) if not is_blank(cell)]
        return len(said) > 1 and all(
            index < self._width and isinstance(cell, str) and cell.strip() in self._spellings[index]
            for index, cell in said
        )

    # What is wrong with a row as a whole

    def _too_wide(self, number: int, cells: Cells) -> Iterator[Fault]:
        if not self.strict:
            return
        beyond = [*range(self._width, len(cells)), *(index for index in self._unnamed if index < len(cells))]
        for index in beyond:
            if not is_blank(cells[index]):
                yield RowTooWide(row=number, column=index + 1, text=str(cells[index])[:40])
                return

    def _reversed(self, number: int, values: Sequence[Value]) -> Iterator[Fault]:
        for end_at, start_at in self._pairs:
            start: Any = values[start_at]
            end: Any = values[end_at]
            if start is not None and end is not None and _comes_before(end, start):
                ends, starts = self.dataset.fields[end_at].name, self.dataset.fields[start_at].name
                yield EndBeforeStart(
                    row=number, column=self.layout.columns.get(ends, -1) + 1,
                    head=self.head_of(ends), start_head=self.head_of(starts), end=end, start=start,
                )  # fmt: skip


def spellings_of(dataset: Dataset, head: Head) -> frozenset[str]:
    """What a head repeated further down may say: the same again, or the same in the other language."""
    said = {head.text, head.text.rsplit("／", maxsplit=1)[-1]} - {""}
    if head.field:
        field = dataset.field(head.field)
        said |= {field.name, field.title.zh, field.title.en}
    return frozenset(said)


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u3000\u00a0\ufeff"))


def is_total(cell: object) -> bool:
    """Whether a cell says 小計, 合計, total or the like."""
    # The last letter decides most cells without more work.
    return isinstance(cell, str) and cell.rstrip()[-1:] in _TOTAL_ENDS and bool(_TOTAL.fullmatch(folded(cell)))


def is_note(text: str) -> bool:
    """Whether a cell begins like a source or remark below a table."""
    return text.lstrip()[:1] in _NOTE_STARTS and bool(_NOTE.match(text.lstrip()))


_TOTAL_ENDS = frozenset("計和數lLｌＬsSmM:：")


def _comes_before(end: Any, start: Any) -> bool:
    if hasattr(end, "last_day"):
        return bool(end.last_day < start.first_day)
    return bool(end < start)
