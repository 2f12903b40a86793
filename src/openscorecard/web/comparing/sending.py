"""A comparison as a file: its chart as SVG or PNG, its table as CSV."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.reports.exports import UnknownExport
from openscorecard.web.comparing.page import ALONE, KINDS, compared, scored_periods
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.files import file_of
from openscorecard.web.plans.opening import MissingPart, asked, helped, opened


@require_safe
@needs("figures.see")
@helped
def send(request: HttpRequest, plan_id: str, part: str, kind: str) -> HttpResponse:
    """The file."""
    if kind not in KINDS:
        raise UnknownExport(item=kind[:20], known=" ".join(KINDS))
    question = asked(request, plan_id)
    found, id_ = opened(question), request.GET.get("kpi", "")[:100]
    kpi = found.plan.kpi(id_)
    scored, _ = scored_periods(question, ALONE, timezone.now())
    parts = compared(found, question, kpi, request.GET.get("by", "")[:100], scored)
    one = next((one for one in parts if one.part == part), None)
    if kpi is None or one is None:
        raise MissingPart(plan=plan_id, item=id_ or part[:50])
    return file_of(request, kind, f"{plan_id} {kpi.code} {part}", one.chart, one.csv)
