"""CSV that spreadsheets open as it is meant: Unicode with its mark, no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

MARK = b"\xef\xbb\xbf"
_RUN = tuple("=+-@＝＋－＠\t\r\n|%")


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: bool = True) -> bytes:
    """The rows below their heads, UTF-8 with byte order mark, lines ended by CR LF; for `numbers` see `harmless`."""
    return MARK + csv_line(heads) + b"".join(csv_line(row, numbers=numbers) for row in rows)


def csv_line(cells: Sequence[object], *, numbers: bool = True) -> bytes:
    """One line; None is empty."""
    written = io.StringIO()
    csv.writer(written).writerow([harmless(cell, numbers=numbers) for cell in cells])
    return written.getvalue().encode()


def harmless(cell: object, *, numbers: bool = True) -> str:
    """A cell as text; what a spreadsheet would take for a formula gets an apostrophe before it.

    Numbers stay, unless `numbers` says that even those are words of a sender.
    """
    text = "" if cell is None else str(cell)
    runs = text.startswith(_RUN) or text.lstrip(" \u3000").startswith(_RUN)
    return f"'{text}" if runs and not (numbers and _is_number(text)) else text


def _is_number(text: str) -> bool:
    whole, point, part = text.removeprefix("-").partition(".")
    return whole.isdecimal() and whole.isascii() and (not point or (part.isdecimal() and part.isascii()))
