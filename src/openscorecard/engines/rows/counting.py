"""Counting the rows readers see, by month and by one of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import MONTH, reading, select
from openscorecard.engines.rows.schema import by_month

MOST = 100  # values of the field that are told apart; the others count together


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows by month (`2025-01`) and value; `rest` are those of values beyond the hundred largest, by month.

    The value is empty where a row has none, and for all rows where nothing was asked to be told apart. `values` come
    in their order as text. Rows without a time are in no month and not counted.
    """

    rows: Mapping[tuple[str, str], int]
    values: tuple[str, ...]
    rest: Mapping[str, int]

    @property
    def months(self) -> tuple[str, ...]:
        """The months that have rows, in order."""
        return tuple(sorted({month for month, _ in self.rows} | self.rest.keys()))

    def of_month(self, month: str) -> int:
        """All rows of a month."""
        return sum(self.rows.get((month, value), 0) for value in self.values) + self.rest.get(month, 0)


def count_by_month(root: Path, dataset: Dataset, manifest: Manifest, field: str = "") -> RowCounts:
    """The rows of `manifest` counted by month, and by the text `field` where one is named; one pass over two columns.

    A row counts in the month of the dataset's time.
    """
    if not manifest.parts:
        return RowCounts({}, (), {})
    with reading(root, [manifest]) as connection:
        found = connection.sql(_statement(root, dataset, manifest, field)).fetchall()
    rows = {(month, value): count for month, value, count in found if value is not None}
    rest = {month: count for month, value, count in found if value is None}
    return RowCounts(rows, tuple(sorted({value for _, value in rows})), rest)


def _statement(root: Path, dataset: Dataset, manifest: Manifest, field: str) -> str:
    month = MONTH if by_month(dataset) else f"strftime(CAST(\"{dataset.time_field}\" AS DATE), '%Y-%m')"
    value = f"coalesce(\"{field}\", '')" if field else "''"
    return f"""
        WITH seen AS (
            SELECT {month} AS month, {value} AS value, count(*) AS count
            FROM ({select(root, dataset, manifest)}) GROUP BY 1, 2
        ), largest AS (
            SELECT value FROM seen GROUP BY value ORDER BY sum(count) DESC, value LIMIT {MOST}
        )
        SELECT month, CASE WHEN value IN (SELECT value FROM largest) THEN value END AS told, sum(count)::BIGINT
        FROM seen WHERE month IS NOT NULL GROUP BY 1, 2
    """  # noqa: S608 -- names of our own contracts and files
