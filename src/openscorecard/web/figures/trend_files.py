"""A trend as a file: its chart with legend as SVG or PNG, its periods as CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.measures import measure_named
from openscorecard.queries.scores.ahead import ahead_of
from openscorecard.queries.scores.variation import known_about
from openscorecard.queries.trends import trend_of
from openscorecard.reports.charts.charted import Around, view_of
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.reports.exports import UnknownExport
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.trend_chart import drawn_trend
from openscorecard.web.frame.files import TYPES, file_of
from openscorecard.web.frame.said_in_words import NO_VALUE, exactly
from openscorecard.web.plans.opening import MissingPart, helped

HEADS = ("period", "value", "unit", "status", "reading", "target", "example")


def trend_file(request: HttpRequest, kind: str, name: str, trend: Trend, around: Around) -> HttpResponse:
    """`trend` as the page draws it; raises UnknownExport, MissingPart where nothing is drawn."""
    if kind not in TYPES:
        raise UnknownExport(item=kind[:20], known=" ".join(TYPES))
    if not trend.lines:
        raise MissingPart(plan=name, item="trend")
    view, language = view_of(trend, around), language_tag()

    def table() -> bytes:
        rows = []
        for place, line in enumerate(trend.lines):
            one, target = line.observation, view.targets[place]
            value = exactly(one.value).replace(NO_VALUE, "")
            asked = exactly(target.value).replace(NO_VALUE, "") if target else ""
            unit = trend.measure.unit_of(line.reading).zh
            rows.append(
                (str(one.period), value, unit, one.status, line.reading.name, asked, "yes" if line.example else "")
            )
        return csv_bytes(HEADS, rows)

    return file_of(request, kind, name, lambda palette: drawn_trend(view, language, palette, legend=True), table)


def files_at(where: str, reader: Reader, query: str = "") -> tuple[tuple[str, str], ...]:
    """Kinds and addresses of the files whose address begins with `where`; none for those who see no figures."""
    more = f"?{query}" if query else ""
    return tuple((kind.upper(), f"{where}.{kind}{more}") for kind in TYPES) if reader.signed_in else ()


@require_safe
@needs("figures.see")
@helped
def of_measure(request: HttpRequest, measure_id: str, kind: str) -> HttpResponse:
    """The trend of a measure, without targets: those are of KPIs."""
    measure = measure_named(measure_id)
    shown = request.GET.get("reading", "")[:100]
    trend = trend_of(measure, shown if measure.reading(shown) else "")
    raw = request.GET.get("chart") == "raw"
    around = Around(known_about(measure), raw=raw, ahead=ahead_of(trend, {}))
    return trend_file(request, kind, measure.id, trend, around)
