"""What in plain data breaks a published schema, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openscorecard.domain.faults import Fault
from openscorecard.formats.faults import MissingField, UnfitField, UnknownField

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
    "^[a-z][a-z0-9_]{0,62}$": (
        "識別碼以小寫英文字母開頭，其後為小寫字母、數字與底線",
        "an id begins with a small letter, then small letters, digits and underscores",
    ),
}


def validator_of(schema: dict[str, Any]) -> Validator:
    """What checks data against `schema` (draft 2020-12), days included."""
    from jsonschema import Draft202012Validator, FormatChecker

    return Draft202012Validator(schema, format_checker=FormatChecker(formats=["date"]))


def breaks(validator: Validator, data: Any, *, schema: str, whole: str) -> Iterator[Fault]:
    """Every break of the schema as a fault; facts hold `path`, the way to the value, parts joined by `/`.

    `schema` is the file of the schema, `whole` what a file of it is, for the sentences.
    """
    for error in sorted(validator.iter_errors(data), key=lambda error: [str(part) for part in error.absolute_path]):
        yield _fault(error, schema, whole)


def _fault(error: ValidationError, schema: str, whole: str) -> Fault:
    path = "/".join(str(part) for part in error.absolute_path)
    value: Any = error.instance
    rule: Any = error.validator_value
    where = _named_place(error) or path or whole
    if error.validator == "additionalProperties":
        known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
        extra = next((key for key in value if key not in known), "")
        return UnknownField(item=extra, where=where, schema=schema, path=f"{path}/{extra}".strip("/"))
    if error.validator == "required":
        missing = next((key for key in rule if key not in value), "")
        return MissingField(item=missing, where=where, path=path)
    wanted_zh, wanted = _wanted(str(error.validator), rule)
    return UnfitField(where=where, text=_short(value), wanted_zh=wanted_zh, wanted=wanted, path=path)


def _wanted(validator: str, rule: Any) -> tuple[str, str]:
    if validator == "enum":
        return f"請寫{'、'.join(map(str, rule))}其中之一", f"write one of {', '.join(map(str, rule))}"
    if validator in {"minItems", "maxItems"}:
        at_zh, at = ("最少", "at least") if validator == "minItems" else ("最多", "at most")
        return f"{at_zh} {rule} 項；含逗號的文字請加引號", f"write {at} {rule} items; put a text with a comma in quotes"
    if validator == "type" and isinstance(rule, list):
        named = [_WANTED.get(one, (one, one)) for one in rule]
        return "，或".join(zh for zh, _ in named), ", or ".join(en for _, en in named)
    if validator == "oneOf" and all("required" in one for one in rule):
        names = [" + ".join(one["required"]) for one in rule]
        return f"{'、'.join(names)}必須恰好寫一項", f"write exactly one of {', '.join(names)}"
    plain = f"{validator}: {rule}"
    return _WANTED.get(str(rule), (plain, plain))


def _named_place(error: ValidationError) -> str:
    instance = error.instance
    if isinstance(instance, dict):
        return str(instance.get("code") or instance.get("id") or instance.get("letter") or "")
    return ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else text[:79] + "…"
