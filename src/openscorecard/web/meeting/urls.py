"""The address of meeting mode."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.meeting import page

urlpatterns = [path("plans/<str:plan_id>/meeting/", page.show, name="meeting")]
