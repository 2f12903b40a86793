"""Which rows of a table name its columns, and which field each column is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openscorecard.domain.faults import Fault, refuse
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.formats.datasets.faults import (
    MissingColumn,
    NoHeadRow,
    RepeatedColumn,
    TooManyColumns,
    UnknownColumn,
    UnmatchedMapping,
)
from openscorecard.formats.datasets.tables import Cells
from openscorecard.formats.datasets.values import folded

COLUMN_LIMIT = 200
DEEPEST = 3  # rows of a head
SEARCHED = 30  # rows in which it must begin
_MARKS = re.compile(r"[_*＊:：\-]")
_ASIDE = re.compile(r"[(（][^)）]*[)）]$")
_PLACE = re.compile(r"\{([^{}]*)\}")
ROW = "row"  # `{row}` in a written value is the row's number

Numbered = tuple[int, Cells]


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its texts in the file joined by ／, its place from 1, the field it is or None."""

    text: str
    column: int
    field: str | None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is to be read: its columns, the last row of its head, and values written in the mapping itself.

    `columns` leads field names to columns from 0, `written` field names to templates with heads in braces, whose
    columns are in `places`.
    """

    heads: tuple[Head, ...]
    row: int
    last_row: int
    columns: Mapping[str, int]
    written: Mapping[str, str]
    places: Mapping[str, int]


def head_key(text: str) -> str:
    """A head without differences of case, width, blanks and marks, for comparing."""
    return _MARKS.sub("", folded(text))


def names_of(dataset: Dataset) -> dict[str, str]:
    """Field names by all a file may call them: the name, the title in each language, with and without brackets."""
    names: dict[str, str] = {}
    for spelling in (lambda title: _ASIDE.sub("", title), str):
        for field in dataset.fields:
            for title in (field.title.zh, field.title.en):
                names[head_key(spelling(title))] = field.name
    return names | {head_key(field.name): field.name for field in dataset.fields}


def placeholders(written: str) -> tuple[str, ...]:
    """The heads a written value speaks of, `{row}` left out."""
    return tuple(name for name in _PLACE.findall(written) if name != ROW)


def is_written(source: str) -> bool:
    """Whether a mapping's source is a value of its own, such as `=held` or `={month}-01`, and no head."""
    return source.startswith("=")


def find_layout(dataset: Dataset, top: Sequence[Numbered], mapping: Mapping[str, str] | None) -> Layout:
    """The layout of a table from its first rows that are not blank.

    `mapping` leads field names to heads, or to written values that begin with `=`. With it, columns of no field are
    left out; without it they are faults. Raises NoHeadRow, or the structural faults of the best head.
    """
    finder = _Finder(dataset, mapping)
    best = finder.best(top)
    if best is None or best.score == 0:
        wanted = ", ".join(field.name for field in dataset.fields if field.required and field.default is None)
        raise NoHeadRow(row=1, dataset=dataset.title.zh, dataset_en=dataset.title.en, wanted=wanted)
    return finder.layout(best)


def guess_heads(
    dataset: Dataset, top: Sequence[Numbered], mapping: Mapping[str, str] | None
) -> tuple[tuple[Head, ...], int]:
    """The columns of the likeliest head and its last row, whatever is wrong with it; none and 0 of an empty table."""
    finder = _Finder(dataset, mapping)
    best = finder.best(top)
    if best and best.score == 0:
        best = finder.broadest(top)
    return (finder.heads(best)[:COLUMN_LIMIT], best.last_row) if best else ((), 0)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    depth: int
    row: int
    last_row: int
    parts: tuple[tuple[str, ...], ...]
    score: int


