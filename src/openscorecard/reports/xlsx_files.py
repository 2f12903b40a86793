"""A plain table as a workbook: texts stay texts, numbers are numbers where a cell holds all their digits."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones; the same rows give the same bytes


def xlsx_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]], texts: int) -> bytes:
    """The rows below their heads on one sheet; the first `texts` columns are words, the others numbers or empty."""
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": STAMP})
        sheet = book.add_worksheet()
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, book.add_format({"bold": True}))
        for place, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                if column >= texts and cell and _holds(cell):
                    sheet.write_number(place, column, float(cell))
                elif cell:
                    sheet.write_string(place, column, cell)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _holds(digits: str) -> bool:
    """Whether a cell's binary number gives these digits back; otherwise they are written as text."""
    return len(digits.strip("-").replace(".", "")) <= 15 and Decimal(repr(float(digits))) == Decimal(digits)
