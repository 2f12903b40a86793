"""PPTX: a title, then slides that each say what fits; maps of native shapes, native charts, the words in the notes."""

from __future__ import annotations

import datetime as dt
import io
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
from openscorecard.reports.writers.pptx_ground import ACCENT, MUTED, POINT, Ground, ground_of
from openscorecard.reports.writers.pptx_letters import TAGS, Text, cut_to, height_of, lines_of, split_to, write
from openscorecard.reports.writers.pptx_tables import TablePage, TableSlides, draw_table
from openscorecard.reports.writers.words import plain, say

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same paper gives the same bytes; python-pptx wants no zone
_READABLE = 7.5
"""Points that the letters of a map must have on a slide; else each theme has one of its own too."""


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
    """One paper on its way onto slides. Texts gather until something of another kind, or a heading, comes."""

    def __init__(self, ground: Ground, paper: Paper) -> None:
        self._ground, self._paper = ground, paper
        self._width, self._height = ground.width / POINT, ground.height / POINT
        self._title = paper.title
        self._texts: list[Text] = []
        self._said = True  # whether a slide stands under the title in force
        self._level = 0

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
                self._texts += _texts(block)
            case Contents():
                self._contents(block)
            case Table():
                self._table(block)
            case RollUp():
                self._table(block.table)
            case Trend():
                self._trend(block)
            case StrategyMap():
                self._map(block)
            case PageBreak():
                self._flush()

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

    # Headings and texts

    def _begin(self, block: Heading) -> None:
        self._flush()
        if not self._said and block.level > self._level:
            self._section()  # a chapter that begins with a part of its own
        self._title, self._level, self._said = plain(block.text), block.level, False

    def _flush(self) -> None:
        """The texts gathered so far, on as many slides as they need."""
        texts, self._texts = self._texts, []
        parts = [part for text in texts for part in split_to(text, self._width, self._height - 8)]
        page: list[Text] = []
        number, high = 0, 0.0
        for part in parts:
            if page and high + height_of(part, self._width) > self._height:
                self._text_slide(page, number)
                page, high, number = [], 0.0, number + 1
            page.append(part)
            high += height_of(part, self._width)
        if page:
            self._text_slide(page, number)

    def _text_slide(self, texts: list[Text], number: int) -> None:
        page, ground = self._slide(continued=number > 0), self._ground
        box = page.shapes.add_textbox(ground.left, ground.top, ground.width, ground.height)
        write(box.text_frame, texts, self._paper.language)
        self._note(page, "\n".join(text.words for text in texts))

    def _contents(self, block: Contents) -> None:
        self._flush()
        heads = [one for one in self._paper.blocks if isinstance(one, Heading) and one.level == 1]
        before = (self._title, self._level, self._said)
        self._title = block.title
        self._texts = [Text((Run(plain(one.text)),), 18) for one in heads]
        self._flush()
        self._title, self._level, self._said = before

    # Tables, charts, maps

    def _table(self, table: Table) -> None:
        self._flush()
        caption = [Text((Run(table.caption),), 13, True)] if table.caption else []
        note = [Text(table.note, 11, colour=MUTED)] if table.note else []
        above = sum(height_of(one, self._width) for one in caption) + 4
        below = sum(height_of(one, self._width) for one in note) + 4
        slides = TableSlides(table, self._width, self._height - above - below)
        pages = list(slides.pages()) or [TablePage([], [], False)]
        for number, part in enumerate(pages):
            self._table_slide(slides, part, number, caption, note if number == len(pages) - 1 else [], above)

    def _table_slide(
        self, slides: TableSlides, part: TablePage, number: int, caption: list[Text], note: list[Text], above: float
    ) -> None:
        page, ground, language = self._slide(continued=number > 0), self._ground, self._paper.language
        if caption:
            box = page.shapes.add_textbox(ground.left, ground.top, ground.width, round(above * POINT))
            write(box.text_frame, caption, language)
        top = ground.top + round(above * POINT)
        draw_table(page, (ground.left, top), slides, part, language)
        high = slides.head + sum(part.heights)
        if not slides.table.rows:
            note = [Text((Run(say(language, "empty")),), 12, colour=MUTED), *note]
        if part.cut:
            note = [*note, Text((Run(say(language, "more")),), 11, colour=MUTED)]
        if note:
            below = top + round((high + 4) * POINT)
            room = max(round(sum(height_of(one, self._width) for one in note) * POINT), 20 * POINT)
            room = min(room, ground.size[1] - below)
            write(page.shapes.add_textbox(ground.left, below, ground.width, room).text_frame, note, language)
        self._note(page, _said(slides.table, part))

    def _trend(self, block: Trend) -> None:
        self._flush()
        if any(point.value is not None for point in block.chart.points):
            page, ground = self._slide(), self._ground
            place = (ground.left, ground.top, ground.width, ground.height)
            draw_chart(page, place, block, self._paper.language)
            self._note(page, block.alt or block.chart.title)
        else:
            empty = say(self._paper.language, "empty")
            self._texts += [Text((Run(f"{block.chart.title}　{empty}"),)), Text((Run(block.alt),), 12, colour=MUTED)]
            self._flush()
        if block.show_table:
            self._table(block.table)

    def _map(self, block: StrategyMap) -> None:
        self._flush()
        size = self._map_slide(block, block.theme or None)
        if size < _READABLE and not block.theme:
            for theme in block.plan.themes:
                self._map_slide(block, theme.letter)

    def _map_slide(self, block: StrategyMap, theme: str | None) -> float:
        """One map on one slide; returns the points of its letters."""
        language, ground = self._paper.language, self._ground
        layout, factor = self._best(block, theme)
        page = self._slide(continued=theme is not None and not block.theme)
        slide = map_slide(block.plan, layout, LIGHT, block.states)
        draw_map_slide(page, slide, ground.size, top=ground.top)
        own = block.alt or block.plan.name.says(language)[0]
        self._note(page, "\n".join([own, slide.notes]))
        return factor * 15

    def _best(self, block: StrategyMap, theme: str | None) -> tuple[MapLayout, float]:
        found = []
        for per_line in (None, 2, 1):
            layout = lay_out(block.plan, self._paper.language, theme, per_line=per_line, foot=FOOT)
            found.append((min(self._width / layout.width, self._height / layout.height), layout))
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


def _said(table: Table, part: TablePage) -> str:
    """The words of a page of a table, row by row; every cell whole."""
    heads = " | ".join(column.head for column in table.columns)
    rows = (" | ".join(plain(slot.cell.text) for slot in row if not slot.below) for row in part.rows)
    return "\n".join([table.caption, heads, *rows, plain(table.note)]).strip()
