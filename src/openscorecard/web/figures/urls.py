"""Addresses of measures and their figures."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.figures import computing, drill_page, measure_page, restatements_page

urlpatterns = [
    path("figures/compute/", computing.compute, name="figures-compute"),
    path("figures/restatements/", restatements_page.show, name="restatements"),
    path("measures/<str:measure_id>/", measure_page.show, name="measure"),
    path("measures/<str:measure_id>/choose-reading/", measure_page.choose, name="choose-reading"),
    path("measures/<str:measure_id>/figures/", drill_page.show, name="figures"),
    path("measures/<str:measure_id>/figures.csv", drill_page.send, name="figures-csv"),
]
