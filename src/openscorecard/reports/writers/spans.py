"""Where each cell of a table really stands, once cells reach over rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openscorecard.reports.paper import Cell, Table

_EMPTY = Cell()
_WHOLE = (12, 1200)
"""Rows and letters up to which a table stands on one page."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a row: `cell` begins at `column`; `below` where it only goes on from a row above."""

    column: int
    cell: Cell
    across: int = 1
    down: int = 1
    below: bool = False


def grid_of(table: Table) -> list[list[Slot]]:
    """The rows of `table` with every column filled: what reaches too far is cut, what lacks is empty."""
    width, height = len(table.columns), len(table.rows)
    open_: dict[int, tuple[int, Slot]] = {}  # column -> rows left, slot
    return [_row(row, width, height - number, open_) for number, row in enumerate(table.rows)]


def _row(row: Sequence[Cell], width: int, left: int, open_: dict[int, tuple[int, Slot]]) -> list[Slot]:
    waiting, slots, column = list(row), [], 0
    while column < width:
        if column in open_:
            rows, slot = open_.pop(column)
            slots.append(Slot(column, slot.cell, slot.across, slot.down, below=True))
            if rows > 1:
                open_[-1 - column] = (rows - 1, slot)
        else:
            cell = waiting.pop(0) if waiting else _EMPTY
            slot = Slot(column, cell, _room(cell.across, column, width, open_), max(1, min(cell.down, left)))
            slots.append(slot)
            if slot.down > 1:
                open_[-1 - column] = (slot.down - 1, slot)
        column += slots[-1].across
    for key in [one for one in open_ if one < 0]:  # those of this row count from the next
        open_[-1 - key] = open_.pop(key)
    return slots


def _room(wanted: int, column: int, width: int, open_: dict[int, tuple[int, Slot]]) -> int:
    free = 1
    while free < wanted and column + free < width and column + free not in open_:
        free += 1
    return free


def stays_whole(table: Table) -> bool:
    """Whether no page should break in `table`: where it is short."""
    rows, letters = _WHOLE
    said = sum(len(run.text) for row in table.rows for cell in row for run in cell.text)
    return len(table.rows) <= rows and said <= letters


def is_group(slots: Sequence[Slot], width: int) -> bool:
    """A row of one head cell over all columns names the rows below it."""
    return len(slots) == 1 and slots[0].cell.header and slots[0].across == width and slots[0].down == 1
