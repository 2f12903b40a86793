"""Rejected rows as a CSV that people open in a spreadsheet and mend their file by."""

from __future__ import annotations

from collections.abc import Iterable

from openscorecard.domain.faults import Fault
from openscorecard.reports.csv_files import csv_bytes

HEADS = {
    "zh-Hant": ("檔案", "工作表", "列", "欄", "代碼", "原因"),
    "en": ("file", "sheet", "row", "column", "code", "reason"),
}


def rejects_csv(faults: Iterable[Fault], language: str) -> bytes:
    """The faults, one a line, in `language` (`zh-Hant` or `en`); UTF-8 with the mark that spreadsheets look for.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. Rows and columns count from 1, and are
    empty where there is no such place.
    """
    heads = HEADS["en" if language.startswith("en") else "zh-Hant"]
    return csv_bytes(heads, (_line(one, language) for one in faults), numbers=False)


def _line(one: Fault, language: str) -> tuple[object, ...]:
    file = one.facts.get("file", "")
    return (file, one.sheet, one.row or "", one.column or "", one.code, one.sentence(language))
