"""Addresses of comparisons."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.comparing import page, sending

urlpatterns = [
    path("plans/<str:plan_id>/compare-figures/", page.show, name="compare-figures"),
    path("plans/<str:plan_id>/compare-figures/<str:part>.<str:kind>", sending.send, name="compare-file"),
]
