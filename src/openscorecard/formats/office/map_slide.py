"""What a strategy map on a slide consists of: places and sizes in px, colours as hex; whoever draws fills it in."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MapText:
    """Wrapped lines of one text; `size` is the letters' height in px, `language` a tag such as zh-TW or en."""

    lines: tuple[str, ...]
    size: float = 16.0
    bold: bool = False
    ink: str = "#17202b"
    language: str = "zh-TW"


@dataclass(frozen=True, slots=True)
class MapBand:
    """A perspective's row; its name stands in the leftmost `label_width` px."""

    text: MapText
    x: float
    y: float
    width: float
    height: float
    label_width: float
    fill: str = "#f1f4f8"


@dataclass(frozen=True, slots=True)
class MapHeader:
    """A theme's head; where `column_height` is more than 0, an outline in its colour runs that far below it."""

    text: MapText
    x: float
    y: float
    width: float
    height: float
    fill: str
    column_height: float = 0.0


@dataclass(frozen=True, slots=True)
class MapBox:
    """An objective's box with its texts one below the other; `description` is read to who cannot see it."""

    texts: tuple[MapText, ...]
    x: float
    y: float
    width: float
    height: float
    border: str
    fill: str = "#ffffff"
    description: str = ""


@dataclass(frozen=True, slots=True)
class MapRoute:
    """A line through `points`, with an arrowhead at its end where `arrow`.

    `dashed` crosses themes, `example` is dotted, `negative` carries a minus before its end.
    """

    points: tuple[Point, ...]
    colour: str
    dashed: bool = False
    example: bool = False
    negative: bool = False
    arrow: bool = True
    description: str = ""


@dataclass(frozen=True, slots=True)
class MapSample:
    """One entry of the legend: a line of this kind and what it means."""

    text: str
    colour: str
    dashed: bool = False
    example: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class MapSlide:
    """A whole strategy map. The slide finds its own scale; `notes` is the same map in words, for the notes page."""

    title: str
    subtitles: tuple[str, ...] = ()
    bands: tuple[MapBand, ...] = ()
    headers: tuple[MapHeader, ...] = ()
    boxes: tuple[MapBox, ...] = ()
    routes: tuple[MapRoute, ...] = ()
    legend: tuple[MapSample, ...] = ()
    notes: str = ""
    language: str = "zh-TW"
