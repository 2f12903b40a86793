"""An empty table of a dataset, for people to fill in: its head row as CSV, XLSX or ODS."""

from __future__ import annotations

import io

from openscorecard.domain.measures.datasets import Dataset


def template_bytes(dataset: Dataset, ending: str) -> bytes:
    """The file for `.csv` (UTF-8 with the mark that spreadsheets look for), `.xlsx` or `.ods`; else KeyError."""
    return {".csv": _csv, ".xlsx": _xlsx, ".ods": _ods}[ending](dataset)


def _csv(dataset: Dataset) -> bytes:
    return (",".join(dataset.names) + "\r\n").encode("utf-8-sig")


def _xlsx(dataset: Dataset) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(dataset.name)
        sheet.write_row(0, 0, dataset.names, book.add_format({"bold": True}))
        for column, field in enumerate(dataset.fields):
            sheet.write_comment(0, column, field.title.zh)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _ods(dataset: Dataset) -> bytes:
    from odfdo import Cell, Document, Row, Table

    book = Document("spreadsheet")
    book.body.clear()
    table, row = Table(dataset.name), Row()
    for name in dataset.names:
        row.append_cell(Cell(name, text=name))
    table.append_row(row)
    book.body.append(table)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
