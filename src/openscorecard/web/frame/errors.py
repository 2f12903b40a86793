"""Pages for what goes wrong: what happened, and what to do next."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class Trouble(NamedTuple):
    """An error page: its status, its heading, what happened and what helps."""

    status: int
    heading: Words
    happened: Words
    helps: Words


BAD = Trouble(400, _("This request could not be understood"), _("Something in the address or the form was damaged."),
              _("Go back, check what you entered and send it again."))  # fmt: skip
FORBIDDEN = Trouble(403, _("This is not open to you"), _("Your account may not see or do this."),
                    _("Ask an administrator for the right role, or sign in with another account."))  # fmt: skip
SIGN_IN = Trouble(403, _("Sign in first"), _("Only people who are signed in may change something; nothing was stored."),
                  _("Sign in, then send the form again."))  # fmt: skip
FORGED = Trouble(403, _("The form was too old"),
                 _("Its safety mark no longer matches, for example after a long break; nothing was stored."),
                 _("Go back, reload the page and send the form again. Cookies must be allowed."))  # fmt: skip
MISSING = Trouble(404, _("There is no such page"), _("The address is wrong, or what stood here was moved or deleted."),
                  _("Check the address, search, or begin at the start page."))  # fmt: skip


def trouble(request: HttpRequest, what: Trouble) -> HttpResponse:
    """The page for `what`, with a way to sign in for those who have not."""
    sign_in = f"{reverse('account_login')}?{urlencode({'next': request.path})}" if what.status == 403 else ""
    return render(request, "frame/trouble.html", {"trouble": what, "sign_in": sign_in}, status=what.status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return trouble(request, BAD)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return trouble(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return trouble(request, MISSING)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """403 for a write without signing in."""
    return trouble(request, SIGN_IN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without the safety mark of this browser."""
    return trouble(request, FORGED)


def broken(request: HttpRequest) -> HttpResponse:
    """500, without session or store, which may be what is broken."""
    return HttpResponse(render_to_string("frame/broken.html"), status=500)
