"""Addresses of the writing pages of a plan."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.editing import example, institutions, new_plan, views

PLAN = "plans/<str:plan_id>/edit/"

urlpatterns = [
    path("load-example/", example.load, name="load-example"),
    path("new-plan/", new_plan.create, name="plan-new"),
    path(PLAN, views.plan_edit, name="plan-edit"),
    path(f"{PLAN}move/", views.move, name="edit-move"),
    path(f"{PLAN}drop/", views.drop, name="edit-drop"),
    path(f"{PLAN}drop-example/", views.edit, {"kind": "drop-example"}, name="drop-example"),
    path(f"{PLAN}objective/<str:item>/", views.edit, {"kind": "objective"}, name="edit-objective"),
    path(f"{PLAN}kpi/<str:item>/", views.edit, {"kind": "kpi"}, name="edit-kpi"),
    path(f"{PLAN}initiative/<str:item>/", views.edit, {"kind": "initiative"}, name="edit-initiative"),
    path(f"{PLAN}<slug:kind>/", views.edit, name="edit-new"),
    path(f"{PLAN}<slug:kind>/<str:item>/", views.edit, name="edit-item"),
    path("institutions/", institutions.show, name="institutions"),
    path("institutions/add/", institutions.add, name="institution-add"),
    path("institutions/<str:institution>/rename/", institutions.rename, name="institution-rename"),
    path("institutions/<str:institution>/move/", institutions.move, name="institution-move"),
]
