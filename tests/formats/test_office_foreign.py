"""Office files that other programs made: merged cells, tracked changes, lists, nested tables, figures, dates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import docx
import pytest
import xlsxwriter
from docx.oxml import parse_xml

from openscorecard.formats.document import Document, Heading, Paragraph, Row, Table
from openscorecard.formats.office.docx import read_docx
from openscorecard.formats.office.ods import read_ods
from openscorecard.formats.office.odt import read_odt
from openscorecard.formats.office.sheets import cell_text
from openscorecard.formats.office.xlsx import read_xlsx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


VERTICAL, HORIZONTAL = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(row) for row in rows))


def docx_of(body: str) -> Document:
    package = docx.Document()
    for element in parse_xml(f"<w:body {W}>{body}</w:body>"):
        package.element.body.insert_element_before(element, "w:sectPr")
    buffer = io.BytesIO()
    package.save(buffer)
    return read_docx(buffer.getvalue())


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def test_docx_merged_cells_are_empty_where_they_are_covered() -> None:
    body = (
        f"<w:tbl><w:tr>{cell('構面', VERTICAL)}{cell('目標', HORIZONTAL)}</w:tr>"
        f"<w:tr>{cell('covered', '<w:vMerge/>')}{cell('AC1')}{cell('AC1.1')}</w:tr>"
        f"<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>{cell('AC2')}{cell('AC2.1')}</w:tr></w:tbl>"
    )
    assert docx_of(body).blocks == (table(("構面", "目標", ""), ("", "AC1", "AC1.1"), ("", "AC2", "AC2.1")),)


def test_docx_deleted_text_and_rows_are_gone_and_inserted_text_stays() -> None:
    body = (
        f"<w:p>{run('a')}<w:del w:id='1'><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins w:id='2'>{run('b')}"
        f"</w:ins><w:moveFrom w:id='3'>{run('gone')}</w:moveFrom></w:p>"
        f"<w:tbl><w:tr>{cell('kept')}</w:tr><w:tr><w:trPr><w:del w:id='4'/></w:trPr>{cell('gone')}</w:tr></w:tbl>"
    )
    assert docx_of(body).blocks == (Paragraph("ab"), table(("kept",)))


def test_docx_breaks_tabs_links_fields_and_content_controls() -> None:
    body = (
        f"<w:p>{run('a')}<w:r><w:br/></w:r>{run('b')}<w:r><w:tab/></w:r><w:hyperlink>{run('c')}</w:hyperlink>"
        "<w:r><w:br w:type='page'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run('d')}</w:p></w:sdtContent></w:sdt>"
    )
    assert docx_of(body).blocks == (Paragraph("a\nb c"), Paragraph("d"))


def test_docx_paragraphs_and_tables_inside_a_cell_become_its_lines() -> None:
    inner = f"<w:tbl><w:tr>{cell('x')}{cell('y')}</w:tr></w:tbl>"
    body = (
        f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p><w:p>{run('b')}</w:p>{inner}<w:p/></w:tc>{cell('c')}</w:tr></w:tbl>"
    )
    assert docx_of(body).blocks == (table(("a\nb\nx\ny", "c")),)


def test_docx_text_boxes_are_left_out() -> None:
    box = f"<w:r><w:pict><w:txbxContent><w:p>{run('box')}</w:p></w:txbxContent></w:pict></w:r>"
    assert docx_of(f"<w:p>{run('a')}{box}</w:p>").blocks == (Paragraph("a"),)


def test_docx_headings_are_known_by_style_name_base_style_or_outline() -> None:
    package = docx.Document()
    own: Any = package.styles.add_style("局處標題", 1)
    own.base_style = package.styles["Heading 2"]
    chinese: Any = package.styles.add_style("標題 3", 1)
    package.add_paragraph("title", style="Title")
    package.add_paragraph("own", style=own)
    package.add_paragraph("chinese", style=chinese)
    outlined = package.add_paragraph("outlined")
    outlined._p.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {W} w:val="3"/>'))
    package.add_paragraph("item", style="List Bullet")
    buffer = io.BytesIO()
    package.save(buffer)
    assert read_docx(buffer.getvalue()).blocks == (
        Heading("title", 1),
        Heading("own", 2),
        Heading("chinese", 3),
        Heading("outlined", 4),
        Paragraph("item"),
    )


SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
    }.items()
)  # fmt: skip


def odf(kind: str, body: str, styles: str = "") -> bytes:
    buffer, mimetype = io.BytesIO(), f"application/vnd.oasis.opendocument.{kind}"
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} office:version="1.3">'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>',
        )
    return buffer.getvalue()


def odt_of(body: str, styles: str = "") -> tuple[Any, ...]:
    return read_odt(odf("text", body, styles)).blocks


def test_odt_blanks_are_folded_and_counted_ones_kept() -> None:
    body = (
        '<text:p>\n  a\n   b<text:s text:c="3"/>c<text:tab/>d<text:line-break/>e <text:span> f</text:span>\n</text:p>'
    )
    assert odt_of(body) == (Paragraph("a b   c d\ne f"),)


def test_odt_merged_and_repeated_cells_and_rows() -> None:
    body = (
        "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>a</text:p></table:table-cell>'
        "<table:covered-table-cell><text:p>hidden</text:p></table:covered-table-cell></table:table-row>"
        '</table:table-header-rows><table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="2"><text:p>b</text:p><text:p>c</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    assert odt_of(body) == (table(("a", ""), ("b\nc", "b\nc"), ("b\nc", "b\nc")),)


def test_odt_lists_and_sections_are_looked_into_and_deleted_text_is_not() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:section><text:list><text:list-item><text:p>one</text:p>"
        "<text:list><text:list-item><text:p>two</text:p></text:list-item></text:list></text:list-item></text:list>"
        "</text:section><text:p>a<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note>"
        "<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert odt_of(body) == (Paragraph("one"), Paragraph("two"), Paragraph("a"))


def test_odt_headings_by_outline_level_and_by_the_style_title() -> None:
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    body = '<text:p text:style-name="P1">t</text:p><text:h text:outline-level="3">h</text:h><text:h>g</text:h>'
    assert odt_of(body, styles) == (Heading("t", 1), Heading("h", 3), Heading("g", 1))


def test_odt_a_table_inside_a_cell_becomes_lines() -> None:
    def wrapped(content: str) -> str:
        cell = f"<table:table-cell>{content}</table:table-cell>"
        return f"<table:table><table:table-row>{cell}</table:table-row></table:table>"

    body = wrapped("<text:p>a</text:p>" + wrapped("<text:p>x</text:p>"))
    assert odt_of(body) == (table(("a\nx",)),)


def xlsx_of(fill: Callable[[Any], None]) -> Document:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return read_xlsx(buffer.getvalue())


def test_xlsx_tables_may_begin_in_column_a_and_merged_cells_are_empty_where_covered() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet("計分卡")
        page.write_string("A1", "臺北市立圖書館")
        page.write_row("A3", ["構面", "目標", "KPI"])
        page.merge_range("A4:A5", "顧客")
        page.write_row("B4", ["AC1", "AC1.1"])
        page.write_row("B5", ["AC2", "AC2.1"])

    document = xlsx_of(fill)
    assert document.blocks == (
        Heading("計分卡", 1),
        Paragraph("臺北市立圖書館"),
        table(("構面", "目標", "KPI"), ("顧客", "AC1", "AC1.1"), ("", "AC2", "AC2.1")),
    )
    assert document.blocks[2].rows[1].place.row == 4  # type: ignore[union-attr]
    assert document.blocks[2].rows[1].place.column == 1  # type: ignore[union-attr]


def test_xlsx_figures_dates_and_formulas_read_as_a_person_sees_them() -> None:
    def fill(book: Any) -> None:
        page = book.add_worksheet("工作表1")
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row("A1", [12, 3.5, True])
        page.write_datetime("D1", dt.date(2019, 3, 26), date)
        page.write_formula("E1", "=1+1", None, 2)

    assert xlsx_of(fill).blocks == (table(("12", "3.5", "TRUE", "2019-03-26", "2")),)


def test_xlsx_default_sheet_names_and_hidden_and_empty_sheets_say_nothing() -> None:
    def fill(book: Any) -> None:
        book.add_worksheet("Sheet1").write_row("A1", ["a", "b"])
        hidden = book.add_worksheet("清單")
        hidden.write_row("A1", ["x", "y"])
        hidden.hide()
        book.add_worksheet("空白")

    assert xlsx_of(fill).blocks == (table(("a", "b")),)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"), (0.1, "0.1"), (1e22, "1e+22"), (-3.0, "-3"), (dt.date(2019, 3, 26), "2019-03-26"),
        (dt.datetime.fromisoformat("2019-03-26T08:30"), "2019-03-26 08:30:00"),
        (False, "FALSE"), (" a\r\nb ", "a\nb"), ("", ""),
    ],
)  # fmt: skip
def test_a_value_reads_as_a_person_sees_it(value: object, text: str) -> None:
    assert cell_text(value) == text


def test_ods_repeated_cells_and_far_empty_rows() -> None:
    body = (
        '<table:table table:name="計分卡"><table:table-row>'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>a</text:p>'
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    assert read_ods(odf("spreadsheet", body)).blocks == (Heading("計分卡", 1), table(("a", "a")))
