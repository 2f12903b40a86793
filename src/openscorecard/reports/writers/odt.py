"""ODT: a paper with real headings, contents with live page numbers, and tables whose heads repeat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openscorecard.domain.text import Language
from openscorecard.reports.paper import (
    Align,
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
from openscorecard.reports.writers.letters import xml
from openscorecard.reports.writers.odf_package import LINK, letters, packed, text_properties
from openscorecard.reports.writers.odt_automatic import begun, fixed, row_style
from openscorecard.reports.writers.odt_styles import COVER, MASTERS, styles_of
from openscorecard.reports.writers.pages import Lie, Piece, Section, anchors_of, leads, pngs_of, sections_of
from openscorecard.reports.writers.pictures import Picture
from openscorecard.reports.writers.spans import Slot, grid_of, stays_whole
from openscorecard.reports.writers.widths import fitted, letters_of
from openscorecard.reports.writers.words import MARKS, colour_of, say

_MANNERS = {"body": "Standard", "lead": "PaperLead", "note": "PaperNote", "quote": "PaperQuote"}
_SIDES: dict[Align, str] = {"start": "", "centre": "Centre", "end": "End"}
_PAD = 9.5  # points beside the letters of a cell
_CM = 72 / 2.54  # points


def write_odt(paper: Paper, template: Path | None = None) -> bytes:
    """`paper` as ODT; styles and foot come from `template` where it has them. Raises UnfitTemplate, NoFont."""
    writing = _Writing(paper)
    body = "".join(writing.body())
    pictures = {f"Pictures/picture{place}.png": data for place, data in enumerate(writing.pictures.values(), 1)}
    return packed(
        "text", paper, styles=styles_of(paper, template), automatic=writing.automatic(), body=body, pictures=pictures
    )


class _Writing:
    """One paper on its way into the body of a text document."""

    def __init__(self, paper: Paper) -> None:
        self._paper, self._sections = paper, sections_of(paper)
        self.pictures = pngs_of(self._sections)
        self._picture_places = {one: place for place, one in enumerate(self.pictures, 1)}
        self._headings = [one for section in self._sections for one in section.pieces if isinstance(one, Heading)]
        self._anchors = {anchor: f"ref{number + 1}" for number, anchor in anchors_of(paper).items()}
        self._heading = self._tables = 0
        self._breaks = ""  # what the next paragraph begins with: a page, upright or not
        self._styles: dict[tuple[str, str], str] = {}
        self._letters: dict[tuple[bool, str, Language | None], str] = {}
        self._columns: list[str] = []
        self._small = ""  # how large the letters of the table in hand are

    def body(self) -> Iterator[str]:
        yield from self._title()
        for number, section in enumerate(self._sections):
            if number or self._paper.cover:
                self._breaks = f'style:master-page-name="{MASTERS[section.lie]}"'
            yield from self._section(section)

    def _title(self) -> Iterator[str]:
        paper = self._paper
        first = COVER if paper.cover else MASTERS[self._sections[0].lie]
        self._breaks = f'style:master-page-name="{first}"'
        if paper.cover:
            yield self._paragraph("PaperFacts", letters(paper.author), "cover")
        yield self._paragraph("Title", letters(paper.title))
        if paper.subtitle:
            yield self._paragraph("Subtitle", letters(paper.subtitle))
        facts = [one for one in ([] if paper.cover else [paper.author]) + [paper.made] if one]
        if facts:
            yield self._paragraph("PaperFacts", letters("　".join(facts)))

    def _section(self, section: Section) -> Iterator[str]:
        for piece in section.pieces:
            yield from self._piece(piece, section.lie)

    def _piece(self, piece: Piece, lie: Lie) -> Iterator[str]:
        match piece:
            case Heading():
                yield self._heading_of(piece)
            case Paragraph():
                yield self._paragraph(_MANNERS[piece.manner], self._runs(piece.text))
            case Items():
                yield from self._items(piece)
            case Terms():
                yield from self._terms(piece)
            case Table():
                yield from self._table(piece, lie)
            case Picture():
                yield self._paragraph("Standard", self._frame(piece))
            case Contents():
                yield from self._contents(piece, lie)
            case PageBreak():
                self._breaks = self._breaks or 'fo:break-before="page"'

    def _terms(self, block: Terms) -> Iterator[str]:
        for place, (term, said) in enumerate(block.pairs, 1):
            held = "keep" if block.together and place < len(block.pairs) else ""
            yield self._paragraph("PaperTerm", self._run(Run(f"{term}　", bold=True)) + self._runs(said), held)

    # Paragraphs and letters

    def _paragraph(self, style: str, content: str, more: str = "") -> str:
        return f'<text:p text:style-name="{self._style(style, more)}">{content}</text:p>'

    def _style(self, style: str, more: str = "") -> str:
        """The style, or one of its kind that begins a page where that is due."""
        begins, self._breaks = self._breaks, ""
        if not begins and not more:
            return style
        key = (style, f"{begins}|{more}")
        return self._styles.setdefault(key, f"P{len(self._styles) + 1}")

    def _heading_of(self, one: Heading) -> str:
        self._heading += 1
        name = f"ref{self._heading}"
        style = self._style(f"Heading_20_{min(one.level, 3)}")
        return (
            f'<text:h text:style-name="{style}" text:outline-level="{one.level}"><text:bookmark-start '
            f'text:name="{name}"/>{self._runs(one.text)}<text:bookmark-end text:name="{name}"/></text:h>'
        )

    def _runs(self, line: Line, *, bold: bool = False) -> str:
        return "".join(self._run(run, bold) for run in line)

    def _run(self, run: Run, bold: bool = False) -> str:
        linked = leads(run.link, set(self._anchors))
        text = f"{MARKS[run.status]} {run.text}" if run.status else run.text
        colour = colour_of(run.status) if run.status else LINK if linked else ""
        foreign = run.language if run.language != self._paper.language else None
        key = (bold or run.bold or bool(run.status), colour, foreign)
        made = letters(text)
        if any(key):
            made = f'<text:span text:style-name="{self._letter_style(key)}">{made}</text:span>'
        if not linked:
            return made
        target = f"#{self._anchors[run.link[1:]]}" if run.link.startswith("#") else run.link
        return f'<text:a xlink:type="simple" xlink:href="{xml(target)}">{made}</text:a>'

    def _letter_style(self, key: tuple[bool, str, Language | None]) -> str:
        return self._letters.setdefault(key, f"T{len(self._letters) + 1}")

    # Lists, pictures, contents, tables

    def _items(self, block: Items) -> Iterator[str]:
        if block.items:
            style = "PaperNumbers" if block.numbered else "PaperBullets"
            items = (f"<text:list-item>{self._paragraph('PaperItem', self._runs(item))}</text:list-item>"
                     for item in block.items)  # fmt: skip
            yield f'<text:list text:style-name="{style}">{"".join(items)}</text:list>'

    def _frame(self, one: Picture) -> str:
        place = self._picture_places[one]
        return (
            f'<draw:frame draw:style-name="picture" draw:name="Picture {place}" text:anchor-type="as-char" '
            f'svg:width="{one.width:.1f}pt" svg:height="{one.height:.1f}pt"><draw:image xlink:type="simple" '
            f'xlink:show="embed" xlink:actuate="onLoad" xlink:href="Pictures/picture{place}.png" '
            f'draw:mime-type="image/png"/><svg:title>{xml(one.alt[:120])}</svg:title><svg:desc>{xml(one.alt)}'
            "</svg:desc></draw:frame>"
        )

    def _contents(self, block: Contents, lie: Lie) -> Iterator[str]:
        style = self._style("Contents_20_Heading")
        levels = "".join(
            f'<text:table-of-content-entry-template text:outline-level="{level}" text:style-name="Contents_20_{level}">'
            '<text:index-entry-link-start/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" '
            'style:leader-char="."/><text:index-entry-page-number/><text:index-entry-link-end/>'
            "</text:table-of-content-entry-template>"
            for level in range(1, block.depth + 1)
        )
        title = letters(block.title)
        yield (
            f'<text:table-of-content text:name="Contents" text:protected="false"><text:table-of-content-source '
            f'text:outline-level="{block.depth}"><text:index-title-template text:style-name="Contents_20_Heading">'
            f"{title}</text:index-title-template>{levels}</text:table-of-content-source><text:index-body>"
            f'<text:index-title text:name="ContentsTitle"><text:p text:style-name="{style}">{title}</text:p>'
            f"</text:index-title>"
        )
        for number, one in enumerate(self._headings, 1):
            if one.level <= block.depth:
                # The page is a field: it is right however the pages fall.
                page = f'<text:bookmark-ref text:reference-format="page" text:ref-name="ref{number}"/>'
                style = self._style(f"Contents_20_{one.level}", f"tab {lie.size[0] / 10 - 4:.1f}")
                yield (
                    f'<text:p text:style-name="{style}"><text:a xlink:type="simple" xlink:href="#ref{number}" '
                    f'text:style-name="PaperPlain" text:visited-style-name="PaperPlain">'
                    f"{self._runs(one.text)}</text:a><text:tab/>{page}</text:p>"
                )
        yield "</text:index-body></text:table-of-content>"

    def _table(self, table: Table, lie: Lie) -> Iterator[str]:
        self._tables += 1
        if table.caption:
            yield self._paragraph("Caption", letters(table.caption))
        elif self._breaks:
            yield self._paragraph("PaperGap", "")
        name, width = f"Table{self._tables}", lie.size[0] / 10 - 4
        widths = [one / _CM for one in fitted(table, width * _CM, letters_of(table)[1], _PAD)]
        self._small = letters_of(table)[0]
        self._columns += _widths(name, widths, breaks=not stays_whole(table))
        about = f"<table:title>{xml(table.caption[:120])}</table:title>" if table.caption else ""
        columns = "".join(f'<table:table-column table:style-name="{name}.{one + 1}"/>' for one in range(len(widths)))
        heads = "".join(
            self._cell(self._run(Run(column.head), bold=True), column.align, "head") for column in table.columns
        )
        yield (
            f'<table:table table:name="{name}" table:style-name="{name}">{about}{columns}<table:table-header-rows>'
            f'<table:table-row table:style-name="row">{heads}</table:table-row></table:table-header-rows>'
        )
        for row in grid_of(table):
            cells = "".join(self._slots(row, table))
            yield f'<table:table-row table:style-name="{row_style(row)}">{cells}</table:table-row>'
        if not table.rows:
            empty = letters(say(self._paper.language, "empty"))
            covered = "<table:covered-table-cell/>" * (len(widths) - 1)
            cell = self._cell(empty, "start", "body", f' table:number-columns-spanned="{len(widths)}"')
            yield f'<table:table-row table:style-name="row">{cell}{covered}</table:table-row>'
        yield "</table:table>"
        yield self._paragraph("PaperNote" if table.note else "PaperGap", self._runs(table.note))

    def _slots(self, row: list[Slot], table: Table) -> Iterator[str]:
        for slot in row:
            if slot.below:
                yield "<table:covered-table-cell/>" * slot.across
                continue
            spans = f' table:number-columns-spanned="{slot.across}"' if slot.across > 1 else ""
            if slot.down > 1:
                spans = f' table:number-columns-spanned="{slot.across}" table:number-rows-spanned="{slot.down}"'
            align = table.columns[slot.column].align if slot.across == 1 else "start"
            head = slot.cell.header
            yield self._cell(self._runs(slot.cell.text, bold=head), align, "row-head" if head else "body", spans)
            yield "<table:covered-table-cell/>" * (slot.across - 1)

    def _cell(self, content: str, align: Align, look: str, spans: str = "") -> str:
        return (
            f'<table:table-cell table:style-name="{look}" office:value-type="string"{spans}>'
            f'<text:p text:style-name="PaperCell{self._small}{_SIDES[align]}">{content}</text:p></table:table-cell>'
        )

    def automatic(self) -> str:
        """The styles that only this paper's body uses, once the body has been written."""
        return "".join([
            *(begun(name, style, key) for (style, key), name in self._styles.items()),
            *(f'<style:style style:name="{name}" style:family="text">'
              f"{text_properties(bold=bold or None, colour=colour, language=language)}</style:style>"
              for (bold, colour, language), name in self._letters.items()),
            *self._columns, *fixed(),
        ])  # fmt: skip


def _widths(name: str, widths: list[float], *, breaks: bool) -> Iterator[str]:
    """The styles of a table and of its columns, in cm; `breaks` lets a page end between its rows."""
    for place, one in enumerate(widths, 1):
        yield (
            f'<style:style style:name="{name}.{place}" style:family="table-column"><style:table-column-properties '
            f'style:column-width="{one:.3f}cm"/></style:style>'
        )
    yield (
        f'<style:style style:name="{name}" style:family="table"><style:table-properties '
        f'style:width="{sum(widths):.2f}cm" table:align="left" table:border-model="collapsing" '
        f'style:may-break-between-rows="{str(breaks).lower()}"/></style:style>'
    )
