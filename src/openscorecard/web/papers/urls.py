"""Addresses of papers; the period stands behind them as `?period=2025`."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.papers import page

_PLAN = "plans/<str:plan_id>/papers/"

urlpatterns = [
    path(_PLAN, page.show, name="plan-papers"),
    path(f"{_PLAN}make/", page.make, name="plan-paper-make"),
    path(f"{_PLAN}work/<int:job>/", page.progress, name="plan-paper-progress"),
    path(f"{_PLAN}files/<str:token>/<str:form>/", page.send, name="plan-paper-file"),
]
