"""How wide the columns of a table should be, from what stands in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from openscorecard.formats.document import Table

NARROWEST, WIDEST, PAGE = 8, 44, 160  # in half-width characters; a landscape page fits about 160 small ones


def text_width(text: str) -> int:
    """The longest line of `text` in half-width characters; an East Asian character counts two."""
    return max(
        sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line) for line in text.split("\n")
    )


def line_count(text: str, width: int) -> int:
    """How many lines `text` takes where `width` half-width characters fit in one."""
    return sum(max(1, -(-text_width(line) // max(width, 1))) for line in text.split("\n"))


def column_widths(tables: Iterable[Table]) -> list[int]:
    """The widths of the columns of `tables`, set one under the other, in half-width characters."""
    rows = [row.cells for table in tables for row in table.rows]
    widths = [NARROWEST] * max(map(len, rows), default=0)
    for cells in rows:
        for index, cell in enumerate(cells):
            widths[index] = max(widths[index], text_width(cell) + 2)
    widest = min(WIDEST, max(NARROWEST * 2, PAGE // max(len(widths), 1)))
    return [min(width, widest) for width in widths]


def column_shares(table: Table, total: float) -> list[float]:
    """`total`, in any unit, divided among the columns of `table`."""
    widths = column_widths([table])
    return [total * width / sum(widths) for width in widths]
