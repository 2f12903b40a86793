"""Many small lines on one sheet, each with its name and its last value: a theme for papers and slides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from openscorecard.drawing.measures.sparkline import HEIGHT, Sparkline, sparkline_marks
from openscorecard.drawing.measures.sparkline import WIDTH as LINE_WIDTH
from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import SIZE, WIDTH, fitted, framed, n, text

_ROW, _TOP, _LABEL = HEIGHT + 16, 40, 330


@dataclass(frozen=True, slots=True)
class SparkRow:
    """A figure: what it is called, its line (None: nothing is known), its last value, how it stands in words."""

    label: str
    line: Sparkline | None
    value: str
    status: str


@dataclass(frozen=True, slots=True)
class SparkSheet:
    """What is drawn: a title, and the rows from above."""

    title: str
    language: str
    rows: tuple[SparkRow, ...]


def draw_spark_sheet(sheet: SparkSheet, palette: Palette, prefix: str = "sparks") -> str:
    """The sheet as one SVG element; as high as it has rows."""
    height = _TOP + len(sheet.rows) * _ROW + 8
    return framed(_drawn(sheet, palette), sheet.title, sheet.language, height, palette, prefix)


def _drawn(sheet: SparkSheet, palette: Palette) -> Iterator[str]:
    yield text(8, 24, fitted(sheet.title, WIDTH - 16), weight="700")
    for place, row in enumerate(sheet.rows):
        top = _TOP + place * _ROW
        yield f'<path d="M0 {n(top - 6)}H{WIDTH}" stroke="{palette["rule"]}"/>'
        yield text(8, top + 18, fitted(row.label, _LABEL - 12), weight="700")
        yield text(8, top + 40, fitted(row.status, _LABEL - 12), palette["muted"])
        if row.line:
            yield from sparkline_marks(row.line, palette, _LABEL, top)
        room = WIDTH - _LABEL - LINE_WIDTH - 24
        yield text(WIDTH - 8, top + 27, fitted(row.value, room, SIZE), anchor="end")
