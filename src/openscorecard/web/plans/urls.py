"""Addresses of the reading pages; inner ids stand in them, so that a link lasts when a code changes."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.plans import (
    cascade,
    checks,
    downloads,
    map_page,
    measures,
    objective,
    scorecard,
    search,
)

urlpatterns = [
    path("plans/<str:plan_id>/map/", map_page.show, name="plan-map"),
    path("plans/<str:plan_id>/scorecard/", scorecard.show, name="plan-scorecard"),
    path("plans/<str:plan_id>/cascade/", cascade.show, name="plan-cascade"),
    path("plans/<str:plan_id>/checks/", checks.show, name="plan-checks"),
    path("plans/<str:plan_id>/download/", downloads.show, name="plan-downloads"),
    path("plans/<str:plan_id>/download/<str:kind>/", downloads.send, name="plan-download"),
    path("plans/<str:plan_id>/objectives/<str:item>/", objective.show, name="objective"),
    path("measures/", measures.show_all, name="measure-list"),
    path("search/", search.show, name="search"),
]
