"""XLSX: a cover, a sheet for each table, exact numbers with their decimals, and roll-ups that reckon."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import Align, Cell, Paper
from openscorecard.reports.writers import roll_up_sheet as rolled
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.sheets import (
    CoverLine,
    FormulaSheet,
    TableSheet,
    cell_text,
    grouped,
    lines_needed,
    number_of,
    number_parts,
    status_of,
    workbook_of,
)
from openscorecard.reports.writers.words import colour_of, say

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same paper gives the same bytes; the format knows no zones
_FONT, _ACCENT, _TINT, _ROW_TINT, _LINE = "Microsoft JhengHei", "#0b3d6b", "#e8f0f8", "#f5f8fb", "#b8c2cc"
_GIVEN = "#0b5cad"
_ALIGN: dict[Align, str] = {"start": "left", "centre": "center", "end": "right"}
_LINE_HEIGHT, _COVER_WIDTH = 17.0, 96


def write_xlsx(paper: Paper) -> bytes:
    """`paper` as a workbook."""
    import xlsxwriter

    out = io.BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(out, safe) as book:
        _Writing(book, paper).write()
    return out.getvalue()


class _Writing:
    def __init__(self, book: Any, paper: Paper) -> None:
        self._book, self._paper = book, paper
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def write(self) -> None:
        paper = self._paper
        made = dt.datetime.combine(paper.day, dt.time()) if paper.day else _STAMP
        self._book.set_properties({
            "title": clean(paper.title)[:255], "subject": clean(paper.subtitle)[:255],
            "author": clean(paper.author)[:255], "created": made,
        })  # fmt: skip
        workbook = workbook_of(paper)
        cover = self._sheet(workbook.cover)
        cover.set_column(0, 0, _COVER_WIDTH)
        for place, line in enumerate(workbook.lines):
            self._cover_line(cover, place, line)
        for sheet in workbook.sheets:
            page = self._sheet(sheet.name)
            page.set_landscape()
            if isinstance(sheet, TableSheet):
                self._table(page, sheet)
            else:
                self._roll_up(page, sheet)

    def _sheet(self, name: str) -> Any:
        page = self._book.add_worksheet(name)
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.hide_gridlines(2)
        page.set_margins(0.6, 0.6, 0.7, 0.7)
        page.set_footer(f"&C&8{clean(self._paper.footer).replace('&', '&&')[:180]}　&P / &N")
        return page

    def _format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            plain = {"font_name": _FONT, "font_size": 11, "valign": "top", "text_wrap": True}
            self._formats[key] = self._book.add_format({**plain, **look})
        return self._formats[key]

    def _cover_line(self, page: Any, place: int, line: CoverLine) -> None:
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 18, "font_color": _ACCENT},
            "heading": {"bold": True, "font_size": 13, "font_color": _ACCENT},
            "note": {"font_color": "#4a5765", "font_size": 10},
            "text": {},
        }
        look = self._format(**looks[line.look])
        tall = {"title": 28.0, "heading": 21.0}.get(line.look, _LINE_HEIGHT)
        page.set_row(
            place, tall * max(1, -(-text_width(line.text) // (_COVER_WIDTH // (2 if line.look == "title" else 1))))
        )
        if line.sheet:
            linked = self._format(font_color=_GIVEN, underline=1)
            quoted = line.sheet.replace("'", "''")
            page.write_url(place, 0, f"internal:'{quoted}'!A1", linked, line.text[:255])
        else:
            page.write_string(place, 0, line.text, look)

    # Tables

    def _table(self, page: Any, sheet: TableSheet) -> None:
        table, first = sheet.table, 1
        page.write_string(
            0, 0, clean(table.caption), self._format(bold=True, font_size=14, font_color=_ACCENT, text_wrap=False)
        )
        page.set_row(0, 24)
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        for column, one in enumerate(table.columns):
            look = self._format(bold=True, bg_color=_TINT, border=1, border_color=_LINE, align=_ALIGN[one.align])
            page.write_string(first, column, clean(one.head), look)
        for place, row in enumerate(sheet.grid, first + 1):
            page.set_row(place, _LINE_HEIGHT * min(lines_needed(row, sheet.widths), 24))
            for slot in row:
                if not slot.below:
                    align = table.columns[slot.column].align if slot.across == 1 else "start"
                    at = (place, slot.column, place + slot.down - 1, slot.column + slot.across - 1)
                    self._cell(page, at, slot.cell, align)
        end = first + 1 + len(sheet.grid)
        if not sheet.grid:
            page.write_string(end, 0, say(self._paper.language, "empty"), self._format(font_color="#4a5765"))
        if table.note:
            note = self._format(font_color="#4a5765", font_size=10, text_wrap=False)
            page.write_string(end + 1, 0, cell_text(table.note), note)
        page.freeze_panes(first + 1, 1 if any(row and row[0].cell.header for row in sheet.grid) else 0)
        page.repeat_rows(first)

    def _cell(self, page: Any, at: tuple[int, int, int, int], cell: Cell, align: Align) -> None:
        look: dict[str, object] = {"border": 1, "border_color": _LINE, "align": _ALIGN[align]}
        status = status_of(cell)
        if status:
            look |= {"font_color": colour_of(status), "bold": True}  # type: ignore[arg-type]
        if cell.header:
            look |= {"bold": True, "bg_color": _ROW_TINT}
        number = number_of(cell)
        if number is not None:
            look["num_format"] = _number_format(cell)
        made = self._format(**look)
        if at[:2] != at[2:]:
            page.merge_range(*at, "", made)
        if number is not None:
            page.write_number(at[0], at[1], number, made)
        else:
            page.write_string(at[0], at[1], cell_text(cell.text), made)

    # Roll-ups

    def _roll_up(self, page: Any, sheet: FormulaSheet) -> None:
        language, threshold = self._paper.language, rolled.THRESHOLD_ROW - 1
        page.set_default_row(_LINE_HEIGHT)
        page.set_row(0, 24)
        page.write_string(0, 0, sheet.title, self._format(bold=True, font_size=14, font_color=_ACCENT, text_wrap=False))
        given = self._format(font_color=_GIVEN, num_format="0.####", align="left")
        page.write_string(threshold, 0, say(language, "threshold"), self._format(text_wrap=False))
        page.write_number(threshold, 2, float(sheet.roll_up.threshold), given)
        note = self._format(font_color="#4a5765", font_size=10, text_wrap=False)
        page.write_string(threshold + 1, 0, say(language, "rollup_note"), note)
        head = rolled.HEAD_ROW - 1
        for column, (words, width) in enumerate(zip(rolled.heads(language), rolled.WIDTHS, strict=True)):
            page.set_column(column, column, width)
            page.write_string(
                head, column, words, self._format(bold=True, bg_color=_TINT, border=1, border_color=_LINE)
            )
        for place, row in enumerate(rolled.rows_of(sheet.roll_up, language, "xlsx"), head + 1):
            for column, made in enumerate(row):
                self._made(page, place, column, made)
        page.freeze_panes(head + 1, 3)
        page.repeat_rows(head)

    def _made(self, page: Any, row: int, column: int, made: rolled.Made) -> None:
        look: dict[str, object] = {"border": 1, "border_color": _LINE, "text_wrap": column == 2}
        if made.given:
            look["font_color"] = _GIVEN
        if column >= 7:
            look["num_format"] = "0.0000" if column in {8, 10} else "0.##"
        shaped = self._format(**look)
        if made.formula:
            # Functions newer than the format are written with the prefix that Excel gives them.
            formula = made.formula.replace("MINIFS(", "_xlfn.MINIFS(")
            page.write_formula(row, column, formula, shaped, made.shown)
        elif isinstance(made.shown, str):
            page.write_string(row, column, made.shown, shaped)
        else:
            page.write_number(row, column, made.shown, shaped)


def _number_format(cell: Cell) -> str:
    before, behind = number_parts(cell)
    digits = "#,##0" if grouped(cell) else "0"
    return f"{_quoted(before)}{digits}{'.' + '0' * cell.places if cell.places else ''}{_quoted(behind)}"


def _quoted(words: str) -> str:
    return '"' + words.replace('"', "”")[:60] + '"' if words else ""
