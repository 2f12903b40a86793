"""CSV files open as they are meant, and nothing in them is run."""

from __future__ import annotations

import csv
import io

import pytest

from openscorecard.reports.csv_files import MARK, csv_bytes, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-x", "@sum", "＝1", "\t=1", "|x", "%x", "-1-1"])
def test_what_a_spreadsheet_would_run_is_made_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-1", "-1.5", "12", "甲分館", "", "a=b"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert harmless(cell) == cell


def test_cells_come_back_as_they_were() -> None:
    data = csv_bytes(("名稱", "值"), [('a,b\n"c"', None), ("分館", 3)])
    assert data.startswith(MARK)
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig")))) == [["名稱", "值"], ['a,b\n"c"', ""], ["分館", "3"]]
