"""Pages where a person calculates limits anew, enters a known event, or takes either back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from openscorecard.actions.scores.limits import recalculate_limits, withdraw_recalculation
from openscorecard.actions.scores.marks import About, add_mark, withdraw_mark
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import UnfitPeriod, parse_period
from openscorecard.domain.people.faults import Denied
from openscorecard.queries.measures import measure_named
from openscorecard.queries.scores.variation import mark_numbered
from openscorecard.queries.trends import trend_of
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs, way_back
from openscorecard.web.editing.form import AtField, FaultForm
from openscorecard.web.figures.known_forms import MarkForm, RecalculateForm, WithdrawForm
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import say

METHODS = ["GET", "HEAD", "POST"]
Words = str | Promise


@require_http_methods(METHODS)
@needs("limits.recalculate")
@helped
def recalculate(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Calculate limits anew from a period on."""
    measure = measure_named(measure_id)
    form = RecalculateForm(_periods(measure), _sent(request))

    def act() -> None:
        said = form.cleaned_data
        recalculate_limits(measure.id, parse_period(said["period"]), said["reason"], **acting(request))

    done = _("Limits are calculated anew from there.")
    return _answered(request, measure, form, act, _("Calculate limits anew"), done)


@require_http_methods(METHODS)
@needs("limits.withdraw")
@helped
def withdraw_limits(request: HttpRequest, measure_id: str, period: str) -> HttpResponse:
    """Take a recalculation back."""
    measure = measure_named(measure_id)
    form = WithdrawForm(_sent(request))

    def act() -> None:
        withdraw_recalculation(measure.id, parse_period(period), form.cleaned_data["reason"], **acting(request))

    done = _("The recalculation is withdrawn; it stays in the history.")
    return _answered(request, measure, form, act, _("Withdraw this recalculation"), done, _called(period))


@require_http_methods(METHODS)
@needs("mark.add")
@helped
def add(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Enter a known event."""
    measure = measure_named(measure_id)
    form = MarkForm(measure, _sent(request))

    def act() -> None:
        about, _blank, item = form.cleaned_data["about"].partition(" ")
        add_mark(form.mark(), _about(about), item, **acting(request))

    done = _("The event stands on the charts it concerns.")
    return _answered(request, measure, form, act, _("Enter a known event"), done)


@require_http_methods(METHODS)
@needs("mark.withdraw")
@helped
def withdraw_event(request: HttpRequest, measure_id: str, number: int) -> HttpResponse:
    """Take a known event off the charts."""
    measure = measure_named(measure_id)
    form = WithdrawForm(_sent(request))

    def act() -> None:
        withdraw_mark(number, form.cleaned_data["reason"], **acting(request))

    done, row = _("The event is withdrawn; it stays in the history."), mark_numbered(number)
    about = f"{number} · {say(row.mark.text, language_tag())}" if row else str(number)
    return _answered(request, measure, form, act, _("Withdraw this event"), done, about)


def _called(period: str) -> str:
    """What readers call the period that an address names."""
    try:
        return write_period(parse_period(period), language_tag())
    except UnfitPeriod:
        return period[:20]


def _about(word: str) -> About:
    return word if word in {"dataset", "measure"} else "institution"  # type: ignore[return-value]  # one of the three


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None


def _periods(measure: Measure) -> list[tuple[str, str]]:
    """Periods of the chart with a value, newest first; the first cannot begin anything anew."""
    known = [line.observation.period for line in trend_of(measure).lines if line.observation.value is not None]
    return [(str(period), write_period(period, language_tag())) for period in reversed(known[1:])]


def _answered(
    request: HttpRequest,
    measure: Measure,
    form: FaultForm,
    act: Callable[[], None],
    heading: Words,
    done: Words,
    about: str = "",
) -> HttpResponse:
    back = way_back(request, address("measure", measure.id))
    if form.is_valid() and _done(form, act):
        messages.success(request, str(done))
        return HttpResponseRedirect(back)
    context = {
        "form": form,
        "measure": say(measure.name, language_tag()),
        "back": back,
        "heading": heading,
        "about": about,
    }
    return render(request, "figures/known_form.html", context, status=422 if form.is_bound else 200)


def _done(form: FaultForm, act: Callable[[], None]) -> bool:
    try:
        act()
    except AtField as wrong:
        form.refuse(wrong.fault, wrong.name)
        return False
    except Denied:
        raise
    except Fault as fault:
        form.refuse(fault)
        return False
    return True
