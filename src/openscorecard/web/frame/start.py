"""The first page: the plans, or what to do while there is none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from openscorecard.web.navigation import address


def start(request: HttpRequest) -> HttpResponse:
    """Leads to the list of plans where the site has one."""
    plans = address("plans")
    if plans and plans != request.path:
        return HttpResponseRedirect(plans)
    return render(request, "frame/start.html")
