"""The published schema of plan files, and what data breaks it, in sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openscorecard.domain.faults import Fault
from openscorecard.formats.strategy.faults import MissingField, UnfitField, UnknownField

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

_WANTED = {
    "date": ("日期請寫成 2019-03-26", "a day is written 2019-03-26"),
    "string": ("請寫成文字，數字或 yes/no 請加引號", "write text; put numbers and yes/no in quotes"),
    "array": ("請寫成清單，每項以 - 開頭", "write a list, each item after a hyphen"),
    "object": ("請寫成欄位與值", "write fields and values"),
    "integer": ("請寫整數", "write a whole number"),
    "boolean": ("請寫 true 或 false", "write true or false"),
}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of plan data and YAML plan files."""
    text = resources.files(__package__).joinpath("plan.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(plan_schema(), format_checker=FormatChecker(formats=["date"]))


def check_data(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Every break of the schema as a fault; facts hold `path`, the way to the value, parts joined by `/`."""
    for error in sorted(_validator().iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path]):
        yield _fault(error)


def _fault(error: ValidationError) -> Fault:
    path = "/".join(str(part) for part in error.absolute_path)
    value: Any = error.instance
    rule: Any = error.validator_value
    where = _named_place(error) or path or "plan"
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        extra = next((key for key in value if key not in known), "")
        return UnknownField(item=extra, where=where, path=f"{path}/{extra}".strip("/"))
    if error.validator == "required":
        missing = next((key for key in rule if key not in value), "")
        return MissingField(item=missing, where=where, path=path)
    plain = f"{error.validator}: {rule}"
    wanted_zh, wanted = _WANTED.get(str(rule), (plain, plain))
    return UnfitField(where=where, text=_short(value), wanted_zh=wanted_zh, wanted=wanted, path=path)


def _named_place(error: ValidationError) -> str:
    instance = error.instance
    if isinstance(instance, dict):
        return str(instance.get("code") or instance.get("id") or instance.get("letter") or "")
    return ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
