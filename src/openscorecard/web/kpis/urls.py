"""The addresses of a KPI's pages."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.kpis import charts, definition, page

urlpatterns = [
    path("plans/<str:plan_id>/kpis/<str:item>/", page.show, name="kpi"),
    path("plans/<str:plan_id>/kpis/<str:item>/charts/<str:part>.<str:kind>", charts.send, name="kpi-chart"),
    path("plans/<str:plan_id>/kpis/<str:item>/definition/", definition.show, name="kpi-definition"),
]
