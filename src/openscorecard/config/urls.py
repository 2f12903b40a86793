"""Every address of the site, and what answers when something goes wrong."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("openscorecard.api.urls")),
    path("", include("openscorecard.web.urls")),
]

handler400 = "openscorecard.web.frame.errors.bad_request"
handler403 = "openscorecard.web.frame.errors.forbidden"
handler404 = "openscorecard.web.frame.errors.not_found"
handler500 = "openscorecard.web.frame.errors.broken"
