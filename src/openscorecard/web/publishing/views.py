"""Pages where planners see what the public sees, publish a period, publish it anew, or withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from openscorecard.actions.faults import StalePublishing
from openscorecard.actions.publishing import publish_period, withdraw_period
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.domain.people.faults import Denied
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.plans.opening import MissingPart, asked, helped, opened
from openscorecard.web.publishing.page import decision_page, publishing_page


@needs("figures.see")
@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The list of periods."""
    question = asked(request, plan_id)
    page = publishing_page(opened(question), question, timezone.now())
    return render(request, "publishing/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("period.publish")
@helped
def decide(request: HttpRequest, plan_id: str, period: str) -> HttpResponse:
    """The page of one period, and the deed itself."""
    question, found = asked(request, plan_id), _period(plan_id, period)
    if request.method == "POST":
        try:
            return _done(request, plan_id, found)
        except Denied:
            raise
        except Fault as fault:
            status = 409 if isinstance(fault, StalePublishing) else 422
            trouble, reason = (sentence(fault),), request.POST.get("reason", "")[:1000]
            page = decision_page(opened(question), question, found, timezone.now(), trouble, reason)
            return render(request, "publishing/decide.html", {"page": page}, status=status)
    page = decision_page(opened(question), question, found, timezone.now())
    return render(request, "publishing/decide.html", {"page": page})


def _period(plan_id: str, text: str) -> Period:
    try:
        return parse_period(text)
    except UnfitPeriod as unfit:
        raise MissingPart(plan=plan_id, item=text[:20]) from unfit


def _done(request: HttpRequest, plan_id: str, period: Period) -> HttpResponse:
    said = request.POST
    version = said.get("version", "")
    withdraw = said.get("act") == "withdraw"
    (withdraw_period if withdraw else publish_period)(
        plan_id,
        period,
        reason=said.get("reason", ""),
        expected=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
        **acting(request),
    )
    done = (
        gettext("The period is withdrawn; the public no longer sees it.")
        if withdraw
        else gettext("The period is published as it is known now.")
    )
    messages.success(request, done)
    return HttpResponseRedirect(reverse("plan-publishing", args=[plan_id]))
