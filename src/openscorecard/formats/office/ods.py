"""ODS: a document as a workbook, laid out as our XLSX is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openscorecard.formats.archive import check_archive
from openscorecard.formats.document import Document
from openscorecard.formats.faults import damage_as_fault
from openscorecard.formats.office.odf import INK, LINE, TINT, blank, packed, text_properties
from openscorecard.formats.office.sheets import Line, Sheet, read_workbook, to_sheets
from openscorecard.formats.office.widths import column_widths, line_count

if TYPE_CHECKING:
    from odfdo import Cell, Table

_MARGIN_WIDTH = 3  # half-width characters of column A, where headings and paragraphs begin
_CM_PER_CHARACTER, _LINE_HEIGHT = 0.205, 0.58  # cm at 11 points


def write_ods(document: Document, *, title: str) -> bytes:
    """`document` as a workbook. Raises TextTooLongForCell beyond 32,767 characters in a cell."""
    sheets = to_sheets(document)
    package = blank("spreadsheet", title, _named_styles(), "".join(_automatic_styles(sheets)))
    for sheet in sheets:
        package.body.append(_page(sheet))
    return packed(package)


def _named_styles() -> str:
    default = '<style:default-style style:family="table-cell">' + text_properties(11) + "</style:default-style>"
    footer = '<style:style style:name="Footer" style:family="paragraph"/>'
    bordered = f'fo:border="{LINE}"'
    return default + footer + "".join((
        _cell_style("text", ""),
        _cell_style("body", bordered),
        _cell_style("head", f'{bordered} fo:background-color="{TINT}"', text_properties(11, bold=True)),
        _cell_style("heading1", "", text_properties(16, bold=True, ink=INK)),
        _cell_style("heading2", "", text_properties(13, bold=True, ink=INK)),
    ))  # fmt: skip


def _cell_style(name: str, look: str, text: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {look} '
        f'fo:wrap-option="wrap" style:vertical-align="top" fo:padding="0.1cm"/>{text}</style:style>'
    )


def _automatic_styles(sheets: list[Sheet]) -> Iterator[str]:
    yield '<style:style style:name="page" style:family="table" style:master-page-name="Standard"/>'
    widths = {_MARGIN_WIDTH, *(width for sheet in sheets for width in _widths(sheet))}
    for width in sorted(widths):
        yield (
            f'<style:style style:name="column{width}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{width * _CM_PER_CHARACTER:.2f}cm"/></style:style>'
        )
    yield (
        '<style:style style:name="row" style:family="table-row">'
        '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
    )
    for height in sorted({_height(line, sheet) for sheet in sheets for line in sheet.lines if _is_text(line)}):
        yield (
            f'<style:style style:name="row{height}" style:family="table-row"><style:table-row-properties '
            f'style:row-height="{height * _LINE_HEIGHT:.2f}cm" style:use-optimal-row-height="false"/></style:style>'
        )


def _widths(sheet: Sheet) -> list[int]:
    return column_widths(sheet.tables) or [90]


def _is_text(line: Line) -> bool:
    return line.kind in ("heading", "text")


def _height(line: Line, sheet: Sheet) -> int:
    # A merged row never grows by itself, so its height is counted out.
    lines = line_count(line.cells[0], _MARGIN_WIDTH + sum(_widths(sheet)))
    return min(lines, 30) + (1 if line.kind == "heading" and line.level == 1 else 0)


def _page(sheet: Sheet) -> Table:
    from odfdo import Element, Table

    page = Table(sheet.name, style="page")
    widths = _widths(sheet)
    for width in [_MARGIN_WIDTH, *widths]:
        page.append(Element.from_tag(f'<table:table-column table:style-name="column{width}"/>'))
    for line in sheet.lines:
        page.append(_row(line, sheet, len(widths)))
    return page


def _row(line: Line, sheet: Sheet, span: int) -> Any:
    from odfdo import Cell, Element
    from odfdo import Row as OdfRow

    row: Any = OdfRow(style=f"row{_height(line, sheet)}" if _is_text(line) else "row")
    if not _is_text(line):
        row.append(Cell())
        for text in line.cells:
            row.append(_cell(text, line.kind))
        return row
    cell = _cell(line.cells[0], "text" if line.kind == "text" else f"heading{min(line.level, 2)}")
    cell.set_attribute("table:number-columns-spanned", str(span + 1))
    cell.set_attribute("table:number-rows-spanned", "1")
    row.append(cell)
    row.append(Element.from_tag(f'<table:covered-table-cell table:number-columns-repeated="{span}"/>'))
    return row


def _cell(text: str, style: str) -> Cell:
    from odfdo import Cell, Paragraph

    cell = Cell(style=style)
    if text:
        cell.set_attribute("office:value-type", "string")  # never a formula or a number, whatever it looks like
        for line in text.split("\n"):
            cell.append(Paragraph(line))
    return cell


def read_ods(data: bytes) -> Document:
    """The document in a workbook; places are real rows of its sheets. Raises a Fault on any file that is none."""
    check_archive(data)
    with damage_as_fault("ODS"):
        return read_workbook(data)
