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
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    response.set_cookie(
        COOKIE,
        wanted if wanted in AFTER else "auto",
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        samesite="Lax",
    )
    return response
