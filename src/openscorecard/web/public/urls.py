"""The address of the public site; what stands below it is told in spots."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.public import views

urlpatterns = [
    path("public/", views.show, name="public"),
    path("public/<path:where>", views.show, name="public-page"),
]
