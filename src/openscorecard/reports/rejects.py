"""Rejected rows as a CSV that people open in a spreadsheet and mend their file by."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from openscorecard.domain.faults import Fault

HEADS = {
    "zh-Hant": ("檔案", "工作表", "列", "欄", "代碼", "原因"),
    "en": ("file", "sheet", "row", "column", "code", "reason"),
}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")


def rejects_csv(faults: Iterable[Fault], language: str) -> bytes:
    """The faults, one a line, in `language` (`zh-Hant` or `en`); UTF-8 with the mark that spreadsheets look for.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. Rows and columns count from 1, and are
    empty where there is no such place.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS["en" if language.startswith("en") else "zh-Hant"])
    for one in faults:
        place = (str(one.row or ""), str(one.column or ""))
        texts = (one.facts.get("file", ""), one.sheet, *place, one.code, one.sentence(language))
        writer.writerow([plain_cell(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def plain_cell(text: str) -> str:
    """`text` so that no spreadsheet computes it."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) or text.startswith(_FORMULA) else text
