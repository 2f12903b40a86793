"""The address of an upload that is looked at: a signed token, for its sender alone."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from openscorecard.queries.people import reader_of

SALT = "openscorecard.data"


def preview_address(request: HttpRequest, name: str) -> str:
    """Where the upload kept under `name` is looked at, by the person of `request` alone."""
    token = signing.dumps([name, reader_of(request.user).name], salt=SALT)
    return f"{reverse('data-preview')}?{urlencode({'upload': token})}"


def upload_of(request: HttpRequest) -> str:
    """The name of the upload a request is about, empty where it is nobody's or somebody else's."""
    try:
        name, who = signing.loads(request.GET.get("upload", ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        return ""
    return str(name) if who == reader_of(request.user).name else ""
