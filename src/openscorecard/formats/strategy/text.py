"""Strategy documents as text: headings with #, tables with tabs, paragraphs between blank lines."""

from __future__ import annotations

import re

from openscorecard.formats.document import Block, Document, Heading, Paragraph, Place, Row, Table

_HEADING = re.compile(r"(#{1,6})\s+(.*\S)\s*")


def read_text(text: str) -> Document:
    """The document of a text; places give its lines, and within a table its cells."""
    reader = _LineReader()
    for number, line in enumerate(text.split("\n"), 1):
        reader.take(line, number)
    return reader.finish()


class _LineReader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.rows: list[Row] = []
        self.lines: list[str] = []
        self.lines_from = 0

    def take(self, line: str, number: int) -> None:
        heading = _HEADING.fullmatch(line)
        if not line.strip(" "):
            self._close()
        elif heading:
            self._close()
            self.blocks.append(Heading(heading[2], len(heading[1]), Place(number, 1)))
        elif self._goes_on(line):
            self._continue_row(line)
        elif "\t" in line:
            self._close_paragraph()
            self.rows.append(Row(tuple(cell.strip() for cell in line.split("\t")), Place(number, 1)))
        else:
            self._close_table()
            self.lines_from = self.lines_from if self.lines else number
            self.lines.append(line.strip())

    def _goes_on(self, line: str) -> bool:
        # A break inside a cell cuts a row in two: the first part is short, the second fills it up exactly.
        if len(self.rows) < 2:
            return False
        missing = len(self.rows[0].cells) - len(self.rows[-1].cells)
        return missing > 0 and line.count("\t") <= missing

    def _continue_row(self, line: str) -> None:
        first, *rest = (cell.strip() for cell in line.split("\t"))
        last = self.rows[-1]
        joined = f"{last.cells[-1]}\n{first}".strip("\n")
        self.rows[-1] = Row((*last.cells[:-1], joined, *rest), last.place)

    def _close_paragraph(self) -> None:
        if self.lines:
            self.blocks.append(Paragraph("\n".join(self.lines), Place(self.lines_from, 1)))
            self.lines = []

    def _close_table(self) -> None:
        if self.rows:
            width = max(len(row.cells) for row in self.rows)
            self.blocks.append(
                Table(tuple(Row(row.cells + ("",) * (width - len(row.cells)), row.place) for row in self.rows))
            )
            self.rows = []

    def _close(self) -> None:
        self._close_paragraph()
        self._close_table()

    def finish(self) -> Document:
        self._close()
        return Document(tuple(self.blocks))


def write_text(document: Document) -> str:
    """The document as text; `read_text` reads it back, breaks in cells as blanks."""
    return "\n\n".join(_write_block(block) for block in document.blocks) + "\n"


def _write_block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, Paragraph):
        return "  \n".join(block.text.split("\n"))
    return "\n".join("\t".join(cell.replace("\n", " ") for cell in row.cells) for row in block.rows)
