"""Rows are read in a worker of bounded means, and cross over exactly."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import TAIPEI
from openscorecard.domain.measures.periods import Period
from openscorecard.formats.bounded import MEBIBYTE
from openscorecard.formats.datasets.canonical import CanonicalWriter, read_canonical
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.intake import read_file, read_rows, read_rows_to
from openscorecard.formats.datasets.reading import Request
from tests.formats.datasets.small_tables import read, xlsx

DATASETS = standard_datasets()
FILE = "日期,館所代碼,到館人次\n114/1/1,A,1\n小計,,1\n114/1/2,A,\n114/1/3,A,３\n"
GOOD = "日期,館所代碼,到館人次\n114/1/1,A,1\n小計,,1\n114/1/3,A,３\n"


def test_the_worker_says_what_this_process_would_say() -> None:
    here, rows = read("visits", FILE, keep_good=True)
    there = read_rows(DATASETS["visits"], FILE.encode("cp950"), keep_good=True)
    assert replace(there, rows=()) == here
    assert list(there.rows) == rows
    assert (there.total, there.stored, there.refused) == (3, 2, 1)


def test_a_fault_crosses_over_with_its_place_and_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "rows.csv"
    with pytest.raises(Fault) as refused:
        read_rows_to(DATASETS["visits"], FILE.encode(), target)
    assert [(fault.row, fault.column, fault.code) for fault in refused.value.all()] == [(4, 3, "missing-value")]
    assert "到館人次" in refused.value.sentence()
    assert not target.exists()


def test_rows_go_to_a_file_that_any_engine_reads(tmp_path: Path) -> None:
    source, target = tmp_path / "visits.csv", tmp_path / "rows.csv"
    source.write_text(GOOD, encoding="utf-8")
    found = read_rows_to(DATASETS["visits"], source, target)
    assert target.read_text(encoding="utf-8") == "occurred_on,branch,visits\n2025-01-01,A,1\n2025-01-03,A,3\n"
    assert (found.stored, found.rows) == (2, ())


def test_a_repeated_key_is_found_in_a_large_file_in_little_memory(tmp_path: Path) -> None:
    source, target = tmp_path / "holdings.csv", tmp_path / "rows.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("item_id,acquired_on\n")
        file.writelines(f"I{number},2025-01-01\n" for number in range(120_000))
        file.write("I7,2025-01-02\n")
    with pytest.raises(Fault) as refused:
        read_rows_to(DATASETS["holdings"], source, target, memory=160 * MEBIBYTE)
    assert [(fault.row, fault.code) for fault in refused.value.all()] == [(120_002, "repeated-row")]
    found = read_rows_to(DATASETS["holdings"], source, target, Request(keep_good=True), memory=160 * MEBIBYTE)
    assert (found.stored, found.refused) == (120_000, 1)
    assert sum(1 for _ in read_canonical(DATASETS["holdings"], target)) == 120_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_a_text_too_large_to_hold_is_read_in_pieces(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openscorecard.formats.datasets import tables

    monkeypatch.setattr(tables, "_WHOLE_LIMIT", 30)
    source, target = tmp_path / "visits.csv", tmp_path / "rows.csv"
    source.write_bytes(GOOD.encode(encoding))
    found = read_file(DATASETS["visits"], source, target, Request())
    assert found.stored == 2
    assert found.heads[""][0].text == "日期"


def test_a_worker_without_time_is_stopped(tmp_path: Path) -> None:
    source = tmp_path / "visits.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("occurred_at,kind\n")
        # Quotes are read row by row, half a minute of them: what is plain would be done within the second.
        file.writelines(f'"2025-01-01 10:{number % 60:02}:{number % 59:02}",issue\n' for number in range(1_000_000))
    with pytest.raises(Fault) as refused:
        read_rows_to(DATASETS["circulation"], source, tmp_path / "rows.csv", seconds=1)
    assert refused.value.code == "reading-too-slow"
    assert not (tmp_path / "rows.csv").exists()


def test_a_cell_at_the_end_of_the_world_costs_a_sentence_and_not_the_process(tmp_path: Path) -> None:
    grid = [["日期", "館所代碼", "到館人次"], ["114/1/1", "A", 1]]
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(xlsx(grid))) as source, ZipFile(buffer, "w") as changed:
        for name in source.namelist():
            content = source.read(name)
            changed.writestr(name, content.replace(b'r="C2"', b'r="C9999999992"'))
    with pytest.raises(Fault) as refused:
        read_rows_to(DATASETS["visits"], buffer.getvalue(), tmp_path / "rows.csv")
    assert refused.value.code == "reading-too-heavy"


def test_a_dataset_of_no_contract_is_our_own_mistake(tmp_path: Path) -> None:
    visits = DATASETS["visits"]
    with pytest.raises(KeyError):
        read_rows_to(replace(visits, key=("branch",)), GOOD.encode(), tmp_path / "rows.csv")


_texts = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=20)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": _texts,
    "whole": st.integers(),
    "number": st.decimals(allow_nan=False, allow_infinity=False, places=6),
    "money": st.decimals(allow_nan=False, allow_infinity=False, places=2),
    "day": st.dates(),
    "moment": st.datetimes(timezones=st.just(TAIPEI)),
    "period": st.builds(Period.of, st.dates(date(1850, 1, 1)), st.sampled_from(["month", "quarter", "half", "year"])),
    "flag": st.booleans(),
    "list": st.lists(_texts.filter(lambda text: ";" not in text), min_size=1).map(tuple),
}


@given(data=st.data())
def test_every_value_crosses_over_exactly(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    dataset: Dataset = data.draw(st.sampled_from(list(DATASETS.values())))
    values = tuple(data.draw(st.none() | _VALUES[field.type]) for field in dataset.fields)
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        CanonicalWriter(file, dataset).add(values)
    [row] = read_canonical(dataset, path)
    assert tuple(row.values()) == values
    assert [type(value) for value in row.values()] == [type(value) for value in values]
    assert not {Decimal, datetime} & {type(row[field.name]) for field in dataset.fields if field.type == "text"}
