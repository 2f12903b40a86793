"""Addresses of datasets, batches and uploads."""

from __future__ import annotations

from django.urls import path

from openscorecard.web.data import (
    batch_page,
    choosing,
    dataset_page,
    datasets_page,
    downloads,
    example_layer,
    looking,
    tag_pages,
    tag_rows,
    turning,
)

urlpatterns = [
    path("data/", datasets_page.show, name="data"),
    path("data/example/remove/", example_layer.remove, name="example-rows-remove"),
    path("data/example/restore/", example_layer.restore, name="example-rows-restore"),
    path("data/upload/", choosing.choose, name="data-upload"),
    path("data/upload/preview/", looking.look, name="data-preview"),
    path("data/upload/preview/faults.csv", looking.faults, name="data-preview-faults"),
    path("data/batches/<str:batch>/", batch_page.show, name="batch"),
    path("data/batches/<str:batch>/rejected.csv", downloads.rejects, name="batch-rejects"),
    path("data/batches/<str:batch>/withdraw/", turning.withdraw, name="batch-withdraw"),
    path("data/batches/<str:batch>/restore/", turning.restore, name="batch-restore"),
    path("data/<str:dataset>/", dataset_page.show, name="dataset"),
    path("data/<str:dataset>/plans/", tag_pages.show, name="dataset-tags"),
    path("data/<str:dataset>/plans/rule/", tag_pages.add, name="dataset-tag-add"),
    path("data/<str:dataset>/plans/by-hand/", tag_pages.by_hand, name="dataset-tag-hand"),
    path("data/<str:dataset>/plans/rows/", tag_rows.show, name="dataset-tag-rows"),
    path("data/<str:dataset>/plans/<int:tag>/end/", tag_pages.end, name="dataset-tag-end"),
    path("data/<str:dataset>/plans/<int:tag>/restore/", tag_pages.restore, name="dataset-tag-restore"),
    path("data/<str:dataset>/template/<slug:kind>/", downloads.template, name="dataset-template"),
    path("data/<str:dataset>/schema.json", downloads.schema, name="dataset-schema"),
]
