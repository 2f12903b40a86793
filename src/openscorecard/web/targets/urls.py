"""Addresses of pages of targets; the period stands behind them as `?period=2025`."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.targets import example, files, form, history, page, table

_PLAN = "plans/<str:plan_id>/targets/"
_ONE = "plans/<str:plan_id>/kpis/<str:item>/target/"

urlpatterns = [
    path(_PLAN, page.show, name="plan-targets"),
    path(f"{_PLAN}table/", table.edit, name="targets-table"),
    path(f"{_PLAN}file/", files.choose, name="targets-file"),
    path(f"{_PLAN}file/preview/", files.preview, name="targets-preview"),
    path(f"{_PLAN}download/<str:kind>/", files.download, name="targets-download"),
    path(f"{_PLAN}example/remove/", example.remove, name="example-targets-remove"),
    path(f"{_PLAN}example/restore/", example.restore, name="example-targets-restore"),
    path(_ONE, form.edit, name="target"),
    path(f"{_ONE}history/", history.show, name="target-history"),
    path(f"{_ONE}drop/", history.drop, name="target-drop"),
    path(f"{_ONE}restore/<int:version>/", history.restore, name="target-restore"),
]
