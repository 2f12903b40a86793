"""Who may open a writing page, and in whose name it acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, TypedDict, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext

from openscorecard.actions.acting import Source, refused
from openscorecard.actions.permissions import may
from openscorecard.domain.faults import Fault
from openscorecard.domain.people.faults import Denied, UnknownInstitution
from openscorecard.domain.people.readers import Reader
from openscorecard.domain.strategy.faults import UnknownItem
from openscorecard.domain.text import Text
from openscorecard.domain.work.faults import UnknownJob, UnknownWork
from openscorecard.queries.faults import (
    AmbiguousBatch,
    UnknownBatch,
    UnknownDataset,
    UnknownEdition,
    UnknownPlan,
    UnknownSource,
)
from openscorecard.queries.people import reader_of
from openscorecard.web.frame.errors import sign_in_first
from openscorecard.web.middleware import SAFE

View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
SEEN_WHEN_SIGNED_IN = "plan.history"
_UNKNOWN = (
    *(UnknownPlan, UnknownEdition, UnknownItem, UnknownInstitution),
    *(UnknownDataset, UnknownBatch, AmbiguousBatch, UnknownJob, UnknownWork, UnknownSource),
)  # what an address may name and the store does not have
_NAMING = ("plan_id", "institution", "job", "source", "batch", "dataset")  # parts of addresses that name a subject


class Acting(TypedDict):
    """What every action is told: in whose name, when, and through which door."""

    by: Reader
    now: datetime
    source: Source


def acting(request: HttpRequest) -> Acting:
    """The person behind `request`, acting now through the web."""
    return Acting(by=reader_of(request.user), now=timezone.now(), source=Source("web", _address(request)))


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def needs(verb: str) -> Callable[[V], V]:
    """Only who may do `verb` comes in; strangers are led to sign in. What is unknown is 404, what is denied 403."""

    def wrap(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            reader = reader_of(request.user)
            if not reader.signed_in:
                return redirect_to_login(request.get_full_path()) if request.method in SAFE else sign_in_first(request)
            if not (verb == SEEN_WHEN_SIGNED_IN or may(reader, verb)):
                if request.method not in SAFE:
                    refused(verb, *_subject(verb, kwargs), **acting(request))
                raise PermissionDenied
            try:
                return view(request, *args, **kwargs)
            except Denied as denied:
                raise PermissionDenied from denied
            except _UNKNOWN as unknown:
                raise Http404(str(unknown)) from unknown

        guarded.needs = verb  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return wrap


def _subject(verb: str, named: Mapping[str, Any]) -> tuple[str, str]:
    """Kind and id of what a refused write was about, as its address names it; the id is empty for something new."""
    kind = verb.partition(".")[0]
    return kind, str(next((named[name] for name in _NAMING if named.get(name)), ""))


def language() -> str:
    """The reader's language as the domain names it: `zh-Hant` or `en`."""
    return "en" if (get_language() or "").startswith("en") else "zh-Hant"


def said(text: Text) -> str:
    """A text of a plan in the reader's language where it has one."""
    return text.says(language())[0]


def in_quotes(words: str) -> str:
    """Words of a plan in the quotation marks of the page's language."""
    return gettext("“{words}”").format(words=words)


def sentence(fault: Fault) -> str:
    """What a fault says, in the reader's language."""
    return fault.sentence(language())


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The address of this site that the page was asked to lead back to, else `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else otherwise
