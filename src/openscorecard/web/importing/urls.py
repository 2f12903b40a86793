"""Addresses of the import."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.importing import views

urlpatterns = [
    path("import/", views.choose, name="import"),
    path("import/preview/", views.look, name="import-preview"),
    path("import/template/<slug:kind>/", views.template, name="import-template"),
]
