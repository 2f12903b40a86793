"""Who is measured from rows to observations, each in a process of its own, and whether all count alike."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT), str(Path(__file__).parent)]

import bench_postgres  # noqa: E402
from bench_city import city, months  # noqa: E402
from bench_figures import Table, digests, name_of, tables, wrong  # noqa: E402
from bench_peers import PEERS  # noqa: E402
from bench_sql import SHARING  # noqa: E402

from openscorecard.domain.measures.counting import Counting, Within  # noqa: E402
from openscorecard.domain.measures.periods import Period, parse_period  # noqa: E402
from openscorecard.engines.measures.duck.engine import DuckEngine  # noqa: E402
from openscorecard.engines.measures.engine import RowSource, Task  # noqa: E402
from openscorecard.formats.measures.catalogue import standard_catalogue  # noqa: E402

MONTHS = 36
LIMIT = 400  # seconds for one contender
FLOOR, FROM_ROWS = "floor: bare DuckDB scan", "ours, straight from rows"
Contender = Callable[[RowSource], list[Table]]


def countings() -> list[Counting]:
    """The countings of the catalogue that stand on circulation."""
    every = (one for measure in standard_catalogue() for formula in measure.formulas() for one in formula.countings())
    return list(dict.fromkeys(one for one in every if one.dataset == "circulation"))


def tasks(periods: tuple[Period, ...], some: list[Counting] | None = None) -> list[Task]:
    """Everything that one refresh counts."""
    return [Task(one, by, periods) for one in some or countings() for by in ("", "district", "branch")]


def ours(source: RowSource, asked: list[Task], *, states: bool) -> list[Table]:
    """What our engine counted."""
    found = list(DuckEngine(states=states).count(asked, source, lambda done, of: None))
    return tables(found, [task.counting for task in asked])


def floor(source: RowSource) -> list[Table]:
    """A bare scan of the columns that are needed."""
    import duckdb

    with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
        connection.sql(
            "SELECT max(kind), max(channel), max(branch), max(patron_key), sum(quantity)"
            f" FROM read_parquet('{source.root}/circulation/*/*.parquet', hive_partitioning=true)"
        ).fetchall()
    return []


def forget(source: RowSource) -> RowSource:
    """The same without states, as on the first day."""
    shutil.rmtree(source.root / ".states", ignore_errors=True)
    return source


def contenders() -> dict[str, Contender]:
    """What is measured in the process itself, by name."""
    every = tuple(months(MONTHS))
    additive = [one for one in countings() if not one.distinct]
    year = (parse_period("YTD2024-12"),)
    readers = [Counting("circulation", Within("occurred_at"), distinct="patron_key")]
    own: dict[str, Contender] = {
        FLOOR: floor,
        FROM_ROWS: lambda source: ours(source, tasks(every), states=False),
        "ours, making the states": lambda source: ours(forget(source), tasks(every), states=True),
        "ours, from states that are there": lambda source: ours(source, tasks(every), states=True),
        "ours, what adds up alone": lambda source: ours(source, tasks(every, additive), states=False),
        "ours, readers of a year to date from rows": lambda source: ours(source, tasks(year, readers), states=False),
        "ours, readers of a year to date, states there": lambda source: ours(source, tasks(year, readers), states=True),
    }
    return own | SHARING | PEERS


def run(name: str, folder: str, rows: str) -> None:
    """One contender in this process; says what it took and digests of what it counted."""
    source = city(Path(folder), int(rows), MONTHS)
    if name in bench_postgres.NAMES:
        worked, seconds, peak, counted, loading = bench_postgres.measured(name, source)
    else:
        worked, seconds, peak, counted = here(contenders()[name], source, twice=name.endswith("there"))
        loading = 0.0
    print(json.dumps(asdict(Found(worked, seconds, peak, loading, digests(counted)))))


def here(count: Contender, source: RowSource, *, twice: bool) -> tuple[float, float, int, list[Table]]:
    """Seconds of the processor and of the clock, peak MB, the figures."""
    if twice:
        count(source)  # makes what is to be there
    begun, busy = time.perf_counter(), time.process_time()
    counted = count(source)
    seconds, worked = time.perf_counter() - begun, time.process_time() - busy
    return worked, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, counted


@dataclass(frozen=True)
class Found:
    """Seconds of the processor and of the clock, peak MB, seconds of loading, digests of the figures."""

    worked: float
    seconds: float
    peak: int
    loading: float
    figures: dict[str, str]


def measured(name: str, folder: Path, rows: int) -> Found | str:
    """What one contender took in a process of its own, or why there is nothing."""
    command = [sys.executable, __file__, name, str(folder), str(rows)]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"over {LIMIT} s"
    if said.returncode:
        reason = said.stderr.strip().splitlines()[-1] if said.stderr.strip() else f"exit {said.returncode}"
        absent = any(word in reason for word in ("ModuleNotFoundError", "ImportError", "NoServer"))
        return "skipped: not installed" if absent else reason[:80].replace("|", "/")
    return Found(**json.loads(said.stdout.splitlines()[-1]))


def rounds_of(folder: Path, rows: int, rounds: int) -> dict[str, list[Found] | str]:
    """Every contender in turn, as often as `rounds` says; words for one that failed or counted otherwise than we."""
    found: dict[str, list[Found] | str] = {name: [] for name in (*contenders(), *bench_postgres.NAMES)}
    known: dict[str, str] = {}
    for _ in range(rounds):
        for name, sofar in found.items():
            if isinstance(sofar, str):
                continue
            one = measured(name, folder, rows)
            if isinstance(one, Found):
                one = checked(name, one, known)
            print(
                name,
                one if isinstance(one, str) else f"{one.worked:.2f} {one.seconds:.2f}",
                file=sys.stderr,
                flush=True,
            )
            found[name] = one if isinstance(one, str) else [*sofar, one]
    return found


def checked(name: str, one: Found, known: dict[str, str]) -> Found | str:
    """The same, or words where its figures are not those in `known`; ours, which come first, are added to it."""
    peer = name in PEERS or name in SHARING or name in bench_postgres.NAMES
    if not peer:
        known |= one.figures | known
    wanted = {name_of(counting) for counting in countings()} if peer else set(one.figures)
    return wrong(one.figures, known, wanted) or one


if __name__ == "__main__":
    run(*sys.argv[1:])
