"""The normal form of a document: what every office format can hold and give back unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openscorecard.formats.document import Block, Document, Heading, Paragraph, Row, Table

DEEPEST = 9  # DOCX has nine levels of headings

_BREAK = re.compile("\r\n|[\r\v\f]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def normal_form(document: Document) -> Document:
    """`document` as it comes back from any office format; its places are kept.

    Texts are trimmed, tabs become blanks, characters that XML cannot hold go. Empty headings and paragraphs, rows
    without any text and tables without rows go. A table is as wide as its last column that says anything, and every
    row has a cell for each of its columns. Levels of headings lie in 1 to 9.
    """
    return Document(tuple(_normal_blocks(document)))


def normal_text(text: str) -> str:
    """`text` trimmed, with newlines as its only breaks."""
    return _UNFIT.sub("", _BREAK.sub("\n", text).replace("\t", " ")).strip()


def _normal_blocks(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if isinstance(block, Table):
            rows = _normal_rows(block)
            if rows:
                yield Table(rows)
        elif text := normal_text(block.text):
            yield _with_text(block, text)


def _with_text(block: Heading | Paragraph, text: str) -> Block:
    if isinstance(block, Heading):
        return Heading(text, min(max(block.level, 1), DEEPEST), block.place)
    return Paragraph(text, block.place)


def _normal_rows(table: Table) -> tuple[Row, ...]:
    rows = [Row(tuple(normal_text(cell) for cell in row.cells), row.place) for row in table.rows]
    width = max((index for row in rows for index, cell in enumerate(row.cells, 1) if cell), default=0)
    return tuple(Row((row.cells + ("",) * width)[:width], row.place) for row in rows if any(row.cells))
