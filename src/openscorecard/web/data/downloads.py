"""Files of a dataset or batch: templates, the Table Schema, rejected rows."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.formats.datasets.table_schema import table_schema
from openscorecard.formats.datasets.templates import template_bytes
from openscorecard.queries.batches import batch_details, told_rejects
from openscorecard.queries.data import dataset_named
from openscorecard.queries.faults import UnknownDataset
from openscorecard.reports.rejects import rejects_csv
from openscorecard.web.data.batch_words import SHORT
from openscorecard.web.editing.access import language, needs

TEMPLATES = ("ods", "xlsx", "csv")
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def attached(data: bytes, name: str, kind: str) -> HttpResponse:
    """`data` as a file `NAME.KIND` to keep."""
    response = HttpResponse(data, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _dataset(name: str) -> Dataset:
    try:
        return dataset_named(name)
    except UnknownDataset as unknown:
        raise Http404(str(unknown)) from unknown


@require_safe
def template(request: HttpRequest, dataset: str, kind: str) -> HttpResponse:
    """An empty file of a dataset to fill in; open to everybody."""
    if kind not in TEMPLATES:
        raise Http404(kind)
    return attached(template_bytes(_dataset(dataset), f".{kind}"), f"{dataset}-template", kind)


@require_safe
def schema(request: HttpRequest, dataset: str) -> HttpResponse:
    """The contract as a Table Schema; open to everybody."""
    text = json.dumps(table_schema(_dataset(dataset)), ensure_ascii=False, indent=2)
    return attached(text.encode(), f"{dataset}-schema", "json")


@require_safe
@needs("data.import")
def rejects(request: HttpRequest, batch: str) -> HttpResponse:
    """Every rejected row that is told, for those who may import: what is wrong may quote what the row held."""
    details = batch_details(batch)
    data = rejects_csv(told_rejects(details), language())
    return attached(data, f"{details.row.dataset}-{details.row.id[:SHORT]}-rejected", "csv")
