"""PPTX: strategy maps as native shapes on A3 slides, to be moved and edited in a presentation program."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openscorecard.formats.office.map_slide import (
    MapBand,
    MapBox,
    MapHeader,
    MapRoute,
    MapSlide,
    MapText,
    Point,
)
from openscorecard.formats.office.normal import normal_text
from openscorecard.formats.office.packing import repacked
from openscorecard.formats.office.slide_shapes import MM, POINT, native_shape, trace, write_texts

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide

_STAMP = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same maps give the same bytes; python-pptx wants no zone
_INK, _MUTED = "#17202b", "#4a5765"
_PAGE, _MARGIN = (420 * MM, 297 * MM), 12 * MM  # A3, landscape
_TITLE, _SUBTITLE, _LEGEND = 14 * MM, 7 * MM, 8 * MM  # heights
_SMALL = 11  # points of subtitles and legend
_LARGEST = 12_000  # EMU a px: a map of three boxes need not fill the page
_RADIUS = 8.0  # px of every corner
_TITLE_ONLY = 5  # the layout of python-pptx's template that has a title and nothing else


@dataclass(frozen=True, slots=True)
class _Scale:
    """From px of the map to EMU of the page."""

    factor: float
    left: float
    top: float
    lower: float = 0.0
    """The y of the map's lower edge, in EMU."""

    def box(self, x: float, y: float, width: float, height: float) -> tuple[int, int, int, int]:
        return (*self.point((x, y)), round(width * self.factor), round(height * self.factor))

    def point(self, point: Point) -> tuple[int, int]:
        return round(self.left + point[0] * self.factor), round(self.top + point[1] * self.factor)

    def points(self, px: float) -> float:
        """A length in px as points of type."""
        return px * self.factor / POINT


def write_map_pptx(slides: Sequence[MapSlide], *, title: str) -> bytes:
    """The maps as PPTX, one on each A3 slide; the same maps give the same bytes."""
    import pptx

    package = pptx.Presentation()
    package.slide_width, package.slide_height = _PAGE  # type: ignore[assignment]
    _set_properties(package, title)
    for slide in slides:
        draw_map_slide(package.slides.add_slide(package.slide_layouts[_TITLE_ONLY]), slide, _PAGE)
    buffer = io.BytesIO()
    package.save(buffer)
    return repacked(buffer.getvalue(), leave_out=("docProps/thumbnail",))


def _set_properties(package: Presentation, title: str) -> None:
    properties = package.core_properties
    properties.title, properties.language = normal_text(title)[:255], "zh-TW"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = _STAMP
    relations: Any = package.part.package._rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        relations.pop(key)


def draw_map_slide(page: Slide, slide: MapSlide, size: tuple[int, int], *, top: int | None = None) -> None:
    """The map on `page`, of `size` in EMU; its title and subtitles too, unless it begins at `top` below others."""
    scale = _scale(slide, _draw_head(page, slide, size) if top is None else top, size)
    for band in slide.bands:
        _draw_band(page, band, scale)
    for header in slide.headers:
        _draw_header(page, header, scale)
    for route in slide.routes:
        _draw_route(page, route, scale)
    for box in slide.boxes:
        _draw_box(page, box, scale)
    _draw_legend(page, slide, round(scale.lower))
    if slide.notes:
        page.notes_slide.notes_text_frame.text = slide.notes  # type: ignore[union-attr]


def _draw_head(page: Slide, slide: MapSlide, size: tuple[int, int]) -> int:
    """Title and subtitles; gives the y where the map may begin."""
    width, y = size[0] - 2 * _MARGIN, _MARGIN
    title: Any = page.shapes.title
    title.left, title.top, title.width, title.height = _MARGIN, y, width, _TITLE
    write_texts(title.text_frame, [MapText((slide.title,), bold=True, ink=_INK, language=slide.language)], [24.0], "l")
    y += _TITLE
    for subtitle in slide.subtitles:
        box: Any = page.shapes.add_textbox(_MARGIN, y, width, _SUBTITLE)  # type: ignore[arg-type]
        write_texts(box.text_frame, [MapText((subtitle,), ink=_MUTED, language=slide.language)], [_SMALL], "l")
        y += _SUBTITLE
    return y + 3 * MM


