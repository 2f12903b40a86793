"""Shapes, lines and letters of a slide, in colours and fonts of their own instead of a theme's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from openscorecard.formats.office.map_slide import MapRoute, MapSample, MapText
from openscorecard.formats.office.normal import normal_text

if TYPE_CHECKING:
    from pptx.slide import Slide

MM = 36_000  # EMU
POINT = 12_700  # EMU
_FONT = "Microsoft JhengHei"
_PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def trace(line: Any, route: MapRoute | MapSample, width: float) -> None:
    """Give a line of a slide its colour, dashes, arrowhead and description; `width` in points."""
    from pptx.enum.dml import MSO_LINE
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    line._element.remove(line._element.find(f".//{{{_PRESENTATION}}}style"))  # its shadow and theme colours
    line.line.color.rgb = _colour(route.colour)
    line.line.width = max(round(width * POINT), 6350)
    if route.example or route.dashed:
        line.line.dash_style = MSO_LINE.ROUND_DOT if route.example else MSO_LINE.DASH
    outline = line.line._get_or_add_ln()
    outline.append(parse_xml(f"<a:round {nsdecls('a')}/>"))
    if getattr(route, "arrow", True):
        outline.append(parse_xml(f'<a:tailEnd {nsdecls("a")} type="triangle" w="med" len="med"/>'))
    _describe(line, getattr(route, "description", ""))


def native_shape(
    page: Slide,
    kind: str,
    place: Sequence[int],
    fill: str | None,
    border: str = "",
    *,
    round_by: float = 0.0,
    about: str = "",
) -> Any:
    """A shape (a name of MSO_SHAPE) at `place` in EMU without shadow; `round_by` is the corner per shorter side."""
    from pptx.enum.shapes import MSO_SHAPE

    shapes: Any = page.shapes
    shape = shapes.add_shape(getattr(MSO_SHAPE, kind), *place)
    shape._element.remove(shape._element.find(f"{{{_PRESENTATION}}}style"))  # its shadow and theme colours
    if round_by:
        shape.adjustments[0] = min(round_by, 0.5)
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _colour(fill)
    else:
        shape.fill.background()
    if border:
        shape.line.color.rgb = _colour(border)
        shape.line.width = POINT
    else:
        shape.line.fill.background()
    _describe(shape, about)
    return shape


def write_texts(frame: Any, texts: Sequence[MapText], sizes: Sequence[float], align: str, *, pad: float = MM) -> None:
    """Texts as paragraphs, their lines broken where the drawing broke them; letters keep their size."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.auto_size, frame.word_wrap, frame.vertical_anchor = MSO_AUTO_SIZE.NONE, False, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = round(pad)
    frame.margin_top = frame.margin_bottom = 0
    for index, (text, size) in enumerate(zip(texts, sizes, strict=True)):
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        paragraph._p.get_or_add_pPr().set("algn", align)
        for number, line in enumerate(text.lines):
            if number:
                paragraph.add_line_break()
            _set_letters(paragraph.add_run(), text, line, size)


def _set_letters(run: Any, text: MapText, line: str, size: float) -> None:
    run.text = normal_text(line).replace("\n", " ")
    run.font.size, run.font.bold = max(round(size * POINT), POINT), text.bold
    run.font.color.rgb, run.font.name = _colour(text.ink), _FONT
    properties = run._r.get_or_add_rPr()
    properties.set("lang", text.language)
    far_east = properties.makeelement(f"{{{_DRAWING}}}ea", {"typeface": _FONT})  # else Chinese falls back
    properties.find(f"{{{_DRAWING}}}latin").addnext(far_east)


def _describe(shape: Any, about: str) -> None:
    if about:
        shape._element.xpath(".//p:cNvPr")[0].set("descr", normal_text(about))


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    red, green, blue = bytes.fromhex(value.removeprefix("#"))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
