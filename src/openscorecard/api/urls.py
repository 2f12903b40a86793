"""Addresses of the API: the first version, its document, and the page that explains it."""

from __future__ import annotations

from django.urls import path, re_path

from openscorecard.api import reference
from openscorecard.api.service import API, unknown

urlpatterns = [
    path("", reference.show, name="api"),
    path("v1/openapi.json", reference.send, name="api-document"),
    path("v1/", API.urls),
    re_path(r"^v1/.*$", unknown),
]
