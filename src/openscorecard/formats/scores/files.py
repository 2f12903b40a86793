"""Reading a file of targets, XLSX or ODS: each row as texts by field, every fault with its sheet, row and column."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.faults import Fault, refuse
from openscorecard.formats.archive import check_archive, kind_of
from openscorecard.formats.bounded import run_bounded
from openscorecard.formats.faults import damage_as_fault
from openscorecard.formats.office.sheets import cell_text
from openscorecard.formats.scores.sheets import PERIOD, PLAN
from openscorecard.formats.scores.words import COLUMNS

MOST_ROWS = 5000


class NotTargetFile(Fault):
    """A file that is no sheet of targets."""

    code = "not-target-file"
    zh = "這不是目標值的檔案：找不到欄名「{head}」的一列；請下載此期間的 ODS 或 XLSX 檔，在其中修改。"
    en = "This is no file of targets: no row has the head “{head}”; download that of the period and change it."


class UnfitVersion(Fault):
    """A version that is no number."""

    code = "unfit-version"
    zh = "版次「{text}」不是數字；請還原為下載時的內容。"
    en = "The version “{text}” is no number; put back what was there when the file was downloaded."


class RowWithoutCode(Fault):
    """A row that says something of no KPI."""

    code = "row-without-code"
    zh = "這一列有內容，但沒有 KPI 代碼；請填入代碼，或刪除這一列。"
    en = "This row says something, but of no KPI; give its code or delete the row."


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: the code, what its cells say by field, its version (None where it says none), and where it stands."""

    code: str
    texts: Mapping[str, str]
    version: int | None
    row: int


@dataclass(frozen=True, slots=True)
class ReadTargets:
    """A file: of which plan and period it says to be (empty where it does not), its sheet, columns by field, rows."""

    plan: str
    period: str
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[ReadRow, ...]


def read_targets(data: bytes) -> ReadTargets:
    """The file, parsed in a worker bound in memory and time. Raises a Fault for what is no such file."""
    said = run_bounded("read-targets", data)
    rows = tuple(ReadRow(one["code"], one["texts"], one["version"], one["row"]) for one in said["rows"])
    return ReadTargets(said["plan"], said["period"], said["sheet"], said["columns"], rows)


def read_in_worker(data: bytes) -> dict[str, Any]:
    """The task `read-targets`: a file's bytes to plain data."""
    kind = kind_of(data)
    if kind not in {"xlsx", "ods"}:
        raise NotTargetFile(head=COLUMNS["code"].zh)
    check_archive(data)
    with damage_as_fault(kind.upper()):
        sheets = list(_sheets(data))
    for name, grid in sheets:
        head = next((place for place, cells in enumerate(grid) if _columns(cells)), None)
        if head is not None:
            return _read(name, grid, head)
    raise NotTargetFile(head=COLUMNS["code"].zh)


def _sheets(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    with load_workbook(io.BytesIO(data)) as book:
        for index, sheet in enumerate(book.sheets_metadata):
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
                grid = book.get_sheet_by_index(index).to_python(skip_empty_area=False, nrows=MOST_ROWS)
                yield sheet.name, [[cell_text(cell).strip() for cell in row] for row in grid]


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which field each column of a head row is, from 0; empty where it is none."""
    known = {said.casefold(): field for field, words in COLUMNS.items() for said in (field, words.zh, words.en)}
    found: dict[str, int] = {}
    for place, text in enumerate(cells):
        if field := known.get(text.casefold()):
            found.setdefault(field, place)
    return found if "code" in found and len(found) > 1 else {}


def _read(sheet: str, grid: list[list[str]], head: int) -> dict[str, Any]:
    columns = _columns(grid[head])
    faults: list[Fault] = []
    rows = []
    for number, cells in enumerate(grid[head + 1 :], head + 2):
        texts = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
        if not any(texts.values()):
            continue
        code, version = texts.pop("code"), texts.pop("version", "")
        texts.pop("name", "")
        if not code:
            faults.append(RowWithoutCode(row=number, column=columns["code"] + 1, sheet=sheet))
        if version and not version.isdecimal():
            faults.append(UnfitVersion(row=number, column=columns["version"] + 1, sheet=sheet, text=version[:20]))
            version = ""
        rows.append({"code": code, "texts": texts, "version": int(version) if version else None, "row": number})
    refuse(faults)
    places = {field: place + 1 for field, place in columns.items()}
    return {"sheet": sheet, "columns": places, "rows": rows, **_about(grid[:head])}


def _about(top: Sequence[Sequence[str]]) -> dict[str, str]:
    """Of which plan and period the file says to be, in the cells above its heads."""
    found = {"plan": "", "period": ""}
    names = {"plan": {PLAN.zh, PLAN.en}, "period": {PERIOD.zh, PERIOD.en}}
    for cells in top:
        for label, value in itertools.pairwise(cells):
            for key, words in names.items():
                if label in words and not found[key]:
                    found[key] = value
    return found
