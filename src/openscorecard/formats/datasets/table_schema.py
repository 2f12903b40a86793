"""A dataset's contract as a Frictionless Table Schema, for those who make the files."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.formats.datasets.canonical import LIST_SEPARATOR
from openscorecard.formats.datasets.numbers import MISSING_VALUES

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "whole": {"type": "integer", "groupChar": ","},
    "number": {"type": "number", "groupChar": ","},
    "money": {"type": "number", "groupChar": ","},
    "day": {"type": "date"},
    "moment": {"type": "datetime"},
    "period": {"type": "string"},
    "flag": {"type": "boolean", "trueValues": ["true", "1", "Y", "是"], "falseValues": ["false", "0", "N", "否"]},
    # The standard has lists since version 2.0, but its own profile refuses them.
    "list": {"type": "string", "listSeparator": LIST_SEPARATOR},
}
_PERIOD_TYPES = {"month": "yearmonth", "year": "year"}
_ANY_PERIOD = r"\d{4}(-\d{2}|-Q[1-4]|-H[12])?|SY\d{4}"


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """The Table Schema (version 2 of the standard) of `dataset`, JSON-able.

    Beyond the standard, `title_en` and `description_en` give the English, `timeZone` the zone of moments that name
    none, `listSeparator` what stands between the values of a list.
    """
    schema: dict[str, Any] = {
        "$schema": PROFILE,
        "name": dataset.name,
        "title": dataset.title.zh,
        "title_en": dataset.title.en,
        "description": dataset.description.zh,
        "description_en": dataset.description.en,
        "fields": [_field(field) for field in dataset.fields],
        "missingValues": list(MISSING_VALUES),
    }
    if dataset.key:
        schema["primaryKey"] = list(dataset.key)
    if keys := [_foreign_key(dataset, field) for field in dataset.fields if field.references]:
        schema["foreignKeys"] = keys
    return schema


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "title": field.title.zh, "title_en": field.title.en}
    if field.description:
        said |= {"description": field.description.zh, "description_en": field.description.en}
    said |= _TYPES[field.type]
    if field.type == "moment":
        said["timeZone"] = "Asia/Taipei"
    if field.grain in _PERIOD_TYPES:
        said["type"] = _PERIOD_TYPES[field.grain]
    constraints = _constraints(field)
    return said | ({"constraints": constraints} if constraints else {})


def _constraints(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.choices and field.type == "text":
        constraints["enum"] = list(field.values())
    if field.choices and field.type == "list":
        one = f"({'|'.join(re.escape(value) for value in field.values())})"
        constraints["pattern"] = f"{one}({LIST_SEPARATOR}{one})*"
    if field.type == "period" and field.grain not in _PERIOD_TYPES:
        constraints["pattern"] = _ANY_PERIOD
    for name, bound in (("minimum", field.least), ("maximum", field.most)):
        if bound is not None:
            constraints[name] = _json_number(bound)
    return constraints


def _json_number(bound: Decimal) -> int | float:
    return int(bound) if bound == bound.to_integral_value() else float(bound)


def _foreign_key(dataset: Dataset, field: Field) -> dict[str, Any]:
    resource, _, name = field.references.partition(".")
    # The standard says of a key into the table itself that it names no resource.
    other = {} if resource == dataset.name else {"resource": resource}
    return {"fields": [field.name], "reference": {**other, "fields": [name]}}
