"""Addresses of sources."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.sources import views

urlpatterns = [
    path("sources/", views.listing, name="sources"),
    path("sources/new/", views.choose, name="source-new"),
    path("sources/new/<slug:kind>/", views.add, name="source-add"),
    path("sources/of/<slug:source>/", views.show, name="source"),
    path("sources/of/<slug:source>/change/", views.change, name="source-change"),
    path("sources/of/<slug:source>/columns/", views.columns, name="source-columns"),
    path("sources/of/<slug:source>/delete/", views.delete, name="source-delete"),
    path("sources/of/<slug:source>/look/", views.look, name="source-look"),
    path("sources/of/<slug:source>/run/", views.run, name="source-run"),
]
