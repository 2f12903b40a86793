"""The same nine countings as others would write them, one query after another; libraries only where installed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from json import loads
from typing import Any

from bench_figures import Table, named

from openscorecard.engines.measures.engine import RowSource

ISSUE, BOTH = ("issue",), ("issue", "return")
DESKS, REMOTE = (
    ("self_check", "desk"),
    ("convenience_store", "fastbook", "intelligent_library", "drop_box", "courier"),
)
POINTS = ("fastbook", "intelligent_library")
SUMS: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
    (ISSUE, ()), (ISSUE, ("self_check",)), (ISSUE, DESKS), (BOTH, ("self_check",)), (BOTH, DESKS), (BOTH, REMOTE),
    (ISSUE, POINTS),
]  # fmt: skip
DISTINCT = [("patron_key", 12, ("issue", "renew"), ()), ("branch", 3, BOTH, POINTS)]
LEVELS = ("whole", "district", "branch")
LAST = 2024 * 12 + 12  # the city's last month


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{one}'" for one in values)


def where_of(kinds: tuple[str, ...], channels: tuple[str, ...]) -> str:
    """The rows that count, in SQL."""
    tests = [f"kind IN ({_list(kinds)})"] if kinds else []
    return " AND ".join([*tests, *([f"channel IN ({_list(channels)})"] if channels else [])]) or "true"


def duckdb_by_hand(source: RowSource) -> list[Table]:
    """Nine queries a level; windows by a join of the distinct months with the periods."""
    import duckdb

    found: list[Table] = []
    hive = "hive_partitioning=true, hive_types={'month': VARCHAR}"
    loans = f"read_parquet('{source.root}/circulation/*/*.parquet', {hive})"
    branches = f"read_parquet('{source.root}/branches/*/*.parquet', hive_partitioning=false)"
    wide = (
        f"SELECT l.*, month[1:4]::INT * 12 + month[6:7]::INT AS m, b.district, '' AS whole"
        f" FROM {loans} l LEFT JOIN (SELECT branch, district FROM {branches}) b USING (branch)"
    )
    with duckdb.connect(config={"threads": 2, "memory_limit": "4GB"}) as connection:
        for level in LEVELS:
            for kinds, channels in SUMS:
                where = where_of(kinds, channels)
                rows = connection.sql(
                    f"SELECT m, {level}, sum(quantity), count(*) FROM ({wide}) WHERE {where} GROUP BY ALL"
                ).fetchall()
                found.append((named("quantity", 0, kinds, channels), level, rows))
            for item, window, kinds, channels in DISTINCT:
                where = where_of(kinds, channels)
                seen = f"SELECT DISTINCT m, {level} AS cell, {item} AS item FROM ({wide}) WHERE {where}"
                rows = connection.sql(
                    f"SELECT p.m, cell, count(DISTINCT item) FROM ({seen}) s JOIN (SELECT DISTINCT m FROM ({seen})) p"
                    f" ON s.m BETWEEN p.m - {window - 1} AND p.m GROUP BY ALL"
                ).fetchall()
                found.append((named(item, window, kinds, channels), level, rows))
    return found


def polars_by_hand(source: RowSource) -> list[Table]:
    """Nine lazy queries a level."""
    pl: Any = import_module("polars")

    columns = ["month", "kind", "channel", "branch", "quantity", "patron_key"]
    branches = pl.scan_parquet(f"{source.root}/branches/*/*.parquet", hive_partitioning=False).select(
        "branch", "district"
    )
    wide = (
        pl.scan_parquet(
            f"{source.root}/circulation/*/*.parquet", hive_partitioning=True, hive_schema={"month": pl.String}
        )
        .select(columns)
        .with_columns(
            m=pl.col("month").str.slice(0, 4).cast(pl.Int32) * 12 + pl.col("month").str.slice(5, 2).cast(pl.Int32),
            whole=pl.lit(""),
        )
        .join(branches, on="branch", how="left")
    )

    found: list[Table] = []

    def some(kinds: tuple[str, ...], channels: tuple[str, ...]) -> Any:
        kept = wide.filter(pl.col("kind").is_in(kinds)) if kinds else wide
        return kept.filter(pl.col("channel").is_in(channels)) if channels else kept

    for level in LEVELS:
        for kinds, channels in SUMS:
            sums = some(kinds, channels).group_by("m", level).agg(pl.col("quantity").sum(), pl.len())
            found.append((named("quantity", 0, kinds, channels), level, sums.collect(engine="streaming").rows()))
        for item, window, kinds, channels in DISTINCT:
            seen = some(kinds, channels).select("m", cell=pl.col(level), item=pl.col(item)).drop_nulls("item").unique()
            tails = pl.int_ranges("m", pl.min_horizontal(pl.col("m") + window, LAST + 1))
            spread = seen.with_columns(tail=tails).explode("tail").group_by("tail", "cell")
            counted = spread.agg(pl.col("item").n_unique()).collect(engine="streaming")
            found.append((named(item, window, kinds, channels), level, counted.rows()))
    return found


def pandas_by_hand(source: RowSource) -> list[Table]:
    """Nine passes a level over one frame."""
    pd: Any = import_module("pandas")

    columns = ["kind", "channel", "branch", "quantity", "patron_key"]
    files = sorted(source.root.glob("circulation/*/*.parquet"))
    frames = []
    for file in files:
        frame = pd.read_parquet(file, columns=columns, partitioning=None)
        month = file.parent.name.removeprefix("month=")
        frames.append(frame.assign(m=int(month[:4]) * 12 + int(month[5:])))
    branches = pd.read_parquet(
        next(source.root.glob("branches/*/*.parquet")), columns=["branch", "district"], partitioning=None
    )
    found: list[Table] = []
    wide = pd.concat(frames).merge(branches, on="branch", how="left").assign(whole="")
    for level in LEVELS:
        for kinds, channels in SUMS:
            some = wide[wide.kind.isin(kinds) & (wide.channel.isin(channels) if channels else True)]
            sums = some.groupby(["m", level], dropna=False).quantity.agg(["sum", "size"]).reset_index()
            found.append((named("quantity", 0, kinds, channels), level, sums.itertuples(index=False, name=None)))
        for item, window, kinds, channels in DISTINCT:
            some = wide[wide.kind.isin(kinds) & (wide.channel.isin(channels) if channels else True)]
            seen = some[["m", item]].assign(cell=some[level]).drop_duplicates()
            for tail in sorted(wide.m.unique()):
                inside = seen[(seen.m <= tail) & (seen.m > tail - window)]
                counted = inside.groupby("cell", dropna=False)[item].nunique()
                rows = [(int(tail), cell, number) for cell, number in counted.items()]
                found.append((named(item, window, kinds, channels), level, rows))
    return found


def chdb_by_hand(source: RowSource) -> list[Table]:
    """Nine queries a level of ClickHouse inside the process."""
    chdb: Any = import_module("chdb")

    loans = f"file('{source.root}/circulation/*/*.parquet', Parquet)"
    branches = f"file('{source.root}/branches/*/*.parquet', Parquet)"
    month = "toInt32(extract(_path, 'month=([0-9]+)')) * 12 + toInt32(extract(_path, 'month=[0-9]+-([0-9]+)'))"
    wide = (
        f"SELECT l.*, b.district AS district, '' AS whole FROM (SELECT kind, channel, branch, quantity, patron_key,"
        f" {month} AS m FROM {loans}) l LEFT JOIN (SELECT branch, district FROM {branches}) b ON l.branch = b.branch"
    )
    found: list[Table] = []

    def asked(query: str) -> list[Any]:
        return [loads(line) for line in str(chdb.query(query, "JSONCompactEachRow")).splitlines()]

    for level in LEVELS:
        for kinds, channels in SUMS:
            sums = f"SELECT m, {level}, sum(quantity), count() FROM ({wide}) WHERE {where_of(kinds, channels)}"
            rows = asked(f"{sums} GROUP BY m, {level}")
            found.append((named("quantity", 0, kinds, channels), level, rows))
        for item, window, kinds, channels in DISTINCT:
            seen = f"SELECT DISTINCT m, {level} AS cell, {item} AS item FROM ({wide}) WHERE {where_of(kinds, channels)}"
            rows = asked(
                f"SELECT tail, cell, uniqExact(item) FROM ({seen})"
                f" ARRAY JOIN range(toUInt32(m), toUInt32(least(m + {window}, {LAST} + 1)))"
                " AS tail GROUP BY tail, cell"
            )
            found.append((named(item, window, kinds, channels), level, rows))
    return found


PEERS: dict[str, Callable[[RowSource], list[Table]]] = {
    "DuckDB by hand, 27 queries": duckdb_by_hand,
    "polars": polars_by_hand,
    "pandas": pandas_by_hand,
    "chdb": chdb_by_hand,
}
