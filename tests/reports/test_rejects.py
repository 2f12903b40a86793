"""Rejected rows as a file for a spreadsheet, which must not compute what a sender wrote."""

from __future__ import annotations

import csv
import io

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.faults import UnfitWhole
from openscorecard.reports.csv_files import harmless
from openscorecard.reports.rejects import HEADS, rejects_csv


def lines_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "＝1+1", "＋1", "－1", "＠x", "\t=1", " =1", "\u3000＝1"])
def test_what_a_spreadsheet_would_compute_is_kept_as_text(text: str) -> None:
    assert harmless(text, numbers=False) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=b", "2025-03-05", "「-」不是整數"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text, numbers=False) == text


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
def test_each_fault_is_a_line_with_its_place(language: str) -> None:
    faults = [UnfitWhole(head="人次", text="x", file="=a.csv").at(3, 2, "一月"), Fault(file="b.csv")]
    lines = lines_of(rejects_csv(faults, language))
    assert lines[0] == list(HEADS[language])
    assert lines[1][:5] == ["'=a.csv", "一月", "3", "2", "unfit-whole"]
    assert lines[1][5] == faults[0].sentence(language)
    assert lines[2][:4] == ["b.csv", "", "", ""]
