"""A paper as runs of pages that lie alike, its maps and charts drawn; what PDF, ODT and DOCX have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from openscorecard.reports.paper import (
    Contents,
    Heading,
    Items,
    PageBreak,
    Paper,
    Paragraph,
    RollUp,
    StrategyMap,
    Table,
    Terms,
    Trend,
)
from openscorecard.reports.writers.pictures import Picture, chart_picture, map_pictures, pngs

Piece = Heading | Paragraph | Items | Terms | Table | Picture | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies; `paper` is a4 or a3."""

    landscape: bool = False
    paper: str = "a4"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in mm."""
        short, long = (210, 297) if self.paper == "a4" else (297, 420)
        return (long, short) if self.landscape else (short, long)


@dataclass(slots=True)
class Section:
    """Pages that lie alike."""

    lie: Lie
    pieces: list[Piece] = field(default_factory=list)


def sections_of(paper: Paper) -> list[Section]:
    """The whole paper; a section that would be empty is left out, one page at least remains."""
    sections = [Section(Lie(paper.landscape))]
    for piece in _pieces(paper):
        last = sections[-1]
        if isinstance(piece, PageBreak) and piece.landscape != last.lie.landscape:
            sections.append(Section(Lie(piece.landscape)))
        elif isinstance(piece, Picture) and piece.where != "here":
            sections += [Section(Lie(True, piece.where), [*_heads_before(last), piece]), Section(last.lie)]
        else:
            last.pieces.append(piece)
    return [one for one in sections if any(not isinstance(piece, PageBreak) for piece in one.pieces)] or sections[:1]


def _heads_before(section: Section) -> list[Piece]:
    """The headings at the end of `section`, taken out of it."""
    taken: list[Piece] = []
    while section.pieces and isinstance(section.pieces[-1], Heading):
        taken.insert(0, section.pieces.pop())
    return taken


def _pieces(paper: Paper) -> Iterator[Piece]:
    landscape, number, level = paper.landscape, 0, 0
    for block in paper.blocks:
        match block:
            case Heading() if not says(block):
                continue
            case Heading():
                # A reader that goes from heading to heading finds none left out.
                level = max(1, min(block.level, level + 1, 6))
                yield replace(block, level=level)
            case RollUp():
                yield block.table
            case Trend():
                number += 1
                yield chart_picture(block, number)
                if block.show_table:
                    yield block.table
            case StrategyMap():
                number += 1
                yield from map_pictures(block, paper.language, number, landscape=landscape)
            case PageBreak():
                landscape = block.landscape
                yield block
            case _:
                yield block


def pngs_of(sections: list[Section]) -> dict[Picture, bytes]:
    """Every picture of `sections` as PNG. Raises NoFont where there is one and no font."""
    pictures = [piece for section in sections for piece in section.pieces if isinstance(piece, Picture)]
    return dict(zip(pictures, pngs(pictures), strict=True))


def says(heading: Heading) -> bool:
    """Whether there is anything to read in it; one without words is left out."""
    return bool("".join(run.text for run in heading.text).strip())


def anchors_of(paper: Paper) -> dict[int, str]:
    """The anchor of each heading by its place among the blocks' headings; of two alike the first keeps it."""
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, heading in enumerate(one for one in paper.blocks if isinstance(one, Heading) and says(one)):
        if heading.anchor and heading.anchor not in seen:
            seen.add(heading.anchor)
            found[number] = heading.anchor
    return found


def leads(link: str, anchors: set[str]) -> bool:
    """Whether a link can be followed from a paper: outside by the web or mail, inside to a heading that is there."""
    return link.startswith(("https://", "http://", "mailto:")) or (link.startswith("#") and link[1:] in anchors)
