"""Who came and went: sign-ins, failed tries and sign-outs go into the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from openscorecard.actions.acting import Source
from openscorecard.actions.people import note_sign_in, note_sign_out


def connect() -> None:
    """Listen for what Django's sign-in tells."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail-in")
    user_login_failed.connect(_failed, dispatch_uid="trail-failed")
    user_logged_out.connect(_signed_out, dispatch_uid="trail-out")


def _signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    note_sign_in(user.get_username(), succeeded=True, now=timezone.now(), source=_source(request))


def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    name = str(credentials.get("username") or credentials.get("login") or "")
    note_sign_in(name, succeeded=False, now=timezone.now(), source=_source(request))


def _signed_out(request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        note_sign_out(user.get_username(), now=timezone.now(), source=_source(request))


def _source(request: HttpRequest | None) -> Source:
    return Source("web", request.META.get("REMOTE_ADDR", "") if request else "")
