"""Reads the contracts of the datasets that come with the product."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from openscorecard.domain.measures.datasets import Dataset, check_references
from openscorecard.domain.measures.fields import Choice, Field
from openscorecard.domain.text import Text


@cache
def standard_datasets() -> Mapping[str, Dataset]:
    """The datasets of public libraries, by name, in the order of the contract."""
    import yaml

    text = resources.files(__package__).joinpath("contracts.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # safe loaders both
    choices = {name: _choices(rows) for name, rows in data["choices"].items()}
    datasets = {name: _dataset(name, row, choices) for name, row in data["datasets"].items()}
    check_references(datasets)
    return MappingProxyType(datasets)


def _choices(rows: Mapping[str, list[str]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, _text(title)) for value, title in rows.items())


def _dataset(name: str, row: Mapping[str, Any], choices: Mapping[str, tuple[Choice, ...]]) -> Dataset:
    key = tuple(row["key"])
    return Dataset(
        name=name,
        title=_text(row["title"]),
        fields=tuple(_field(field, facts, field in key, choices) for field, facts in row["fields"].items()),
        key=key,
        kind=row["kind"],
        time_field=row["time"],
        description=_text(row["about"]),
    )


def _field(name: str, row: Mapping[str, Any], in_key: bool, choices: Mapping[str, tuple[Choice, ...]]) -> Field:
    return Field(
        name=name,
        title=_text(row["title"]),
        type=row["type"],
        required=row.get("required", in_key),
        choices=choices[row["choices"]] if "choices" in row else (),
        description=_text(row["about"]) if "about" in row else None,
        references=row.get("references", ""),
        default=row.get("default"),
        not_before=row.get("not_before", ""),
        least=_bound(row.get("least")),
        most=_bound(row.get("most")),
        grain=row.get("grain", ""),
    )


def _bound(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _text(row: list[Any]) -> Text:
    zh, en = row  # an unquoted comma would make three
    return Text(str(zh), str(en))
