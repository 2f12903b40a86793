"""The OpenAPI document: what the service knows of itself, with forms, pages, errors, scopes and examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from openscorecard.api.asking import MOST, USUAL
from openscorecard.api.columns import Column, Table, row_schema
from openscorecard.api.problems import MEDIA
from openscorecard.api.resources import RESOURCE_FILES
from openscorecard.api.service import API, RESOURCES, Resource
from openscorecard.domain.people.tokens import SCOPES

TITLE = "OpenScorecard, reading by program"
ABOUT = f"""What the pages of OpenScorecard show, for other programs: plans, definitions, figures, targets and scores.
Nothing can be written.

Exact numbers are text in JSON and CSV and decimals in Parquet (38 digits, 18 after the point; the numerator and the
denominator beside a ratio are always exact). Missing is not zero: `status` says whether there is a value, and why not.
Names come in Traditional Chinese (`name_zh`) and, where there is one, English (`name_en`).

A page has {USUAL} rows, `limit` at most {MOST}; `next` (and the header `Link`) leads on, `total` (`X-Total-Count`)
counts all. Rows keep their order. `ETag` names the state an answer stands on: send it as `If-None-Match`, and what has
not changed costs nothing (304).

Every caller has so many requests a minute (`RateLimit-Policy`, `RateLimit`); 429 says in `Retry-After` how many seconds
to wait. Errors are problem JSON (RFC 9457), with a sentence in the language of `Accept-Language`.
"""
BEARER = "A token, in the header `Authorization: Bearer TOKEN`; never in an address."
SESSION = "Somebody signed in on the site may try addresses in the same browser."
TAGS: Mapping[str, str] = {
    "plans": "Plans and their parts.",
    "measures": "What KPIs count.",
    "figures": "Observations and targets.",
    "scores": "Scores, statuses, and why.",
    "initiatives": "Action plans.",
}
_TAG_OF = {
    "plans": "plans", "plan": "plans", "editions": "plans", "nodes": "plans", "periods": "plans",
    "measures": "measures", "measure": "measures", "observations": "figures", "targets": "figures",
    "scores": "scores", "score_trace": "scores", "initiatives": "initiatives",
}  # fmt: skip
_SCOPES_OF = {"observations": "figures:read", "scores": "scores:read", "score_trace": "scores:read"}
_PUBLIC = {
    "observations": "Without a token: the KPIs of a plan as a whole, in published periods, as known when published.",
    "scores": "Without a token: published periods, as known when published.",
    "score_trace": "Without a token: published periods, as known when published.",
    "periods": "Without a token: published periods.",
}
PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 describes it.",
    "properties": {
        "type": {"type": "string", "description": "Where this kind of problem is explained."},
        "title": {"type": "string", "description": "What kind of problem it is."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What is wrong here, and how to mend it."},
        "code": {"type": "string", "description": "A stable name of the problem."},
        "errors": {
            "type": "array",
            "description": "Parameters that are wrong, each with its sentence.",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "detail": {"type": "string"}},
                "required": ["where", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code"],
    "examples": [
        {
            "type": "/api/?problem=unknown-plan#problems",
            "title": "There is no such thing",
            "status": 404,
            "detail": "There is no plan “libary”; choose one from the list of plans.",
            "code": "unknown-plan",
        }
    ],
}
ERRORS: Mapping[str, str] = {
    "401": "No token, or one that opens nothing.",
    "403": "The token or the account may not read this.",
    "404": "There is no such plan, measure or node for this caller.",
    "406": "`Accept` names no form there is.",
    "422": "A parameter cannot be read, or the question has no answer.",
    "429": "Too many requests in this minute.",
}
_LIMITS: Mapping[str, Any] = {
    "RateLimit-Policy": {"description": "How many requests in how many seconds.", "schema": {"type": "string"}},
    "RateLimit": {"description": "How many are left (r), and seconds to the next minute (t).",
                  "schema": {"type": "string"}},
}  # fmt: skip
_TAGGED: Mapping[str, Any] = {
    **_LIMITS,
    "ETag": {"description": "The state this answer stands on.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "For this caller alone.", "schema": {"type": "string"}},
}


@cache
def document() -> Mapping[str, Any]:
    """The whole document, OpenAPI 3.1; made once."""
    assert RESOURCE_FILES  # noqa: S101 -- they are imported, so they are registered
    raw = API.get_openapi_schema(path_prefix="api/v1/")
    paths = {path: {"get": _operation(dict(many["get"]))} for path, many in sorted(raw["paths"].items())}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": raw["info"]["version"],
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This site."}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "security": [{"token": []}, {"session": []}, {}],
        "paths": paths,
        "components": {
            "schemas": {"Problem": PROBLEM, **dict(_schemas())},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": BEARER},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": SESSION},
            },
            "responses": dict(_errors()),
        },
    }


def _schemas() -> Iterator[tuple[str, Any]]:
    for name, one in RESOURCES.items():
        if one.table:
            yield _row_name(one.table), row_schema(one.table)
        else:
            yield f"{name.replace('_', ' ').title().replace(' ', '')}", one.shape


def _row_name(table: Table) -> str:
    return f"{table.name.capitalize()}Row"


def _errors() -> Iterator[tuple[str, Any]]:
    for status, words in ERRORS.items():
        headers = dict(_LIMITS)
        if status == "429":
            headers["Retry-After"] = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        if status == "401":
            headers = {"WWW-Authenticate": {"description": "Which kind of token.", "schema": {"type": "string"}}}
        content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        yield f"Problem{status}", {"description": words, "headers": headers, "content": content}


def _operation(raw: dict[str, Any]) -> dict[str, Any]:
    name = raw["operationId"]
    found = RESOURCES[name]
    scope = _SCOPES_OF.get(name, found.scope)
    words = SCOPES[scope].en  # type: ignore[index]  # scopes of resources are scopes
    about = f"Scope `{scope}` ({words})." + (f" {_PUBLIC[name]}" if name in _PUBLIC else "")
    errors = {status: {"$ref": f"#/components/responses/Problem{status}"} for status in ERRORS}
    security: list[dict[str, list[str]]] = [{"token": []}, {"session": []}]
    return {
        "operationId": name,
        "summary": raw["description"],
        "description": about,
        "tags": [_TAG_OF[name]],
        "security": [*security, {}] if scope == "plans:read" or name in _PUBLIC else security,
        "parameters": [_parameter(one) for one in raw["parameters"]],
        "responses": {"200": _answer(name, found), "304": _unchanged(), **errors},
    }


def _parameter(raw: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter: that it may be left out is said by `required`, so no schema allows null."""
    schema = {name: value for name, value in raw["schema"].items() if name not in {"title", "description", "examples"}}
    choices = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    if choices:
        schema = {**choices[0], **{name: value for name, value in schema.items() if value is not None}}
    if schema.get("default", "") is None:
        del schema["default"]
    said = {"name": raw["name"], "in": raw["in"], "required": raw["required"], "schema": schema}
    if "description" in raw:
        said["description"] = raw["description"]
    if "examples" in raw:
        said["example"] = raw["examples"][0]
    return said


