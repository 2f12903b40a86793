"""What every page is given: languages, colour scheme, navigation and version."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.utils.translation import get_language

from openscorecard import __version__
from openscorecard.web.frame.choosing import switches
from openscorecard.web.frame.scheme import AFTER, scheme_of
from openscorecard.web.navigation import address, behind_account, places

HTML_LANGUAGE = {"zh-hant": "zh-Hant-TW", "en": "en"}
TABLER = "vendor/tabler/tabler.css"


@cache
def tabler_is_here() -> bool:
    """Whether the fetched stylesheet is there; without it our own small one carries the page."""
    return finders.find(TABLER) is not None


def language_tag() -> str:
    """The language of the page as HTML writes it."""
    return HTML_LANGUAGE.get(get_language() or "", "zh-Hant-TW")


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` for templates; costs no query."""
    scheme = scheme_of(request)
    english = language_tag() == "en"
    return {
        "frame": {
            "lang": language_tag(),
            "other_language": ("zh-hant", "zh-Hant-TW", "中文") if english else ("en", "en", "English"),
            "scheme": scheme,
            "switches": switches(language_tag()),
            "next_scheme": AFTER[scheme],
            "here": request.get_full_path() if request.method == "GET" else request.path,
            "places": places(request),
            "behind_account": behind_account(request),
            "search": address("search"),
            "query": request.GET.get("q", ""),
            "tabler": TABLER if tabler_is_here() else "",
            "version": __version__,
        }
    }
