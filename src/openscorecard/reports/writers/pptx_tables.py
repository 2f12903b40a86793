"""Tables on slides: as many rows as fit, the heads again on every slide, cells over rows and columns as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.reports.paper import Align, Line, Run, Table
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.pptx_ground import ACCENT, INK, POINT, ROW_TINT
from openscorecard.reports.writers.pptx_letters import (
    LEADING,
    A,
    R,
    Relate,
    Text,
    cut_to,
    lines_of,
    paragraph_xml,
    relater,
)
from openscorecard.reports.writers.spans import Slot, grid_of
from openscorecard.reports.writers.widths import fitted
from openscorecard.reports.writers.words import MARKS

_PAD = 0.36  # around the letters of a cell, in parts of their size
_LEAST = 8.0  # points of the smallest letters
_NOTHING = "<a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/>"
_ALIGN: dict[Align, str] = {"start": "l", "centre": "ctr", "end": "r"}


@dataclass(frozen=True, slots=True)
class TablePage:
    """Rows of a table that fit on one slide, with their heights; `cut` where a cell says more than fits."""

    rows: list[list[Slot]]
    heights: list[float]
    cut: bool


class TableSlides:
    """A table over `width` and slides of `room`, both in points, in letters smaller by `factor`."""

    def __init__(self, table: Table, width: float, room: float, factor: float = 1.0) -> None:
        count = len(table.columns)
        self.table, self._room = table, room
        self.size = max((12.0 if count <= 5 else 10.5 if count <= 8 else 9.0) * factor, _LEAST)
        self.pad = self.size * _PAD
        self.widths = fitted(table, width, self.size, 3 * self.pad)
        self.head = max(self._height(one.head, at, 1) for at, one in enumerate(table.columns))
        self._most = max(int((room - self.head - 4 * self.pad) / (self.size * LEADING)) - 1, 1)
        self._grid = grid_of(table)
        self._heights = [self._row(row) for row in self._grid]

    @property
    def height(self) -> float:
        """The whole table's, heads and all."""
        return self.head + sum(self._heights)

    @property
    def first(self) -> float:
        """The height of its first row; nothing where it has none."""
        return self._heights[0] if self._heights else 0.0

    def _row(self, row: list[Slot]) -> float:
        height = max((self._slot(slot) for slot in row if slot.down == 1 and not slot.below), default=0)
        return max(height, self.size * LEADING + 2 * self.pad)

    def pages(self, first: float | None = None) -> Iterator[TablePage]:
        """The rows that fit on each slide; `first` is the room of the first one, where that is another."""
        rows: list[list[Slot]] = []
        heights: list[float] = []
        cut, room = False, self._room if first is None else first
        for row, height in zip(self._grid, self._heights, strict=True):
            if rows and self.head + sum(heights) + height > room:
                yield TablePage(rows, heights, cut)
                rows, heights, cut, room = [], [], False, self._room
            rows.append(row)
            heights.append(height)
            cut = cut or any(self._is_cut(slot) for slot in row)
        if rows or not self._grid:
            yield TablePage(rows, heights, cut)

    def _slot(self, slot: Slot) -> float:
        return self._height(_plain(slot.cell.text), slot.column, slot.across)

    def _height(self, words: str, column: int, across: int) -> float:
        lines = min(lines_of(words, self.size, self._wide(column, across)), getattr(self, "_most", 99))
        return lines * self.size * LEADING + 2 * self.pad

    def _wide(self, column: int, across: int) -> float:
        return sum(self.widths[column : column + across]) - 3 * self.pad

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
    from pptx.oxml import parse_xml

    width, height = round(sum(slides.widths) * POINT), round((slides.head + sum(part.heights)) * POINT)
    frame = page.shapes.add_table(1, 1, *place, width, height)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", clean(slides.table.caption))
    old = frame._element.graphic.graphicData.tbl
    old.addprevious(parse_xml(_Grid(slides, part, language, relater(page.part)).whole()))
    old.getparent().remove(old)
    return frame


class _Grid:
    """A table of a slide as XML, set whole."""

    def __init__(self, slides: TableSlides, part: TablePage, language: Language, relate: Relate) -> None:
        self._slides, self._part, self._language, self._relate = slides, part, language, relate

    def whole(self) -> str:
        slides, part = self._slides, self._part
        named = any(row and row[0].cell.header for row in part.rows)
        grid = "".join(f'<a:gridCol w="{round(wide * POINT)}"/>' for wide in slides.widths)
        heads = "".join(
            self._cell(Text((Run(one.head),), slides.size, True, "#ffffff"), one.align, ACCENT)
            for one in slides.table.columns
        )
        rows = "".join(
            self._row(number, row, high) for number, (row, high) in enumerate(zip(part.rows, part.heights, strict=True))
        )
        return (
            f'<a:tbl xmlns:a="{A}" xmlns:r="{R}"><a:tblPr firstRow="1" firstCol="{int(named)}"/><a:tblGrid>{grid}'
            f'</a:tblGrid><a:tr h="{round(slides.head * POINT)}">{heads}</a:tr>{rows}</a:tbl>'
        )

    def _row(self, number: int, row: list[Slot], high: float) -> str:
        cells = "".join(self._slot(number, slot) for slot in row)
        return f'<a:tr h="{round(high * POINT)}">{cells}</a:tr>'

    def _slot(self, number: int, slot: Slot) -> str:
        wide = f' gridSpan="{slot.across}"' if slot.across > 1 else ""
        covered = ' hMerge="1"'
        if slot.below and number:
            over = [f"{wide}", *[covered] * (slot.across - 1)]
            return "".join(f'<a:tc{one} vMerge="1">{_NOTHING}</a:tc>' for one in over)
        down = self._down(number, slot)
        tall = f' rowSpan="{down}"' if down > 1 else ""
        align = self._slides.table.columns[slot.column].align if slot.across == 1 else "start"
        text = Text(self._slides.fitted(slot), self._slides.size, slot.cell.header, INK)
        first = self._cell(text, align, ROW_TINT if slot.cell.header else "#ffffff", wide + tall)
        return first + f"<a:tc{covered}{tall}>{_NOTHING}</a:tc>" * (slot.across - 1)

    def _down(self, number: int, slot: Slot) -> int:
        """Over how many rows of this slide a cell goes on."""
        down, rows = 1, self._part.rows
        while number + down < len(rows) and any(one.below and one.column == slot.column for one in rows[number + down]):
            down += 1
        return down

    def _cell(self, text: Text, align: Align, fill: str, spans: str = "") -> str:
        words = paragraph_xml(text, self._language, self._relate, align=_ALIGN[align], tight=True)
        pad = self._slides.pad * POINT
        side, above = round(pad * 1.3), round(pad * 0.6)
        lines = "".join(
            f'<a:{one} w="6350"><a:solidFill><a:srgbClr val="B8C2CC"/></a:solidFill></a:{one}>'
            for one in ("lnL", "lnR", "lnT", "lnB")
        )
        return (
            f'<a:tc{spans}><a:txBody><a:bodyPr/><a:lstStyle/>{words}</a:txBody><a:tcPr marL="{side}" marR="{side}" '
            f'marT="{above}" marB="{above}">{lines}<a:solidFill><a:srgbClr val="{fill.removeprefix("#")}"/>'
            "</a:solidFill></a:tcPr></a:tc>"
        )
