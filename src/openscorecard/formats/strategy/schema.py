"""The published schema of plan files, and what data breaks it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from openscorecard.domain.faults import Fault
from openscorecard.formats.schema_check import breaks, validator_of

if TYPE_CHECKING:
    from jsonschema.protocols import Validator


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of plan data and YAML plan files."""
    text = resources.files(__package__).joinpath("plan.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


@cache
def _validator() -> Validator:
    return validator_of(plan_schema())


def check_data(data: Mapping[str, Any]) -> Iterator[Fault]:
    """Every break of the schema as a fault; facts hold `path`, the way to the value, parts joined by `/`."""
    return breaks(_validator(), data, schema="plan.schema.json", whole="plan")
