"""The laid-out map: boxes, lines and texts with their places, in px from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Caption:
    """Lines of one text: `x` is the left edge (the middle where `centred`), `y` the first baseline."""

    lines: tuple[str, ...]
    language: str
    x: float
    y: float
    size: float
    leading: float
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """An objective. `theme` is the 0-based slot of its theme's colour; `notes` name links that leave the drawing."""

    objective: str
    code: str
    name: str
    theme: int
    x: float
    y: float
    width: float
    height: float
    captions: tuple[Caption, ...]
    notes: tuple[Caption, ...] = ()

    @property
    def texts(self) -> tuple[Caption, ...]:
        return self.captions + self.notes


@dataclass(frozen=True, slots=True)
class Header:
    """A theme's head, above its column; `height` is the head's, `column_height` the whole column's below it."""

    letter: str
    theme: int
    x: float
    y: float
    width: float
    height: float
    column_height: float
    caption: Caption


@dataclass(frozen=True, slots=True)
class Band:
    """A perspective's row, with its name at the left."""

    letter: str
    x: float
    y: float
    width: float
    height: float
    caption: Caption


@dataclass(frozen=True, slots=True)
class Route:
    """One link from its source's edge to its target's edge, corners not yet rounded (ids of objectives)."""

    source: str
    target: str
    sign: str
    example: bool
    across: bool
    theme: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A stretch that one or more links share, drawn once.

    `theme` is None where links of several themes have merged; `dashed` where every link on it crosses themes.
    `net` numbers the bundle of links that arrive together. `start_radius` cuts the start where others turn in;
    `radii` rounds each inner corner and, as its last, the turn into `turns_to`. `ends` marks the stretch
    that reaches the target.
    """

    net: int
    theme: int | None
    dashed: bool
    example: bool
    points: tuple[Point, ...]
    radii: tuple[float, ...]
    start_radius: float = 0.0
    turns_to: Point | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Arrowhead:
    """Where a net arrives: the tip, and which way it points (`up` or down)."""

    net: int
    tip: Point
    up: bool
    theme: int | None
    sign: str
    example: bool


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A sample of a line at `x`, `y` and what it means; `kind` is within, across, merged, negative or example."""

    kind: str
    x: float
    y: float
    caption: Caption


@dataclass(frozen=True, slots=True)
class MapLayout:
    """A whole strategy map, placed."""

    plan: str
    language: str
    width: float
    height: float
    title: Caption
    subtitles: tuple[Caption, ...]
    headers: tuple[Header, ...]
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    strokes: tuple[Stroke, ...]
    arrowheads: tuple[Arrowhead, ...]
    legend: tuple[LegendEntry, ...]
