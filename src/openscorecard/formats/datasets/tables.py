"""A file as tables of raw cells: CSV in any usual encoding and separator, or the visible sheets of a workbook."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from openscorecard.formats.archive import check_archive, kind_of
from openscorecard.formats.datasets.faults import BrokenQuotes, ForeignTable
from openscorecard.formats.datasets.values import CELL_LIMIT
from openscorecard.formats.decoding import decode_text
from openscorecard.formats.faults import ForeignFile, damage_as_fault

Cells = Sequence[object]
_SEPARATORS = ",;\t|"
SAMPLE = 40  # lines by which a separator is told
_WHOLE_LIMIT = 16 * 1024 * 1024  # above it a text is read in pieces
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells, each with its row in the file from 1; `rows` starts anew at every call. `sheet` may be empty."""

    sheet: str
    rows: Callable[[], Iterator[tuple[int, Cells]]]


def open_tables(source: bytes | Path) -> tuple[RawTable, ...]:
    """The tables of a CSV, XLSX or ODS file, recognised by its content.

    Raises EmptyFile, ForeignTable, OldOfficeFile, PasswordProtected, MacrosInside, faults of decoding and archives.
    """
    opening = source if isinstance(source, bytes) else _opening(source)
    if opening[:4] == b"PK\x03\x04":
        data = source if isinstance(source, bytes) else source.read_bytes()
        return _workbook(data)
    try:
        kind_of(opening, "table.txt")
    except ForeignFile as foreign:
        raise _foreign(foreign) from None
    if len(opening) <= _WHOLE_LIMIT:
        text = decode_text(opening)
        return (_csv_table(lambda: io.StringIO(text, newline="")),)
    big = source
    encoding = _encoding(big)
    return (_csv_table(lambda: _opened(big, encoding)),)


def _foreign(fault: ForeignFile) -> ForeignTable:
    return ForeignTable(found=fault.facts.get("found", ""), found_en=fault.facts.get("found_en", ""))


def _opening(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_WHOLE_LIMIT + 1)


def _binary(source: bytes | Path) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _opened(source: bytes | Path, encoding: str) -> TextIO:
    return io.TextIOWrapper(_binary(source), encoding=encoding, newline="")


def _encoding(source: bytes | Path) -> str:
    """The encoding that all of a large text can be read in; a faulty one is decoded whole, for its exact place."""
    with _binary(source) as file:
        mark = file.read(4)
    if mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    for encoding in ("utf-8-sig", "cp950"):
        if _decodes(source, encoding):
            return encoding
    decode_text(source if isinstance(source, bytes) else source.read_bytes())
    return "utf-8-sig"


def _decodes(source: bytes | Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with _binary(source) as file:
            while piece := file.read(_PIECE):
                if "\0" in decoder.decode(piece):
                    return False
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


# CSV


def _csv_table(opened: Callable[[], TextIO]) -> RawTable:
    with opened() as file:
        sample = [line for _, line in zip(range(SAMPLE), file, strict=False)]
    declared = _declared_separator(sample[0]) if sample else ""
    separator = declared or separator_of(sample)

    def rows() -> Iterator[tuple[int, Cells]]:
        with opened() as file:
            if declared:
                file.readline()
            yield from _records(file, separator, 1 if declared else 0)

    return RawTable("", rows)


def _records(file: TextIO, separator: str, before: int) -> Iterator[tuple[int, Cells]]:
    # A quote in the middle of a cell is text; one at its start must be closed before the separator.
    reader = csv.reader(file, delimiter=separator, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise BrokenQuotes(row=number, limit=CELL_LIMIT) from None
        yield number, cells


def _declared_separator(line: str) -> str:
    """What a first line `sep=;` names, as spreadsheet programs write and read it."""
    line = line.strip("\ufeff\r\n\"'")
    return line[4] if len(line) == 5 and line.lower().startswith("sep=") and line[4] in _SEPARATORS else ""


def separator_of(sample: Sequence[str]) -> str:
    """The separator by which most lines of the sample have the same number of cells, more than one."""

    def fitness(separator: str) -> tuple[int, int]:
        reader = csv.reader(sample, delimiter=separator)
        try:
            widths = Counter(len(row) for row in reader if len(row) > 1)
        except csv.Error:
            return 0, 0
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    return max(_SEPARATORS, key=fitness)


# Workbooks


def _workbook(data: bytes) -> tuple[RawTable, ...]:
    try:
        kind = kind_of(data)
    except ForeignFile as foreign:
        raise _foreign(foreign) from None
    if kind not in ("xlsx", "ods"):
        raise ForeignTable(found="文書檔", found_en="a text document")
    check_archive(data)
    with damage_as_fault(kind.upper()):
        from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

        book = load_workbook(io.BytesIO(data))
        return tuple(
            RawTable(meta.name, _sheet_rows(book, index, kind))
            for index, meta in enumerate(book.sheets_metadata)
            if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
        )


def _sheet_rows(book: Any, index: int, kind: str) -> Callable[[], Iterator[tuple[int, Cells]]]:
    def rows() -> Iterator[tuple[int, Cells]]:
        with damage_as_fault(kind.upper()):
            sheet = book.get_sheet_by_index(index)
            if sheet.start is None:
                return
            _, left = sheet.start  # iterating begins with the first row of the sheet, but the first column in use
            merged = _down_merges(sheet)
            iterator = iter(sheet.iter_rows())
        for number in itertools.count(1):
            with damage_as_fault(kind.upper()):
                cells = next(iterator, None)
            if cells is None:
                return
            yield number, _filled([""] * left + cells, number, merged)

    return rows


class _Merge:
    """A cell merged over several rows: it says in each of them what it says in the first."""

    __slots__ = ("first", "last", "left", "value")

    def __init__(self, first: int, last: int, left: int) -> None:
        self.first, self.last, self.left = first, last, left
        self.value: object = ""


def _down_merges(sheet: Any) -> dict[int, list[_Merge]]:
    """The cells merged downwards, by each row (from 1) they reach."""
    reached: dict[int, list[_Merge]] = {}
    for (top, left), (bottom, _right) in getattr(sheet, "merged_cell_ranges", None) or ():
        if bottom > top:
            merge = _Merge(top + 1, bottom + 1, left)
            for number in range(merge.first, min(merge.last, merge.first + 10_000) + 1):
                reached.setdefault(number, []).append(merge)
    return reached


def _filled(cells: list[object], number: int, merged: dict[int, list[_Merge]]) -> list[object]:
    for merge in merged.get(number, ()):
        if merge.left < len(cells):
            if number == merge.first:
                merge.value = cells[merge.left]
            elif cells[merge.left] == "":
                cells[merge.left] = merge.value
    return cells
