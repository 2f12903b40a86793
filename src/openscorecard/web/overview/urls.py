"""Addresses of the first page, and of the first page of a plan."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.overview import home, page, theme_files

urlpatterns = [
    path("", home.show, name="home"),
    path("plans/", home.show, name="plans"),
    path("plans/<str:plan_id>/", page.show, name="plan"),
    path("plans/<str:plan_id>/themes/<str:letter>/trends.<str:kind>", theme_files.send, name="theme-trends"),
]
