"""Light, dark, or as the system has it: kept in a cookie, written into the page by the server."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from openscorecard.web.doors import open_to_all

COOKIE = "scheme"
AFTER = {"auto": "light", "light": "dark", "dark": "auto"}


def scheme_of(request: HttpRequest) -> str:
    """`auto`, `light` or `dark`."""
    chosen = request.COOKIES.get(COOKIE, "auto")
    return chosen if chosen in AFTER else "auto"


@open_to_all
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the scheme sent, and go back to where the person was."""
    wanted = request.POST.get("scheme", "auto")
    response = HttpResponseRedirect(back_from(request))
    keep(response, COOKIE, wanted if wanted in AFTER else "auto")
    return response


def back_from(request: HttpRequest) -> str:
    """Where the person was when they sent a choice: a place of this site, else the first page."""
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if here else reverse("home")


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice in a cookie for a year; no script can read it."""
    response.set_cookie(
        name,
        value,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
    )