def _scale(slide: MapSlide, top: int, size: tuple[int, int]) -> _Scale:
    corners = list(_corners(slide)) or [(0.0, 0.0), (1.0, 1.0)]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    upper, lower = min(y for _, y in corners), max(y for _, y in corners)
    room = (size[0] - 2 * _MARGIN, size[1] - top - _MARGIN - (_LEGEND * 3 // 2 if slide.legend else 0))
    factor = min(room[0] / max(right - left, 1), room[1] / max(lower - upper, 1), _LARGEST)
    indent = (room[0] - (right - left) * factor) / 2
    return _Scale(factor, _MARGIN + indent - left * factor, top - upper * factor, top + (lower - upper) * factor)


def _corners(slide: MapSlide) -> Iterator[Point]:
    shapes: tuple[MapBand | MapHeader | MapBox, ...] = (*slide.bands, *slide.headers, *slide.boxes)
    for shape in shapes:
        yield shape.x, shape.y
        yield shape.x + shape.width, shape.y + shape.height
    for header in slide.headers:
        yield header.x, header.y + header.height + header.column_height
    for route in slide.routes:
        yield from route.points


def _draw_band(page: Slide, band: MapBand, scale: _Scale) -> None:
    native_shape(page, "RECTANGLE", scale.box(band.x, band.y, band.width, band.height), band.fill)
    label = scale.box(band.x, band.y, band.label_width, band.height)
    box: Any = page.shapes.add_textbox(*label)  # type: ignore[arg-type]
    write_texts(box.text_frame, [band.text], [scale.points(band.text.size)], "ctr")


def _draw_header(page: Slide, header: MapHeader, scale: _Scale) -> None:
    if header.column_height:
        column = scale.box(header.x, header.y, header.width, header.height + header.column_height)
        native_shape(page, "ROUNDED_RECTANGLE", column, None, header.fill, round_by=_RADIUS / header.width)
    place = scale.box(header.x, header.y, header.width, header.height)
    shape = native_shape(page, "ROUNDED_RECTANGLE", place, header.fill, round_by=_RADIUS / header.height)
    write_texts(shape.text_frame, [header.text], [scale.points(header.text.size)], "ctr")


def _draw_box(page: Slide, box: MapBox, scale: _Scale) -> None:
    place = scale.box(box.x, box.y, box.width, box.height)
    shape = native_shape(
        page, "ROUNDED_RECTANGLE", place, box.fill, box.border, round_by=_RADIUS / box.height, about=box.description
    )
    write_texts(
        shape.text_frame, box.texts, [scale.points(text.size) for text in box.texts], "l", pad=scale.factor * 10
    )


def _draw_route(page: Slide, route: MapRoute, scale: _Scale) -> None:
    from pptx.enum.shapes import MSO_CONNECTOR

    points = [scale.point(point) for point in route.points]
    if len(points) < 2:
        return
    shapes: Any = page.shapes
    if len(points) == 2:
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *points[0], *points[1])
    else:
        builder = shapes.build_freeform(*points[0], scale=1.0)
        builder.add_line_segments(points[1:], close=False)
        line = builder.convert_to_shape()
        line.fill.background()
    trace(line, route, scale.points(1.8))
    if route.negative:
        _draw_minus(page, _before(points, scale.factor * 22), scale.factor * 8, route.colour)


def _before(points: Sequence[tuple[int, int]], distance: float) -> Point:
    """The point on the last stretch, `distance` before its end, or its middle where it is shorter."""
    (x0, y0), (x1, y1) = points[-2:]
    length = max(abs(x1 - x0) + abs(y1 - y0), 1)
    part = min(distance / length, 0.5)
    return x1 + (x0 - x1) * part, y1 + (y0 - y1) * part


def _draw_minus(page: Slide, centre: Point, radius: float, colour: str) -> None:
    place = tuple(round(side) for side in (centre[0] - radius, centre[1] - radius, 2 * radius, 2 * radius))
    shape = native_shape(page, "OVAL", place, "#ffffff", colour)
    write_texts(shape.text_frame, [MapText(("−",), bold=True, ink=colour)], [radius * 1.5 / POINT], "ctr", pad=0)


def _draw_legend(page: Slide, slide: MapSlide, top: int) -> None:
    from pptx.enum.shapes import MSO_CONNECTOR

    x, y, length = _MARGIN, top + _LEGEND, 12 * MM
    shapes: Any = page.shapes
    for sample in slide.legend:
        line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, x, y, x + length, y)
        trace(line, sample, 1.5)
        if sample.negative:
            _draw_minus(page, (x + length / 2, y), 1.6 * MM, sample.colour)
        width = (2 + sum(2 if ord(char) > 0x2E7F else 1 for char in sample.text)) * 3 * MM
        box = shapes.add_textbox(x + length + 2 * MM, y - _LEGEND // 2, width, _LEGEND)
        write_texts(
            box.text_frame, [MapText((sample.text,), ink=_MUTED, language=slide.language)], [_SMALL], "l", pad=0
        )
        x += length + width
