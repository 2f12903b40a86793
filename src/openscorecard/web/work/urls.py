"""Addresses of background work."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.work import views

urlpatterns = [
    path("work/", views.work, name="work"),
    path("work/start/<str:kind>/", views.start, name="work-start"),
    path("work/<int:job>/", views.show, name="work-job"),
    path("work/<int:job>/progress/", views.progress, name="work-progress"),
    path("work/<int:job>/cancel/", views.call_off, name="work-cancel"),
    path("work/<int:job>/again/", views.again, name="work-again"),
]
