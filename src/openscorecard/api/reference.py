"""The document for programs, and the same as a page for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from openscorecard.api.document import TAGS, document
from openscorecard.api.problems import KINDS
from openscorecard.domain.people.tokens import SCOPES
from openscorecard.queries.state import build

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with whether it is code."""


def pieces(text: str) -> Pieces:
    """A text of the document, in which code stands between backticks."""
    parts = " ".join(text.split()).split("`")
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a column: name, kind, what it is, an example, its words, whether it must be given."""

    name: str
    kind: str
    says: Pieces
    example: str
    words: tuple[str, ...]
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: what it answers, what may be asked, which columns it has."""

    id: str
    path: str
    summary: str
    about: Pieces
    parameters: tuple[Line, ...]
    columns: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Addresses about one thing."""

    name: str
    about: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The page."""

    about: tuple[Pieces, ...]
    scopes: tuple[tuple[str, str, str], ...]
    parts: tuple[Part, ...]
    problems: tuple[tuple[int, str, str], ...]


def reference() -> Reference:
    """The document as the page shows it."""
    said = document()
    found = [_operation(path, many["get"], said) for path, many in said["paths"].items()]
    tagged = {many["get"]["operationId"]: many["get"]["tags"][0] for many in said["paths"].values()}
    parts = tuple(Part(tag, about, tuple(one for one in found if tagged[one.id] == tag)) for tag, about in TAGS.items())
    return Reference(
        about=tuple(pieces(part) for part in said["info"]["description"].split("\n\n")),
        scopes=tuple((name, words.zh, words.en) for name, words in SCOPES.items()),
        parts=parts,
        problems=tuple((status, str(kind.title), str(kind.detail)) for status, kind in KINDS.items()),
    )


def _operation(path: str, said: Mapping[str, Any], whole: Mapping[str, Any]) -> Operation:
    schema = said["responses"]["200"]["content"]["application/json"]["schema"]
    rows = schema["properties"]["items"]["items"] if "properties" in schema else schema
    shape = whole["components"]["schemas"][rows["$ref"].rpartition("/")[2]]
    columns = [_column(name, one) for name, one in shape["properties"].items() if not name.endswith("_number")]
    return Operation(
        id=said["operationId"],
        path=path,
        summary=said["summary"],
        about=pieces(said["description"]),
        parameters=tuple(_parameter(one) for one in said["parameters"]),
        columns=tuple(columns),
    )


def _parameter(one: Mapping[str, Any]) -> Line:
    schema = one["schema"]
    return Line(
        name=one["name"],
        kind=_kind(schema),
        says=pieces(one.get("description", "")),
        example=_written(one.get("example", schema.get("default"))),
        words=tuple(schema.get("enum", ())),
        needed=one["required"],
    )


def _column(name: str, one: Mapping[str, Any]) -> Line:
    words = tuple(str(word) for word in one.get("enum", ()) if word is not None)
    example = _written(next(iter(one.get("examples", ())), None))
    return Line(name, _kind(one), pieces(one.get("description", "")), example, words)


def _kind(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "string")
    named = [one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"]
    form = {"date": "date", "date-time": "moment"}.get(schema.get("format", ""), "")
    exact = "exact number" if str(schema.get("pattern", "")).startswith("^-?[0-9]") else ""
    return form or exact or named[0]


def _written(value: Any) -> str:
    if value is None or value == "":
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page; the same for everybody."""
    return render(request, "api/reference.html", {"page": reference()})


@require_safe
def send(request: HttpRequest) -> HttpResponse:
    """The document."""
    tag = f'"{build().replace(" ", "-")}"'
    ready = get_conditional_response(request, etag=tag)
    if ready is None:
        content = json.dumps(document(), ensure_ascii=False, indent=1)
        ready = HttpResponse(content, content_type="application/json")
    ready["ETag"], ready["Cache-Control"] = tag, "public, no-cache"
    return ready
