"""The rows behind a figure: those that a counting counts in a period and cell, with readers kept out of sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from openscorecard.domain.measures.counting import Latest
from openscorecard.domain.measures.fields import Field
from openscorecard.domain.measures.small_cells import PATRON_FIELDS, of_readers, too_few
from openscorecard.domain.measures.tagging import place_of
from openscorecard.engines.measures.asked import Asked, Behind
from openscorecard.engines.measures.duck.columns import Kept, Raw, named, quoted
from openscorecard.engines.measures.duck.conditions import cell
from openscorecard.engines.measures.duck.passes import Pass, lookup_joins, manifest_of, number, rows_of
from openscorecard.engines.measures.duck.rollup import state_in
from openscorecard.engines.measures.engine import RowSource, Task
from openscorecard.engines.measures.fingerprint import read_beside
from openscorecard.engines.measures.mishaps import faults_of
from openscorecard.engines.rows.scanning import BATCH, reading

if TYPE_CHECKING:
    import duckdb

_CHUNK = 5000


def rows_behind(asked: Asked, source: RowSource, limit: int, memory: int = 512) -> Behind:
    """The first `limit` rows that count, in the order of their time and key; none where too few readers stand behind
    the cell, or behind all others together. `memory` (MiB) bounds DuckDB.

    Raises RowsUncountable, CountingTooHeavy.
    """
    with _counted(asked, source, memory) as (connection, heads):
        total, readers, others = _sizes(connection, asked, source)
        hidden = too_few(readers) or (bool(asked.dimension) and too_few(others))
        rows = () if hidden else tuple(_lines(connection, asked, heads, limit))
    return Behind(heads, rows, total, hidden)


def every_row_behind(asked: Asked, source: RowSource, memory: int = 512) -> Iterator[Sequence[str]]:
    """The heads and then every row; only the heads where too few readers stand behind. Raises as `rows_behind`."""
    with _counted(asked, source, memory) as (connection, heads):
        yield heads
        _total, readers, others = _sizes(connection, asked, source)
        if not (too_few(readers) or (asked.dimension and too_few(others))):
            yield from _lines(connection, asked, heads, None)


@contextmanager
def _counted(
    asked: Asked, source: RowSource, memory: int
) -> Iterator[tuple[duckdb.DuckDBPyConnection, tuple[str, ...]]]:
    """A connection with the view `counted`: the rows that count, with `_cell`; and the fields that may be shown."""
    dataset = source.datasets[asked.counting.dataset]
    needed = {dataset.name, *read_beside(asked.counting, asked.dimension, source)}
    manifests = [manifest_of(source, name) for name in sorted(needed)]
    heads = tuple(field.name for field in dataset.fields if field.name not in PATRON_FIELDS)
    with (
        reading(source.root, manifests, memory=f"{memory}MiB", threads=2) as connection,
        faults_of(dataset.name, memory),
    ):
        connection.execute(f"CREATE TEMP TABLE counted AS {_statement(asked, source, connection)}")
        yield connection, heads


def _statement(asked: Asked, source: RowSource, connection: duckdb.DuckDBPyConnection) -> str:
    counting, kept_dataset = asked.counting, source.datasets[asked.counting.dataset]
    one = Pass(source, counting.dataset, counting.distinct, [Task(counting, asked.dimension, (asked.period,))])
    kept: Kept = one.kept
    name = cell(place_of(counting, asked.dimension, source.datasets, source.tagging), kept)
    counts, time = one.counts(counting)
    joins = "".join(
        f" LEFT JOIN ({table}) AS x{place} ON {on.replace('@', f'x{place}')}"
        for place, (table, on) in enumerate(one.joins)
    )
    columns = "".join(f", {sql} AS {alias}" for sql, alias in kept.columns.items())
    wide = f"SELECT r.*{columns} FROM ({one.rows()}) AS r{joins}"  # noqa: S608 -- names of our own contracts
    fields = ", ".join(f"g.{named(field.name)}" for field in kept_dataset.fields)
    beside = lookup_joins(source, kept.lookups, kept)
    return (
        f"WITH p(head, tail, state) AS (VALUES {_period(asked, source, connection)}), g AS ({wide})"  # noqa: S608
        f" SELECT {fields}, g.{BATCH}, {name} AS _cell FROM g{beside} JOIN p ON {time} WHERE {counts}"
    )


def _period(asked: Asked, source: RowSource, connection: duckdb.DuckDBPyConnection) -> str:
    months = asked.period.months()
    state = state_in(asked.counting, asked.period, _states(asked, source, connection))
    day = f"{quoted(str(state))}::DATE" if not isinstance(state, bool) else "NULL::DATE"
    return f"({number(months[0])}, {number(months[-1])}, {day})"


def _states(asked: Asked, source: RowSource, connection: duckdb.DuckDBPyConnection) -> Sequence[date]:
    when = asked.counting.when
    if not isinstance(when, Latest):
        return ()
    name = asked.counting.dataset
    day = Raw(source.datasets[name], source.datasets).day(when.field)
    found = connection.sql(f"SELECT DISTINCT {day} FROM ({rows_of(source, name)}) AS r")  # noqa: S608 -- our own names
    return sorted(row[0] for row in found.fetchall() if row[0])


def _here(asked: Asked) -> str:
    return f"_cell = {quoted(asked.cell)}" if asked.dimension else "true"


def _sizes(connection: duckdb.DuckDBPyConnection, asked: Asked, source: RowSource) -> tuple[int, int, int]:
    """How many rows of the cell count, how many different readers are in them, and how many in all other cells."""
    here, told = _here(asked), "0, 0"
    if of_readers(source.datasets[asked.counting.dataset]):
        (patron,) = PATRON_FIELDS
        told = f"count(DISTINCT {named(patron)}) FILTER ({here}), count(DISTINCT {named(patron)}) FILTER (NOT ({here}))"
    found = connection.sql(f"SELECT count(*) FILTER ({here}), {told} FROM counted").fetchall()  # noqa: S608 -- as above
    ((total, readers, others),) = found
    return int(total), int(readers), int(others)


def _lines(
    connection: duckdb.DuckDBPyConnection, asked: Asked, heads: Sequence[str], limit: int | None
) -> Iterator[tuple[str, ...]]:
    dataset = asked.dataset
    columns = ", ".join(_written(dataset.field(name)) for name in heads)
    order = ", ".join(named(name) for name in (dataset.time_field, *dataset.key) if name not in PATRON_FIELDS)
    until = "" if limit is None else f" LIMIT {int(limit)}"
    found = connection.execute(
        f"SELECT {columns} FROM counted WHERE {_here(asked)} ORDER BY {order}{until}"  # noqa: S608 -- as above
    )
    while some := found.fetchmany(_CHUNK):
        yield from (tuple("" if value is None else str(value) for value in row) for row in some)


def _written(field: Field) -> str:
    column = named(field.name)
    return f"array_to_string({column}, '、')" if field.type == "list" else f"{column}::VARCHAR"
