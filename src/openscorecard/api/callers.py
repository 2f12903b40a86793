"""Who calls: a token, somebody signed in, or the public; what each may read and how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openscorecard.actions.permissions import may
from openscorecard.actions.tokens.counting import SECONDS, Quotas, note_use
from openscorecard.api.problems import Problem, of_fault, usual
from openscorecard.domain.people.readers import ANONYMOUS, Reader
from openscorecard.domain.people.tokens import SCOPES, Scope
from openscorecard.queries.people import reader_of
from openscorecard.queries.tokens import UnfitToken, bearer_of

QUOTAS = Quotas()
OPEN: frozenset[Scope] = frozenset({"plans:read"})
_OF_FIGURES: frozenset[Scope] = frozenset({"figures:read", "scores:read", "initiatives:read"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls and what they may read; `quota` names them where requests are counted, `most` are allowed a minute."""

    reader: Reader
    scopes: frozenset[Scope]
    quota: str
    most: int
    now: datetime

    @property
    def public(self) -> bool:
        return not self.reader.signed_in

    @property
    def planner(self) -> Reader:
        """As whom plans are opened: without `drafts:read` as the public opens them."""
        return self.reader if "drafts:read" in self.scopes else ANONYMOUS

    @property
    def sees(self) -> str:
        """What decides which answer a caller gets; callers for whom it is the same get the same."""
        return f"{self.public} {'drafts:read' in self.scopes}"

    def needs(self, scope: Scope) -> None:
        """Raise a problem where the caller may not read `scope`: 401 for the public, 403 else."""
        if scope in self.scopes and (scope not in _OF_FIGURES or may(self.reader, "figures.see")):
            return
        if self.public:
            raise usual(401, "token-needed")
        words = _("This needs the scope {scope}, which this token does not have; make a token that has it.")
        raise Problem(403, "scope-missing", str(words).format(scope=scope))


class BearerToken:
    """Finds the caller of a request; a token that is no good is refused, never taken for the public."""

    openapi_security_schema: dict[str, Any] = {}  # noqa: RUF012 -- written into the document elsewhere

    def __call__(self, request: HttpRequest) -> Caller:
        now = timezone.now()
        given = request.headers.get("Authorization")
        if given is None:
            return self._without(request, now)
        scheme, _blank, secret = given.partition(" ")
        try:
            if scheme.lower() != "bearer":
                raise UnfitToken()
            found = bearer_of(secret.strip(), now)
        except UnfitToken as unfit:
            request.auth = Caller(ANONYMOUS, frozenset(), address_of(request), settings.API_PUBLIC_A_MINUTE, now)  # type: ignore[attr-defined]
            take(request)
            raise of_fault(unfit, 401) from None
        note_use(found.token.id, found.token.last_used_at, now)
        scopes = frozenset(found.token.scopes)
        return Caller(found.reader, scopes, f"token {found.token.id}", settings.API_A_MINUTE, now)

    def _without(self, request: HttpRequest, now: datetime) -> Caller:
        reader = reader_of(request.user)
        if reader.signed_in:
            return Caller(reader, frozenset(SCOPES), f"account {reader.name}"[:100], settings.API_A_MINUTE, now)
        return Caller(ANONYMOUS, OPEN, address_of(request), settings.API_PUBLIC_A_MINUTE, now)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, as quotas name it."""
    return f"address {request.META.get('REMOTE_ADDR', '')}"[:100]


def take(request: HttpRequest) -> None:
    """Count the request; raises a problem where the caller's minute is used up."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    left = QUOTAS.take(caller.quota, caller.most, caller.now)
    request.quota_left = left  # type: ignore[attr-defined]
    if left is None:
        raise usual(429, "too-many-requests")


def counted(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with what is left of the quota, as the IETF's draft of RateLimit fields says it."""
    caller = getattr(request, "auth", None)
    if not isinstance(caller, Caller) or not hasattr(request, "quota_left"):
        return answer
    left = request.quota_left
    seconds = SECONDS - int(caller.now.timestamp()) % SECONDS
    answer["RateLimit-Policy"] = f'"minute";q={caller.most};w={SECONDS}'
    answer["RateLimit"] = f'"minute";r={left or 0};t={seconds}'
    if left is None:
        answer["Retry-After"] = str(seconds)
    return answer
