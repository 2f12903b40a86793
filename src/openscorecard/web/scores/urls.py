"""Addresses of pages of scores."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.scores import institutions_page, rules_pages, trace_page

urlpatterns = [
    path("institutions/scores/", institutions_page.show, name="institution-scores"),
    path("plans/<str:plan_id>/scores/<str:node>/", trace_page.show, name="score-trace"),
    path("plans/<str:plan_id>/scores/<str:node>/trace.json", trace_page.send, name="score-trace-json"),
    path("plans/<str:plan_id>/scoring/", rules_pages.show, name="scoring-rules"),
    path("plans/<str:plan_id>/scoring/<int:version>/restore/", rules_pages.restore, name="scoring-restore"),
]
