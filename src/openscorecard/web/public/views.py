"""The public site from the server: no cookie, no form, kept by anybody as long as nothing is published anew."""

from __future__ import annotations

import hashlib
from typing import cast
from urllib.parse import quote

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from openscorecard.queries.publication import public_state
from openscorecard.queries.recent import Recent
from openscorecard.web.plans.answering import build
from openscorecard.web.public.frame import TAGS
from openscorecard.web.public.making import Made, made, missing
from openscorecard.web.public.spots import EMBEDDED, LANGUAGES, PAGES, Spot, spot_at

_KEPT: Recent[Made] = Recent(128)
MINUTES = "public, max-age=300"
NO_FORMS = {"form-action": ["'none'"], "script-src": ["'none'"], "connect-src": ["'none'"]}


@require_safe
def show(request: HttpRequest, where: str = "") -> HttpResponse:
    """What stands at an address below /public/."""
    spot = spot_at(where)
    if spot is None:
        return _elsewhere(request, where)
    return _embedded(request, spot) if spot.kind in EMBEDDED else _guarded(request, spot)


def _answer(request: HttpRequest, spot: Spot) -> HttpResponse:
    state = f"{build()} {public_state()} {spot.path}"
    try:
        found = _KEPT.get(state, lambda: _made(spot))
    except NothingThere:
        return _missing(request, spot.path)
    tag = f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
    ready = get_conditional_response(request, etag=tag)
    response = cast("HttpResponse", ready) if ready else HttpResponse(found.content, content_type=found.media_type)
    response["ETag"], response["Cache-Control"] = tag, MINUTES
    if spot.language:
        response["Content-Language"] = TAGS[spot.language]
    if spot.kind in EMBEDDED or spot.kind not in PAGES:
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if spot.kind not in PAGES:
        response["Access-Control-Allow-Origin"] = "*"
    return response


_guarded = csp_replace(NO_FORMS)(_answer)
_embedded = xframe_options_exempt(csp_replace({**NO_FORMS, "frame-ancestors": ["*"]})(_answer))
"""A page that may stand in pages of others."""


class NothingThere(LookupError):
    """An address where nothing is published."""


def _made(spot: Spot) -> Made:
    found = made(spot)
    if found is None:
        raise NothingThere(spot.path)
    return found


def _elsewhere(request: HttpRequest, where: str) -> HttpResponse:
    """An address that is none of ours: with its last stroke it may be one."""
    if not where.endswith("/") and spot_at(f"{where}/"):
        return HttpResponsePermanentRedirect(f"{quote(where.rpartition('/')[2])}/")
    return _missing(request, where)


@csp_replace(NO_FORMS)
def _missing(request: HttpRequest, where: str) -> HttpResponse:
    language = next((one for one in LANGUAGES if where.startswith(f"{one}/")), LANGUAGES[0])
    found = missing(language, where)
    return HttpResponse(found.content, content_type=found.media_type, status=404)
