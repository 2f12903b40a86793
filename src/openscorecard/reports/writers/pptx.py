"""PPTX: a slide for each chapter or page of a paper, more where it does not fit; native maps and charts."""

from __future__ import annotations

import datetime as dt
import io
from itertools import groupby
from pathlib import Path
from typing import Any

from openscorecard.drawing.palette import LIGHT
from openscorecard.drawing.strategy.layout import lay_out
from openscorecard.drawing.strategy.shapes import MapLayout
from openscorecard.drawing.strategy.states import FOOT
from openscorecard.formats.office.packing import repacked
from openscorecard.formats.office.pptx import draw_map_slide
from openscorecard.reports.map_slide import map_slide
from openscorecard.reports.paper import (
    Block,
    Contents,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    RollUp,
    Run,
    StrategyMap,
    Table,
    Terms,
    Trend,
)
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.pages import says
from openscorecard.reports.writers.pptx_chart import draw_chart
from openscorecard.reports.writers.pptx_flow import MORE, Atom, Placed, Said, TablePart, laid_out
from openscorecard.reports.writers.pptx_ground import ACCENT, MUTED, POINT, Ground, ground_of
from openscorecard.reports.writers.pptx_letters import TAGS, Text, cut_to, lines_of, write
from openscorecard.reports.writers.pptx_tables import draw_table
from openscorecard.reports.writers.words import plain, say

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same paper gives the same bytes; python-pptx wants no zone
_READABLE = 7.5
"""Points that the letters of a map must have on a slide; else each theme has one of its own too."""
_LEADING_IN = 70.0
"""Points that texts may take above a map."""


def write_pptx(paper: Paper, template: Path | None = None) -> bytes:
    """`paper` as slides, on `template` where the institution has one. Raises UnfitTemplate."""
    ground = ground_of(template)
    _set_properties(ground.package, paper)
    _Writing(ground, paper).write()
    buffer = io.BytesIO()
    ground.package.save(buffer)
    return repacked(buffer.getvalue(), leave_out=("docProps/thumbnail",))


def _set_properties(package: Any, paper: Paper) -> None:
    properties = package.core_properties
    properties.title, properties.subject = clean(paper.title)[:255], clean(paper.subtitle)[:255]
    properties.author = properties.last_modified_by = clean(paper.author)[:255]
    properties.comments, properties.language = "", TAGS[paper.language]
    day = dt.datetime.combine(paper.day, dt.time()) if paper.day else _STAMP
    properties.created = properties.modified = day
    relations: Any = package.part.package._rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        relations.pop(key)


