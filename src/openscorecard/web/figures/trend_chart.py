"""The chart of a trend as a page shows it: the one that papers share, drawn in the page's colours."""

from __future__ import annotations

from django.utils.safestring import SafeString

from openscorecard.drawing.measures.trend import draw_trend
from openscorecard.drawing.palette import WEB, Palette
from openscorecard.reports.charts.charted import View
from openscorecard.reports.charts.trend_chart import trend_chart


def drawn_trend(view: View, language: str, palette: Palette = WEB, *, legend: bool = False) -> str:
    """The chart of `view` as SVG; with its `legend` above where no page shows it beside."""
    chart = trend_chart(view, language, legend=legend)
    return SafeString(draw_trend(chart, palette))  # our own drawing; texts are escaped there
