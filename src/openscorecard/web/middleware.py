"""What every request passes: headers, the idle clock, and the rule that only people signed in may write."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from openscorecard.web.doors import is_open
from openscorecard.web.frame.errors import sign_in_first
from openscorecard.web.frame.preferences import preferences_of, preferring

Handler = Callable[[HttpRequest], HttpResponseBase]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
REFRESH_EVERY = 60  # seconds; the idle clock need not cost a write on every page
POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class GuardHeaders:
    """Headers Django does not set itself; pages of a person are never stored on the way."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Preferring:
    """Puts in force what the reader chose of calendar and numbers; pages and pictures differ by their cookies.

    Pages of the public site are the same for everybody, so that a cache or a folder can hand them out.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/public/"):
            return self.get_response(request)
        with preferring(preferences_of(request)):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith(("text/html", "image/svg")):
            patch_vary_headers(response, ["Cookie"])
        return response


class IdleSession:
    """Moves the end of a session along while its owner is at work."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "_auth_user_id" in request.session:
            now = int(time.time())
            if now - int(request.session.get("seen", 0)) >= REFRESH_EVERY:
                request.session["seen"] = now
        return self.get_response(request)


class SignedInWrites:
    """Refuses every write of a person who is not signed in, but where a view is open to all."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method in SAFE or is_open(view) or request.user.is_authenticated:
            return None
        return sign_in_first(request)
