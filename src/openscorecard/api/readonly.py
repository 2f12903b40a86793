"""Whoever writes to the API is told at once that nothing can be written here."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from openscorecard.api.problems import problem, usual

BEGINNING = "/api/"
READING = frozenset({"GET", "HEAD"})


class ReadOnly:
    """Middleware: under /api/ any method but GET and HEAD is 405, before forms and sessions are asked about."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(BEGINNING) or request.method in READING:
            return self.get_response(request)
        answer = problem(request, usual(405, "read-only"))
        answer["Allow"] = "GET, HEAD"
        return answer
