"""The address of a KPI's page."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.kpis import page

urlpatterns = [
    path("plans/<str:plan_id>/kpis/<str:item>/", page.show, name="kpi"),
]
