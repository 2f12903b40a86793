"""XLSX: a document as a workbook, one sheet a section; texts stay texts, never formulas."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any
from xml.sax.saxutils import escape

from openscorecard.formats.archive import check_archive
from openscorecard.formats.document import Document
from openscorecard.formats.faults import damage_as_fault
from openscorecard.formats.office.sheets import Line, Sheet, read_workbook, to_sheets
from openscorecard.formats.office.widths import column_widths, line_count

STAMP = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)  # the same document gives the same bytes
MARGIN_WIDTH = 3  # column A, where headings and paragraphs begin
LINE_HEIGHT = 17  # points

_FONT = {"font_name": "Microsoft JhengHei", "font_size": 11, "valign": "top", "text_wrap": True}
_LINES = {"border": 1, "border_color": "#B8C2CC"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {},
    "head": {"bold": True, "bg_color": "#DCE9F7", **_LINES},
    "body": _LINES,
    "heading1": {"bold": True, "font_size": 16, "font_color": "#0B3D6B"},
    "heading2": {"bold": True, "font_size": 13, "font_color": "#0B3D6B"},
}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(document: Document, *, title: str) -> bytes:
    """`document` as a workbook. Raises TextTooLongForCell beyond 32,767 characters in a cell."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title, "created": STAMP.replace(tzinfo=None), "author": "", "comments": ""})
    looks = {name: book.add_format(_FONT | look) for name, look in _LOOKS.items()}
    for sheet in to_sheets(document):
        _write_sheet(book.add_worksheet(sheet.name), sheet, looks)
    book.close()
    return buffer.getvalue()


def _write_sheet(page: Any, sheet: Sheet, looks: dict[str, Any]) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(0.5, 0.5, 0.6, 0.6)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    page.set_footer("&C&P / &N")
    widths = column_widths(sheet.tables) or [90]
    page.set_column(0, 0, MARGIN_WIDTH)
    for index, width in enumerate(widths, 1):
        page.set_column(index, index, width)
    for number, line in enumerate(sheet.lines):
        _write_line(page, number, line, widths, looks)


def _write_line(page: Any, number: int, line: Line, widths: list[int], looks: dict[str, Any]) -> None:
    if line.kind in ("head", "body"):
        # Excel grows such rows by itself, LibreOffice does not.
        page.set_row(number, _height(max(map(line_count, line.cells, widths), default=1)))
        for index, cell in enumerate(line.cells, 1):
            _write_text(page, number, index, cell, looks[line.kind])
    elif line.kind != "gap":
        look = "text" if line.kind == "text" else f"heading{min(line.level, 2)}"
        # A merged row never grows by itself, so its height is counted out.
        lines = line_count(line.cells[0], MARGIN_WIDTH + sum(widths))
        page.set_row(number, _height(lines + (0.5 if line.kind == "heading" else 0)))
        page.merge_range(number, 0, number, len(widths), "", looks[look])
        _write_text(page, number, 0, line.cells[0], looks[look])


def _height(lines: float) -> float:
    return min(409, lines * LINE_HEIGHT)  # Excel's own limit, in points


def _write_text(page: Any, row: int, column: int, text: str, look: Any) -> None:
    page.write_string(row, column, _as_run(text) if _needs_run(text) else text, look)


def _needs_run(text: str) -> bool:
    # XlsxWriter passes <r>…</r> through as markup and escapes _x0041_ only where matches do not overlap.
    return text.startswith("<r>") or _ESCAPE.search(text) is not None


def _as_run(text: str) -> str:
    escaped = escape(_ESCAPE.sub("_x005F_", text)).replace("_", "&#95;")
    return f'<r><t xml:space="preserve">{escaped}</t></r>'


def read_xlsx(data: bytes) -> Document:
    """The document in a workbook; places are real rows of its sheets. Raises a Fault on any file that is none."""
    check_archive(data)
    with damage_as_fault("XLSX"):
        return read_workbook(data)
