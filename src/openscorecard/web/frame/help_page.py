"""Help: how to read a plan, and the words of the trade."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openscorecard.web.frame.glossary import TERMS
from openscorecard.web.frame.icons import all_icons


def show(request: HttpRequest) -> HttpResponse:
    """The help page."""
    return render(request, "frame/help.html", {"terms": TERMS, "icons": all_icons()})
