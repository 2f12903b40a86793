"""Targets as XLSX and ODS: what is written comes back, codes are locked, faults are told with their place."""

from __future__ import annotations

import io
from fractions import Fraction
from zipfile import ZipFile

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.domain.scores.spreading import Spread
from openscorecard.domain.scores.targets import Step, Target
from openscorecard.domain.scores.yearly import Profile
from openscorecard.formats.scores.files import NotTargetFile, read_targets
from openscorecard.formats.scores.sheets import SheetRow, TargetSheet, write_targets
from openscorecard.formats.scores.targets import Stored, stored_from_data, stored_to_data
from openscorecard.formats.scores.texts import (
    UnfitChoice,
    missing_of_texts,
    profile_of_texts,
    target_of_texts,
    target_texts,
)
from openscorecard.formats.scores.words import code_of

F = Fraction
TARGETS = (
    Stored(Target("K", "冊", F(9_000_000), weight=F(1, 3), cap=F(120))),
    Stored(Target("K", "%", F("78.5")), Spread(Profile("season", tuple(map(F, range(1, 13)))), "F", "month"), "floor"),
    Stored(Target("K", "天", F(3), "down", "inverse", ceiling=F(100))),
    Stored(Target("K", "℃", direction="band", low=F(20), high=F("24.5"))),
    Stored(Target("K", "件", method="steps", steps=(Step(F(1), F(50)), Step(F(2), F(100))))),
    Stored(Target("K", "件", F(9), method="progress", baseline=F(2)), example=True),
    Stored(Target("K", "件", F(9), method="goalposts", floor=F(-2))),
)


def sheet(*rows: SheetRow) -> TargetSheet:
    return TargetSheet("library", "2025", rows)


@pytest.mark.parametrize("stored", TARGETS)
def test_stored_data_come_back_as_they_were(stored: Stored) -> None:
    assert stored_from_data("K", stored_to_data(stored)) == stored


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_is_written_is_read_back(ending: str, language: str) -> None:
    rows = [SheetRow(f"A{n}", f"指標 {n}", target_texts(one, "來源"), n) for n, one in enumerate(TARGETS, 1)]
    found = read_targets(write_targets(sheet(*rows), ending, language))
    assert (found.plan, found.period, found.columns["value"]) == ("library", "2025", 3)
    assert [(row.code, row.version, row.row) for row in found.rows] == [(f"A{n}", n, n + 3) for n in range(1, 8)]
    for row, stored in zip(found.rows, TARGETS, strict=True):
        assert target_of_texts("K", row.texts) == stored.target
        assert profile_of_texts("K", row.texts) == (stored.spread.profile if stored.spread else None)
        assert code_of("missing", row.texts["missing"]) == stored.missing
        assert row.texts["origin"] == "來源"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_kpi_without_a_target_has_its_row(ending: str) -> None:
    (row,) = read_targets(write_targets(sheet(SheetRow("A1", "指標", {}, 0)), ending, "zh-Hant")).rows
    assert (row.code, row.version, set(row.texts.values())) == ("A1", 0, {""})


def test_codes_are_locked_and_the_rest_is_open() -> None:
    book = ZipFile(io.BytesIO(write_targets(sheet(SheetRow("A1", "指標", {}, 0)), "xlsx", "zh-Hant")))
    assert "<sheetProtection" in book.read("xl/worksheets/sheet1.xml").decode()
    assert 'protection locked="0"' in book.read("xl/styles.xml").decode()
    ods = ZipFile(io.BytesIO(write_targets(sheet(SheetRow("A1", "指標", {}, 0)), "ods", "zh-Hant")))
    assert 'table:protected="true"' in ods.read("content.xml").decode()
    styles = ods.read("styles.xml").decode()
    assert 'style:cell-protect="protected"' in styles
    assert 'style:cell-protect="none"' in styles


def test_faults_of_rows_are_told_with_sheet_row_and_column() -> None:
    rows = (SheetRow("", "無代碼", {"value": "5"}, 0), SheetRow("A2", "指標", {}, 1))
    with pytest.raises(Fault) as caught:
        read_targets(write_targets(sheet(*rows), "ods", "en"))
    told = [(one.code, one.sheet, one.row, one.column) for one in caught.value.all()]
    assert told == [("row-without-code", "targets 2025", 4, 1)]


def test_what_is_no_sheet_of_targets_says_so() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("a").write_row(0, 0, ["x", "y"])
    for data in (out.getvalue(), "代碼,目標值\nA1,5\n".encode()):
        with pytest.raises(NotTargetFile) as caught:
            read_targets(data)
        assert "代碼" in caught.value.sentence("zh-Hant")


def test_what_a_missing_value_earns_is_one_of_two_things() -> None:
    assert [missing_of_texts("K", {"missing": said}) for said in ("", "以最低分計", "floor")] == [
        "missing",
        "floor",
        "floor",
    ]
    with pytest.raises(UnfitChoice):
        missing_of_texts("K", {"missing": "never"})
