"""From rows to an answer: the page, its form, its tag; what was made lately is kept ready by its tag."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from openscorecard.api.asking import Form, Paged
from openscorecard.api.callers import Caller
from openscorecard.api.columns import Row, Table, flat_columns, flat_row, json_row
from openscorecard.queries.deeds import deeds_state
from openscorecard.queries.recent import Recent
from openscorecard.queries.state import build
from openscorecard.reports.csv_files import MARK, csv_line

TYPES: Mapping[Form, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
_KEPT_BYTES = 256 * 1024
_READY: Recent[Made] = Recent(64)


@dataclass(frozen=True, slots=True)
class Found:
    """All rows of an answer, in the order of the table's key; `facts` stand beside them in JSON."""

    rows: Sequence[Row]
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """An answer's content and headers."""

    content: bytes
    headers: Mapping[str, str]


def answer(request: HttpRequest, form: Form, name: str, make: Callable[[], Made]) -> HttpResponse:
    """The answer that `make` makes; 304 where the caller has it, the one kept where nothing changed since."""
    tag = _tag(request, form)
    ready = get_conditional_response(request, etag=tag)
    if ready is not None and ready.status_code == 304:
        return _headed(ready, tag)
    made = _ready(tag, make)
    response = HttpResponse(made.content, content_type=TYPES[form])
    for header, value in made.headers.items():
        response[header] = value
    if form != "json":
        response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return _headed(response, tag)


def _ready(tag: str, make: Callable[[], Made]) -> Made:
    """What was kept under this tag; answers that are too long to keep are made anew each time."""
    long: list[Made] = []

    def kept() -> Made:
        made = make()
        if len(made.content) <= _KEPT_BYTES:
            return made
        long.append(made)
        return Made(b"", {})

    found = _READY.get(tag, kept)
    if long:
        return long[0]
    return found if found.content else make()


def _headed(response: HttpResponse, tag: str) -> HttpResponse:
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ("Authorization", "Accept", "Cookie"))
    return response


def _tag(request: HttpRequest, form: Form) -> str:
    """All that an answer stands on: code, day, question, form, what the caller may see, and the state of the store."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    today = timezone.localdate(caller.now).isoformat()
    parts = (build(), today, request.get_full_path(), request.get_host(), request.scheme or "", form, caller.sees)
    whole = "\n".join((*parts, deeds_state()))
    return '"{}"'.format(hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:32])


def page_of(request: HttpRequest, table: Table, asked: Paged, form: Form, found: Found) -> Made:
    """One page of the rows in its form, with the way to the next."""
    rows = found.rows[asked.offset : asked.offset + asked.limit]
    after = asked.offset + asked.limit
    onward = _address(request, after) if after < len(found.rows) else None
    headers = {"X-Total-Count": str(len(found.rows))}
    if onward:
        headers["Link"] = f'<{onward}>; rel="next"'
    return Made(_written(table, rows, asked, form, found, onward), headers)


def _written(table: Table, rows: Sequence[Row], asked: Paged, form: Form, found: Found, onward: str | None) -> bytes:
    floats = asked.numbers == "float"
    if form == "json":
        said = {
            **found.facts,
            "total": len(found.rows),
            "limit": asked.limit,
            "offset": asked.offset,
            "next": onward,
            "items": [json_row(table, row, floats) for row in rows],
        }
        return json_bytes(said)
    columns, flat = flat_columns(table, floats), [flat_row(table, row, floats) for row in rows]
    return _csv(columns, flat, asked.bom) if form == "csv" else _parquet(columns, flat)


def json_bytes(said: Any) -> bytes:
    """JSON as the API writes it."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def _csv(columns: Iterable[tuple[str, str]], rows: Iterable[Sequence[Any]], bom: bool) -> bytes:
    from openscorecard.api.columns import plain

    lines = [csv_line([name for name, _ in columns])]
    lines += [csv_line([_csv_cell(plain(cell)) for cell in row]) for row in rows]
    return (MARK if bom else b"") + b"".join(lines)


def _csv_cell(cell: Any) -> Any:
    return str(cell).lower() if isinstance(cell, bool) else cell


def _parquet(columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]) -> bytes:
    from openscorecard.engines.feeds.parquet import parquet_bytes

    return parquet_bytes(columns, rows)  # type: ignore[arg-type]  # kinds of columns are those of cells


def _address(request: HttpRequest, offset: int) -> str:
    """The same question for the rows from `offset` on, as a whole address."""
    query = request.GET.dict() | {"offset": str(offset)}
    return request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
