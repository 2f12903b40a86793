"""DOCX: a document with real headings and tables whose heads repeat on every page."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from openscorecard.formats.document import Block, Document, Heading, Row, Table
from openscorecard.formats.office.docx_reading import read_docx
from openscorecard.formats.office.normal import normal_form
from openscorecard.formats.office.packing import repacked
from openscorecard.formats.office.widths import column_shares

__all__ = ["read_docx", "write_docx"]

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same document gives the same bytes; python-docx wants no zone
_FONT, _INK, _TINT, _LINE = "Microsoft JhengHei", "0B3D6B", "DCE9F7", "B8C2CC"
_PAGE_MM, _MARGIN_MM = (297, 210), 15
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def write_docx(document: Document, *, title: str) -> bytes:
    """`document` as DOCX, A4 landscape; `title` is its property and stands in the footer."""
    import docx

    package = docx.Document()
    _set_properties(package, title)
    _set_page(package, title)
    _set_styles(package)
    previous: Block | None = None
    for block in normal_form(document).blocks:
        if isinstance(block, Table):
            if isinstance(previous, Table):
                package.add_paragraph()  # Word joins tables that touch
            _write_table(package, block)
        else:
            style = f"Heading {block.level}" if isinstance(block, Heading) else "Normal"
            _write_lines(package.add_paragraph(style=style), block.text)
        previous = block
    if isinstance(previous, Table):
        package.add_paragraph()
    buffer = io.BytesIO()
    package.save(buffer)
    return repacked(buffer.getvalue(), leave_out=("docProps/thumbnail",))


def _set_properties(package: DocxDocument, title: str) -> None:
    properties = package.core_properties
    properties.title, properties.language = title[:255], "zh-TW"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _STAMP
    for relation in [key for key, one in package.part.package.rels.items() if one.reltype.endswith("/thumbnail")]:
        package.part.package.rels.pop(relation)


def _set_page(package: DocxDocument, title: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    section = package.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in _PAGE_MM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write_lines(footer, title + "　")
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    field = _made("fldSimple", instr=instruction)
    field.append(_made("r"))
    field[0].append(_made("t"))
    field[0][0].text = "1"
    paragraph._p.append(field)


def _made(tag: str, **attributes: object) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def _set_styles(package: DocxDocument) -> None:
    from docx.shared import Pt, RGBColor

    names = {"Normal": 11.0} | {f"Heading {level}": max(18.0 - 2 * level, 11.0) for level in range(1, 10)}
    for name, size in names.items():
        style: Any = package.styles[name]
        style.font.size = Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.clear()  # theme fonts would win over named ones
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(_W + script, _FONT)
        if name != "Normal":
            style.font.bold, style.font.italic, style.font.color.rgb = True, False, RGBColor.from_string(_INK)
    normal: Any = package.styles["Normal"]
    normal.element.get_or_add_rPr().append(_made("lang", val="en-US", eastAsia="zh-TW"))
    normal.paragraph_format.space_after = Pt(6)


def _write_lines(paragraph: Any, text: str) -> None:
    """`text` as runs with breaks; set directly, since `add_run` gives some characters a meaning of its own."""
    run = paragraph.add_run()
    for index, line in enumerate(text.split("\n")):
        if index:
            run._r.append(_made("br"))
        part = _made("t")
        part.text = line
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run._r.append(part)


def _write_table(package: DocxDocument, table: Table) -> None:
    """Set as elements: python-docx's own cell access takes a second for a few hundred rows."""
    total = (_PAGE_MM[0] - 2 * _MARGIN_MM) * 1440 / 25.4  # twentieths of a point
    widths = [int(share) for share in column_shares(table, total)]
    element = _made("tbl")
    properties = _made("tblPr")
    properties.append(_made("tblW", w=sum(widths), type="dxa"))
    borders = _made("tblBorders")
    borders.extend(_made(side, val="single", sz=4, color=_LINE) for side in
                   ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    properties.append(borders)
    properties.append(_made("tblLayout", type="fixed"))
    grid = _made("tblGrid")
    grid.extend(_made("gridCol", w=width) for width in widths)
    element.extend([properties, grid])
    for index, row in enumerate(table.rows):
        element.append(_made_row(row, widths, head=index == 0 and len(table.rows) > 1))
    package.element.body.insert_element_before(element, "w:sectPr")


def _made_row(row: Row, widths: list[int], *, head: bool) -> Any:
    element, properties = _made("tr"), _made("trPr")
    properties.append(_made("cantSplit"))
    if head:
        properties.append(_made("tblHeader"))
    element.append(properties)
    element.extend(_made_cell(text, width, head=head) for text, width in zip(row.cells, widths, strict=True))
    return element


def _made_cell(text: str, width: int, *, head: bool) -> Any:
    from docx.text.paragraph import Paragraph as DocxParagraph

    cell, properties = _made("tc"), _made("tcPr")
    properties.append(_made("tcW", w=width, type="dxa"))
    if head:
        properties.append(_made("shd", val="clear", color="auto", fill=_TINT))
    cell.append(properties)
    for line in text.split("\n"):
        paragraph = _made("p")
        paragraph.append(_made("pPr"))
        paragraph[0].append(_made("spacing", before=40, after=40))
        wrapped: Any = DocxParagraph(paragraph, None)  # type: ignore[arg-type]
        if line:
            _write_lines(wrapped, line)
            wrapped.runs[0].bold = True if head else None
        cell.append(paragraph)
    return cell
