"""Addresses of the pages, in one list: a list in a list costs each page what all before it hold. Most read first."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from openscorecard.web.comparing.urls import urlpatterns as comparing
from openscorecard.web.data.urls import urlpatterns as data
from openscorecard.web.doors import open_to_all
from openscorecard.web.editing.urls import urlpatterns as editing
from openscorecard.web.editions.urls import urlpatterns as editions
from openscorecard.web.figures.urls import urlpatterns as figures
from openscorecard.web.frame import accessibility, choosing, drawing_styles, gallery, health, help_page, scheme
from openscorecard.web.importing.urls import urlpatterns as importing
from openscorecard.web.initiatives.urls import urlpatterns as initiatives
from openscorecard.web.kpis.urls import urlpatterns as kpis
from openscorecard.web.meeting.urls import urlpatterns as meeting
from openscorecard.web.overview.urls import urlpatterns as overview
from openscorecard.web.papers.urls import urlpatterns as papers
from openscorecard.web.plans.urls import urlpatterns as plans
from openscorecard.web.public.urls import urlpatterns as public
from openscorecard.web.publishing.urls import urlpatterns as publishing
from openscorecard.web.scores.urls import urlpatterns as scores
from openscorecard.web.sources.urls import urlpatterns as sources
from openscorecard.web.targets.urls import urlpatterns as targets
from openscorecard.web.tokens.urls import urlpatterns as tokens
from openscorecard.web.work.urls import urlpatterns as work

urlpatterns = [
    path("healthz", health.healthy, name="healthz"),
    path("drawing.css", drawing_styles.show, name="drawing_styles"),
    *overview,
    *plans,
    *kpis,
    *public,
    *figures,
    *comparing,
    *data,
    *editing,
    *editions,
    *importing,
    *initiatives,
    *meeting,
    *papers,
    *publishing,
    *scores,
    *sources,
    *targets,
    *tokens,
    *work,
    path("accessibility/", accessibility.show, name="accessibility"),
    path("preferences/", choosing.show, name="preferences"),
    path("help/", help_page.show, name="help"),
    path("gallery/", gallery.show, name="gallery"),
    path("language/", open_to_all(set_language), name="set_language"),
    path("scheme/", scheme.choose, name="set_scheme"),
    path("account/", include("openscorecard.web.people.urls")),
]
