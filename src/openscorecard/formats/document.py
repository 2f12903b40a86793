"""A document as every format sees it: headings, paragraphs and tables in order, each with its place in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: 1-based row (line or sheet row), column (cell or character), sheet name; 0 unknown."""

    row: int = 0
    column: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; breaks inside it are newlines."""

    text: str
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, breaks inside a cell as newlines; a cell covered by a merged one is empty."""

    cells: tuple[str, ...]
    place: Place = field(default=Place(), compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[Row, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, before anybody asks what it means."""

    blocks: tuple[Block, ...]

    def to_data(self) -> list[dict[str, Any]]:
        """Plain data for JSON, to hand a document from one process to another."""
        return [_block_to_data(block) for block in self.blocks]


def _block_to_data(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"table": [[list(row.cells), _place_to_data(row.place)] for row in block.rows]}
    if isinstance(block, Heading):
        return {"heading": block.text, "level": block.level, "place": _place_to_data(block.place)}
    return {"paragraph": block.text, "place": _place_to_data(block.place)}


def _place_to_data(place: Place) -> list[Any]:
    return [place.row, place.column, place.sheet]


def document_from_data(data: Sequence[Mapping[str, Any]]) -> Document:
    """The document that `Document.to_data` wrote."""
    return Document(tuple(_block_from_data(block) for block in data))


def _block_from_data(data: Mapping[str, Any]) -> Block:
    if "table" in data:
        return Table(tuple(Row(tuple(cells), Place(*place)) for cells, place in data["table"]))
    if "heading" in data:
        return Heading(data["heading"], data["level"], Place(*data["place"]))
    return Paragraph(data["paragraph"], Place(*data["place"]))
