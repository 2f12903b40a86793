"""A paper as a workbook: a cover with its words, a sheet for each table; what ODS and XLSX have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import (
    Block,
    Cell,
    Heading,
    Items,
    Line,
    Paper,
    Paragraph,
    RollUp,
    StrategyMap,
    Table,
    Terms,
    Trend,
)
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.spans import Slot, grid_of
from openscorecard.reports.writers.words import MARKS, plain, say

NAME_LIMIT, CELL_LIMIT = 31, 32_767
_UNFIT_IN_NAME = re.compile(r"[\[\]:*?/\\\n\x00-\x1f]")
_NUMBER = re.compile(r"[-−+]?\s*[\d,]+(?:\.\d+)?")
_NARROWEST, _WIDEST = 8, 48
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class CoverLine:
    """A line of the cover sheet; `look` is title, heading, text or note, `sheet` the one it leads to."""

    text: str
    look: str = "text"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A table on a sheet of its own; `widths` are in half-width characters."""

    name: str
    table: Table
    grid: list[list[Slot]]
    widths: list[int]


@dataclass(frozen=True, slots=True)
class FormulaSheet:
    """A roll-up whose upper scores are formulas."""

    name: str
    title: str
    roll_up: RollUp


@dataclass(slots=True)
class Workbook:
    cover: str
    lines: list[CoverLine] = field(default_factory=list)
    sheets: list[TableSheet | FormulaSheet] = field(default_factory=list)


def workbook_of(paper: Paper) -> Workbook:
    """The whole paper: its words on the cover, in order, with a link wherever a table stood."""
    book = Workbook(safe_name(say(paper.language, "cover"), set()))
    taken = {book.cover.casefold()}
    book.lines += [CoverLine(clean(paper.title), "title")]
    book.lines += [CoverLine(clean(one)) for one in (paper.subtitle, paper.author, paper.made) if one]
    for block in paper.blocks:
        for table in _tables(block):
            name = safe_name(table.name or table.caption, taken)
            taken.add(name.casefold())
            book.sheets.append(TableSheet(name, table, grid_of(table), _widths(table)))
        book.lines += _words(block, book)
        if isinstance(block, RollUp):
            title = say(paper.language, "rollup", title=block.table.caption)
            name = safe_name(say(paper.language, "rollup", title=block.table.name or block.table.caption), taken)
            taken.add(name.casefold())
            book.sheets.append(FormulaSheet(name, clean(title), block))
            book.lines.append(CoverLine(clean(title), "text", name))
    return book


def _tables(block: Block) -> Iterator[Table]:
    if isinstance(block, Table):
        yield block
    elif isinstance(block, Trend | RollUp):
        yield block.table


def _words(block: Block, book: Workbook) -> Iterator[CoverLine]:
    match block:
        case Heading():
            yield CoverLine(_fit(plain(block.text)), "heading")
        case Paragraph():
            yield CoverLine(_fit(plain(block.text)), "note" if block.manner == "note" else "text")
        case Items():
            for number, item in enumerate(block.items, 1):
                mark = f"{number}. " if block.numbered else "• "
                yield CoverLine(_fit(mark + plain(item)))
        case Terms():
            yield from (CoverLine(_fit(f"{term}　{plain(said)}")) for term, said in block.pairs)
        case StrategyMap() | Trend():
            yield CoverLine(_fit(block.alt), "note")
            if isinstance(block, Trend):
                yield _link(book)
        case Table() | RollUp():
            yield _link(book)


def _link(book: Workbook) -> CoverLine:
    last = book.sheets[-1]
    assert isinstance(last, TableSheet)  # noqa: S101 - it was just put there
    return CoverLine(_fit(last.table.caption) or last.name, "text", last.name)


def safe_name(wish: str, taken: set[str]) -> str:
    """A name that every spreadsheet takes: at most 31 letters, none it keeps for itself, none twice."""
    name = _UNFIT_IN_NAME.sub(" ", clean(wish)).strip(" '")
    name = name if name and name.casefold() != "history" else f"{name or 'Sheet'} 1"
    stem, number = _cut(name, NAME_LIMIT), 1
    while stem.casefold() in taken:
        number += 1
        tail = f" ({number})"
        stem = _cut(name, NAME_LIMIT - len(tail)) + tail
    return stem


def _cut(name: str, limit: int) -> str:
    cut = name.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")  # Excel counts UTF-16 units
    return cut.strip(" '")


def _fit(text: str) -> str:
    """What one cell holds, with a sign where there was more."""
    text = clean(text)
    return text if len(text) < CELL_LIMIT // 2 else text[: CELL_LIMIT // 2] + "…"


def cell_text(line: Line) -> str:
    """The words of a cell."""
    return _fit(plain(line))


def number_of(cell: Cell) -> float | None:
    """The number that a cell writes; None where it is words, or has more digits than a spreadsheet keeps."""
    value = cell.value
    if value is None or abs(value) > _EXACT or (value.denominator == 1 and Fraction(float(value)) != value):
        return None
    return float(value)


def number_parts(cell: Cell) -> tuple[str, str]:
    """What stands before and behind the number in a cell's words: a mark of status, a unit."""
    words = clean("".join(run.text for run in cell.text))
    found = _NUMBER.search(words)
    before, behind = (words[: found.start()], words[found.end() :]) if found else ("", "")
    mark = next((f"{MARKS[run.status]} " for run in cell.text if run.status), "")
    return mark + before, behind


def grouped(cell: Cell) -> bool:
    """Whether the words set thousands apart."""
    return "," in "".join(run.text for run in cell.text)


def status_of(cell: Cell) -> str:
    """The status a cell shows, empty for none."""
    return next((run.status for run in cell.text if run.status), "")


def _widths(table: Table) -> list[int]:
    widths = [text_width(column.head) + 4 for column in table.columns]
    for row in grid_of(table):
        for slot in row:
            if slot.across == 1 and not slot.below:
                widths[slot.column] = max(widths[slot.column], text_width(cell_text(slot.cell.text)) + 3)
    return [min(max(width, _NARROWEST), _WIDEST) for width in widths]


def lines_needed(slots: Sequence[Slot], widths: Sequence[int]) -> int:
    """How many lines the tallest cell of a row takes."""
    return max((_lines(slot, widths) for slot in slots if not slot.below), default=1)


def _lines(slot: Slot, widths: Sequence[int]) -> int:
    room = sum(widths[slot.column : slot.column + slot.across])
    text = cell_text(slot.cell.text)
    return max(1, -(-sum(-(-text_width(line) // room) or 1 for line in text.split("\n")) // slot.down))
