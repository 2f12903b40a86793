"""The charts of action plans as files: SVG or PNG, and their table as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from openscorecard.drawing.palette import repainted
from openscorecard.reports.exports import UnknownExport
from openscorecard.web.editing.access import needs
from openscorecard.web.frame.files import TYPES, file_of
from openscorecard.web.initiatives.blocks import Block
from openscorecard.web.initiatives.page import initiative_page
from openscorecard.web.initiatives.together import chosen_in, together_page
from openscorecard.web.plans.opening import MissingPart, asked, helped, opened


def block_file(request: HttpRequest, blocks: Iterable[Block], plan: str, block: str, kind: str) -> HttpResponse:
    """The block named `block` as a file; raises UnknownExport, MissingPart."""
    if kind not in TYPES:
        raise UnknownExport(item=kind[:20], known=" ".join(TYPES))
    found = next((one for one in blocks if one.id == block and one.drawings), None)
    if found is None:
        raise MissingPart(plan=plan, item=block[:50])
    return file_of(request, kind, f"{plan} {block}", lambda palette: repainted(found.drawings[0], palette), found.csv)


@require_safe
@needs("figures.see")
@helped
def of_all(request: HttpRequest, plan_id: str, block: str, kind: str) -> HttpResponse:
    """A chart of all action plans together."""
    question = asked(request, plan_id)
    period = request.GET.get("period", "")[:20]
    page = together_page(opened(question), question, period, chosen_in(request), timezone.localdate())
    return block_file(request, (page.gantt, page.money, page.costs), plan_id, block, kind)


@require_safe
@needs("figures.see")
@helped
def of_one(request: HttpRequest, plan_id: str, item: str, block: str, kind: str) -> HttpResponse:
    """A chart of one action plan."""
    question = asked(request, plan_id)
    page = initiative_page(opened(question), question, item, request.GET.get("period", "")[:20], timezone.localdate())
    blocks = page.told.blocks if page.told else ()
    return block_file(request, blocks, plan_id, block, kind)
