"""ODS: the workbook of a paper in the open format, with the same numbers and the same formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from openscorecard.formats.office.widths import text_width
from openscorecard.reports.paper import Align, Cell, Paper
from openscorecard.reports.writers import roll_up_sheet as rolled
from openscorecard.reports.writers.letters import xml
from openscorecard.reports.writers.odf_package import (
    ACCENT,
    LINE,
    LINK,
    MUTED,
    ROW_TINT,
    TINT,
    default_text,
    document_styles,
    letters,
    packed,
    text_properties,
)
from openscorecard.reports.writers.sheets import (
    FormulaSheet,
    TableSheet,
    Workbook,
    cell_text,
    grouped,
    lines_needed,
    number_of,
    number_parts,
    status_of,
    workbook_of,
)
from openscorecard.reports.writers.words import colour_of, say

_CM, _LINE_HEIGHT = 0.21, 0.55  # a half-width character, and a line at 11 points
_ALIGN: dict[Align, str] = {"start": "start", "centre": "center", "end": "end"}
# Name: whether its lines wrap, and its letters.
_LOOKS = {
    "text": ("wrap", ""),
    "title": ("wrap", text_properties(18, bold=True, colour=ACCENT)),
    "heading": ("wrap", text_properties(13, bold=True, colour=ACCENT)),
    "note": ("wrap", text_properties(10, colour=MUTED)),
    "caption": ("no-wrap", text_properties(14, bold=True, colour=ACCENT)),
    "line": ("no-wrap", text_properties(10, colour=MUTED)),
}


def write_ods(paper: Paper) -> bytes:
    """`paper` as a workbook."""
    writing = _Writing(paper)
    body = "".join(writing.sheets(workbook_of(paper)))
    styles = document_styles(_named(paper), *_page(paper))
    settings = _frozen(writing.frozen)
    return packed("spreadsheet", paper, styles=styles, automatic=writing.automatic(), body=body, settings=settings)


def _frozen(sheets: Mapping[str, tuple[int, int]]) -> str:
    """What stays in sight while the rest is moved: columns and rows, by sheet."""
    maps = "".join(
        f'<config:config-item-map-entry config:name="{xml(name)}">'
        f"{_setting('HorizontalSplitMode', 'short', 2 if columns else 0)}{_setting('VerticalSplitMode', 'short', 2)}"
        f"{_setting('HorizontalSplitPosition', 'int', columns)}{_setting('VerticalSplitPosition', 'int', rows)}"
        f"{_setting('ActiveSplitRange', 'short', 3 if columns else 2)}{_setting('PositionRight', 'int', columns)}"
        f"{_setting('PositionBottom', 'int', rows)}</config:config-item-map-entry>"
        for name, (columns, rows) in sheets.items()
    )
    return (
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        f'</config:config-item><config:config-item-map-named config:name="Tables">{maps}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
    )


def _setting(name: str, kind: str, value: int) -> str:
    return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'


def _named(paper: Paper) -> str:
    cells = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
        f'fo:wrap-option="{wrap}" style:vertical-align="top"/>{text}</style:style>'
        for name, (wrap, text) in _LOOKS.items()
    )
    default = f'<style:default-style style:family="table-cell">{default_text(paper.language, 11)}</style:default-style>'
    return f'{default}<style:style style:name="Footer" style:family="paragraph"/>{cells}'


def _page(paper: Paper) -> tuple[str, str]:
    layouts = "".join(
        f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}cm" '
        f'fo:page-height="{height}cm" style:print-orientation="{lying}" fo:margin="1.5cm" style:scale-to-X="1"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-top="0.3cm"/>'
        "</style:footer-style></style:page-layout>"
        for name, width, height, lying in (("upright", 21, 29.7, "portrait"), ("across", 29.7, 21, "landscape"))
    )
    foot = (
        f'<style:footer><text:p text:style-name="Footer">{letters(paper.footer + "　")}<text:page-number>1'
        "</text:page-number> / <text:page-count>1</text:page-count></text:p></style:footer>"
    )
    masters = "".join(
        f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">{foot}</style:master-page>'
        for name, layout in (("Standard", "upright"), ("Across", "across"))
    )
    return layouts, masters


class _Writing:
    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._columns: dict[float, str] = {}
        self._rows: dict[float, str] = {}
        self._cells: dict[tuple[str, ...], str] = {}
        self.frozen: dict[str, tuple[int, int]] = {}
        self._numbers: dict[tuple[str, int, bool, str], str] = {}

    def sheets(self, book: Workbook) -> Iterator[str]:
        yield self._cover(book)
        for sheet in book.sheets:
            yield self._table(sheet) if isinstance(sheet, TableSheet) else self._roll_up(sheet)

    def _cover(self, book: Workbook) -> str:
        rows = []
        for line in book.lines:
            text = letters(line.text)
            if line.sheet:
                quoted = xml("#'" + line.sheet.replace("'", "''") + "'.A1")
                text = f'<text:a xlink:type="simple" xlink:href="{quoted}">{text}</text:a>'
            tall = {"title": 0.95, "heading": 0.75}.get(line.look, _LINE_HEIGHT)
            rows.append(self._row(tall * max(1, -(-text_width(line.text) // 96)), _string(text, line.look)))
        return self._sheet(book.cover, [96], "".join(rows), "upright")

    def _table(self, sheet: TableSheet) -> str:
        table, width = sheet.table, len(sheet.widths)
        head = "".join(
            _string(letters(one.head), self._cell_style("head", _ALIGN[one.align], "", "")) for one in table.columns
        )
        rows = [self._row(0.8, _string(letters(table.caption), "caption"))]
        rows.append(f"<table:table-header-rows>{self._row(_LINE_HEIGHT, head)}</table:table-header-rows>")
        for row in sheet.grid:
            tall = _LINE_HEIGHT * min(lines_needed(row, sheet.widths), 24)
            cells = []
            for slot in row:
                if slot.below:
                    cells.append("<table:covered-table-cell/>" * slot.across)
                    continue
                spans = ""
                if slot.across > 1 or slot.down > 1:
                    spans = f' table:number-columns-spanned="{slot.across}" table:number-rows-spanned="{slot.down}"'
                align = table.columns[slot.column].align if slot.across == 1 else "start"
                cells.append(self._cell(slot.cell, align, spans) + "<table:covered-table-cell/>" * (slot.across - 1))
            rows.append(self._row(tall, "".join(cells)))
        if not sheet.grid:
            rows.append(self._row(_LINE_HEIGHT, _string(letters(say(self._paper.language, "empty")), "note")))
        if table.note:
            rows.append(self._row(_LINE_HEIGHT, "<table:table-cell/>") + self._row(
                _LINE_HEIGHT, _string(letters(cell_text(table.note)), "line")))  # fmt: skip
        self.frozen[sheet.name] = (int(any(row and row[0].cell.header for row in sheet.grid)), 2)
        return self._sheet(sheet.name, sheet.widths[:width], "".join(rows), "across")

    def _cell(self, cell: Cell, align: Align, spans: str) -> str:
        status = status_of(cell)
        colour = colour_of(status) if status else ""  # type: ignore[arg-type]
        look = "row-head" if cell.header else "body"
        number = number_of(cell)
        text = f"<text:p>{letters(cell_text(cell.text))}</text:p>"
        shaped = "" if number is None else self._number_style(cell)
        style = self._cell_style(look, _ALIGN[align], colour, shaped)
        kind = '"string"' if number is None else f'"float" office:value="{number!r}"'
        return f'<table:table-cell table:style-name="{style}" office:value-type={kind}{spans}>{text}</table:table-cell>'

    def _roll_up(self, sheet: FormulaSheet) -> str:
        language = self._paper.language
        threshold = (
            f"{_string(letters(say(language, 'threshold')), 'line')}<table:table-cell/><table:table-cell "
            f'table:style-name="{self._cell_style("given", "start", "", "")}" office:value-type="float" '
            f'office:value="{float(sheet.roll_up.threshold)!r}"/>'
        )
        heads = "".join(
            _string(letters(one), self._cell_style("head", "start", "", "")) for one in rolled.heads(language)
        )
        rows = [
            self._row(0.8, _string(letters(sheet.title), "caption")), self._row(_LINE_HEIGHT, threshold),
            self._row(_LINE_HEIGHT, _string(letters(say(language, "rollup_note")), "line")),
            f"<table:table-header-rows>{self._row(2 * _LINE_HEIGHT, heads)}</table:table-header-rows>",
        ]  # fmt: skip
        for row in rolled.rows_of(sheet.roll_up, language, "ods"):
            rows.append(self._row(_LINE_HEIGHT, "".join(self._made(place, made) for place, made in enumerate(row))))
        self.frozen[sheet.name] = (3, rolled.HEAD_ROW)
        return self._sheet(sheet.name, list(rolled.WIDTHS), "".join(rows), "across")

    def _made(self, place: int, made: rolled.Made) -> str:
        number = self._numbers.setdefault(("", 4 if place in {8, 10} else -1, False, ""), f"N{len(self._numbers) + 1}")
        style = self._cell_style(
            "given" if made.given else "body", "start" if place in {1, 2, 3, 6} else "end", "", number
        )
        formula = f' table:formula="{xml(made.formula)}"' if made.formula else ""
        if isinstance(made.shown, str):
            shown = f"<text:p>{letters(made.shown)}</text:p>" if made.shown else ""
            kind = 'office:value-type="string"' if made.shown or made.formula else ""
            return f'<table:table-cell table:style-name="{style}"{formula} {kind}>{shown}</table:table-cell>'
        return (
            f'<table:table-cell table:style-name="{style}"{formula} office:value-type="float" '
            f'office:value="{float(made.shown)!r}"/>'
        )

    def _sheet(self, name: str, widths: list[int], rows: str, master: str) -> str:
        columns = "".join(f'<table:table-column table:style-name="{self._column(one * _CM)}"/>' for one in widths)
        return f'<table:table table:name="{xml(name)}" table:style-name="{master}">{columns}{rows}</table:table>'

    def _row(self, height: float, cells: str) -> str:
        height = round(height, 2)
        style = self._rows.setdefault(height, f"R{len(self._rows) + 1}")
        return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'

    def _column(self, width: float) -> str:
        return self._columns.setdefault(round(width, 2), f"C{len(self._columns) + 1}")

    def _cell_style(self, look: str, align: str, colour: str, number: str) -> str:
        return self._cells.setdefault((look, align, colour, number), f"E{len(self._cells) + 1}")

    def _number_style(self, cell: Cell) -> str:
        before, behind = number_parts(cell)
        return self._numbers.setdefault((before, cell.places, grouped(cell), behind), f"N{len(self._numbers) + 1}")

    def automatic(self) -> str:
        """The styles of what has been written."""
        return "".join([
            *(_number_style(name, *key) for key, name in self._numbers.items()),
            *(f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
              f'style:column-width="{width}cm"/></style:style>' for width, name in self._columns.items()),
            *(f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties '
              f'style:row-height="{height}cm" style:use-optimal-row-height="false"/></style:style>'
              for height, name in self._rows.items()),
            *(_cell_style(name, *key) for key, name in self._cells.items()),
            *(f'<style:style style:name="{name}" style:family="table" style:master-page-name="{master}">'
              '<style:table-properties table:display="true"/></style:style>'
              for name, master in (("upright", "Standard"), ("across", "Across"))),
        ])  # fmt: skip


def _string(content: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{content}</text:p>'
        "</table:table-cell>"
    )


def _number_style(name: str, before: str, places: int, thousands: bool, behind: str) -> str:
    digits = (
        f'number:decimal-places="{places}" number:min-decimal-places="{places}"'
        if places >= 0
        else ('number:decimal-places="4" number:min-decimal-places="0"')
    )
    set_apart = ' number:grouping="true"' if thousands else ""
    texts = [f"<number:text>{xml(one)}</number:text>" if one else "" for one in (before, behind)]
    return (
        f'<number:number-style style:name="{name}">{texts[0]}<number:number {digits} number:min-integer-digits="1"'
        f"{set_apart}/>{texts[1]}</number:number-style>"
    )


def _cell_style(name: str, look: str, align: str, colour: str, number: str) -> str:
    fills = {"head": TINT, "row-head": ROW_TINT}
    fill = f' fo:background-color="{fills[look]}"' if look in fills else ""
    text = text_properties(
        bold=True if look in fills or colour else None, colour=colour or (LINK if look == "given" else "")
    )
    data = f' style:data-style-name="{number}"' if number else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"{data}><style:table-cell-properties '
        f'fo:border="{LINE}" fo:padding="0.08cm" fo:wrap-option="wrap" style:vertical-align="top"{fill} '
        'style:text-align-source="fix"/>'
        f'<style:paragraph-properties fo:text-align="{align}"/>{text}</style:style>'
    )
