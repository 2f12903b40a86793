"""Flaws of a laid-out map, counted from its geometry: crossings, lines on lines or through boxes, texts outside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from openscorecard.drawing.lettering import text_width
from openscorecard.drawing.strategy.shapes import Box, Caption, MapLayout, Point

Piece = tuple[int, Point, Point]


def _pieces(layout: MapLayout) -> Iterator[Piece]:
    """Every straight piece of line with the number of its net, its smaller end first."""
    for stroke in layout.strokes:
        for start, end in pairwise(stroke.points):
            yield stroke.net, min(start, end), max(start, end)


def crossings(layout: MapLayout) -> int:
    """How many points there are where lines of different nets cross."""
    pieces = list(_pieces(layout))
    level = [piece for piece in pieces if piece[1][1] == piece[2][1]]
    upright = [piece for piece in pieces if piece[1][0] == piece[2][0]]
    return len(
        {
            (one, other, v[0], h[1])
            for one, h, end in level
            for other, v, foot in upright
            if one != other and h[0] < v[0] < end[0] and v[1] < h[1] < foot[1]
        }
    )


def overlaps(layout: MapLayout) -> int:
    """How many pairs of pieces of different nets run on top of each other."""
    pieces = list(_pieces(layout))
    return sum(one[0] < other[0] and _on_top(one, other) for one in pieces for other in pieces)


def _on_top(one: Piece, other: Piece) -> bool:
    (_, (ax, ay), (bx, by)), (_, (cx, cy), (dx, dy)) = one, other
    if ax == bx == cx == dx:
        return ay < dy and cy < by
    return ay == by == cy == dy and ax < dx and cx < bx


def lines_through_boxes(layout: MapLayout) -> list[tuple[int, str]]:
    """(net, code) for each piece of line that touches a box anywhere but at its own two ends."""
    return [(net, box.code) for net, start, end in _pieces(layout) for box in layout.boxes if _inside(start, end, box)]


def _inside(start: Point, end: Point, box: Box) -> bool:
    # Along an edge counts as inside; ending on one does not, for there a line leaves or arrives.
    right, bottom = box.x + box.width, box.y + box.height
    if start[0] == end[0]:
        return box.x <= start[0] <= right and start[1] < bottom and box.y < end[1]
    return box.y <= start[1] <= bottom and start[0] < right and box.x < end[0]


def texts_outside(layout: MapLayout) -> list[str]:
    """Every line of text that leaves the box, head or sheet it belongs to, by our own widths of letters."""
    inside = [
        (caption, box.x, box.y, box.x + box.width, box.y + box.height) for box in layout.boxes for caption in box.texts
    ]
    inside += [(head.caption, head.x, head.y, head.x + head.width, head.y + head.height) for head in layout.headers]
    inside += [(band.caption, band.x, band.y, band.x + band.width, band.y + band.height) for band in layout.bands]
    loose = [layout.title, *layout.subtitles, *(entry.caption for entry in layout.legend)]
    inside += [(caption, 0.0, 0.0, layout.width, layout.height) for caption in loose]
    return [line for caption, *room in inside for line in _leaving(caption, *room)]


def _leaving(caption: Caption, left: float, top: float, right: float, bottom: float) -> Iterator[str]:
    for number, line in enumerate(caption.lines):
        width = text_width(line.rstrip(), caption.size)
        start = caption.x - width / 2 if caption.centred else caption.x
        base = caption.y + number * caption.leading
        if start < left or start + width > right or base - caption.size < top or base + caption.size * 0.25 > bottom:
            yield line
