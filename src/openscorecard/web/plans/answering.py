"""Answers kept ready: the public's pages carry a tag of all they were made from, and parts of some are made once.

A part is kept for all readers of one role, by everything it was made from; see `kept` among the tags of templates.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.functional import SimpleLazyObject

from openscorecard.queries.answers import CascadeView, OpenPlan
from openscorecard.queries.people import reader_of
from openscorecard.queries.state import build, store_state
from openscorecard.web.context import language_tag
from openscorecard.web.frame.preferences import preferences
from openscorecard.web.frame.scheme import scheme_of


def answer(
    request: HttpRequest,
    template: str,
    found: OpenPlan | CascadeView,
    make: Callable[[], object],
    *,
    keep: bool = False,
) -> HttpResponse:
    """The page that `make` makes of `found`; 304 where the browser has it already, without making it.

    With `keep`, parts of it are kept ready and the page is made only where one of them is missing: for pages that show
    the same to everybody of a role.
    """
    tag = _tag(request, found) if _may_be_kept(request) else None
    ready = get_conditional_response(request, etag=tag) if tag else None
    if ready is not None:
        return ready
    words = {"page": SimpleLazyObject(make), "kept": _state_of(request, found)} if keep else {"page": make()}
    response = render(request, template, words)
    if tag:
        response["ETag"] = tag
        response["Cache-Control"] = "private, no-cache"
    return response


def _may_be_kept(request: HttpRequest) -> bool:
    """Only the public's pages, and only once the forms in them have their cookie."""
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    return settings.CSRF_COOKIE_NAME in request.COOKIES and personal.isdisjoint(request.COOKIES)


def _tag(request: HttpRequest, found: OpenPlan | CascadeView) -> str:
    return f'"{hashlib.sha256(_state_of(request, found).encode()).hexdigest()[:32]}"'


def _state_of(request: HttpRequest, found: OpenPlan | CascadeView) -> str:
    """All that a page of `found` is made from, but for who reads it: that of the reader, only the role."""
    parts = [build(), language_tag(), scheme_of(request), str(preferences()), request.get_full_path()]
    reader = reader_of(request.user)
    parts += [reader.role if reader.signed_in else "public", repr(store_state()), timezone.localdate().isoformat()]
    return "\n".join([*parts, *map(_state, _plans(found))])


def _plans(found: OpenPlan | CascadeView) -> Iterator[OpenPlan]:
    if isinstance(found, OpenPlan):
        yield found
        return
    yield found.plan
    if found.parent:
        yield found.parent
    yield from found.children


def _state(plan: OpenPlan) -> str:
    named = f"{plan.institution_name.zh} {plan.institution_name.en}"
    return f"{plan.id} {plan.edition} {plan.revision} {plan.digest} {plan.state} {plan.published} {named}"
