"""A generated city for benches: 36 months of circulation in 60 branches, seeded, as the row store keeps it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import duckdb

from openscorecard.domain.measures.coverage import Coverage
from openscorecard.domain.measures.periods import Period
from openscorecard.engines.measures.engine import RowSource
from openscorecard.engines.rows.manifest import Manifest, Part, StoredBatch, resolve
from openscorecard.formats.datasets.contracts import standard_datasets

BRANCHES, READERS = 60, 600_000
FIRST = Period("month", 2022, 1)


def months(count: int) -> list[Period]:
    """The months of the city, in order."""
    return [FIRST.shifted(step) for step in range(count)]


def city(root: Path, rows: int, count: int = 36) -> RowSource:
    """About `rows` loans, returns and renewals in `count` months below `root`, made once, with the branches."""
    datasets = standard_datasets()
    parts = [_month(root, month, rows // count, place) for place, month in enumerate(months(count))]
    ever = Coverage(date(1900, 1, 1), date(2100, 1, 1))
    circulation = StoredBatch("c" * 64, 1, "append", ever, datasets["circulation"].names, tuple(parts))
    branches = StoredBatch("b" * 64, 1, "append", ever, datasets["branches"].names, (_branches(root),))
    manifests = {name: resolve(name, 1, [one]) for name, one in (("circulation", circulation), ("branches", branches))}
    return RowSource(root, datasets, manifests)


def _chance(salt: int) -> str:
    return f"(hash(i * 7919 + {salt}) % 1000003)::BIGINT"


def _month(root: Path, month: Period, rows: int, place: int) -> Part:
    seconds = (month.last_day - month.first_day).days * 86400 + 86399
    reader = f"(({_chance(5)} * {_chance(6)}) // 1000003 * {READERS} // 1000003)"  # some read much more than others
    # Most go to one branch again and again, and some branches are larger than others.
    place_ = f"CASE WHEN {_chance(7)} % 100 < 85 THEN hash({reader}) % 1000003 ELSE {_chance(7)} END / 1000003"
    sql = f"""
        WITH drawn AS (SELECT range + {place}::BIGINT * 100000000 AS i FROM range({rows})),
        timed AS (SELECT i, (range_second * {seconds} // 1000003)::BIGINT AS s
                  FROM (SELECT i, {_chance(1)} AS range_second FROM drawn))
        SELECT TIMESTAMPTZ '{month.first_day} 00:00:00+08' + to_seconds(s) AS occurred_at,
            ['issue', 'issue', 'return', 'return', 'return', 'renew', 'in_house', 'issue'][{_chance(2)} % 8 + 1]
                AS kind,
            NULL::VARCHAR AS item_id,
            ['print', 'print', 'print', 'av', 'serial'][{_chance(3)} % 5 + 1] AS item_class,
            CASE WHEN {_chance(4)} % 50 > 0 THEN md5({reader}::VARCHAR) END AS patron_key,
            ['0-5', '6-12', '13-18', '19-34', '35-54', '55-64', '65+'][{_chance(5)} % 7 + 1] AS age_band,
            'B' || lpad(floor(sqrt({place_}) * {BRANCHES})::INTEGER::VARCHAR, 2, '0') AS branch,
            NULL::VARCHAR AS terminal,
            ['self_check', 'self_check', 'self_check', 'desk', 'desk', 'fastbook', 'drop_box', 'convenience_store',
             'sorter', 'intelligent_library'][{_chance(8)} % 10 + 1] AS channel,
            1 + ({_chance(9)} % 40 = 0)::BIGINT AS quantity,
            NULL::VARCHAR AS plan,
            (TIMESTAMP '{month.first_day} 00:00:00' + to_seconds(s))::DATE AS _day
        FROM timed ORDER BY s, i"""
    return _written(root, f"circulation/month={month}/{'c' * 64}.parquet", str(month), sql)


def _branches(root: Path) -> Part:
    names = ", ".join(["NULL AS lat", "NULL AS lon"])
    sql = f"""
        SELECT 'B' || lpad(i::VARCHAR, 2, '0') AS branch, '分館 ' || i AS name, '行政區 ' || i % 12 AS district,
            'branch' AS type, NULL::DECIMAL(38,12) AS floor_area_m2, {names.replace("NULL", "NULL::DECIMAL(38,12)")},
            DATE '2000-01-01' AS opened_on, NULL::DATE AS closed_on, NULL::VARCHAR AS replaces
        FROM range({BRANCHES}) AS t(i)"""
    return _written(root, f"branches/month=all/{'b' * 64}.parquet", "all", sql)


def _written(root: Path, path: str, month: str, sql: str) -> Part:
    file = root / path
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
            connection.execute("LOAD icu")
            connection.execute("SET TimeZone='UTC'")
            aside = file.with_suffix(".aside")
            connection.execute(f"COPY ({sql}) TO '{aside}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 262144)")
            aside.rename(file)
    with duckdb.connect() as connection:
        ((rows,),) = connection.execute(f"SELECT count(*) FROM '{file}'").fetchall()
    said = hashlib.sha256(f"{path} {file.stat().st_size}".encode()).hexdigest()
    return Part(month, path, rows, file.stat().st_size, said)


__all__ = ["BRANCHES", "FIRST", "READERS", "Manifest", "city", "months"]
