"""Tables on slides: as many rows as fit, the heads again on every slide, cells over rows and columns as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Align, Line, Run, Table
from openscorecard.reports.writers.pptx_ground import ACCENT, INK, POINT
from openscorecard.reports.writers.pptx_letters import LEADING, Text, cut_to, lines_of, write
from openscorecard.reports.writers.spans import Slot, grid_of
from openscorecard.reports.writers.words import MARKS

_PAD = 4.0  # points around the letters of a cell
_ALIGN: dict[Align, str] = {"start": "l", "centre": "ctr", "end": "r"}


@dataclass(frozen=True, slots=True)
class TablePage:
    """Rows of a table that fit on one slide, with their heights; `cut` where a cell says more than fits."""

    rows: list[list[Slot]]
    heights: list[float]
    cut: bool


class TableSlides:
    """A table over `width` and slides of `room`, both in points."""

    def __init__(self, table: Table, width: float, room: float) -> None:
        shares = [max(column.share, 0.1) for column in table.columns]
        self.table, self._room = table, room
        self.widths = [width * share / sum(shares) for share in shares]
        count = len(shares)
        self.size = 12.0 if count <= 5 else 10.5 if count <= 8 else 9.0
        self.head = max(self._height(one.head, at, 1) for at, one in enumerate(table.columns))
        self._most = max(int((room - self.head - 4 * _PAD) / (self.size * LEADING)) - 1, 1)

    def pages(self) -> Iterator[TablePage]:
        rows: list[list[Slot]] = []
        heights: list[float] = []
        cut = False
        for row in grid_of(self.table):
            height = max((self._slot(slot) for slot in row if slot.down == 1 and not slot.below), default=0)
            height = max(height, self.size * LEADING + 2 * _PAD)
            if rows and self.head + sum(heights) + height > self._room:
                yield TablePage(rows, heights, cut)
                rows, heights, cut = [], [], False
            rows.append(row)
            heights.append(height)
            cut = cut or any(self._is_cut(slot) for slot in row)
        if rows:
            yield TablePage(rows, heights, cut)

    def _slot(self, slot: Slot) -> float:
        return self._height(_plain(slot.cell.text), slot.column, slot.across)

    def _height(self, words: str, column: int, across: int) -> float:
        lines = min(lines_of(words, self.size, self._wide(column, across)), getattr(self, "_most", 99))
        return lines * self.size * LEADING + 2 * _PAD

    def _wide(self, column: int, across: int) -> float:
        return sum(self.widths[column : column + across]) - 3 * _PAD

    def _is_cut(self, slot: Slot) -> bool:
        return lines_of(_plain(slot.cell.text), self.size, self._wide(slot.column, slot.across)) > self._most

    def fitted(self, slot: Slot) -> Line:
        """The words of a cell, as far as there is room."""
        if not self._is_cut(slot):
            return slot.cell.text
        words = _plain(slot.cell.text)
        return (Run(cut_to(words, self.size, self._wide(slot.column, slot.across), self._most)),)


def _plain(line: Line) -> str:
    return "".join(f"{MARKS[run.status]} {run.text}" if run.status else run.text for run in line)


def draw_table(page: Any, place: tuple[int, int], slides: TableSlides, part: TablePage, language: Language) -> Any:
    """The rows of `part` below the heads, at `place` in EMU; returns the frame."""
    columns, table = len(slides.widths), slides.table
    width, height = round(sum(slides.widths) * POINT), round((slides.head + sum(part.heights)) * POINT)
    frame = page.shapes.add_table(len(part.rows) + 1, columns, *place, width, height)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", table.caption)
    grid = frame.table
    grid.horz_banding = False
    grid.first_col = any(row and row[0].cell.header for row in part.rows)
    for column, wide in enumerate(slides.widths):
        grid.columns[column].width = round(wide * POINT)
    for number, high in enumerate((slides.head, *part.heights)):
        grid.rows[number].height = round(high * POINT)
    for column, one in enumerate(table.columns):
        _fill(grid.cell(0, column), Text((Run(one.head),), slides.size, True, "#ffffff"), one.align, ACCENT, language)
    for number, row in enumerate(part.rows, 1):
        for slot in row:
            if not slot.below or number == 1:
                _draw_slot(grid, number, slot, slides, part, language)
    return frame


def _draw_slot(grid: Any, number: int, slot: Slot, slides: TableSlides, part: TablePage, language: Language) -> None:
    down = 1
    while number - 1 + down < len(part.rows) and any(
        one.below and one.column == slot.column for one in part.rows[number - 1 + down]
    ):
        down += 1
    cell = grid.cell(number, slot.column)
    if down > 1 or slot.across > 1:
        cell.merge(grid.cell(number + down - 1, slot.column + slot.across - 1))
    align = slides.table.columns[slot.column].align if slot.across == 1 else "start"
    fill = "#e8f0f8" if slot.cell.header else "#ffffff"
    _fill(cell, Text(slides.fitted(slot), slides.size, slot.cell.header, INK), align, fill, language)


def _fill(cell: Any, text: Text, align: Align, fill: str, language: Language) -> None:
    from pptx.dml.color import RGBColor

    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(fill.removeprefix("#").upper())
    cell.margin_left = cell.margin_right = round(_PAD * 1.3 * POINT)
    cell.margin_top = cell.margin_bottom = round(_PAD * 0.6 * POINT)
    write(cell.text_frame, [text], language)
    for paragraph in cell.text_frame.paragraphs:
        paragraph._p.get_or_add_pPr().set("algn", _ALIGN[align])
        paragraph.line_spacing, paragraph.space_after = 1.0, 0
