"""The charts of a KPI as files: its trend, and by which action plans it came."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.queries.measures import catalogue
from openscorecard.queries.trends import trend_of
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.trend_files import trend_file
from openscorecard.web.initiatives.carried import carried_block
from openscorecard.web.initiatives.charts import block_file
from openscorecard.web.kpis.page import around_of, asked_of_kpi, shown_by
from openscorecard.web.plans.opening import MissingPart, asked, helped, opened


@require_safe
@needs("figures.see")
@helped
def send(request: HttpRequest, plan_id: str, item: str, part: str, kind: str) -> HttpResponse:
    """The file."""
    question = asked(request, plan_id)
    plan = opened(question).plan
    kpi = plan.kpi(item)
    measure = catalogue().get(kpi.measure) if kpi and kpi.measure else None
    if kpi is None or measure is None:
        raise MissingPart(plan=plan_id, item=item[:100])
    shown = shown_by(measure, question)
    if part == "trend":
        trend, targets = trend_of(measure, shown), asked_of_kpi(measure, question, item)
        around = around_of(measure, trend, targets, question)
        return trend_file(request, kind, f"{plan_id} {kpi.code}", trend, around)
    names = {one.id: one.name for one in plan.initiatives}
    block = carried_block(measure, shown, plan_id, names, timezone.localdate(), question.language)
    return block_file(request, (block,), f"{plan_id} {kpi.code}", part, kind)
