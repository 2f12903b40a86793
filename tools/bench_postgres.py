"""The same nine countings in PostgreSQL: a throw-away server, rows by COPY, plain SQL, processor time from /proc."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench_figures import Table
from bench_sql import counted
from with_postgres import server

from openscorecard.engines.measures.engine import RowSource

if TYPE_CHECKING:
    import psycopg

PLAIN, SPANS = "PostgreSQL, count(DISTINCT)", "PostgreSQL, each reader until seen again"
NAMES = (PLAIN, SPANS)
SETTINGS = ("work_mem = '512MB'", "max_parallel_workers_per_gather = 2", "temp_buffers = '256MB'")
COLUMNS = {
    "month": "integer NOT NULL", "occurred_at": "timestamptz NOT NULL", "kind": "text NOT NULL", "item_id": "text",
    "item_class": "text", "patron_key": "text", "age_band": "text", "branch": "text", "terminal": "text",
    "channel": "text", "quantity": "integer NOT NULL", "plan": "text",
}  # fmt: skip


def measured(name: str, source: RowSource) -> tuple[float, float, int, list[Table], float]:
    """Seconds of the processor and of the clock, MB of the session's process, the figures; and seconds of loading.

    The processor's seconds are those of the session and its parallel workers, which the server has once they ended,
    and our own; its writers in the background are not in it.
    """
    import psycopg

    if not Path("/proc/self/stat").exists():
        raise RuntimeError("the processor time of a server is read from /proc, which is not here")
    with server() as url:
        with psycopg.connect(url, autocommit=True) as connection:
            loading = loaded(connection, source)
            session, ruler = connection.info.backend_pid, _parent(connection.info.backend_pid)
        _gone(session)
        before, own, begun = _ended(ruler), time.process_time(), time.perf_counter()
        with psycopg.connect(url, autocommit=True) as connection:
            for setting in SETTINGS:
                connection.execute(f"SET {setting}")
            found = counted(connection.execute, spans=name == SPANS)
            seconds, own = time.perf_counter() - begun, time.process_time() - own
            session, peak = connection.info.backend_pid, _peak(connection.info.backend_pid)
        _gone(session)
        return _ended(ruler) - before + own, seconds, peak, found, loading


def loaded(connection: psycopg.Connection[Any], source: RowSource) -> float:
    """Both tables by COPY and their statistics; seconds of the clock without the writing of the CSV."""
    with tempfile.TemporaryDirectory() as folder:
        rows, branches = _csv(source, Path(folder))
        begun = time.perf_counter()
        connection.execute("ALTER SYSTEM SET autovacuum = off")  # at another time than ours it would be in our figures
        connection.execute("SELECT pg_reload_conf()")
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        connection.execute(f"CREATE TABLE circulation ({columns})")
        connection.execute("CREATE TABLE branches (branch text PRIMARY KEY, district text)")
        _copy(connection, f"COPY circulation ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)", rows)
        _copy(connection, "COPY branches FROM STDIN (FORMAT csv)", branches)
        connection.execute("VACUUM ANALYZE")
        return time.perf_counter() - begun


def _csv(source: RowSource, folder: Path) -> tuple[Path, Path]:
    import duckdb

    rows, branches = folder / "rows.csv", folder / "branches.csv"
    hive = "hive_partitioning=true, hive_types={'month': VARCHAR}"
    month = "month[1:4]::INT * 12 + month[6:7]::INT AS month"
    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        connection.execute("LOAD icu")
        connection.execute("SET TimeZone='UTC'")
        connection.execute(
            f"COPY (SELECT {month}, {', '.join(name for name in COLUMNS if name != 'month')}"
            f" FROM read_parquet('{source.root}/circulation/*/*.parquet', {hive})) TO '{rows}' (HEADER false)"
        )
        connection.execute(
            "COPY (SELECT branch, district FROM"
            f" read_parquet('{source.root}/branches/*/*.parquet', hive_partitioning=false))"
            f" TO '{branches}' (HEADER false)"
        )
    return rows, branches


def _copy(connection: psycopg.Connection[Any], command: str, file: Path) -> None:
    with file.open("rb") as stream, connection.cursor().copy(command) as copy:
        while piece := stream.read(1 << 20):
            copy.write(piece)


def _fields(process: int) -> list[str]:
    # The name may hold blanks and brackets; what follows it counts from the third field.
    return Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _parent(process: int) -> int:
    return int(_fields(process)[1])


def _ended(server_: int) -> float:
    """Seconds of the processor of the children that ended."""
    fields = _fields(server_)
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def _peak(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def _gone(process: int) -> None:
    """Wait until the server has taken leave of a session."""
    for _ in range(600):
        if not Path(f"/proc/{process}").exists():
            return
        time.sleep(0.05)
    raise RuntimeError("the session did not end")
