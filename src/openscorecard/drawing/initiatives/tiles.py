"""Districts as tiles on a plain grid: where each lies to the others, not its shape; shaded by a share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openscorecard.drawing.palette import Palette
from openscorecard.drawing.sheet import WIDTH, fitted, framed, n, text

# Column and row of each district of Taipei, as they lie to one another; others stand below in their order.
TAIPEI: Mapping[str, tuple[int, int]] = {
    "北投區": (1, 0), "士林區": (2, 0), "內湖區": (3, 1), "大同區": (1, 1), "中山區": (2, 1), "松山區": (3, 2),
    "南港區": (4, 2), "萬華區": (0, 2), "中正區": (1, 2), "大安區": (2, 2), "信義區": (3, 3), "文山區": (2, 3),
}  # fmt: skip
_COLUMNS, _HIGH, _GAP = 5, 74, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """A district: its name, two lines that say how it stands, and its share from 0 to 1 (None: nothing there)."""

    name: str
    lines: tuple[str, str]
    share: float | None


@dataclass(frozen=True, slots=True)
class TileMap:
    """What is drawn: a title for those who do not see it, and the districts."""

    title: str
    language: str
    tiles: tuple[Tile, ...]


def draw_tiles(chart: TileMap, palette: Palette, prefix: str = "tiles") -> str:
    """The map as one SVG element."""
    placed = tuple(_placed(chart))
    height = 8 + (max((row for _, _, row in placed), default=0) + 1) * (_HIGH + _GAP)
    return framed(_drawn(placed, palette), chart.title, chart.language, height, palette, prefix)


def _placed(chart: TileMap) -> Iterator[tuple[Tile, int, int]]:
    known = [tile for tile in chart.tiles if tile.name in TAIPEI]
    others = [tile for tile in chart.tiles if tile.name not in TAIPEI]
    for tile in known:
        yield tile, *TAIPEI[tile.name]
    first = max((TAIPEI[tile.name][1] for tile in known), default=-1) + 1
    for place, tile in enumerate(others):
        yield tile, place % _COLUMNS, first + place // _COLUMNS


def _drawn(placed: tuple[tuple[Tile, int, int], ...], palette: Palette) -> Iterator[str]:
    wide = (WIDTH - (_COLUMNS + 1) * _GAP) / _COLUMNS
    for tile, column, row in placed:
        x, y = _GAP + column * (wide + _GAP), 4 + row * (_HIGH + _GAP)
        yield (
            f'<rect x="{n(x)}" y="{n(y)}" width="{n(wide)}" height="{_HIGH}" rx="6" fill="{palette["band"]}" '
            f'stroke="{palette["rule"]}"/>'
        )
        if tile.share is not None:  # a bar at the foot: letters stay on the plain ground
            foot = n(y + _HIGH - 8)
            yield f'<rect x="{n(x)}" y="{foot}" width="{n(wide)}" height="8" rx="4" fill="{palette["rule"]}"/>'
            share = n(wide * min(1.0, max(0.0, tile.share)))
            yield f'<rect x="{n(x)}" y="{foot}" width="{share}" height="8" rx="4" fill="{palette.theme(0)}"/>'
        yield text(x + 10, y + 20, fitted(tile.name, wide - 20), weight="700")
        for line, words in enumerate(tile.lines):
            yield text(x + 10, y + 40 + 20 * line, fitted(words, wide - 20), palette["muted"])
