"""DOCX: a paper with real headings, contents with live page numbers, and tables whose heads repeat."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openscorecard.formats.office.packing import repacked
from openscorecard.reports.paper import Contents, Heading, Items, PageBreak, Paper, Paragraph, Table, Terms
from openscorecard.reports.writers.docx_lines import (
    SPACES,
    WORD_TAGS,
    Lines,
    bookmarked,
    contents_xml,
    field,
    paragraph_xml,
    run_xml,
)
from openscorecard.reports.writers.docx_styles import number_list, set_styles
from openscorecard.reports.writers.docx_tables import table_xml
from openscorecard.reports.writers.faults import UnfitTemplate
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.pages import Lie, Piece, anchors_of, pngs_of, sections_of
from openscorecard.reports.writers.pictures import Picture
from openscorecard.reports.writers.words import say

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same paper gives the same bytes; python-docx wants no zone
_MARGIN = 20  # mm
_NEW_PAGE = "<w:pageBreakBefore/>"
_AFTER_NEW_PAGE = (
    "w:framePr", "w:widowControl", "w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:spacing",
    "w:ind", "w:jc",
)  # fmt: skip
"""What stands behind it in the schema, as far as we write it."""
_MANNERS = {"body": "", "lead": "PaperLead", "note": "PaperNote", "quote": "PaperQuote"}


def write_docx(paper: Paper, template: Path | None = None) -> bytes:
    """`paper` as DOCX; styles, margins and foot come from `template` where it has them.

    Raises UnfitTemplate, and NoFont for a picture.
    """
    package = _opened(template)
    set_styles(package, keep=template is not None)
    _set_properties(package, paper)
    _Writing(package, paper, own_pages=template is None).write()
    buffer = io.BytesIO()
    package.save(buffer)
    return repacked(buffer.getvalue(), leave_out=("docProps/thumbnail",))


def _opened(template: Path | None) -> DocxDocument:
    import docx

    if template is None:
        return docx.Document()
    try:
        package = docx.Document(str(template))
    except Exception as broken:  # whatever a damaged file makes the library raise
        raise UnfitTemplate(path=template, form="docx", reason=str(broken)) from broken
    for child in list(package.element.body):
        if not child.tag.endswith("}sectPr"):
            package.element.body.remove(child)
    return package


def _set_properties(package: DocxDocument, paper: Paper) -> None:
    properties = package.core_properties
    properties.title, properties.subject = clean(paper.title)[:255], clean(paper.subtitle)[:255]
    properties.author = properties.last_modified_by = clean(paper.author)[:255]
    properties.comments, properties.language = "", WORD_TAGS[paper.language]
    day = dt.datetime.combine(paper.day, dt.time()) if paper.day else _STAMP
    properties.created = properties.modified = day
    for relation in [key for key, one in package.part.package.rels.items() if one.reltype.endswith("/thumbnail")]:
        package.part.package.rels.pop(relation)


class _Writing:
    """One paper on its way into a package."""

    def __init__(self, package: DocxDocument, paper: Paper, *, own_pages: bool) -> None:
        self._package, self._paper, self._own_pages = package, paper, own_pages
        self._sections = sections_of(paper)
        self._headings = [one for section in self._sections for one in section.pieces if isinstance(one, Heading)]
        anchors = {anchor: f"_Ref{number + 1:05}" for number, anchor in anchors_of(paper).items()}
        self._lines = Lines(package.part, paper.language, anchors)
        self._pictures = pngs_of(self._sections)
        self._heading = self._picture_number = 0
        self._page_due = False

    def write(self) -> None:
        from docx.enum.section import WD_SECTION

        self._title()
        for number, section in enumerate(self._sections):
            if number:
                self._package.add_section(WD_SECTION.NEW_PAGE)
                self._page_due = False
            self._set_page(section.lie)
            for piece in section.pieces:
                self._piece(piece)
        self._foot()

    def _title(self) -> None:
        paper, words = self._paper, self._lines.words
        if paper.cover:
            self._put(paragraph_xml("PaperFacts", words(paper.author), '<w:spacing w:before="4400"/>'))
        self._put(paragraph_xml("Title", words(paper.title)))
        if paper.subtitle:
            self._put(paragraph_xml("Subtitle", words(paper.subtitle)))
        facts = [one for one in ([] if paper.cover else [paper.author]) + [paper.made] if one]
        if facts:
            self._put(paragraph_xml("PaperFacts", words("　".join(facts))))
        if paper.cover:
            self._break()

    def _set_page(self, lie: Lie) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        section = self._package.sections[-1]
        width, height = lie.size
        section.orientation = WD_ORIENT.LANDSCAPE if lie.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        if self._own_pages:
            section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
        # The mark of another foot on the first page goes over to every new section.
        section.different_first_page_header_footer = self._paper.cover and len(self._package.sections) == 1

    def _foot(self) -> None:
        first = self._package.sections[0]
        if any(one.text.strip() for one in first.footer.paragraphs):
            return  # the template's own
        words = run_xml(clean(self._paper.footer) + "　") if self._paper.footer else ""
        pages = f"{field('PAGE')}{run_xml(' / ')}{field('NUMPAGES')}"
        made = _parsed(paragraph_xml("Footer", words + pages, '<w:jc w:val="center"/>'))
        old = first.footer.paragraphs[0]._p
        old.addprevious(made)
        old.getparent().remove(old)

    def _put(self, text: str) -> None:
        """A paragraph or table. A new page that is due begins with it: a break by itself could fill a page alone."""
        made = _parsed(text)
        if self._page_due:
            self._page_due = False
            if made.tag.endswith("}tbl"):
                self._put(paragraph_xml("PaperGap", "", _NEW_PAGE))
            else:
                made.pPr.insert_element_before(_parsed(_NEW_PAGE), *_AFTER_NEW_PAGE)
        self._package.element.body.insert_element_before(made, "w:sectPr")

    def _break(self) -> None:
        self._page_due = True

    def _piece(self, piece: Piece) -> None:
        match piece:
            case Heading():
                self._put_heading(piece)
            case Paragraph():
                self._put(paragraph_xml(_MANNERS[piece.manner], self._lines.runs(piece.text)))
            case Items():
                self._put_items(piece)
            case Terms():
                self._put_terms(piece)
            case Table():
                self._put_table(piece)
            case Picture():
                self._put_picture(piece)
            case Contents():
                self._put_contents(piece)
            case PageBreak():
                self._break()

    def _put_heading(self, one: Heading) -> None:
        self._heading += 1
        runs = bookmarked(self._lines.runs(one.text), f"_Ref{self._heading:05}", self._heading)
        self._put(paragraph_xml(f"Heading{min(one.level, 3)}", runs))

    def _put_items(self, block: Items) -> None:
        numbering = ""
        if block.numbered and (number := number_list(self._package)):
            numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        for item in block.items:
            style = "ListNumber" if block.numbered else "ListBullet"
            self._put(paragraph_xml(style, self._lines.runs(item), numbering))

    def _put_terms(self, block: Terms) -> None:
        for place, (term, said) in enumerate(block.pairs, 1):
            held = "<w:keepNext/><w:keepLines/>" if block.together and place < len(block.pairs) else ""
            words = self._lines.words(f"{term}　", bold=True)
            self._put(paragraph_xml("PaperTerm", words + self._lines.runs(said), held))

    def _put_table(self, table: Table) -> None:
        if table.caption:
            self._put(paragraph_xml("Caption", self._lines.words(table.caption), "<w:keepNext/>"))
        self._put(table_xml(table, self._text_width(), self._lines, say(self._paper.language, "empty")))
        style = "PaperNote" if table.note else "PaperGap"  # Word joins tables that touch
        self._put(paragraph_xml(style, self._lines.runs(table.note)))

    def _text_width(self) -> int:
        """Twentieths of a point between the margins."""
        section: Any = self._package.sections[-1]
        return int((section.page_width - section.left_margin - section.right_margin) / 635)

    def _put_picture(self, one: Picture) -> None:
        from docx.shared import Pt

        paragraph = self._package.add_paragraph()
        paragraph.paragraph_format.page_break_before = self._page_due or None
        self._page_due = False
        run = paragraph.add_run()
        shape: Any = run.add_picture(io.BytesIO(self._pictures[one]), Pt(one.width), Pt(one.height))
        self._picture_number += 1
        shape._inline.docPr.set("descr", clean(one.alt))
        shape._inline.docPr.set("name", f"Picture {self._picture_number}")

    def _put_contents(self, block: Contents) -> None:
        entries = [
            (one.level, self._lines.runs(one.text), f"_Ref{number:05}")
            for number, one in enumerate(self._headings, 1)
            if one.level <= block.depth
        ]
        title = self._lines.words(block.title)
        for text in contents_xml(title, entries, self._text_width()):
            self._put(text)
        update = _parsed('<w:updateFields w:val="true"/>')  # the word processor fills in the pages when it opens it
        self._package.settings.element.insert_element_before(update, "w:hdrShapeDefaults", "w:footnotePr",
            "w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping",
            "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")  # fmt: skip


def _parsed(text: str) -> Any:
    """An element of `text`, whose first tag gets the namespaces."""
    from docx.oxml import parse_xml

    end = next(place for place, char in enumerate(text) if char in " >/" and place)
    return parse_xml(f"{text[:end]} {SPACES}{text[end:]}")
