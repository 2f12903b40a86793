"""Addresses of the reading pages; inner ids stand in them, so that a link lasts when a code changes."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.plans import home, map_page, overview, scorecard, search

urlpatterns = [
    path("", home.show, name="home"),
    path("plans/", home.show, name="plans"),
    path("plans/<str:plan_id>/", overview.show, name="plan"),
    path("plans/<str:plan_id>/map/", map_page.show, name="plan-map"),
    path("plans/<str:plan_id>/scorecard/", scorecard.show, name="plan-scorecard"),
    path("search/", search.show, name="search"),
]
