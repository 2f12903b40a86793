"""A document as sheets of rows, and back: what XLSX and ODS have in common.

Headings and paragraphs stand in column A, headings after as many `#` as their level; tables begin in column B. So a
reader that sees no styles still knows them apart. A sheet made elsewhere may begin its tables in column A.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openscorecard.formats.document import Block, Document, Heading, Paragraph, Place, Row, Table
from openscorecard.formats.faults import TextTooLongForCell
from openscorecard.formats.office.normal import normal_form, normal_text

CELL_LIMIT = 32_767  # characters in a cell of XLSX; ODS is held to the same
NAME_LIMIT = 31
Kind = Literal["heading", "text", "head", "body", "gap"]

_HEADING = re.compile(r"(#{1,9}) (.+)", re.DOTALL)
_LIKE_HEADING = re.compile(r"\\*#{1,9} ")
_ESCAPED = re.compile(r"\\+#{1,9} ")
_UNFIT_IN_NAME = re.compile(r"[\[\]:*?/\\\n\x00-\x1f]")
_DEFAULT_NAME = re.compile(r"(sheet|工作表|表格|工作表單)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet to write. `cells` of a table begin in column B, any other text stands in column A."""

    kind: Kind
    cells: tuple[str, ...] = ()
    level: int = 0


@dataclass(slots=True)
class Sheet:
    """A sheet to write."""

    name: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def to_sheets(document: Document) -> list[Sheet]:
    """The sheets of `document`: one for each heading of level 1, and one before where something stands there."""
    sheets: list[Sheet] = []
    for block in normal_form(document).blocks:
        opens = isinstance(block, Heading) and block.level == 1
        if opens or not sheets:
            sheets.append(Sheet(_sheet_name(block.text if isinstance(block, Heading) and opens else "", sheets)))
        _add(block, sheets[-1])
    return sheets or [Sheet(_sheet_name("", []))]


def _add(block: Block, sheet: Sheet) -> None:
    if isinstance(block, Table):
        sheet.tables.append(block)
        sheet.lines += [Line("gap")] if sheet.lines and sheet.lines[-1].kind != "heading" else []
        for index, row in enumerate(block.rows):
            head = index == 0 and len(block.rows) > 1
            sheet.lines.append(Line("head" if head else "body", tuple(_fitting(cell) for cell in row.cells)))
        return
    if sheet.lines:
        sheet.lines.append(Line("gap"))
    if isinstance(block, Heading):
        sheet.lines.append(Line("heading", (_fitting("#" * block.level + " " + block.text),), block.level))
    else:
        escape = "\\" if _LIKE_HEADING.match(block.text) else ""
        sheet.lines.append(Line("text", (_fitting(escape + block.text),)))


def _fitting(text: str) -> str:
    length = len(text.encode("utf-16-le")) // 2
    if length > CELL_LIMIT:
        raise TextTooLongForCell(text=text[:20], length=length, limit=CELL_LIMIT)
    return text


def _sheet_name(wish: str, taken: Sequence[Sheet]) -> str:
    names = {sheet.name.casefold() for sheet in taken}
    name = _UNFIT_IN_NAME.sub(" ", wish).strip(" '") or f"工作表{len(taken) + 1}"
    name = "歷史" if name.casefold() == "history" else name  # a name that Excel keeps for itself
    stem, number = _cut(name, NAME_LIMIT), 1
    while stem.casefold() in names:
        number += 1
        tail = f" ({number})"
        stem = _cut(name, NAME_LIMIT - len(tail)) + tail
    return stem


def _cut(name: str, limit: int) -> str:
    cut = name.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")  # Excel counts UTF-16 units
    return cut.strip(" '")


def sheet_blocks(name: str, grid: Sequence[Sequence[object]]) -> list[Block]:
    """The blocks of a sheet read: `grid` holds its cells from A1 on.

    The sheet's name is a heading of level 1 unless the first row is one or the name is a program's default. A row with
    text in column A alone is a paragraph, or a heading where it begins with `#` and a blank; any other rows in a run
    are a table. Where no table of the sheet uses column A, tables begin in column B.
    """
    rows = [tuple(cell_text(cell) for cell in row) for row in grid]
    start = 0 if any(row[0] and any(row[1:]) for row in rows if row) else 1
    blocks = list(_runs(rows, name, start))
    if blocks and not _named(name, blocks[0]):
        blocks.insert(0, Heading(name, 1, Place(0, 0, name)))
    return blocks


def _named(name: str, first: Block) -> bool:
    return isinstance(first, Heading) or _DEFAULT_NAME.fullmatch(name.strip()) is not None


def _runs(rows: Sequence[tuple[str, ...]], name: str, start: int) -> Iterator[Block]:
    run: list[Row] = []
    for number, cells in enumerate(rows, 1):
        if any(cells[1:]):
            run.append(Row(cells[start:], Place(number, start + 1, name)))
            continue
        if run:
            yield Table(tuple(run))
            run = []
        if cells and cells[0]:
            yield _text_block(cells[0], Place(number, 1, name))
    if run:
        yield Table(tuple(run))


def _text_block(text: str, place: Place) -> Block:
    if heading := _HEADING.fullmatch(text):
        return Heading(heading[2], len(heading[1]), place)
    return Paragraph(text[1:] if _ESCAPED.match(text) else text, place)


def cell_text(value: object) -> str:
    """A cell's value as a person sees it: whole numbers without a point, dates as 2019-03-26."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    return normal_text(str(value))


def read_workbook(data: bytes) -> Document:
    """The document in the visible sheets of a workbook, XLSX or ODS, whose archive has been checked.

    Raises whatever the library raises on a broken one.
    """
    import io

    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    blocks: list[Block] = []
    with load_workbook(io.BytesIO(data)) as book:
        if not book.sheets_metadata:
            raise ValueError("a workbook has at least one sheet")
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                grid = book.get_sheet_by_index(index).to_python(skip_empty_area=False)
                blocks += sheet_blocks(sheet.name, grid)
    return normal_form(Document(tuple(blocks)))
