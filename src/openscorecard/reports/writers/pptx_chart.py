"""The trend of a measure as a native chart: gaps stay gaps; mean, limits, targets, forecast are lines of their own."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import ZipFile

from openscorecard.domain.text import Language
from openscorecard.drawing.palette import LIGHT
from openscorecard.formats.office.packing import repacked
from openscorecard.reports.paper import Trend
from openscorecard.reports.writers.letters import clean
from openscorecard.reports.writers.pptx_ground import FONT, INK, POINT
from openscorecard.reports.writers.pptx_letters import rgb
from openscorecard.reports.writers.words import plain, say

_MOMENT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=<)")
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Name: colour, dash, width in points.
_LOOKS = {
    "value": (LIGHT["theme-1"], None, 2.25), "mean": (LIGHT["ink"], None, 1.25),
    "upper": (LIGHT["neutral"], "DASH", 1.25), "lower": (LIGHT["neutral"], "DASH", 1.25),
    "target": (LIGHT["target"], "LONG_DASH", 1.75), "ahead": (LIGHT["theme-2"], "ROUND_DOT", 2.0),
}  # fmt: skip
_GROUPED = 1000  # from here on thousands stand apart
Series = tuple[str, str, list[float | None]]


def draw_chart(page: Any, place: tuple[int, int, int, int], block: Trend, language: Language) -> Any:
    """A line chart at `place` in EMU, its alternative text and data with it; returns the frame."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = list(categories_of(block))
    shown = list(series_of(block, language))
    for _, name, values in shown:
        data.add_series(name, values)
    frame = page.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *place, data)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", clean(block.alt or block.chart.title))
    _dress(frame.chart, [one[0] for one in shown], block)
    sheet = frame.chart.part.chart_workbook.xlsx_part
    sheet._blob = _without_time(sheet.blob)
    return frame


def _without_time(workbook: bytes) -> bytes:
    """The chart's own workbook without the moment it was made, so that the same paper gives the same bytes."""
    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(workbook)) as source, ZipFile(buffer, "w") as target:
        for name in source.namelist():
            target.writestr(name, _MOMENT.sub(b"2000-01-01T00:00:00Z", source.read(name)))
    return repacked(buffer.getvalue())


def categories_of(block: Trend) -> Iterator[str]:
    """The name of each period: the first cell of its row in the table, else what stands below it in the drawing."""
    points, rows = block.chart.points, block.table.rows
    if len(rows) == len(points) and all(row and row[0].text for row in rows):
        yield from (clean(plain(row[0].text)) for row in rows)
    else:
        yield from (_below(point.below, block.chart.language) for point in points)
    for one in block.chart.ahead[max(len(points) - block.chart.first_ahead, 0) :]:
        yield _below(one.below, block.chart.language)


def _below(lines: Sequence[str], language: str) -> str:
    """What stands below a point, in one line: Jan 2025, and the year first in Chinese."""
    said = [one for one in lines if one]
    return clean(" ".join(said) if language.startswith("en") else "".join(reversed(said))) or " "


def series_of(block: Trend, language: Language) -> Iterator[Series]:
    """The values and every line beside them that has a point."""
    chart = block.chart
    points, beyond = chart.points, max(chart.count - len(chart.points), 0)
    yield "value", say(language, "value"), [point.value for point in points] + [None] * beyond
    lines: list[tuple[str, str, list[float | None]]] = [
        ("mean", chart.labels.mean, [point.band.mean if point.band else None for point in points]),
        ("upper", chart.labels.upper, [point.band.upper if point.band else None for point in points]),
        ("lower", chart.labels.lower, [point.band.lower if point.band else None for point in points]),
    ]
    for place in range(max((len(point.targets) for point in points), default=0)):
        names = chart.labels.targets
        values = [point.targets[place] if place < len(point.targets) else None for point in points]
        lines.append(("target", names[place] if place < len(names) else "", values))
    for kind, name, values in lines:
        if any(value is not None for value in values):
            yield kind, clean(name) or say(language, kind), values + [None] * beyond
    if chart.ahead:
        middle: list[float | None] = [None] * chart.count
        for place, one in enumerate(chart.ahead, chart.first_ahead):
            middle[place] = one.value
        if 0 < chart.first_ahead <= len(points):
            middle[chart.first_ahead - 1] = points[chart.first_ahead - 1].value
        yield "ahead", say(language, "ahead"), middle


def _dress(chart: Any, kinds: list[str], block: Trend) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_title, chart.has_legend = False, len(kinds) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _letters(chart)
    axis = chart.value_axis
    axis.major_gridlines.format.line.color.rgb = rgb(LIGHT["rule"])
    axis.format.line.fill.background()
    if any(abs(point.value or 0) >= _GROUPED for point in block.chart.points):
        axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    if block.chart.unit:
        axis.has_title = True
        axis.axis_title.text_frame.text = clean(block.chart.unit)
        run = axis.axis_title.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.bold = 12 * POINT, False
        _east(run._r.get_or_add_rPr())
    chart.category_axis.format.line.color.rgb = rgb(LIGHT["neutral"])
    for series, kind in zip(chart.plots[0].series, kinds, strict=True):
        _dress_series(series, kind)
    shown = chart._chartSpace.chart
    gaps = shown.find("{*}dispBlanksAs")
    if gaps is None:
        gaps = shown.makeelement(f"{{{shown.nsmap['c']}}}dispBlanksAs", {})
        shown.append(gaps)
    gaps.set("val", "gap")


def _dress_series(series: Any, kind: str) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE

    colour, dash, width = _LOOKS[kind]
    series.smooth = False
    series.format.line.color.rgb = rgb(colour)
    series.format.line.width = round(width * POINT)
    if dash:
        series.format.line.dash_style = getattr(MSO_LINE, dash)
    if kind in {"value", "ahead"}:
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 6
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(colour)
        series.marker.format.line.color.rgb = rgb(colour)
    else:
        series.marker.style = XL_MARKER_STYLE.NONE


def _letters(chart: Any) -> None:
    chart.font.size, chart.font.name = 12 * POINT, FONT
    chart.font.color.rgb = rgb(INK)
    _east(chart._chartSpace.xpath("c:txPr/a:p/a:pPr/a:defRPr")[0])


def _east(properties: Any) -> None:
    """Our font for Chinese letters, in the place the schema gives it."""
    latin = properties.find(f"{{{_A}}}latin")
    east = properties.makeelement(f"{{{_A}}}ea", {"typeface": FONT})
    if latin is None:
        properties.append(east)
    else:
        latin.addnext(east)
