"""From an address to what it asks for: who reads, which plan, which edition; a helping page where it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.drawing.strategy import NoSuchTheme
from openscorecard.queries.answers import CascadeView, OpenPlan
from openscorecard.queries.cascade import cascade_of
from openscorecard.queries.faults import NoSuchMeasure, NotKnownYet, UnfitMoment, UnknownEdition, UnknownPlan
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.moments import parse_moment
from openscorecard.reports.exports import UnknownExport
from openscorecard.web.context import language_tag
from openscorecard.web.frame.errors import MISSING, Trouble, trouble
from openscorecard.web.plans.places import Places

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MISSED = (NoSuchMeasure, NotKnownYet, UnknownPlan, UnknownEdition, UnknownExport, NoSuchTheme)


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

    `reading` names the reading of a measure to look at, empty for the one in force; `period` is the one whose scores
    are looked at, and `known_at` the moment as of which; None where the address names none. `raw`: the chart of values
    as they are, with no season or echo taken out.
    """

    reader: Reader
    language: str
    plan: str
    edition: int | None
    revision: int | None
    reading: str = ""
    period: Period | None = None
    known_at: datetime | None = None
    raw: bool = False

    @property
    def places(self) -> Places:
        at = [("edition", self.edition), ("revision", self.revision), ("period", self.period)]
        known = [("as-of", self.known_at.isoformat(timespec="seconds"))] if self.known_at else []
        return Places(self.plan, (*((name, str(one)) for name, one in at if one is not None), *known))


def asked(request: HttpRequest, plan: str) -> Asked:
    """What `request` asks of a plan; raises UnknownEdition where a number is none."""
    return Asked(
        reader_of(request.user),
        language_tag(),
        plan,
        _number(request, plan, "edition"),
        _number(request, plan, "revision"),
        request.GET.get("reading", "")[:100],
        _period(request.GET.get("period", "")[:20]),
        _known_at(request.GET.get("as-of", "")[:40]),
        request.GET.get("chart") == "raw",
    )


def _period(text: str) -> Period | None:
    """The period of an address; what is none asks for none, and the page shows the usual one."""
    try:
        return parse_period(text) if text else None
    except UnfitPeriod:
        return None


def _known_at(text: str) -> datetime | None:
    try:
        return parse_moment(text, timezone.now()) if text else None
    except UnfitMoment:
        return None


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
