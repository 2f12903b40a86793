"""Small tables for the tests: read in this process, and made as workbooks."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.reading import Request, RowsReading, read_into

Row = dict[str, Any]


class Gathered:
    """A sink that keeps its rows."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []

    def add(self, values: tuple[Any, ...]) -> None:
        self.rows.append(values)


def read(
    name: str,
    file: str | bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    aliases: Mapping[str, Mapping[str, str]] | None = None,
    keep_good: bool = False,
) -> tuple[RowsReading, list[Row]]:
    """What a file says and its rows without the fields that have no value."""
    dataset = standard_datasets()[name]
    sinks: list[Gathered] = []

    def opened() -> Gathered:
        sinks.append(Gathered())
        return sinks[-1]

    data = file.encode() if isinstance(file, str) else file
    reading = read_into(dataset, data, Request(mapping, aliases or {}, keep_good), opened)
    rows = [dict(zip(dataset.names, values, strict=True)) for values in sinks[-1].rows]
    return reading, [{field: value for field, value in row.items() if value is not None} for row in rows]


def rows(name: str, file: str | bytes, **request: Any) -> list[Row]:
    """The rows of a file."""
    return read(name, file, **request)[1]


def faults(name: str, file: str | bytes, **request: Any) -> list[tuple[int, int, str]]:
    """Row, column and code of everything that is wrong with a file; nothing of it is taken."""
    with pytest.raises(Fault) as refused:
        read(name, file, **request)
    return [(fault.row, fault.column, fault.code) for fault in refused.value.all()]


def xlsx(
    *sheets: Sequence[Sequence[Any]], merged: Sequence[str] = (), names: Sequence[str] = (), hidden: int = -1
) -> bytes:
    """A workbook of `sheets`; `merged` are ranges of the first, such as A2:A4, written with what stands in them."""
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy/m/d"})
    moment = book.add_format({"num_format": "yyyy/m/d hh:mm:ss"})
    for number, grid in enumerate(sheets):
        sheet = book.add_worksheet(names[number] if names else None)
        if number == hidden:
            sheet.hide()
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, moment if isinstance(cell, datetime) else day)
                elif cell != "":
                    sheet.write(row, column, cell)
        for area in merged if number == 0 else ():
            sheet.merge_range(area, None)
    book.close()
    return data.getvalue()


def ods(grid: Sequence[Sequence[Any]]) -> bytes:
    """An ODS file of one sheet."""
    from odfdo import Document, Table

    document = Document("spreadsheet")
    document.body.clear()
    table = Table("資料")
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if cell != "":
                table.set_value((column, row), cell)
    document.body.append(table)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
