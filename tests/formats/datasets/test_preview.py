"""Before a file is taken, its columns and first rows are shown with the fields they seem to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.preview import SAMPLE, preview_rows
from tests.formats.datasets.small_tables import xlsx

VISITS = standard_datasets()["visits"]
FILE = "到館統計表,,\n\n日期,分館,到館人次\n" + "".join(f"114/1/{day},甲,{day}\n" for day in range(1, 29))


def test_a_foreign_column_is_shown_beside_those_that_are_known() -> None:
    [seen] = preview_rows(VISITS, FILE.encode("cp950"))
    assert [(head.text, head.field) for head in seen.heads] == [
        ("日期", "occurred_on"), ("分館", None), ("到館人次", "visits"),
    ]  # fmt: skip
    assert seen.row == 3
    assert len(seen.sample) == SAMPLE
    assert seen.sample[0] == ("114/1/1", "甲", "1")
    assert {fault.code for fault in seen.faults} == {"unknown-column", "missing-column"}


def test_where_no_name_is_known_the_head_is_the_first_broad_row() -> None:
    [seen] = preview_rows(VISITS, "某月統計,,\n甲,乙,丙\n1,2,3\n4,5,6\n".encode())
    assert ([head.text for head in seen.heads], seen.row) == (["甲", "乙", "丙"], 2)
    assert seen.sample[0] == ("1", "2", "3")
    assert "no-head-row" in {fault.code for fault in seen.faults}


def test_with_a_mapping_nothing_is_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "visits.csv"
    path.write_text(FILE, encoding="utf-8")
    [seen] = preview_rows(VISITS, path, {"branch": "分館"})
    assert [head.field for head in seen.heads] == ["occurred_on", "branch", "visits"]
    assert seen.faults == ()


def test_every_sheet_is_shown_also_one_without_a_head() -> None:
    first, second = preview_rows(VISITS, xlsx([["甲", "乙"], [1, 2]], [], names=["別的", "空的"]))
    assert [head.text for head in first.heads] == ["甲", "乙"]
    assert [fault.code for fault in first.faults] == ["no-head-row"]
    assert (second.heads, second.row, second.sample) == ((), 0, ())


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(Fault) as refused:
        preview_rows(VISITS, b"%PDF-1.7 ...")
    assert refused.value.code == "foreign-table"