class _Finder:
    def __init__(self, dataset: Dataset, mapping: Mapping[str, str] | None) -> None:
        self.dataset, self.mapping = dataset, mapping
        heads = {field: source for field, source in (mapping or {}).items() if not is_written(source)}
        self.wanted = {head_key(head): field for field, head in heads.items()}
        self.written = {field: source[1:] for field, source in (mapping or {}).items() if is_written(source)}
        self.asked = {head_key(head): head for text in self.written.values() for head in placeholders(text)}
        taken = {*heads, *self.written}
        self.names = {name: field for name, field in names_of(dataset).items() if field not in taken}

    def candidates(self, top: Sequence[Numbered]) -> Iterator[_Candidate]:
        for start in range(min(len(top), SEARCHED)):
            for depth in range(1, min(DEEPEST, len(top) - start) + 1):
                block = top[start : start + depth]
                parts = _joined([cells for _, cells in block])
                score = sum(self._means_something(one) for one in parts)
                yield _Candidate(start, depth, block[0][0], block[-1][0], parts, score)

    def best(self, top: Sequence[Numbered]) -> _Candidate | None:
        """The likeliest head: it names the most columns, in the fewest rows, as far up as can be."""
        return max(self.candidates(top), key=lambda one: (one.score, -one.depth, -one.start), default=None)

    def broadest(self, top: Sequence[Numbered]) -> _Candidate | None:
        """Where no name is known: the first of the rows that fill the most columns; titles above it fill few."""
        rows = (one for one in self.candidates(top) if one.depth == 1)
        return max(rows, key=lambda one: (sum(map(bool, one.parts)), -one.start), default=None)

    def heads(self, found: _Candidate) -> tuple[Head, ...]:
        """The columns that the head names."""
        return tuple(Head("／".join(parts), index, self._field(parts)) for index, parts in enumerate(found.parts, 1))

    def _means_something(self, parts: tuple[str, ...]) -> bool:
        return any(key in self.wanted or key in self.asked or key in self.names for key in _keys(parts))

    def layout(self, found: _Candidate) -> Layout:
        if len(found.parts) > COLUMN_LIMIT:
            raise TooManyColumns(row=found.row, count=len(found.parts), limit=COLUMN_LIMIT)
        heads = self.heads(found)
        columns = {head.field: head.column - 1 for head in reversed(heads) if head.field}
        places = {asked: index for index, parts in enumerate(found.parts) for asked in self._asked(parts)}
        faults = [*self._column_faults(heads, columns), *self._mapping_faults(columns, places)]
        faults += self._missing(columns)
        if faults:
            refuse(fault.at(found.row, fault.column) for fault in faults)
        return Layout(heads, found.row, found.last_row, columns, self.written, places)

    def _field(self, parts: tuple[str, ...]) -> str | None:
        for known in (self.wanted, self.names):
            for key in _keys(parts):
                if key in known:
                    return known[key]
        return None

    def _asked(self, parts: tuple[str, ...]) -> Iterator[str]:
        for key in _keys(parts):
            if key in self.asked:
                yield self.asked[key]
                return

    def _column_faults(self, heads: Iterable[Head], columns: Mapping[str, int]) -> Iterator[Fault]:
        for head in heads:
            if head.field and columns[head.field] != head.column - 1:
                first = next(one.text for one in heads if one.field == head.field)
                yield RepeatedColumn(column=head.column, field=head.field, first=first, head=head.text)
            elif head.text and not head.field and self.mapping is None:
                yield self._unknown(head)

    def _unknown(self, head: Head) -> UnknownColumn:
        near = difflib.get_close_matches(head_key(head.text), self.names, 1, 0.6)
        name = self.names[near[0]] if near else ""
        return UnknownColumn(
            column=head.column, dataset=self.dataset.title.zh, dataset_en=self.dataset.title.en, head=head.text,
            hint=f"（是否為 {name}？）" if name else "", hint_en=f" (did you mean {name}?)" if name else "",
        )  # fmt: skip

    def _mapping_faults(self, columns: Mapping[str, int], places: Mapping[str, int]) -> Iterator[Fault]:
        for field, source in (self.mapping or {}).items():
            if field not in self.dataset.names or (not is_written(source) and field not in columns):
                yield UnmatchedMapping(field=field, head=source)
            elif is_written(source):
                for head in placeholders(source):
                    if head not in places:
                        yield UnmatchedMapping(field=field, head=head)

    def _missing(self, columns: Mapping[str, int]) -> Iterator[Fault]:
        for field in self.dataset.fields:
            given = field.name in columns or field.name in self.written or field.default is not None
            if field.required and not given:
                yield MissingColumn(field=field.name, title=field.title.zh, title_en=field.title.en)


def _joined(rows: Sequence[Cells]) -> tuple[tuple[str, ...], ...]:
    """The texts of each column from top to bottom; a cell merged over columns is said in each of them."""
    width = max((index for cells in rows for index, cell in enumerate(cells, 1) if _said(cell)), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    for cells in rows[:-1]:
        last = ""
        for index in range(width):
            last = _said(cells[index]) if index < len(cells) and _said(cells[index]) else last
            columns[index].append(last)
    for index, cell in enumerate(rows[-1][:width]):
        columns[index].append(_said(cell))
    return tuple(tuple(dict.fromkeys(text for text in texts if text)) for texts in columns)


def _said(cell: object) -> str:
    return re.sub(r"\s+", " ", str(cell)).strip() if cell is not None else ""


def _keys(parts: tuple[str, ...]) -> Iterator[str]:
    """What a column may be called: all its texts together, the lowest alone, the lowest without its brackets."""
    if parts:
        yield head_key("".join(parts))
        yield head_key("／".join(parts))
        yield head_key(parts[-1])
        yield head_key(_ASIDE.sub("", parts[-1]))
