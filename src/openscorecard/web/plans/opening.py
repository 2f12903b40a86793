"""From an address to what it asks for: who reads, which plan, which edition; a helping page where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.people.readers import Reader
from openscorecard.drawing.strategy import NoSuchTheme
from openscorecard.queries.answers import CascadeView, OpenPlan
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.faults import NoSuchMeasure, UnknownEdition, UnknownPlan
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import open_plan
from openscorecard.reports.exports import UnknownExport
from openscorecard.web.context import language_tag
from openscorecard.web.frame.errors import MISSING, Trouble, trouble
from openscorecard.web.plans.places import Places

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MISSED = (NoSuchMeasure, UnknownPlan, UnknownEdition, UnknownExport, NoSuchTheme)


class MissingPart(Fault):
    """A plan has no such part at this edition."""

    code = "no-such-part"
    zh = "計畫 {plan} 的這個版本沒有「{item}」，可能已刪除；請從計分卡或搜尋中找。"
    en = "This edition of plan {plan} has no “{item}”; it may have been deleted. Look in the scorecard, or search."


def helped(view: View[P]) -> View[P]:
    """The view, with a page that says what is missing in place of a fault."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (*MISSED, MissingPart) as fault:
            return trouble(
                request,
                Trouble(404, _("Not found"), fault.sentence(language_tag()), MISSING.helps),
            )

    return answer


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: reader, language, plan, edition, revision (None: as this reader sees it first).

    `reading` names the reading of a measure to look at, empty for the one in force; `raw`: the chart of values as they
    are, with no season or echo taken out.
    """

    reader: Reader
    language: str
    plan: str
    edition: int | None
    revision: int | None
    reading: str = ""
    raw: bool = False

    @property
    def places(self) -> Places:
        at = [("edition", self.edition), ("revision", self.revision)]
        return Places(self.plan, tuple((name, str(number)) for name, number in at if number is not None))


def asked(request: HttpRequest, plan: str) -> Asked:
    """What `request` asks of a plan; raises UnknownEdition where a number is none."""
    return Asked(
        reader_of(request.user),
        language_tag(),
        plan,
        _number(request, plan, "edition"),
        _number(request, plan, "revision"),
        request.GET.get("reading", "")[:100],
        request.GET.get("chart") == "raw",
    )


def _number(request: HttpRequest, plan: str, name: str) -> int | None:
    given = request.GET.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise UnknownEdition(plan=plan, item=given[:50])
    return int(given)


def opened(question: Asked) -> OpenPlan:
    """The plan asked for; two queries at most. Raises UnknownPlan, UnknownEdition."""
    return open_plan(question.plan, question.reader, question.edition, question.revision)


def between(question: Asked) -> CascadeView:
    """The plan asked for between its parent and its children; six queries at most. Raises as `opened`."""
    if question.revision is None:
        return cascade_of(question.plan, question.reader, question.edition)
    own = opened(question)
    around = cascade_of(question.plan, question.reader, own.edition)
    above = own.plan.cascade.parent_plan if own.plan.cascade else ""
    return replace(around, plan=own, parent=around.parent if around.parent and around.parent.id == above else None)
