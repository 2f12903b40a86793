"""Addresses where planners publish periods."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.publishing import views

urlpatterns = [
    path("plans/<str:plan_id>/publishing/", views.show, name="plan-publishing"),
    path("plans/<str:plan_id>/publishing/<str:period>/", views.decide, name="period-publish"),
]
