"""The public site from the server: no cookie, no form, kept by anybody as long as nothing is published anew."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from openscorecard.queries.publication import public_state
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import build
from openscorecard.web.public.frame import TAGS
from openscorecard.web.public.making import Made, made, missing
from openscorecard.web.public.spots import EMBEDDED, LANGUAGES, PAGES, Spot, spot_at

_KEPT: Recent[Made] = Recent(128)
MINUTES = "public, max-age=300"
NO_FORMS = {"form-action": ["'none'"], "script-src": ["'none'"], "connect-src": ["'none'"]}


@require_safe
def show(request: HttpRequest, where: str = "") -> HttpResponseBase:
    """What stands at an address below /public/."""
    spot = spot_at(where)
    answer = _answer(request, spot) if spot else _elsewhere(where)
    framed = spot is not None and spot.kind in EMBEDDED
    view = csp_replace({**NO_FORMS, "frame-ancestors": ["*"]} if framed else NO_FORMS)(lambda _: answer)
    return (xframe_options_exempt(view) if framed else view)(request)


def _answer(request: HttpRequest, spot: Spot) -> HttpResponse:
    state = f"{build()} {public_state()} {spot.path}"
    try:
        found = _KEPT.get(state, lambda: _made(spot))
    except NothingThere:
        return _missing(spot.path)
    tag = f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
    ready = get_conditional_response(request, etag=tag)
    response = ready or HttpResponse(found.content, content_type=found.media_type)
    response["ETag"], response["Cache-Control"] = tag, MINUTES
    if spot.language:
        response["Content-Language"] = TAGS[spot.language]
    if spot.kind in EMBEDDED or spot.kind not in PAGES:
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if spot.kind not in PAGES:
        response["Access-Control-Allow-Origin"] = "*"
    return response


class NothingThere(LookupError):
    """An address where nothing is published."""


def _made(spot: Spot) -> Made:
    found = made(spot)
    if found is None:
        raise NothingThere(spot.path)
    return found


def _elsewhere(where: str) -> HttpResponse:
    """An address that is none of ours: with its last stroke it may be one."""
    if not where.endswith("/") and spot_at(f"{where}/"):
        return HttpResponsePermanentRedirect(f"{quote(where.rpartition('/')[2])}/")
    return _missing(where)


def _missing(where: str) -> HttpResponse:
    language = next((one for one in LANGUAGES if where.startswith(f"{one}/")), LANGUAGES[0])
    found = missing(language, where)
    return HttpResponse(found.content, content_type=found.media_type, status=404)
