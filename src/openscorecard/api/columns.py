"""Tables of the API: their columns, from which JSON, CSV, Parquet and the OpenAPI document are all made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any, Literal

from openscorecard.domain.measures.decimals import decimal_text

ColumnKind = Literal["text", "number", "integer", "flag", "day", "moment", "data"]
Row = Sequence[Any]
_PATTERN = r"^-?[0-9]+(\.[0-9]+)?$"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name (a code name of the glossary), what it holds in English, an example.

    A `number` is exact (a Fraction), text in JSON and CSV. `data` is a list or an object: in CSV and Parquet JSON text;
    `shape` is its JSON schema. `words` are the only values of a text. Only where `lacks` may a cell be empty.
    """

    name: str
    kind: ColumnKind
    says: str
    example: Any = None
    words: tuple[str, ...] = ()
    lacks: bool = False
    shape: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A resource of rows; `says` is what one row is, `key` the columns that name a row, in the order of the rows."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]


_TYPES: Mapping[ColumnKind, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "string", "pattern": _PATTERN},
    "integer": {"type": "integer"},
    "flag": {"type": "boolean"},
    "day": {"type": "string", "format": "date"},
    "moment": {"type": "string", "format": "date-time"},
    "data": {"type": ["array", "object"]},
}


def row_schema(table: Table) -> dict[str, Any]:
    """The JSON schema of one row; `name_number` columns stand beside exact ones where they are asked for."""
    properties: dict[str, Any] = {}
    for column in table.columns:
        properties[column.name] = _schema(column)
        if column.kind == "number":
            properties[f"{column.name}_number"] = {
                "type": ["number", "null"],
                "description": f"`{column.name}` as a floating-point number; only with `numbers=float`.",
            }
    required = [column.name for column in table.columns]
    return {
        "type": "object",
        "description": table.says,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(column: Column) -> dict[str, Any]:
    said = dict(column.shape or _TYPES[column.kind])
    if column.words:
        said["enum"] = [*column.words, *([None] if column.lacks else [])]
    if column.lacks:
        kind = said["type"]
        said["type"] = [*(kind if isinstance(kind, list) else [kind]), "null"]
    said["description"] = column.says
    if column.example is not None:
        said["examples"] = [column.example]
    return said


def json_row(table: Table, row: Row, floats: bool) -> dict[str, Any]:
    """A row as JSON has it."""
    found: dict[str, Any] = {}
    for column, cell in zip(table.columns, row, strict=True):
        found[column.name] = plain(cell)
        if floats and column.kind == "number":
            found[f"{column.name}_number"] = None if cell is None else float(cell)
    return found


def flat_columns(table: Table, floats: bool) -> list[tuple[str, str]]:
    """Names and kinds of the columns of a file."""
    found: list[tuple[str, str]] = []
    for column in table.columns:
        found.append((column.name, "text" if column.kind == "data" else column.kind))
        if floats and column.kind == "number":
            found.append((f"{column.name}_number", "float"))
    return found


def flat_row(table: Table, row: Row, floats: bool) -> list[Any]:
    """A row as files have it: lists and objects as JSON text."""
    found: list[Any] = []
    for column, cell in zip(table.columns, row, strict=True):
        nested = column.kind == "data" and cell is not None
        found.append(json.dumps(plain(cell), ensure_ascii=False) if nested else cell)
        if floats and column.kind == "number":
            found.append(None if cell is None else float(cell))
    return found


def plain(cell: Any) -> Any:
    """A value as JSON has it: exact numbers and times as text."""
    if isinstance(cell, Fraction):
        return decimal_text(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, tuple | list):
        return [plain(one) for one in cell]
    return cell
