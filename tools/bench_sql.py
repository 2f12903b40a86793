"""The nine countings in SQL that shares its work, as PostgreSQL and DuckDB both understand it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from bench_figures import Table, named
from bench_peers import DISTINCT, LEVELS, SUMS, where_of

from openscorecard.engines.measures.engine import RowSource

Execute = Callable[[str], Any]
GROUPS = {"whole": "''", "district": "district", "branch": "branch"}


def counted(execute: Execute, *, spans: bool) -> list[Table]:
    """One grouping for the seven sums of all levels; different values month by month, then by window."""
    found = _sums(execute)
    for item, window, kinds, channels in DISTINCT:
        _see(execute, item, where_of(kinds, channels))
        each = {level: (_until_seen_again if spans else _plain)(GROUPS[level], window) for level in LEVELS}
        name = named(item, window, kinds, channels)
        found += [(name, level, execute(query).fetchall()) for level, query in each.items()]
    return found


def _sums(execute: Execute) -> list[Table]:
    """Rows are grouped once by what the sums ask; sums and levels come from these groups."""
    each = ", ".join(
        f"sum(quantity) FILTER (WHERE {where_of(*one)}), sum(rows) FILTER (WHERE {where_of(*one)})" for one in SUMS
    )
    found = execute(
        f"SELECT grouping(district), grouping(branch), month, coalesce(branch, district, ''), {each}"
        " FROM (SELECT month, kind, channel, branch, sum(quantity) AS quantity, count(*) AS rows FROM circulation"
        " GROUP BY month, kind, channel, branch) AS groups LEFT JOIN branches USING (branch)"
        " GROUP BY GROUPING SETS ((month), (month, district), (month, branch))"
    ).fetchall()
    kinds = {(1, 1): "whole", (0, 1): "district", (1, 0): "branch"}
    return [
        (named("quantity", 0, *one), kinds[row[0], row[1]], [(row[2], row[3], *row[4 + 2 * place : 6 + 2 * place])])
        for row in found
        for place, one in enumerate(SUMS)
    ]


def _see(execute: Execute, item: str, where: str) -> None:
    """What was seen in which month and branch, once."""
    execute("DROP TABLE IF EXISTS seen")
    execute(
        f"CREATE TEMPORARY TABLE seen AS SELECT DISTINCT month, branch, {item} AS item FROM circulation"
        f" WHERE {where} AND {item} IS NOT NULL"
    )
    execute("ANALYZE seen")  # a temporary table has no statistics of its own accord


MONTHS_SEEN = "(SELECT DISTINCT month FROM seen) AS m"


def _once(cell: str) -> str:
    return f"(SELECT DISTINCT month, {cell} AS cell, item FROM seen LEFT JOIN branches USING (branch))"


def _plain(cell: str, window: int) -> str:
    """A join of what was seen with the months whose windows hold it."""
    return (
        f"SELECT m.month, cell, count(DISTINCT item) FROM {_once(cell)} AS s JOIN {MONTHS_SEEN}"
        f" ON s.month BETWEEN m.month - {window - 1} AND m.month GROUP BY m.month, cell"
    )


def _until_seen_again(cell: str, window: int) -> str:
    """The same, but nothing counts twice in a window, so that numbers of rows do."""
    following = "lead(month) OVER (PARTITION BY cell, item ORDER BY month) AS following"
    return (
        f"SELECT m.month, cell, count(*) FROM (SELECT month, cell, {following} FROM {_once(cell)} AS o) AS s"
        f" JOIN {MONTHS_SEEN} ON m.month BETWEEN s.month AND least(s.month + {window - 1}, following - 1)"
        " GROUP BY m.month, cell"
    )


def duckdb_sharing(source: RowSource, *, spans: bool) -> list[Table]:
    """The same statements in DuckDB over the row files."""
    import duckdb

    hive = "hive_partitioning=true, hive_types={'month': VARCHAR}"
    month = "month[1:4]::INT * 12 + month[6:7]::INT AS month"
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        connection.execute(
            f"CREATE VIEW circulation AS SELECT * REPLACE ({month})"
            f" FROM read_parquet('{source.root}/circulation/*/*.parquet', {hive})"
        )
        connection.execute(
            "CREATE VIEW branches AS SELECT branch, district"
            f" FROM read_parquet('{source.root}/branches/*/*.parquet', hive_partitioning=false)"
        )
        return counted(connection.execute, spans=spans)


SHARING: dict[str, Callable[[RowSource], list[Table]]] = {
    "DuckDB by hand, one grouping, count(DISTINCT)": partial(duckdb_sharing, spans=False),
    "DuckDB by hand, one grouping, each reader until seen again": partial(duckdb_sharing, spans=True),
}
