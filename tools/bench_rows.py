"""Measures rows to observations beside its peers and writes that section of docs/benchmarks.md.

    python tools/bench_rows.py [ROWS] [FOLDER]

Peers that are not installed are skipped with words: they are no dependencies of the product. Every contender counts
the nine circulation countings of the catalogue by month, over 36 months, by branch, by district and as a whole.
"""

from __future__ import annotations

import math
import os
import platform
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

import bench_postgres  # noqa: E402
from bench_city import city, months  # noqa: E402
from bench_contenders import (  # noqa: E402
    FLOOR,
    FROM_ROWS,
    MONTHS,
    Found,
    countings,
    measured,
    ours,
    rounds_of,
    tasks,
)  # fmt: skip

OUT = ROOT / "docs" / "benchmarks.md"
TITLE = "## Rows to observations"
NOTE = (
    "To reach: a full refresh in 2.5 times the floor with a peak under 1 GB, ahead of every peer. The "
    "ratio falls as rows grow, because the second step costs the same for any number of rows; what is "
    "left is telling readers apart by their keys. A year to date still reads rows beside the states, for "
    "how many rows there were and how many lacked a reader. Not measured here: 50 million rows."
)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))


def refresh(found: dict[str, list[Found] | str]) -> Iterator[str]:
    """The table of medians."""
    bare = found[FLOOR]
    base = statistics.median(one.worked for one in bare) if isinstance(bare, list) else math.nan
    yield from [
        "| refresh of nine countings | processor, s | / floor | clock, s | peak MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, good in found.items():
        if isinstance(good, str):
            yield f"| {name} | {good} | – | – | – |"
            continue
        worked, seconds = statistics.median(one.worked for one in good), statistics.median(one.seconds for one in good)
        yield f"| {name} | {worked:.2f} | {worked / base:.1f} | {seconds:.1f} | {max(one.peak for one in good)} |"
    yield from ["", *told(found)]


def told(found: dict[str, list[Found] | str]) -> Iterator[str]:
    """What must be known to read the table."""
    yield (
        "Every cell a peer counts is compared with ours; who counts otherwise has no time here. PostgreSQL's "
        "processor time is that of its session and parallel workers, as the server accounts for them once they ended, "
        "and of the client; its peak is of the session's process alone, with the shared buffers it touched."
    )
    loading = [one.loading for name in bench_postgres.NAMES for one in found[name] if isinstance(one, Found)]
    if loading:
        seconds = statistics.median(loading)
        yield f"Its rows were there before: COPY and VACUUM ANALYZE took {seconds:.1f} s of the clock."


def growth(folder: Path, sizes: list[int]) -> Iterator[str]:
    """The same refresh with more rows."""
    yield from [
        "",
        "| rows | floor, s | ours from rows, s | / floor | peak MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for rows in sizes:
        base = measured(FLOOR, folder / str(rows), rows)
        own = measured(FROM_ROWS, folder / str(rows), rows)
        if isinstance(base, str) or isinstance(own, str):
            yield f"| {rows:,} | {base if isinstance(base, str) else f'{base.worked:.2f}'} | {own} | – | – |"
        else:
            yield f"| {rows:,} | {base.worked:.2f} | {own.worked:.2f} | {own.worked / base.worked:.1f} | {own.peak} |"


def new_day(folder: Path) -> Iterator[str]:
    """A month of 50,000 rows that was touched, with little and with much history."""
    yield from ["", "| months of history | its last month counted again, processor s |", "| ---: | ---: |"]
    for count in (12, MONTHS):
        place = folder / f"months-{count}"
        source = city(place, 50_000 * count, count)
        last = tuple(months(count)[-1:])
        additive = [one for one in countings() if not one.distinct]
        times = []
        for _ in range(5):
            begun = time.process_time()
            ours(source, tasks(last, additive), states=False)
            times.append(time.process_time() - begun)
        yield f"| {count} | {statistics.median(times):.2f} |"


def section(folder: Path, rows: int, sizes: list[int]) -> list[str]:
    """The lines of the section."""
    load = f"load {os.getloadavg()[0]:.0f} from others" if hasattr(os, "getloadavg") else ""
    return [
        TITLE, "",
        f"Written by `tools/bench_rows.py` on {date.today().isoformat()}: {rows:,} circulation rows, {MONTHS} months, "  # noqa: DTZ011
        f"60 branches, 600,000 readers; Python {platform.python_version()}, {os.cpu_count()} cores, {load}. Each "
        "contender in a process of its own, in turn, "
        f"{ROUNDS} times; the ratio is of processor time, because the clock counts the "
        "work of others too.", "",
        *refresh(rounds_of(folder / str(rows), rows, ROUNDS)), *growth(folder, sizes), *new_day(folder), "", NOTE, "",
    ]  # fmt: skip


def write(lines: list[str]) -> None:
    """Put the section in its place; the others stay."""
    text = OUT.read_text(encoding="utf-8")
    without = re.sub(rf"{TITLE}\n.*?(?=\n## |\Z)", "", text, flags=re.DOTALL).rstrip()
    OUT.write_text(without + "\n\n" + "\n".join(lines).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    """Measure everything and write the section."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(scratch)
        write(section(folder, rows, [rows, 5 * rows, 15 * rows]))


if __name__ == "__main__":
    main()
