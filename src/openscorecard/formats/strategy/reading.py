"""Reading a strategy document: from headings, paragraphs and tables to the drafts of its plans."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from openscorecard.domain.strategy.codes import CodeGrammar
from openscorecard.domain.strategy.faults import UnfitGrammar
from openscorecard.formats.document import Block, Document, Heading, Paragraph, Place, Row, Table
from openscorecard.formats.strategy.appendix import is_appendix_head, take_appendix
from openscorecard.formats.strategy.draft import Draft, Unplaced
from openscorecard.formats.strategy.map_table import MapTable
from openscorecard.formats.strategy.scorecard_table import ScorecardTable, is_scorecard_head
from openscorecard.formats.strategy.statements import has_label, labelled, take_statement, without_bullet
from openscorecard.formats.strategy.wording import read_date, unbroken
from openscorecard.formats.strategy.words import (
    MAP_HEADING,
    SCORECARD_TITLE,
    STATEMENTS_HEADING,
    STRAY,
    THEME_WORD,
    lettered,
    statement_kind,
    theme_heading,
)


class DocumentReader:
    """Walks the blocks of one document; `drafts` holds its plans, `unplaced` what said nothing known."""

    def __init__(self, document: Document):
        self.main = self.current = Draft()
        self.drafts = [self.main]
        self.unplaced: list[Unplaced] = []
        self.issued_on: date | None = None
        self.statement = self.theme = ""
        self.in_cascade = False
        self.maps = 0
        self.take_row: Callable[[Row], None] = self._take_loose_row
        self._take_appendices(document)
        for block in document.blocks:
            self._take(block)

    def _take_appendices(self, document: Document) -> None:
        # First of all, since it may declare the form of the codes.
        for block in document.blocks:
            if isinstance(block, Table) and is_appendix_head(block.rows[0]):
                take_appendix(self.main, list(block.rows), self.unplaced)
        form = {
            level: self.main.overlay.get(("plan", "", f"codes_{level}"), "")
            for level in ("objective", "kpi", "initiative")
        }
        try:
            self.main.grammar = CodeGrammar(**{level: text for level, text in form.items() if text})
        except UnfitGrammar as fault:
            self.main.faults.append(fault)

    def _take(self, block: Block) -> None:
        if isinstance(block, Table):
            self._take_table(block)
        elif isinstance(block, Heading) or _is_heading(block.text):
            self._take_heading(unbroken(block.text), block.place)
        else:
            self._take_paragraph(block)

    # Headings

    def _take_heading(self, text: str, place: Place) -> None:
        self.in_cascade = False
        self.statement = self.theme = ""
        self.take_row = self._take_loose_row
        kind, (theme, letter) = statement_kind(text), lettered(theme_heading(text))
        if kind or letter or _is_section(text):
            self.current = self.main
            self.statement = kind
            self.in_cascade = text.startswith("承接")
            if letter:
                self.main.name_item("theme", letter, theme, place)
                self.theme = letter
        elif not self.main.name:
            self.main.name, self.main.places["plan", ""] = text, place
        else:
            self.current = Draft(text, order=(0, place.row))
            self.current.places["plan", ""] = place
            self.drafts.append(self.current)

    # Paragraphs

    def _take_paragraph(self, block: Paragraph) -> None:
        text = unbroken(block.text)
        day = read_date(text)
        if day and not self.issued_on:
            self.issued_on = day
        elif has_label(block.text):
            self._take_statements(block.text, block.place)
        elif self.statement:
            take_statement(self.current, self.statement, without_bullet(block.text), block.place, self.unplaced)
        elif self.in_cascade:
            self.main.cascade.append((*lettered(text), block.place))
        elif self.main.perspective_named(text) and self.take_row != self._take_loose_row:
            self.take_row(Row((text,), block.place))  # a perspective's cell alone in its row of a sheet
        elif text and text not in STRAY:
            self.unplaced.append(Unplaced(text, block.place))

    def _take_statements(self, text: str, place: Place) -> None:
        for kind, said in labelled(text):
            take_statement(self.current, kind, said, place, self.unplaced)

    # Tables

    def _take_table(self, table: Table) -> None:
        # A table without a head of its own goes on from the page before.
        take = self.take_row
        rows = list(table.rows)
        for at, row in enumerate(rows):
            if is_appendix_head(row):
                return
            if any(has_label(cell) for cell in row.cells):
                for cell in row.cells:
                    self._take_statements(cell, row.place)
            # Once inside a table, a perspective may bear any name.
            elif (at == 0 or take == self._take_loose_row) and unbroken(row.cells[0]) == THEME_WORD:
                take = self._open_map(row, rows[at + 1 :])
            elif is_scorecard_head(row) and not isinstance(getattr(take, "__self__", None), ScorecardTable):
                take = ScorecardTable(self.main, row, self.theme, self.unplaced).take_row
            else:
                take(row)
        self.take_row = take

    def _open_map(self, head: Row, body: list[Row]) -> Callable[[Row], None]:
        self.maps += 1
        self.current.order = (0, self.maps)
        return MapTable(self.current, head, body, self.unplaced).take_row

    def _take_loose_row(self, row: Row) -> None:
        text = " ".join(unbroken(cell) for cell in row.cells if cell.strip())
        if text and text not in STRAY:
            self.unplaced.append(Unplaced(text, row.place))


def _is_heading(text: str) -> bool:
    # In a sheet or a plain DOCX a heading may be just a line of its own.
    bare = unbroken(text)
    return bool(theme_heading(bare)) or _is_section(bare) or bare.endswith((MAP_HEADING, SCORECARD_TITLE))


def _is_section(text: str) -> bool:
    return text in {MAP_HEADING, STATEMENTS_HEADING, "Strategy map"} or text.startswith(("承接", "附錄"))
