"""What goes wrong, as RFC 9457 says it: problem JSON with a sentence in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault

MEDIA = "application/problem+json"
Words = str | Promise


class Problem(Exception):
    """An answer that is a problem: `code` names it, `detail` says what and how to mend it."""

    def __init__(self, status: int, code: str, detail: Words, errors: Sequence[Mapping[str, str]] = ()) -> None:
        self.status, self.code, self.detail, self.errors = status, code, detail, errors
        super().__init__(code)


class Kind(NamedTuple):
    """A title of problems of one status."""

    title: Words
    detail: Words


KINDS: Mapping[int, Kind] = {
    401: Kind(_("A token is needed"), _("Send a token in the header Authorization: Bearer …, or sign in.")),
    403: Kind(_("Not within this token"), _("This token or account may not read that; ask for one with this scope.")),
    404: Kind(_("There is no such thing"), _("Check the address; the document at /api/v1/openapi.json lists all.")),
    405: Kind(_("Read only"), _("Nothing can be written here; use GET or HEAD.")),
    406: Kind(_("Not in that form"), _("Ask for application/json, text/csv or application/vnd.apache.parquet.")),
    422: Kind(_("The question cannot be answered"), _("Correct what is named in `errors` or in this sentence.")),
    429: Kind(_("Too many requests"), _("Wait until the minute is over; Retry-After says how many seconds.")),
}


def language() -> str:
    """The reader's language as the domain names it."""
    return "en" if (get_language() or "").startswith("en") else "zh-Hant"


def problem(request: HttpRequest, found: Problem) -> HttpResponse:
    """The answer; it tells nothing that was sent but names of parameters."""
    said: dict[str, Any] = {
        "type": f"/api/?problem={found.code}#problems",
        "title": str(KINDS[found.status].title),
        "status": found.status,
        "detail": str(found.detail),
        "code": found.code,
    }
    if found.errors:
        said["errors"] = [dict(one) for one in found.errors]
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=MEDIA, status=found.status)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Language"] = "en" if language() == "en" else "zh-Hant-TW"
    if found.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="OpenScorecard"'
    return answer


def usual(status: int, code: str) -> Problem:
    """The problem of a status, in its usual words."""
    return Problem(status, code, KINDS[status].detail)


def of_fault(fault: Fault, status: int = 422) -> Problem:
    """A fault as a problem."""
    return Problem(status, fault.code, fault.sentence(language()))


_SAID: Mapping[str, Words] = {
    "missing": _("“{where}” is missing."),
    "extra_forbidden": _("There is no parameter “{where}” here; check how it is written."),
    "int_parsing": _("“{where}” must be a whole number."),
    "int_parsing_size": _("“{where}” must be a whole number of usual size."),
    "greater_than_equal": _("“{where}” must be at least {ge}."),
    "less_than_equal": _("“{where}” must be at most {le}."),
    "literal_error": _("“{where}” must be one of: {expected}."),
    "enum": _("“{where}” must be one of: {expected}."),
    "bool_parsing": _("“{where}” must be true or false."),
    "string_too_long": _("“{where}” is longer than {max_length} characters."),
    "string_too_short": _("“{where}” is empty."),
    "string_pattern_mismatch": _("“{where}” is not written as it must be; the reference gives the form."),
    "repeated": _("“{where}” is given more than once."),
}
OTHERWISE = _("“{where}” cannot be read; the reference gives its form.")


def of_errors(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """What is wrong with the parameters of a request, each with its sentence."""
    found = [_error(one) for one in errors]
    return Problem(422, "unfit-parameter", " ".join(one["detail"] for one in found), found)


def _error(error: Mapping[str, Any]) -> dict[str, str]:
    where = str(error["loc"][-1])[:60] if error.get("loc") else ""
    template = str(_SAID.get(str(error.get("type")), OTHERWISE))
    facts = {name: str(value).replace(" or ", ", ") for name, value in dict(error.get("ctx") or {}).items()}
    return {"where": where, "detail": template.format_map(_Facts(facts | {"where": where}))}


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
