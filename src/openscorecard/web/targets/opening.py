"""From an address to a plan and a period of it; a helping page where there is no such period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.domain.strategy.nodes import Kpi
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.plans import open_plan
from openscorecard.queries.scores.targets import target_periods
from openscorecard.web.context import language_tag
from openscorecard.web.frame.errors import Trouble, trouble
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.opening import Asked, asked
from openscorecard.web.plans.places import address

_YEARS = 8  # to choose from, before the present one


@dataclass(frozen=True, slots=True)
class AtPeriod:
    """A plan as it is open to its reader, at one period; `set_for` are the periods something was ever set for."""

    found: OpenPlan
    question: Asked
    period: Period
    set_for: tuple[str, ...]

    @property
    def strategy(self) -> str:
        return self.found.plan.id

    @property
    def words(self) -> str:
        """The period as the reader says it."""
        return write_period(self.period, self.question.language)

    def page(self, name: str, *arguments: str) -> str:
        """The address of a page of this plan at this period."""
        return f"{address(name, self.strategy, *arguments)}?period={self.period}"

    def kpi(self, id_: str) -> Kpi:
        """The KPI with this id; raises Http404."""
        kpi = self.found.plan.kpi(id_)
        if kpi is None:
            raise Http404(id_)
        return kpi


def at_period(request: HttpRequest, plan_id: str) -> AtPeriod:
    """What the address asks for; three queries at most. Raises UnknownPlan, UnfitPeriod."""
    question = asked(request, plan_id)
    found = open_plan(plan_id, question.reader)
    periods = target_periods(plan_id)
    return AtPeriod(found, question, _period(request, periods, timezone.localdate().year), periods)


def _period(request: HttpRequest, set_for: tuple[str, ...], this_year: int) -> Period:
    """The period named, or put together of a year and a part of it; else the last year that has targets."""
    year, part = request.GET.get("year", "")[:10], request.GET.get("part", "")[:10]
    named = request.GET.get("period", "")[:20] or (f"{year}-{part}" if year and part else year)
    if named:
        return parse_period(named)
    years = [int(one) for one in set_for if one.isdecimal() and int(one) <= this_year]
    return Period("year", max(years, default=this_year))


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """The years and the parts of a year to choose from, each (value, words, chosen)."""

    years: tuple[tuple[str, str, bool], ...]
    parts: tuple[tuple[str, str, bool], ...]


def period_choice(at: AtPeriod) -> PeriodChoice:
    """What the reader may choose, and what is chosen."""
    this_year, language = timezone.localdate().year, at.question.language
    known = {int(one[:4]) for one in at.set_for if one[:4].isdecimal()} | {at.period.year}
    years = sorted({*known, *range(this_year - _YEARS, this_year + 2)}, reverse=True)
    whole = str(at.period)
    part = whole[5:] if whole[:4].isdecimal() else ""
    parts = ["", "H1", "H2", *(f"Q{n}" for n in range(1, 5)), *(f"{n:02}" for n in range(1, 13))]
    return PeriodChoice(
        tuple((str(year), write_period(Period("year", year), language), year == at.period.year) for year in years),
        tuple((one, _part_in_words(one, at.period.year, language), one == part) for one in parts),
    )


def _part_in_words(part: str, year: int, language: str) -> str:
    if not part:
        return pgettext("part of the year", "the whole year")
    said = write_period(parse_period(f"{year}-{part}"), language)
    head = write_period(Period("year", year), language)
    return said.removeprefix(head).removesuffix(head).strip()


def in_a_period(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view, with a page that says so where there is no such period."""

    @wraps(view)
    def answer(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *given, **named)
        except UnfitPeriod as fault:
            return trouble(request, Trouble(404, _("No such period"), fault.sentence(language_tag()), _HELPS))

    return answer


_HELPS = gettext_lazy("Choose a year, and a part of it where you want one, on the page of targets.")
