"""Addresses of editions, history and audit trail."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.editions import audit, deed_views, pages

PLAN = "plans/<str:plan_id>/"

urlpatterns = [
    path(f"{PLAN}editions/", pages.editions, name="plan-editions"),
    path(f"{PLAN}history/", pages.history, name="plan-history"),
    path(f"{PLAN}compare/", pages.comparing, name="plan-compare"),
    path(f"{PLAN}undo/", deed_views.undo, name="plan-undo"),
    path(f"{PLAN}publish/", deed_views.publish, name="plan-publish"),
    path(f"{PLAN}discard/", deed_views.discard, name="plan-discard"),
    path(f"{PLAN}restore/<int:revision>/", deed_views.restore, name="plan-restore"),
    path(f"{PLAN}delete/", deed_views.delete, name="plan-delete"),
    path(f"{PLAN}undelete/", deed_views.undelete, name="plan-undelete"),
    path("deleted-plans/", pages.deleted, name="plans-deleted"),
    path("audit/", audit.show, name="audit"),
]
