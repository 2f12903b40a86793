"""The small trends of a theme as a file: one sheet as SVG or PNG, every value as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.drawing.measures.spark_sheet import SparkRow, SparkSheet, draw_spark_sheet
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.reports.exports import UnknownExport
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.files import TYPES, file_of
from openscorecard.web.frame.said_in_words import NO_VALUE, exactly
from openscorecard.web.overview.kpis import Kpis
from openscorecard.web.overview.page import glance_for
from openscorecard.web.plans.opening import MissingPart, asked, helped, opened
from openscorecard.web.plans.said import say
from openscorecard.web.plans.standing import standings_for
from openscorecard.web.templatetags.components import STATUSES

HEADS = ("kpi", "name", "period", "value", "unit", "status")


@require_safe
@needs("figures.see")
@helped
def send(request: HttpRequest, plan_id: str, letter: str, kind: str) -> HttpResponse:
    """The file."""
    if kind not in TYPES:
        raise UnknownExport(item=kind[:20], known=" ".join(TYPES))
    question = asked(request, plan_id)
    found, now = opened(question), timezone.now()
    theme = found.plan.theme(letter)
    scores = standings_for(found, question, now)
    glance = glance_for(found.id, scores, question, now)
    if theme is None or scores is None or glance is None:
        raise MissingPart(plan=plan_id, item=letter[:20])
    writer = Kpis(glance, scores, question)
    kpis = [kpi for one, kpi in found.plan.kpis() if one.theme == letter]
    title = f"{letter} {say(theme.name, question.language)} · {scores.period}"
    sheet = SparkSheet(title, question.language, tuple(_row(writer, kpi) for kpi in kpis))
    return file_of(
        request,
        kind,
        f"{plan_id} {letter}",
        lambda palette: draw_spark_sheet(sheet, palette),
        lambda: csv_bytes(HEADS, (line for kpi in kpis for line in _lines(writer, kpi))),
    )


def _row(writer: Kpis, kpi: Kpi) -> SparkRow:
    line = writer.line(kpi)
    words = [str(STATUSES[line.stand.status].word), line.stand.score, line.target] if line.stand else []
    return SparkRow(f"{line.code} {line.name}", writer.sparkline(kpi), line.latest, " · ".join(filter(None, words)))


def _lines(writer: Kpis, kpi: Kpi) -> Iterator[tuple[str, ...]]:
    found = writer.glance.trends.get(kpi.code)
    for one in found.trend.lines if found else ():
        value = exactly(one.observation.value).replace(NO_VALUE, "")
        unit = found.trend.measure.unit_of(one.reading).zh if found else ""
        yield kpi.code, kpi.name.zh, str(one.observation.period), value, unit, one.observation.status