def _unchanged() -> dict[str, Any]:
    return {"description": "What you have is still so.", "headers": dict(_TAGGED)}


def _answer(name: str, found: Resource) -> dict[str, Any]:
    if found.table is None:
        shape = "".join(part.title() for part in name.split("_"))
        content: dict[str, Any] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
        return {"description": "The whole.", "headers": dict(_TAGGED), "content": content}
    headers = {
        **_TAGGED,
        "X-Total-Count": {"description": "How many rows there are in all.", "schema": {"type": "integer"}},
        "Link": {"description": "The next page, where there is one.", "schema": {"type": "string"}},
    }
    return {"description": "A page of rows.", "headers": headers, "content": _forms(found.table, found.shape or {})}


def _forms(table: Table, facts: Mapping[str, Any]) -> dict[str, Any]:
    properties = {
        **facts,
        "total": {"type": "integer", "description": "How many rows there are in all."},
        "limit": {"type": "integer", "description": "Rows of a page at most."},
        "offset": {"type": "integer", "description": "Rows passed over."},
        "next": {"type": ["string", "null"], "description": "Address of the next page."},
        "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{_row_name(table)}"}},
    }
    page = {"type": "object", "properties": properties, "required": list(properties)}
    sample = {"total": 1, "limit": USUAL, "offset": 0, "next": None, "items": [example(table)]}
    given = {name: dict(shape).get("examples", [""])[0] for name, shape in facts.items()}
    return {
        "application/json": {"schema": page, "example": {**_facts(table, given), **sample}},
        "text/csv": {"schema": {"type": "string", "description": "A head and a line for each row."}},
        "application/vnd.apache.parquet": {"schema": {"type": "string", "format": "binary"}},
    }


def _facts(table: Table, names: Mapping[str, Any]) -> dict[str, Any]:
    row = example(table)
    return {name: row[name] for name in names}


def example(table: Table) -> dict[str, Any]:
    """A row as an example."""
    return {column.name: _example(column) for column in table.columns}


def _example(column: Column) -> Any:
    if column.example is not None or column.lacks:
        return column.example
    return column.words[0] if column.words else {"data": []}.get(column.kind, "")
