"""The targets of a period as a sheet to fill in: XLSX and ODS, with a locked column of codes and a line of help."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openscorecard.domain.text import Text
from openscorecard.formats.scores.words import CHOICES, COLUMNS

HELP = Text(
    "只改白色欄位；清空目標值、區間與級距表示撤回目標；調降時請填原因與因應對策；上傳後先預覽，再儲存。",
    "Change white cells only; an emptied target, band and steps take the target back; lowering needs a reason and a "
    "countermeasure; after the upload you see what would change before anything is stored.",
)
PLAN, PERIOD = Text("計畫", "Plan"), Text("期間", "Period")
LOCKED = ("code", "name", "version")
HEAD_ROW = 3
NUMBERS = frozenset({"value", "low", "high", "baseline", "floor", "ceiling", "cap", "weight"})
_WIDE = {"name": 30, "steps": 20, "shares": 20, "origin": 22, "reason": 24, "countermeasure": 24, "method": 16}
_LOCKED_LOOK = {"locked": True, "bg_color": "#EEF1F4"}
_PLAIN = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_DIGITS = 15  # what a spreadsheet keeps of a number


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One KPI: its code and name, its target as texts by field, and the version these are of (0: none)."""

    code: str
    name: str
    texts: Mapping[str, str]
    version: int

    def cells(self, language: str) -> list[str]:
        """The cells in the order of the columns, closed lists in words."""
        said = {**self.texts, "code": self.code, "name": self.name, "version": str(self.version)}
        for field, words in CHOICES.items():
            if said.get(field, "") in words and (said.get(field) or field == "profile"):
                said[field] = words[said.get(field, "")].says(language)[0] if said.get(field) else ""
        return [said.get(column, "") for column in COLUMNS]


@dataclass(frozen=True, slots=True)
class TargetSheet:
    """A whole file: of which plan and period, and its rows."""

    plan: str
    period: str
    rows: Sequence[SheetRow]


def write_targets(sheet: TargetSheet, ending: str, language: str) -> bytes:
    """The file for `xlsx` or `ods`; else KeyError."""
    return {"xlsx": _xlsx, "ods": _ods}[ending](sheet, language)


def _top(sheet: TargetSheet, language: str) -> list[str]:
    return [PLAN.says(language)[0], sheet.plan, PERIOD.says(language)[0], sheet.period]


def as_number(field: str, text: str) -> float | None:
    """The cell as a number where a spreadsheet keeps every digit of it."""
    plain = field in NUMBERS and _PLAIN.fullmatch(text)
    return float(text) if plain and len(text.strip("-").replace(".", "")) <= _DIGITS else None


def _xlsx(sheet: TargetSheet, language: str) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet(f"targets {sheet.period}")
        lines = {"border": 1, "border_color": "#B8C2CC", "valign": "top", "text_wrap": True}
        looks = {
            "locked": book.add_format({**lines, **_LOCKED_LOOK}),
            "open": book.add_format({**lines, "locked": False}),
            "head": book.add_format({**lines, "bold": True, "bg_color": "#DCE9F7"}),
            "help": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        page.protect("", {"select_locked_cells": True, "format_columns": True, "format_rows": True})
        page.write_row(0, 0, _top(sheet, language), looks["locked"])
        page.set_row(1, 36)
        page.merge_range(1, 0, 1, 9, HELP.says(language)[0], looks["help"])
        for place, (field, words) in enumerate(COLUMNS.items()):
            page.set_column(place, place, _WIDE.get(field, 11))
            page.write_string(HEAD_ROW - 1, place, words.says(language)[0], looks["head"])
        _xlsx_rows(page, sheet, looks, language)
        page.freeze_panes(HEAD_ROW, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
    return out.getvalue()


def _xlsx_rows(page: Any, sheet: TargetSheet, looks: Mapping[str, Any], language: str) -> None:
    for number, row in enumerate(sheet.rows, HEAD_ROW):
        for place, (field, text) in enumerate(zip(COLUMNS, row.cells(language), strict=True)):
            look = looks["locked" if field in LOCKED else "open"]
            figure = as_number(field, text)
            if figure is not None:
                page.write_number(number, place, figure, look)
            elif text:
                page.write_string(number, place, text, look)
            else:
                page.write_blank(number, place, None, look)
    last = HEAD_ROW + max(len(sheet.rows), 1) - 1
    for place, field in enumerate(COLUMNS):
        if field in CHOICES:
            known = [words.says(language)[0] for words in CHOICES[field].values()]
            page.data_validation(HEAD_ROW, place, last, place, {"validate": "list", "source": known})


def _ods(sheet: TargetSheet, language: str) -> bytes:
    from odfdo import Element, Table

    from openscorecard.formats.office.odf import blank, packed

    package = blank("spreadsheet", f"targets {sheet.period}", _ods_styles(), "")
    table = Table(f"targets {sheet.period}")
    table.set_attribute("table:protected", "true")
    for field in COLUMNS:
        table.append(Element.from_tag(f'<table:table-column table:style-name="width{_WIDE.get(field, 11)}"/>'))
    table.append(_ods_line([("locked", text, None) for text in _top(sheet, language)]))
    table.append(_ods_line([("help", HELP.says(language)[0], None)]))
    table.append(_ods_line([("head", words.says(language)[0], None) for words in COLUMNS.values()]))
    for row in sheet.rows:
        cells = zip(COLUMNS, row.cells(language), strict=True)
        table.append(
            _ods_line(
                [("locked" if field in LOCKED else "open", text, as_number(field, text)) for field, text in cells]
            )
        )
    package.body.append(table)
    return packed(package)


def _ods_styles() -> str:
    from openscorecard.formats.office.odf import LINE, TINT, text_properties

    def cell(name: str, look: str, protect: str, *, bold: bool = False) -> str:
        return (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties {look} '
            f'style:cell-protect="{protect}" fo:wrap-option="wrap" style:vertical-align="top"/>'
            f"{text_properties(11, bold=bold)}</style:style>"
        )

    widths = "".join(
        f'<style:style style:name="width{width}" style:family="table-column"><style:table-column-properties '
        f'style:column-width="{width * 0.22:.2f}cm"/></style:style>'
        for width in sorted({11, *_WIDE.values()})
    )
    return widths + "".join((
        cell("locked", f'fo:border="{LINE}" fo:background-color="#eef1f4"', "protected"),
        cell("open", f'fo:border="{LINE}"', "none"),
        cell("head", f'fo:border="{LINE}" fo:background-color="{TINT}"', "protected", bold=True),
        cell("help", "", "protected"),
    ))  # fmt: skip


def _ods_line(cells: Sequence[tuple[str, str, float | None]]) -> Any:
    from odfdo import Cell, Row

    line = Row()
    for look, text, figure in cells:
        if figure is not None:
            line.append(Cell(int(figure) if figure.is_integer() else figure, text=text, style=look))
        else:
            line.append(Cell(text, text=text, style=look) if text else Cell(style=look))
    return line
