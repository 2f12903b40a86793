"""PDF, tagged after PDF/UA-1: the blocks as data for a template of typst, ours or the institution's."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openscorecard.domain.text import Language
from openscorecard.reports.paper import (
    Contents,
    Heading,
    Items,
    Line,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Table,
    Terms,
)
from openscorecard.reports.writers.faults import BrokenTemplate
from openscorecard.reports.writers.letters import Letters, system_fonts
from openscorecard.reports.writers.looks import PAPER_TYP
from openscorecard.reports.writers.pages import Piece, Section, anchors_of, leads, sections_of
from openscorecard.reports.writers.pdf_rows import Marked, with_row_heads
from openscorecard.reports.writers.pictures import Picture
from openscorecard.reports.writers.spans import Slot, grid_of, is_group, stays_whole
from openscorecard.reports.writers.widths import fitted, letters_of
from openscorecard.reports.writers.words import MARKS, colour_of, say

LANGUAGES: dict[Language, tuple[str, str, str]] = {"zh-Hant": ("zh", "TW", "Hant"), "en": ("en", "GB", "Latn")}
_MARGIN, _PAD = 20, 10  # mm beside the text, points beside the letters of a cell
_STAMP = 946_684_800  # the same paper gives the same bytes
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed', re.S)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_PLACE = re.compile(r"┌─ (\S.*?:\d+:\d+)")


def write_pdf(paper: Paper, template: Path | None = None) -> bytes:
    """`paper` as a PDF. Raises NoFont, BrokenTemplate."""
    from openscorecard.drawing.fonts import font_paths

    letters = Letters(font_paths(), system_fonts())
    for _ in range(3):
        data = _Data(paper, letters)
        try:
            return with_row_heads(_compiled(data.whole(), template or PAPER_TYP), data.marked)
        except _Glyphless as lack:
            letters.lacks(lack.chars)
    raise BrokenTemplate(path=template or PAPER_TYP, place="-", reason="no font")


class _Glyphless(Exception):
    """typst met characters that no font has, which we believed one had."""

    def __init__(self, chars: str) -> None:
        super().__init__(chars)
        self.chars = chars


def _compiled(data: dict[str, Any], template: Path) -> bytes:
    import typst

    from openscorecard.drawing.fonts import font_paths

    folders = sorted({path.parent for path in font_paths()})
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=folders)
    try:
        made = typst.compile(
            template, root=template.parent, font_paths=fonts, sys_inputs={"paper": json.dumps(data)}, format="pdf",
            pdf_standards=["ua-1"], timestamp=_STAMP,
        )  # fmt: skip
    except typst.TypstError as error:
        lacking = "".join(_NO_GLYPH.findall(error.diagnostic))
        if lacking:
            raise _Glyphless(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), lacking)) from error
        place = _PLACE.search(error.diagnostic)
        reason = " ".join([error.message, *error.hints]).strip()
        raise BrokenTemplate(path=template, place=place[1] if place else "-", reason=reason) from error
    assert isinstance(made, bytes)  # noqa: S101 - a PDF is one file
    return made


class _Data:
    """The paper as plain data, in the shape that docs/paper-templates.md describes."""

    def __init__(self, paper: Paper, letters: Letters) -> None:
        self._paper, self._letters, self._headings = paper, letters, 0
        self._anchors = anchors_of(paper)
        self._known = set(self._anchors.values())
        self._width = 0.0
        self.marked: list[Marked] = []

    def whole(self) -> dict[str, Any]:
        paper, text = self._paper, self._letters.set
        language, region, script = LANGUAGES[paper.language]
        day = paper.day
        sections = [self._section(one) for one in sections_of(paper)]
        return {
            "title": text(paper.title), "subtitle": text(paper.subtitle), "author": text(paper.author),
            "made": text(paper.made), "footer": text(paper.footer), "cover": paper.cover,
            "language": language, "region": region, "script": script,
            "date": [day.year, day.month, day.day] if day else None,
            "sections": sections, "missing": self._missing(),
        }  # fmt: skip

    def _missing(self) -> str:
        codes = "".join(self._letters.missing.values())
        return say(self._paper.language, "missing", codes=codes) if codes else ""

    def _section(self, one: Section) -> dict[str, Any]:
        self._width = (one.lie.size[0] - 2 * _MARGIN) * 72 / 25.4
        blocks = [self._piece(piece) for piece in one.pieces]
        return {"paper": one.lie.paper, "landscape": one.lie.landscape, "blocks": blocks}

    def _piece(self, piece: Piece) -> dict[str, Any]:
        match piece:
            case Heading():
                return self._heading(piece)
            case Paragraph():
                return {"kind": "paragraph", "manner": piece.manner, "text": self._line(piece.text)}
            case Items():
                return {"kind": "items", "numbered": piece.numbered, "items": [self._line(one) for one in piece.items]}
            case Terms():
                pairs = [[self._letters.set(term), self._line(said)] for term, said in piece.pairs]
                return {"kind": "terms", "pairs": pairs, "together": piece.together}
            case Contents():
                return {"kind": "contents", "title": self._letters.set(piece.title), "depth": piece.depth}
            case Table():
                return self._table(piece)
            case Picture():
                return self._picture(piece)
            case PageBreak():
                return {"kind": "break"}

    def _heading(self, one: Heading) -> dict[str, Any]:
        anchor = self._anchors.get(self._headings, "")
        self._headings += 1
        return {"kind": "heading", "level": one.level, "text": self._line(one.text), "anchor": anchor}

    def _picture(self, one: Picture) -> dict[str, Any]:
        svg, alt = self._letters.set(one.svg), self._letters.set(one.alt)
        return {"kind": "picture", "svg": svg, "width": one.width, "height": one.height, "alt": alt}

    def _line(self, line: Line) -> list[dict[str, Any]]:
        return [self._run(run) for run in line]

    def _run(self, run: Run) -> dict[str, Any]:
        data: dict[str, Any] = {"text": self._letters.set(run.text)}
        if run.bold:
            data["bold"] = True
        if run.language and run.language != self._paper.language:
            data["language"] = LANGUAGES[run.language]
        if run.status:
            data |= {"mark": MARKS[run.status], "colour": colour_of(run.status)}
        if leads(run.link, self._known):
            data["link"] = run.link
        return data

    def _table(self, table: Table) -> dict[str, Any]:
        width = len(table.columns)
        rows = [self._row(row, width) for row in grid_of(table)]
        self.marked.append([[("header" in cell, cell["across"]) for cell in row["cells"]] for row in rows])
        return {
            "kind": "table", "caption": self._letters.set(table.caption), "note": self._line(table.note),
            "heads": [self._letters.set(column.head) for column in table.columns],
            "shares": [round(one, 2) for one in fitted(table, self._width, letters_of(table)[1], _PAD)],
            "aligns": [column.align for column in table.columns],
            "rows": rows, "whole": stays_whole(table), "empty": say(self._paper.language, "empty"),
        }  # fmt: skip

    def _row(self, row: Sequence[Slot], width: int) -> dict[str, Any]:
        return {"group": is_group(row, width), "cells": [self._cell(slot) for slot in row if not slot.below]}

    def _cell(self, slot: Slot) -> dict[str, Any]:
        data: dict[str, Any] = {"text": self._line(slot.cell.text), "down": slot.down, "across": slot.across}
        return {**data, "header": True} if slot.cell.header else data
