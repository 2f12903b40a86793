"""Pages of tokens: the lists, a new one that is shown once, and revoking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.permissions import may
from openscorecard.actions.tokens.making import NewToken, create_token, revoke_token
from openscorecard.domain.faults import Fault
from openscorecard.queries.people import reader_of
from openscorecard.queries.tokens import TokenRow, UnknownToken, every_token, own_tokens, token_numbered
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.tokens.forms import ServiceTokenForm, TokenForm

STATES = {"active": "ok", "expired": "retired", "revoked": "removed"}


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token in a list; `revoke` is empty where it opens nothing any more."""

    name: str
    hint: str
    service: bool
    owner: str
    owner_closed: bool
    scopes: tuple[str, ...]
    state: str
    badge: str
    last_day: datetime
    last_used: datetime | None
    revoke: str


@dataclass(frozen=True, slots=True)
class TokensPage:
    """The list of one's own tokens, or of all; `others` leads to the other list where it is open to the reader."""

    lines: tuple[TokenLine, ...]
    every: bool
    add: str
    others: str


def _line(row: TokenRow, now: datetime) -> TokenLine:
    state = row.state(now)
    words = {"active": _("Good"), "expired": _("Expired"), "revoked": _("Revoked")}
    return TokenLine(
        name=row.name,
        hint=row.hint,
        service=row.kind == "service",
        owner=row.owner,
        owner_closed=not row.owner_active,
        scopes=row.scopes,
        state=words[state],
        badge=STATES[state],
        last_day=row.expires_at - timedelta(seconds=1),
        last_used=row.last_used_at,
        revoke=reverse("token-revoke", args=[row.id]) if state == "active" else "",
    )


@require_safe
@needs("token.create")
def own(request: HttpRequest) -> HttpResponse:
    """One's own tokens."""
    reader, now = reader_of(request.user), timezone.now()
    others = reverse("service-tokens") if may(reader, "token.create_service") else ""
    lines = tuple(_line(row, now) for row in own_tokens(reader))
    return render(request, "tokens/list.html", {"page": TokensPage(lines, False, reverse("token-new"), others)})


@require_safe
@needs("token.create_service")
def every(request: HttpRequest) -> HttpResponse:
    """Every token there is, for administrators."""
    now = timezone.now()
    lines = tuple(_line(row, now) for row in every_token(reader_of(request.user)))
    page = TokensPage(lines, True, reverse("service-token-new"), reverse("tokens"))
    return render(request, "tokens/list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("token.create")
def new(request: HttpRequest) -> HttpResponse:
    """A new token of one's own."""
    return _made(request, TokenForm, "tokens")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("token.create_service")
def new_service(request: HttpRequest) -> HttpResponse:
    """A new token of a service."""
    return _made(request, ServiceTokenForm, "service-tokens")


def _made(request: HttpRequest, form_class: type[TokenForm], back: str) -> HttpResponse:
    form = form_class(timezone.localdate(), request.POST if request.method == "POST" else None)
    made = _create(request, form) if form.is_bound and form.is_valid() else None
    context = {"back": reverse(back), "service": back == "service-tokens"}
    if made is None:
        return render(request, "tokens/new.html", {**context, "form": form}, status=422 if form.is_bound else 200)
    line = _line(made.row, timezone.now())
    page = render(request, "tokens/shown.html", {**context, "line": line, "secret": made.secret})
    page["Cache-Control"] = "private, no-store"
    return page


def _create(request: HttpRequest, form: TokenForm) -> NewToken | None:
    try:
        return create_token(**form.asked, **acting(request))
    except Fault as fault:
        form.refuse(fault)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("token.revoke")
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Ask, then revoke; only one's own tokens, or any for administrators."""
    reader = reader_of(request.user)
    try:
        row = token_numbered(number)
        mine = row.kind == "personal" and row.owner == reader.name
        if not mine and not may(reader, "token.create_service"):
            raise UnknownToken(item=number)
    except UnknownToken as unknown:
        raise Http404(str(unknown)) from unknown
    back = reverse("tokens" if mine else "service-tokens")
    if request.method == "POST":
        revoke_token(number, **acting(request))
        messages.success(request, _("The token has been revoked."))
        return HttpResponseRedirect(back)
    context = {
        "heading": _("Revoke token “{name}”").format(name=row.name),
        "words": _("From now on it opens nothing. Programs that use it must be given a new one."),
        "action": _("Revoke"),
        "back": back,
        "dangerous": True,
    }
    return render(request, "components/confirm.html", context)
