"""Writes docs/api.md from the OpenAPI document of the read API."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HEAD = """# The read API

*Made from the code by `python tools/docs_tables.py write`.*

"""
Table = Callable[[tuple[str, ...], Sequence[tuple[str, ...]]], str]


def reference(table: Table) -> str:
    """docs/api.md."""
    said = _document()
    parts = [HEAD + str(said["info"]["description"]).strip(), _scopes(table)]
    for path, many in said["paths"].items():
        parts.append("\n\n".join(_operation(path, many["get"], said, table)))
    parts.append("## Problems\n\n" + table(("status", "when"), list(_problems(said))))
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _document() -> Mapping[str, Any]:
    """The document; the site's settings are read, its store is not."""
    from django.conf import settings

    if not settings.configured:
        sys.path.insert(0, str(ROOT / "src"))
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")
        os.environ.setdefault("OPENSCORECARD_HOME", tempfile.mkdtemp())
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from openscorecard.api.document import document

    return document()


def _scopes(table: Table) -> str:
    from openscorecard.domain.people.tokens import SCOPES

    rows = [(f"`{name}`", words.zh, words.en) for name, words in SCOPES.items()]
    return "## Scopes\n\n" + table(("scope", "zh-Hant", "English"), rows)


def _operation(path: str, said: Mapping[str, Any], whole: Mapping[str, Any], table: Table) -> Iterator[str]:
    yield f"## GET {path}"
    yield f"{said['summary']}. {said['description']}"
    rows = [
        (f"`{one['name']}`", "yes" if one["required"] else "", one.get("description", "") + _words(one["schema"]))
        for one in said["parameters"]
    ]
    if rows:
        yield table(("parameter", "needed", "meaning"), rows).strip()
    schema = said["responses"]["200"]["content"]["application/json"]["schema"]
    shape = schema["properties"]["items"]["items"] if "properties" in schema else schema
    columns = whole["components"]["schemas"][shape["$ref"].rpartition("/")[2]]["properties"]
    yield table(
        ("column", "meaning"),
        [
            (f"`{name}`", one.get("description", "") + _words(one))
            for name, one in columns.items()
            if not name.endswith("_number")
        ],
    ).strip()


def _words(schema: Mapping[str, Any]) -> str:
    words = [f"`{one}`" for one in schema.get("enum", ()) if one is not None]
    return f" {', '.join(words)}" if words else ""


def _problems(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, one in said["components"]["responses"].items():
        yield name.removeprefix("Problem"), one["description"]
