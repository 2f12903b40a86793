"""Addresses of the pages."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from openscorecard.web.doors import open_to_all
from openscorecard.web.frame import accessibility, choosing, drawing_styles, gallery, health, help_page, scheme

urlpatterns = [
    path("", include("openscorecard.web.comparing.urls")),
    path("", include("openscorecard.web.data.urls")),
    path("", include("openscorecard.web.editing.urls")),
    path("", include("openscorecard.web.editions.urls")),
    path("", include("openscorecard.web.figures.urls")),
    path("", include("openscorecard.web.importing.urls")),
    path("", include("openscorecard.web.initiatives.urls")),
    path("", include("openscorecard.web.kpis.urls")),
    path("", include("openscorecard.web.meeting.urls")),
    path("", include("openscorecard.web.overview.urls")),
    path("", include("openscorecard.web.papers.urls")),
    path("", include("openscorecard.web.plans.urls")),
    path("", include("openscorecard.web.public.urls")),
    path("", include("openscorecard.web.publishing.urls")),
    path("", include("openscorecard.web.scores.urls")),
    path("", include("openscorecard.web.sources.urls")),
    path("", include("openscorecard.web.targets.urls")),
    path("", include("openscorecard.web.tokens.urls")),
    path("", include("openscorecard.web.work.urls")),
    path("accessibility/", accessibility.show, name="accessibility"),
    path("preferences/", choosing.show, name="preferences"),
    path("help/", help_page.show, name="help"),
    path("gallery/", gallery.show, name="gallery"),
    path("drawing.css", drawing_styles.show, name="drawing_styles"),
    path("healthz", health.healthy, name="healthz"),
    path("language/", open_to_all(set_language), name="set_language"),
    path("scheme/", scheme.choose, name="set_scheme"),
    path("account/", include("openscorecard.web.people.urls")),
]
