"""Drawings and tables as files to take away, in the fixed colours of the reader's scheme."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from openscorecard.drawing.palette import DARK, LIGHT, Palette
from openscorecard.web.frame.scheme import scheme_of

TYPES = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}


def file_of(
    request: HttpRequest, kind: str, name: str, draw: Callable[[Palette], str], table: Callable[[], bytes]
) -> HttpResponse:
    """The file `name`.`kind`: what `draw` draws as SVG or PNG, or `table` as CSV. Raises NoFont for a PNG."""
    if kind == "csv":
        content = table()
    else:
        palette = DARK if scheme_of(request) == "dark" else LIGHT
        svg = _grounded(draw(palette), palette)
        content = svg.encode() if kind == "svg" else _png(svg)
    answer = HttpResponse(content, content_type=TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    return answer


def _grounded(svg: str, palette: Palette) -> str:
    """The drawing on the page's ground: a file lies on grounds nobody knows."""
    ground = f'<rect width="100%" height="100%" fill="{palette["page"]}"/>'
    return svg.replace("</title>", f"</title>{ground}", 1)


def _png(svg: str) -> bytes:
    from openscorecard.drawing.fonts import font_paths
    from openscorecard.drawing.png import svg_to_png

    return svg_to_png(svg, font_paths=font_paths())
