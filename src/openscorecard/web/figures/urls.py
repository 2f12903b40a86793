"""Addresses of KPIs, measures and their figures."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.figures import (
    computing,
    drill_page,
    exports,
    known_pages,
    measure_page,
    observation_page,
    own_pages,
    restatements_page,
    rows_page,
    trend_files,
    vision_page,
)

urlpatterns = [
    path("plans/<str:plan_id>/vision/", vision_page.show, name="vision"),
    path("figures/compute/", computing.compute, name="figures-compute"),
    path("figures/restatements/", restatements_page.show, name="restatements"),
    # a hyphen cannot stand in the id of a measure
    path("measures/own-file/", own_pages.from_file, name="measure-file"),
    path("measures/own-form/", own_pages.choose_dataset, name="measure-dataset"),
    path("measures/own-form/<str:dataset>/", own_pages.from_form, name="measure-form"),
    path("measures/own-preview/", own_pages.preview, name="measure-preview"),
    path("measures/<str:measure_id>/retire/", own_pages.retire, name="measure-retire"),
    path("measures/<str:measure_id>/measure.yaml", own_pages.send_file, name="measure-yaml"),
    path("measures/<str:measure_id>/", measure_page.show, name="measure"),
    path("measures/<str:measure_id>/trend.<str:kind>", trend_files.of_measure, name="measure-trend"),
    path("measures/<str:measure_id>/choose-reading/", measure_page.choose, name="choose-reading"),
    path("measures/<str:measure_id>/limits/", known_pages.recalculate, name="limits-recalculate"),
    path(
        "measures/<str:measure_id>/limits/<str:period>/withdraw/", known_pages.withdraw_limits, name="limits-withdraw"
    ),
    path("measures/<str:measure_id>/events/", known_pages.add, name="mark-add"),
    path("measures/<str:measure_id>/events/<int:number>/withdraw/", known_pages.withdraw_event, name="mark-withdraw"),
    path("measures/<str:measure_id>/figures/", drill_page.show, name="figures"),
    path("measures/<str:measure_id>/figures.csv", drill_page.send, name="figures-csv"),
    path("measures/<str:measure_id>/figures/<str:period>/", observation_page.show, name="observation"),
    path("measures/<str:measure_id>/figures/<str:period>/rows/<int:place>/", rows_page.show, name="observation-rows"),
    path(
        "measures/<str:measure_id>/figures/<str:period>/rows/<int:place>/export/",
        rows_page.export,
        name="observation-export",
    ),
    path("figures/exports/<str:token>/", exports.send, name="export"),
]
