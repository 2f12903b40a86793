"""A COUNTER table as rows of cells: TSV or CSV in the usual encodings, or the first sheet of a workbook."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence

from openscorecard.connectors.counter.faults import DamagedReport

Row = tuple[int, Sequence[object]]
_ENCODINGS = ("utf-8-sig", "cp950")


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Big5. Raises DamagedReport."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = _ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as broken:
            where = broken.start
    raise DamagedReport(row=data.count(b"\n", 0, where) + 1, reason="UTF-8")


def rows_of_text(text: str) -> Iterator[Row]:
    """The rows of a table in text, each with its line; tabs separate where the first line has one."""
    end = text.find("\n")
    first = text if end < 0 else text[:end]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if "\t" in first else ",", strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as broken:
            raise DamagedReport(row=number, reason=str(broken)) from None
        yield number, cells


def rows_of_workbook(data: bytes) -> Iterator[Row]:
    """The rows of the first sheet of a workbook that holds anything. Raises DamagedReport."""
    try:
        from python_calamine import load_workbook

        book = load_workbook(io.BytesIO(data))
        for index in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(index)
            if sheet.start is not None:
                left = [""] * sheet.start[1]
                for number, cells in enumerate(sheet.iter_rows(), 1):
                    yield number, [*left, *cells]
                return
    except (MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as broken:  # a panic in Rust arrives as a BaseException
        raise DamagedReport(reason="XLSX") from broken
