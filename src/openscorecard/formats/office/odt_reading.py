"""Reading ODT, ours and anybody's: headings by level, paragraphs, tables with merged cells."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING
from zipfile import ZipFile

from openscorecard.formats.archive import check_archive
from openscorecard.formats.document import Block, Document, Heading, Paragraph, Place, Row, Table
from openscorecard.formats.faults import DamagedFile, damage_as_fault
from openscorecard.formats.office.normal import normal_form
from openscorecard.formats.office.odf import NAMESPACES

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OFFICE, _STYLE, _TEXT, _TABLE = (NAMESPACES[prefix] for prefix in ("office", "style", "text", "table"))
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_REPEATS = 1_000  # no row or cell is repeated more often than this
_UNSEEN = {_TEXT + name for name in ("tracked-changes", "note", "ruby-text", "sequence-decls", "variable-decls",
                                     "user-field-decls", "page-number", "table-of-content")} | {
    _OFFICE + "annotation", _OFFICE + "forms"}  # fmt: skip
_BLANKS = re.compile("[ \t\r\n]+")


def read_odt(data: bytes) -> Document:
    """The document in an ODT file. Raises a Fault on any file that is none.

    A place's row counts the paragraphs (empty ones too) and table rows of the body from the top. Deleted text, text
    boxes, notes, tables of contents, headers and footers are left out; a cell that a merged one covers is empty; what
    stands in a table inside a cell becomes lines of that cell.
    """
    check_archive(data)
    with damage_as_fault("ODT"):
        content, titles = _parsed(data)
        body = content.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise DamagedFile(kind="ODT")
        return normal_form(Document(tuple(_blocks(body, titles))))


def _parsed(data: bytes) -> tuple[Element, Mapping[str, int]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with ZipFile(io.BytesIO(data)) as archive:
        content = etree.fromstring(archive.read("content.xml"), parser)
        roots = [content]
        if "styles.xml" in archive.namelist():
            roots.append(etree.fromstring(archive.read("styles.xml"), parser))
    return content, _heading_styles(roots)


def _heading_styles(roots: list[Element]) -> Mapping[str, int]:
    """The levels of paragraph styles that make a heading of a `text:p`: Title and what is made from it."""
    parents = {
        style.get(_STYLE + "name", ""): style.get(_STYLE + "parent-style-name", "")
        for root in roots
        for style in root.iter(_STYLE + "style")
        if style.get(_STYLE + "family") == "paragraph"
    }
    return {"Title": 1} | {name: 1 for name, parent in parents.items() if "Title" in (name, parent)}


def _blocks(body: Element, titles: Mapping[str, int]) -> Iterator[Block]:
    number = 0
    for element in _flow(body):
        if element.tag != _TABLE + "table":
            number += 1
            level, text = _level(element, titles), _text(element)
            yield Heading(text, level, Place(number)) if level else Paragraph(text, Place(number))
            continue
        rows: list[Row] = []
        for row in _inside(element, _TABLE + "table-row"):
            number += 1
            rows += [Row(_cells(row), Place(number))] * _repeats(row, "rows")
        yield Table(tuple(rows))


def _level(element: Element, titles: Mapping[str, int]) -> int:
    if element.tag == _TEXT + "h":
        level = element.get(_TEXT + "outline-level", "1")
        return int(level) if level.isdecimal() else 1
    return titles.get(element.get(_TEXT + "style-name", ""), 0)


def _flow(holder: Element) -> Iterator[Element]:
    """Paragraphs, headings and tables in order, looking into lists, sections and whatever else wraps them."""
    for element in holder:
        if element.tag in (_TEXT + "p", _TEXT + "h", _TABLE + "table"):
            yield element
        elif _seen(element):
            yield from _flow(element)


def _seen(element: Element) -> bool:
    return isinstance(element.tag, str) and element.tag not in _UNSEEN and not element.tag.startswith(_DRAW)


def _inside(holder: Element, *tags: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, without those of tables inside."""
    for element in holder:
        if element.tag in tags:
            yield element
        elif _seen(element) and element.tag not in (_TABLE + "table-row", _TABLE + "table-cell", _TABLE + "table"):
            yield from _inside(element, *tags)


def _cells(row: Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in _inside(row, _TABLE + "table-cell", _TABLE + "covered-table-cell"):
        text = _cell_text(cell) if cell.tag == _TABLE + "table-cell" else ""
        cells += [text] * _repeats(cell, "columns")
    return tuple(cells)


def _repeats(element: Element, what: str) -> int:
    value = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return max(1, min(int(value), _REPEATS)) if value.isdecimal() else 1


def _cell_text(cell: Element) -> str:
    return "\n".join(_nested_text(part) if part.tag == _TABLE + "table" else _text(part) for part in _flow(cell))


def _nested_text(table: Element) -> str:
    cells = (cell for row in _inside(table, _TABLE + "table-row") for cell in _inside(row, _TABLE + "table-cell"))
    return "\n".join(text for cell in cells if (text := _cell_text(cell)))


def _text(paragraph: Element) -> str:
    """The text as seen: runs of blanks in the file count as one, those at the ends as none; `text:s` are real ones."""
    parts = "".join(_parts(paragraph))
    lines = _BLANKS.sub(" ", parts).strip(" ")
    return lines.replace(_SPACE, " ").replace(_LINE_BREAK, "\n")


# Stand-ins, no characters of any document, for what must outlive the folding of blanks.
_SPACE, _LINE_BREAK = "\x00", "\x01"


def _parts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if part.tag == _TEXT + "s":
            count = part.get(_TEXT + "c", "1")
            yield _SPACE * (min(int(count), _REPEATS) if count.isdecimal() else 1)
        elif part.tag == _TEXT + "tab":
            yield _SPACE
        elif part.tag == _TEXT + "line-break":
            yield _LINE_BREAK
        elif _seen(part):
            yield from _parts(part)
        yield part.tail or ""
