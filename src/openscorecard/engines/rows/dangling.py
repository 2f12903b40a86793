"""Values of references that no row of the referred dataset has: a renamed branch, an item that was never registered."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import PLAN
from openscorecard.domain.measures.fields import Field
from openscorecard.engines.rows.manifest import Manifest
from openscorecard.engines.rows.scanning import reading, select
from openscorecard.engines.rows.tables import RowTable

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FIRST = 20  # values of a field that are named; the others only count
# Rows of a referred dataset that an import still waits for. Codes of branches cost it 1 % of its time, items of a whole
# collection a tenth: those are compared where the stored rows are looked at.
COMPARED = 100_000
_GIVEN, _NUMBER = "given", "_number"  # the rows on their way in, beside the files, and the place of each in its own
PLANS = "action_plans"
"""What the field `plan` refers to: the action plans of strategy plans, which are no dataset."""


@dataclass(frozen=True, slots=True)
class Dangling:
    """A field that names what the dataset it refers to does not have; `references` as its contract writes it.

    `values` are the first twenty with how many rows have them, those with most rows first; `different` counts all
    such values, `rows` all rows that have one (a row once for each value of a list). `first` holds for each of `values`
    the first row of a file that has it; it is empty of rows that are stored, which stand in no file any more.
    """

    field: str
    references: str
    values: tuple[tuple[str, int], ...]
    different: int
    rows: int
    first: tuple[int, ...] = ()

    @property
    def more(self) -> int:
        """How many values are not named."""
        return self.different - len(self.values)

    @property
    def dataset(self) -> str:
        """The dataset that the field refers to."""
        return self.references.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Visible:
    """What readers see of the datasets that are compared; `manifests` may lack those without batches.

    `plans` are the ids of all action plans there ever were; without any, nobody can tell a wrong one. Rows whose first
    key is among `by_hand` have their plan from a person, whatever they say.
    """

    root: Path
    datasets: Mapping[str, Dataset]
    manifests: Mapping[str, Manifest]
    plans: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()

    def rows(self, name: str) -> str:
        """The statement of a dataset's rows, empty where no file of it is seen."""
        shown = self.manifests.get(name)
        return f"({select(self.root, self.datasets[name], shown)})" if shown and shown.parts else ""

    def size(self, name: str) -> int:
        """The rows in the files of a dataset, hidden ones too."""
        shown = self.manifests.get(name)
        return sum(one.part.rows for one in shown.parts) if shown else 0


def referred(dataset: Dataset) -> tuple[str, ...]:
    """The datasets that fields of `dataset` refer to, itself among them where it does."""
    return tuple(dict.fromkeys(field.references.partition(".")[0] for field in dataset.fields if field.references))


def refers(dataset: Dataset) -> bool:
    """Whether rows of `dataset` refer to anything: to other rows, or to action plans."""
    return any(field.references or field.name == PLAN for field in dataset.fields)


def dangling_stored(seen: Visible, dataset: Dataset) -> tuple[Dangling, ...]:
    """What dangles among the rows readers see of `dataset`, by field: one statement for each.

    Nothing is said of a reference to a dataset without a visible file: then nobody can tell.
    """
    rows = seen.rows(dataset.name)
    compared = list(_targets(seen, dataset)) if rows else []
    if not compared:
        return ()
    with _reading(seen) as connection:
        return tuple(
            one
            for field, there in compared
            for one in _dangling(connection, field, _asked(seen, dataset, field, rows), there)
        )


def dangling_incoming(seen: Visible, given: RowTable) -> tuple[Dangling, ...]:
    """The same of rows on their way in; a reference to their own dataset may also point to one of themselves.

    Nothing is said of datasets with more than a hundred thousand rows, so that an import is not held up.
    """
    dataset = given.dataset
    compared = list(_targets(seen, dataset, given)) if len(given) else []
    if not compared:
        return ()
    with _reading(seen) as connection:
        connection.register(_GIVEN, _numbered(given))
        return tuple(
            one
            for field, there in compared
            for one in _dangling(connection, field, _asked(seen, dataset, field, _GIVEN), there, _NUMBER)
        )


def _numbered(given: RowTable) -> pa.Table:
    """The rows with their places in their files; 0 where nobody knows."""
    import pyarrow as pa

    places = given.numbers if len(given.numbers) == len(given) else [0] * len(given)
    return given.table.append_column(_NUMBER, pa.array(places, pa.int64()))


def _asked(seen: Visible, dataset: Dataset, field: Field, rows: str) -> str:
    """The rows whose `field` is compared: of plans not those that have theirs by hand."""
    if field.name != PLAN or not seen.by_hand or not dataset.key:
        return rows
    given = f'coalesce(CAST("{dataset.key[0]}" AS VARCHAR) IN ({_texts(seen.by_hand)}), false)'
    return f"(SELECT * FROM {rows} WHERE NOT {given})"  # noqa: S608 -- our own names


def _texts(values: tuple[str, ...]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


def _targets(seen: Visible, dataset: Dataset, given: RowTable | None = None) -> Iterator[tuple[Field, str]]:
    """Each field that refers to something, and the statement of the values that are there."""
    for field in dataset.fields:
        if field.name == PLAN and seen.plans:
            yield replace(field, references=f"{PLANS}.id"), f"SELECT unnest([{_texts(seen.plans)}]) AS value"
        name, _, key = field.references.partition(".")
        own = given if given is not None and name == dataset.name else None
        if not name or (given is not None and seen.size(name) + (len(own) if own else 0) > COMPARED):
            continue
        rows = [seen.rows(name), *([_GIVEN] if own else [])]
        there = [f'SELECT CAST("{key}" AS VARCHAR) AS value FROM {one}' for one in rows if one]  # noqa: S608 -- our own names
        if there:
            yield field, " UNION ALL ".join(there)


def _dangling(
    connection: duckdb.DuckDBPyConnection, field: Field, rows: str, there: str, number: str = "NULL"
) -> Iterator[Dangling]:
    value = f'unnest("{field.name}")' if field.type == "list" else f'"{field.name}"'
    found = connection.sql(f"""
        WITH used AS (
            SELECT value, count(*) AS rows, min(nullif(number, 0))::BIGINT AS first
            FROM (SELECT CAST({value} AS VARCHAR) AS value, {number} AS number FROM {rows})
            WHERE value <> '' GROUP BY value
        )
        SELECT value, rows, count(*) OVER (), (sum(rows) OVER ())::BIGINT, first
        FROM used ANTI JOIN ({there}) AS there USING (value) ORDER BY rows DESC, value LIMIT {FIRST}
    """).fetchall()  # noqa: S608 -- names of our own contracts and files
    if found:
        values = tuple((str(text), int(count)) for text, count, *_ in found)
        first = tuple(int(row[4] or 0) for row in found) if any(row[4] for row in found) else ()
        yield Dangling(field.name, field.references, values, int(found[0][2]), int(found[0][3]), first)


@contextmanager
def _reading(seen: Visible) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the files; values of registers may be too many for the memory and go to the disk meanwhile."""
    with (
        tempfile.TemporaryDirectory() as spill,
        reading(seen.root, seen.manifests.values(), spill=Path(spill)) as connection,
    ):
        yield connection