class _Writing:
    """One paper on its way onto slides. What belongs together gathers until a chapter, a map or a new page comes."""

    def __init__(self, ground: Ground, paper: Paper) -> None:
        self._ground, self._paper = ground, paper
        self._width, self._height = ground.width / POINT, ground.height / POINT
        self._title = paper.title
        self._atoms: list[Atom] = []
        self._said = True  # whether a slide stands under the title in force
        self._level = 0
        self._fresh = False  # whether a new page has just begun

    def write(self) -> None:
        self._opening()
        for block in self._paper.blocks:
            self._block(block)
        self._flush()
        if not self._said:
            self._section()

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                if says(block):
                    self._begin(block)
            case Paragraph() | Items() | Terms():
                texts, held = _texts(block), isinstance(block, Terms) and block.together
                self._atoms += [Said(one, held and one is not texts[-1]) for one in texts]
            case Contents():
                self._contents(block)
            case Table() | RollUp():
                self._table(block.table if isinstance(block, RollUp) else block)
            case Trend():
                self._trend(block)
            case StrategyMap():
                self._map(block)
            case _:
                self._flush()
        self._fresh = isinstance(block, PageBreak)

    # Slides

    def _opening(self) -> None:
        paper, page = self._paper, self._ground.package.slides.add_slide(self._ground.opening)
        self._set_title(page, paper.title, most=5)
        facts = "\n".join(one for one in (paper.subtitle, paper.author, paper.made) if one)
        spare = [one for one in page.placeholders if one.placeholder_format.idx != 0]
        for place, one in enumerate(spare):
            if place or not facts:
                one._element.getparent().remove(one._element)
            else:
                write(
                    one.text_frame, [Text((Run(line),), 18, colour=MUTED) for line in facts.split("\n")], paper.language
                )
        self._note(page, "\n".join([paper.title, facts]))

    def _slide(self, *, continued: bool = False) -> Any:
        page = self._ground.package.slides.add_slide(self._ground.plain)
        for one in list(page.placeholders):
            if one.placeholder_format.idx != 0:
                one._element.getparent().remove(one._element)
        title = say(self._paper.language, "continued", title=self._title) if continued else self._title
        self._set_title(page, title, most=2)
        self._said = True
        return page

    def _set_title(self, page: Any, words: str, *, most: int) -> None:
        """The title in letters that fit, at most `most` lines of them."""
        shape = page.shapes.title
        width = shape.width / POINT - 16
        height = shape.height / POINT
        sizes = (32, 26, 22, 18, 15) if most > 2 else (24, 20, 16, 13)
        size = next((one for one in sizes if lines_of(words, one, width) * one * 1.25 <= height), sizes[-1])
        words = cut_to(words, size, width, max(int(height / (size * 1.25)), 1))
        write(shape.text_frame, [Text((Run(words),), size, True, ACCENT)], self._paper.language)

    def _section(self) -> None:
        page = self._slide()
        self._note(page, self._title)

    def _note(self, page: Any, words: str) -> None:
        page.notes_slide.notes_text_frame.text = clean(words)

    # What gathers

    def _begin(self, block: Heading) -> None:
        """A chapter, and a part that begins a page, is the title of a slide; other parts stand among the texts."""
        if block.level > 1 and not self._fresh and (self._atoms or not self._said):
            self._atoms.append(Said(Text(block.text, 18 if block.level == 2 else 15, True, ACCENT), keep=True))
            return
        self._flush()
        if not self._said and block.level > self._level:
            self._section()
        self._title, self._level, self._said = plain(block.text), block.level, False

    def _contents(self, block: Contents) -> None:
        self._flush()
        heads = [one for one in self._paper.blocks if isinstance(one, Heading) and one.level == 1]
        before = (self._title, self._level, self._said)
        self._title = block.title
        self._atoms = [Said(Text((Run(plain(one.text)),), 18)) for one in heads]
        self._flush()
        self._title, self._level, self._said = before

    def _table(self, table: Table) -> None:
        if table.caption:
            self._atoms.append(Said(Text((Run(table.caption),), 13, True), keep=True))
        self._atoms.append(table)
        empty = say(self._paper.language, "empty")
        self._atoms += [] if table.rows else [Said(Text((Run(empty),), 12, colour=MUTED))]
        self._atoms += [Said(Text(table.note, 11, colour=MUTED))] if table.note else []

    def _trend(self, block: Trend) -> None:
        if any(point.value is not None for point in block.chart.points):
            self._atoms.append(block)
        else:
            empty = say(self._paper.language, "empty")
            self._atoms.append(Said(Text((Run(f"{block.chart.title}　{empty}"),))))
            self._atoms.append(Said(Text((Run(block.alt),), 12, colour=MUTED)))
        if block.show_table:
            self._table(block.table)

    def _flush(self) -> None:
        """What has gathered, on as many slides as it needs."""
        atoms, self._atoms = self._atoms, []
        for number, slide in enumerate(laid_out(atoms, self._width, self._height) if atoms else []):
            page = self._slide(continued=number > 0)
            for texts, placed in groupby(slide.placed, lambda one: isinstance(one.what, Text)):
                if texts:
                    self._put_texts(page, list(placed))
                else:
                    for one in placed:
                        self._put(page, one)
            self._note(page, "\n".join(_words(one) for one in slide.placed))

    def _put_texts(self, page: Any, placed: list[Placed]) -> None:
        ground = self._ground
        top = ground.top + round(placed[0].top * POINT)
        high = min(round(sum(one.height for one in placed) * POINT), ground.size[1] - top)
        box = page.shapes.add_textbox(ground.left, top, ground.width, high)
        write(box.text_frame, [one.what for one in placed if isinstance(one.what, Text)], self._paper.language)

    def _put(self, page: Any, one: Placed) -> None:
        ground, language = self._ground, self._paper.language
        place = (ground.left, ground.top + round(one.top * POINT))
        if isinstance(one.what, Trend):
            draw_chart(page, (*place, ground.width, round((one.height - 4) * POINT)), one.what, language)
        elif isinstance(one.what, TablePart):
            draw_table(page, place, one.what.slides, one.what.page, language)
            if one.what.page.cut:
                below = ground.top + round((one.top + one.height - MORE - 4) * POINT)
                box = page.shapes.add_textbox(ground.left, below, ground.width, round(MORE * POINT))
                write(box.text_frame, [Text((Run(say(language, "more")),), 11, colour=MUTED)], language)

    # Maps

    def _map(self, block: StrategyMap) -> None:
        above = self._above()
        if not above:
            self._flush()
        size = self._map_slide(block, block.theme or None, above)
        if size < _READABLE and not block.theme:
            for theme in block.plan.themes:
                self._map_slide(block, theme.letter, [])

    def _above(self) -> list[Placed]:
        """A line or two that can stand on the slide of the map they lead to."""
        if self._atoms and all(isinstance(one, Said) for one in self._atoms):
            slides = laid_out(self._atoms, self._width, self._height)
            if len(slides) == 1 and slides[0].high <= _LEADING_IN:
                self._atoms = []
                return slides[0].placed
        return []

    def _map_slide(self, block: StrategyMap, theme: str | None, above: list[Placed]) -> float:
        """One map on one slide; returns the points of its letters."""
        language, ground = self._paper.language, self._ground
        taken = sum(one.height for one in above)
        layout, factor = self._best(block, theme, self._height - taken)
        page = self._slide(continued=theme is not None and not block.theme)
        if above:
            self._put_texts(page, above)
        slide = map_slide(block.plan, layout, LIGHT, block.states)
        draw_map_slide(page, slide, ground.size, top=ground.top + round(taken * POINT))
        own = block.alt or block.plan.name.says(language)[0]
        self._note(page, "\n".join([*(_words(one) for one in above), own, slide.notes]))
        return factor * 15

    def _best(self, block: StrategyMap, theme: str | None, room: float) -> tuple[MapLayout, float]:
        found = []
        for per_line in (None, 2, 1):
            layout = lay_out(block.plan, self._paper.language, theme, per_line=per_line, foot=FOOT)
            found.append((min(self._width / layout.width, room / layout.height), layout))
        factor, layout = max(found, key=lambda one: one[0])
        return layout, factor


def _texts(block: Paragraph | Items | Terms) -> list[Text]:
    match block:
        case Paragraph(manner="lead"):
            return [Text(block.text, 20, True)]
        case Paragraph(manner="note"):
            return [Text(block.text, 12, colour=MUTED)]
        case Paragraph():
            return [Text(block.text)]
        case Items():
            marks = (f"{number}. " if block.numbered else "• " for number in range(1, len(block.items) + 1))
            return [Text(item, bullet=mark) for mark, item in zip(marks, block.items, strict=True)]
        case Terms():
            return [Text((Run(f"{term}　", bold=True), *said)) for term, said in block.pairs]


def _words(one: Placed) -> str:
    """What somebody reads of a text, a chart or the rows of a table; every cell whole."""
    if isinstance(one.what, Text):
        return one.what.words
    if isinstance(one.what, Trend):
        return one.what.alt or one.what.chart.title
    table = one.what.slides.table
    heads = " | ".join(column.head for column in table.columns)
    rows = (" | ".join(plain(slot.cell.text) for slot in row if not slot.below) for row in one.what.page.rows)
    return "\n".join([heads, *rows])
