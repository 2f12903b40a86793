"""Addresses of pages of action plans."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.initiatives import page, together

urlpatterns = [
    path("plans/<str:plan_id>/action-plans/", together.show, name="initiatives"),
    path("plans/<str:plan_id>/action-plans.csv", together.send, name="initiatives-csv"),
    path("plans/<str:plan_id>/action-plans/<str:item>/", page.show, name="initiative"),
]
