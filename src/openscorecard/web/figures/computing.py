"""Asking for a computation from any page of figures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from openscorecard.actions.work.asking import ask_for
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.plans.places import address

KIND = "figures.compute"


@require_POST
@needs("figures.compute")
def compute(request: HttpRequest) -> HttpResponse:
    """Ask for it, and to the page of the work."""
    job = ask_for(KIND, "figures", {}, **acting(request))
    return HttpResponseRedirect(address("work-job", str(job.id)))
