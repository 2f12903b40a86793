"""Reads a report as the tests look at it: its rows as a plain table, and sums by month and metric."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

from openscorecard.connectors.counter.reading import ReportReading, read_report

Key = tuple[str, ...]
KEY = ("period", "platform", "report", "title", "metric", "data_type", "access_method")


def rows_of(source: bytes | Path, platforms: dict[str, str] | None = None) -> dict[Key, int]:
    """The counts of a report by the key of the dataset; no key stands twice."""
    return read(source, platforms)[1]


def read(
    source: bytes | Path, platforms: dict[str, str] | None = None, *, keep_good: bool = False
) -> tuple[ReportReading, dict[Key, int]]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rows.csv"
        reading = read_report(source, target, platforms, keep_good=keep_good)
        if not target.exists():
            return reading, {}
        with target.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    found = {tuple(row[name] for name in KEY): int(row["count"]) for row in rows}
    assert len(found) == len(rows) == reading.rows
    assert all(count > 0 for count in found.values())
    return reading, found


def sums(rows: dict[Key, int]) -> Counter[tuple[str, str]]:
    """By month and metric."""
    found: Counter[tuple[str, str]] = Counter()
    for key, count in rows.items():
        found[key[0], key[4]] += count
    return found
