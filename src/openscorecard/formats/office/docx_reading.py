"""Reading DOCX, ours and anybody's: headings by level, paragraphs, tables with merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from openscorecard.formats.archive import check_archive
from openscorecard.formats.document import Block, Document, Heading, Paragraph, Place, Row, Table
from openscorecard.formats.faults import damage_as_fault
from openscorecard.formats.office.normal import normal_form

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_NAME = re.compile(r"(?:heading|標題)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = {"title", "標題"}
_UNSEEN = {_W + name for name in ("del", "moveFrom", "drawing", "pict", "object", "instrText", "delText", "rt", "pPr",
                                  "rPr", "sdtPr", "sdtEndPr", "footnoteReference", "endnoteReference")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}  # fmt: skip
_SIGNS = {_W + "tab": " ", _W + "cr": "\n", _W + "noBreakHyphen": "-", _W + "ptab": " "}


def read_docx(data: bytes) -> Document:
    """The document in a DOCX file. Raises a Fault on any file that is none.

    A place's row counts the paragraphs (empty ones too) and table rows of the body from the top. Deleted text, text
    boxes, notes, headers and footers are left out; a cell that a merged one covers is empty; what stands in a table
    inside a cell becomes lines of that cell.
    """
    import docx

    check_archive(data)
    with damage_as_fault("DOCX"):
        package = docx.Document(io.BytesIO(data))
        level_of = _levels(package)
        return normal_form(Document(tuple(_blocks(package.element.body, level_of))))


def _levels(package: DocxDocument) -> Callable[[Element], int]:
    """A function from a paragraph to its level as a heading, 0 for running text."""
    styles: dict[str | None, Element] = {
        style.get(_W + "styleId"): style for style in package.styles.element.iter(_W + "style")
    }

    def level_of_style(key: str | None, depth: int = 0) -> int:
        style = styles.get(key)
        if style is None or depth > 20:
            return 0
        name = _value(style.find(_W + "name")).strip()
        if match := _HEADING_NAME.fullmatch(name):
            return int(match[1])
        if name.lower() in _TITLE_NAMES:
            return 1
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        return (
            _outline(outline)
            if outline is not None
            else level_of_style(_value(style.find(_W + "basedOn")) or None, depth + 1)
        )

    def level_of(paragraph: Element) -> int:
        outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None:
            return _outline(outline)
        return level_of_style(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or None)

    return level_of


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(_W + "val") or ""


def _outline(element: Element) -> int:
    value = _value(element)
    return int(value) + 1 if value.isdecimal() and int(value) < 9 else 0  # 9 says running text


def _blocks(body: Element, level_of: Callable[[Element], int]) -> Iterator[Block]:
    number = 0
    for element in _flow(body):
        if element.tag == _W + "p":
            number += 1
            level, text = level_of(element), _text(element)
            yield Heading(text, level, Place(number)) if level else Paragraph(text, Place(number))
        else:
            rows = [_row(row, Place(number := number + 1)) for row in _rows(element)]
            yield Table(tuple(rows))


def _flow(holder: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, looking into whatever wraps them."""
    for element in holder:
        if element.tag in (_W + "p", _W + "tbl"):
            yield element
        elif element.tag not in _UNSEEN:
            yield from _flow(element)


def _inside(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, without those of tables inside."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag not in _UNSEEN and element.tag not in (_W + "tr", _W + "tc"):
            yield from _inside(element, tag)


def _rows(table: Element) -> Iterator[Element]:
    return (row for row in _inside(table, _W + "tr") if row.find(f"{_W}trPr/{_W}del") is None)


def _row(row: Element, place: Place) -> Row:
    cells = [""] * _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in _inside(row, _W + "tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        covered = merged is not None and _value(merged) != "restart"
        cells.append("" if covered else _cell_text(cell))
        cells += [""] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1) - 1)
    return Row(tuple(cells), place)


def _number(element: Element | None, default: int) -> int:
    value = _value(element)
    return min(int(value), 1000) if value.isdecimal() else default


def _cell_text(cell: Element) -> str:
    return "\n".join(_text(part) if part.tag == _W + "p" else _nested_text(part) for part in _flow(cell))


def _nested_text(table: Element) -> str:
    return "\n".join(text for row in _rows(table) for cell in _inside(row, _W + "tc") if (text := _cell_text(cell)))


def _text(element: Element) -> str:
    parts: list[str] = []
    for part in element:
        if part.tag == _W + "t":
            parts.append((part.text or "").replace("\n", " "))
        elif part.tag == _W + "br":
            parts.append("\n" if part.get(_W + "type") in (None, "textWrapping") else "")
        elif part.tag in _SIGNS:
            parts.append(_SIGNS[part.tag])
        elif isinstance(part.tag, str) and part.tag not in _UNSEEN:
            parts.append(_text(part))
    return "".join(parts)
