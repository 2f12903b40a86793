"""Measures rows to observations beside its peers and writes that section of docs/benchmarks.md.

    python tools/bench_rows.py [ROWS] [FOLDER]

Peers that are not installed are skipped with words: they are no dependencies of the product. Every contender counts
the nine circulation countings of the catalogue by month, over 36 months, by branch, by district and as a whole.
"""

from __future__ import annotations

import json
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

from bench_city import city, months  # noqa: E402
from bench_peers import PEERS  # noqa: E402

from openscorecard.domain.measures.counting import Counting, Within  # noqa: E402
from openscorecard.domain.measures.periods import Period, parse_period  # noqa: E402
from openscorecard.engines.measures.duck.engine import DuckEngine  # noqa: E402
from openscorecard.engines.measures.engine import RowSource, Task  # noqa: E402
from openscorecard.formats.measures.catalogue import standard_catalogue  # noqa: E402

OUT = ROOT / "docs" / "benchmarks.md"
TITLE = "## Rows to observations"
MONTHS = 36
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LIMIT = 400  # seconds for one contender


def countings() -> list[Counting]:
    """The countings of the catalogue that stand on circulation."""
    every = (one for measure in standard_catalogue() for formula in measure.formulas() for one in formula.countings())
    return list(dict.fromkeys(one for one in every if one.dataset == "circulation"))


def tasks(periods: tuple[Period, ...], some: list[Counting] | None = None) -> list[Task]:
    """Everything that one refresh counts."""
    return [Task(one, by, periods) for one in some or countings() for by in ("", "district", "branch")]


def ours(source: RowSource, asked: list[Task], *, states: bool) -> int:
    """How many figures our engine counted."""
    return sum(1 for _ in DuckEngine(states=states).count(asked, source, lambda done, of: None))


def floor(source: RowSource) -> None:
    """A bare scan of the columns that are needed."""
    import duckdb

    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        connection.sql(
            "SELECT max(kind), max(channel), max(branch), max(patron_key), sum(quantity)"
            f" FROM read_parquet('{source.root}/circulation/*/*.parquet', hive_partitioning=true)"
        ).fetchall()


def forget(source: RowSource) -> RowSource:
    """The same without states, as on the first day."""
    shutil.rmtree(source.root / ".states", ignore_errors=True)
    return source


def contenders() -> dict[str, Callable[[RowSource], object]]:
    """What is measured, by name."""
    every = tuple(months(MONTHS))
    additive = [one for one in countings() if not one.distinct]
    year = (parse_period("YTD2024-12"),)
    readers = [Counting("circulation", Within("occurred_at"), distinct="patron_key")]
    own: dict[str, Callable[[RowSource], object]] = {
        "floor: bare DuckDB scan": floor,
        "ours, straight from rows": lambda source: ours(source, tasks(every), states=False),
        "ours, making the states": lambda source: ours(forget(source), tasks(every), states=True),
        "ours, from states that are there": lambda source: ours(source, tasks(every), states=True),
        "ours, what adds up alone": lambda source: ours(source, tasks(every, additive), states=False),
        "ours, readers of a year to date from rows": lambda source: ours(source, tasks(year, readers), states=False),
        "ours, readers of a year to date, states there": lambda source: ours(source, tasks(year, readers), states=True),
    }
    return own | PEERS


def run(name: str, folder: str, rows: str) -> None:
    """One contender in this process; says seconds of the processor, seconds of the clock, peak MB."""
    source = city(Path(folder), int(rows), MONTHS)
    if name.endswith("there"):
        contenders()[name](source)  # makes what is to be there
    begun, busy = time.perf_counter(), time.process_time()
    contenders()[name](source)
    seconds, worked = time.perf_counter() - begun, time.process_time() - busy
    print(json.dumps([worked, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))


Found = tuple[float, float, int]


def measured(name: str, folder: Path, rows: int) -> Found | str:
    """Seconds and peak MB of one contender in a process of its own, or why there are none."""
    command = [sys.executable, __file__, "run", name, str(folder), str(rows)]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"over {LIMIT} s"
    if said.returncode:
        reason = said.stderr.strip().splitlines()[-1] if said.stderr.strip() else f"exit {said.returncode}"
        return "not installed" if "ModuleNotFoundError" in reason else reason[:80]
    worked, seconds, peak = json.loads(said.stdout.splitlines()[-1])
    return float(worked), float(seconds), int(peak)


def refresh(folder: Path, rows: int, rounds: int) -> Iterator[str]:
    """Every contender in turn, as often as `rounds` says; medians."""
    names = list(contenders())
    found: dict[str, list[Found | str]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            if not any(isinstance(one, str) for one in found[name]):
                found[name].append(measured(name, folder, rows))
                print(name, found[name][-1], file=sys.stderr, flush=True)
    base = statistics.median(one[0] for one in found[names[0]] if not isinstance(one, str))
    yield from [
        "| refresh of nine countings | processor, s | / floor | clock, s | peak MB |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name in names:
        good = [one for one in found[name] if not isinstance(one, str)]
        if not good or len(good) < len(found[name]):
            yield f"| {name} | {next(one for one in found[name] if isinstance(one, str))} | – | – | – |"
            continue
        worked, seconds = (statistics.median(one[place] for one in good) for place in (0, 1))
        yield f"| {name} | {worked:.2f} | {worked / base:.1f} | {seconds:.1f} | {max(one[2] for one in good)} |"


def growth(folder: Path, sizes: list[int]) -> Iterator[str]:
    """The same refresh with more rows."""
    yield from [
        "",
        "| rows | floor, s | ours from rows, s | / floor | peak MB |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    for rows in sizes:
        base = measured("floor: bare DuckDB scan", folder / str(rows), rows)
        own = measured("ours, straight from rows", folder / str(rows), rows)
        if isinstance(base, str) or isinstance(own, str):
            yield f"| {rows:,} | {base if isinstance(base, str) else f'{base[0]:.2f}'} | {own} | – | – |"
        else:
            yield f"| {rows:,} | {base[0]:.2f} | {own[0]:.2f} | {own[0] / base[0]:.1f} | {own[2]} |"


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
        "contender in a process of its own, in turn; the ratio is of processor time, because the clock counts the "
        "work of others too.", "",
        *refresh(folder / str(rows), rows, ROUNDS), *growth(folder, sizes), *new_day(folder), "",
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
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    else:
        main()
