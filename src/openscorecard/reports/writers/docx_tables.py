"""Tables of a DOCX as elements: heads that repeat, cells over rows and columns, rows that stay whole."""

from __future__ import annotations

from openscorecard.reports.paper import Align, Table
from openscorecard.reports.writers.docx_lines import Lines, paragraph_xml
from openscorecard.reports.writers.docx_styles import LINE, ROW_TINT, TINT
from openscorecard.reports.writers.letters import xml
from openscorecard.reports.writers.spans import Slot, grid_of, stays_whole
from openscorecard.reports.writers.widths import fitted, letters_of

_ALIGN = {"start": "start", "centre": "center", "end": "end"}
_PAD = 11.5  # points beside the letters of a cell
_TWENTIETHS = 20  # of a point
_HELD = "<w:keepNext/>"
_LONG = 400
"""Letters from which a row may break over pages."""


def table_xml(table: Table, width: int, lines: Lines, empty: str) -> str:
    """`table` over `width` twentieths of a point; `empty` is said where it has no rows."""
    widths = [int(one * _TWENTIETHS) for one in fitted(table, width / _TWENTIETHS, letters_of(table)[1], _PAD)]
    style = f"PaperCell{letters_of(table)[0]}"
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    look = '<w:tblLook w:val="0460" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0"/>'
    about = f'<w:tblCaption w:val="{xml(table.caption)}"/>' if table.caption else ""
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{look}{about}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    heads = "".join(
        _cell_xml(lines.words(column.head, bold=True), widths[place], column.align, _fill(TINT), style, _HELD)
        for place, column in enumerate(table.columns)
    )
    heads = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    held = _HELD if stays_whole(table) else ""
    rows = grid_of(table)
    body = "".join(
        _row(row, table, widths, lines, held if number < len(rows) else "") for number, row in enumerate(rows, 1)
    )
    if not table.rows:
        body = f"<w:tr>{_cell_xml(lines.words(empty), sum(widths), 'start', _over(len(widths)), style)}</w:tr>"
    return f"{head}{heads}{body}</w:tbl>"


def _row(slots: list[Slot], table: Table, widths: list[int], lines: Lines, held: str) -> str:
    long = any(len(run.text) > _LONG for slot in slots for run in slot.cell.text)
    whole = "" if long else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{whole}{''.join(_slot(slot, table, widths, lines, held) for slot in slots)}</w:tr>"


def _slot(slot: Slot, table: Table, widths: list[int], lines: Lines, held: str) -> str:
    cell = slot.cell
    width = sum(widths[slot.column : slot.column + slot.across])
    align = table.columns[slot.column].align if slot.across == 1 else "start"
    merged = '<w:vMerge w:val="restart"/>' if slot.down > 1 and not slot.below else "<w:vMerge/>" if slot.below else ""
    look = _over(slot.across) + merged + (_fill(ROW_TINT) if cell.header else "")
    runs = "" if slot.below else lines.runs(cell.text, bold=cell.header)
    return _cell_xml(runs, width, align, look, f"PaperCell{letters_of(table)[0]}", held)


def _cell_xml(runs: str, width: int, align: Align, look: str, style: str, held: str = "") -> str:
    width_of = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    side = f'<w:jc w:val="{_ALIGN[align]}"/>' if align != "start" else ""
    return f"<w:tc><w:tcPr>{width_of}{look}</w:tcPr>{paragraph_xml(style, runs, held + side)}</w:tc>"


def _over(across: int) -> str:
    return f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""


def _fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'
