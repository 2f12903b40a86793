"""Rows as exact text: a CSV whose columns are the dataset's fields, which any engine reads without guessing."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.periods import parse_period

LIST_SEPARATOR = ";"
"""Between the values of a list; no value holds one."""


class CanonicalWriter:
    """Writes rows as canonical CSV: UTF-8, comma, a head of field names, `\\n`; no value is empty.

    Days are `2025-03-05`, moments `2025-03-05T14:30:00+08:00`, periods as `str(period)`, numbers plain decimals, flags
    `true` and `false`, lists joined by `;`.
    """

    def __init__(self, file: IO[str], dataset: Dataset) -> None:
        self._write = csv.writer(file, lineterminator="\n").writerow
        self._forms = [_FORMS.get(field.type) for field in dataset.fields]
        self._write(dataset.names)

    def add(self, values: Iterable[Any]) -> None:
        """Write one row."""
        self._write(
            [
                value if form is None or value is None else form(value)
                for form, value in zip(self._forms, values, strict=True)
            ]
        )


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _plain(value: Decimal) -> str:
    return format(value, "f")


_FORMS: dict[str, Callable[[Any], str]] = {
    "number": _plain,
    "money": _plain,
    "day": date.isoformat,
    "moment": datetime.isoformat,
    "period": str,
    "flag": _flag,
    "list": LIST_SEPARATOR.join,
}
_VALUES: dict[str, Callable[[str], Any]] = {
    "text": str,
    "whole": int,
    "number": Decimal,
    "money": Decimal,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "period": parse_period,
    "flag": lambda text: text == "true",
    "list": lambda text: tuple(text.split(LIST_SEPARATOR)),
}


def read_canonical(dataset: Dataset, path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a canonical file one by one, by field name, None where there is no value."""
    parsers = [_VALUES[field.type] for field in dataset.fields]
    names = dataset.names
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, strict=True)
        next(reader)
        for cells in reader:
            yield {name: parse(cell) if cell else None for name, parse, cell in zip(names, parsers, cells, strict=True)}
