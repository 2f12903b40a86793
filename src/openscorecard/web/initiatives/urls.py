"""Addresses of pages of action plans."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.initiatives import charter_pages, charts, files, page, together

_ONE = "plans/<str:plan_id>/action-plans/<str:item>/"

urlpatterns = [
    path("plans/<str:plan_id>/action-plans/", together.show, name="initiatives"),
    path("plans/<str:plan_id>/action-plans.csv", together.send, {"ending": "csv"}, name="initiatives-csv"),
    path("plans/<str:plan_id>/action-plans.xlsx", together.send, {"ending": "xlsx"}, name="initiatives-xlsx"),
    path("plans/<str:plan_id>/action-plans/charts/<str:block>.<str:kind>", charts.of_all, name="initiatives-chart"),
    path(f"{_ONE}charts/<str:block>.<str:kind>", charts.of_one, name="initiative-chart"),
    path("plans/<str:plan_id>/charters/", files.charters_file, name="charters-file"),
    path("plans/<str:plan_id>/charters.yaml", files.charters_download, name="charters-download"),
    path(_ONE, page.show, name="initiative"),
    path(f"{_ONE}declare/", charter_pages.charter, name="charter"),
    path(f"{_ONE}declare/<slug:key>/", charter_pages.part, name="charter-part"),
    path(f"{_ONE}history/", charter_pages.history, name="charter-history"),
    path(f"{_ONE}history/<int:version>/restore/", charter_pages.restore, name="charter-restore"),
    path("kinds/", files.kinds_page, name="kinds"),
    path("kinds/file/", files.kinds_file, name="kinds-file"),
    path("kinds/<str:kind>/file.yaml", files.kind_download, name="kind-download"),
    path("kinds/<str:kind>/retire/", files.kind_retire, name="kind-retire"),
]
