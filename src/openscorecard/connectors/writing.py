"""Harvests written as CSV: every value as exact text, a new file before one grows too long for its reader."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

ROWS_A_FILE = 2_000_000


class HarvestWriter:
    """Writes rows below a folder as `NAME.csv`, `NAME-2.csv` …; used with `with`. `files` and `rows` tell what became
    of it."""

    def __init__(self, folder: Path, name: str, heads: Sequence[str], rows_a_file: int = ROWS_A_FILE) -> None:
        self._folder, self._name, self._heads, self._limit = folder, name, list(heads), rows_a_file
        self._file: IO[str] | None = None
        self.files: list[Path] = []
        self.rows = 0

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._close()

    def add(self, values: Sequence[Any]) -> None:
        """Write one row, its values in the order of the heads."""
        if self.rows and self.rows % self._limit == 0:
            self._close()
            self._open()
        self._write([written(value) for value in values])
        self.rows += 1

    def _open(self) -> None:
        number = len(self.files) + 1
        path = self._folder / (f"{self._name}.csv" if number == 1 else f"{self._name}-{number}.csv")
        self._file = path.open("w", encoding="utf-8", newline="")
        self._write = csv.writer(self._file, lineterminator="\n").writerow
        self._write(self._heads)
        self.files.append(path)

    def _close(self) -> None:
        if self._file:
            self._file.close()


def written(value: Any) -> str:
    """A value of a database as exact text; nothing for none."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case float():
            return format(Decimal(repr(value)), "f") if value == value and abs(value) != float("inf") else ""
        case bytes() | bytearray() | memoryview():
            return bytes(value).decode("utf-8", "replace")
        case list() | tuple() | set():
            return ";".join(written(part) for part in value)
        case _:
            return str(value)
