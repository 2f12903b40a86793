"""The accessibility statement: what holds, how it was tried, what is not done yet, whom to write to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

STATED_ON = date(2026, 11, 26)
"""The day the statement was last gone through against the site; change it with the words."""


def show(request: HttpRequest) -> HttpResponse:
    """The statement."""
    words = {"stated_on": STATED_ON, "contact": settings.ACCESSIBILITY_CONTACT}
    return render(request, "frame/accessibility.html", words)
