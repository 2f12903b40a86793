"""Measures importing: ours with all its checks beside DuckDB's bare CSV to Parquet of the same files."""

from __future__ import annotations

import hashlib
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from openscorecard.domain.measures.datasets import Dataset
from openscorecard.engines.rows.keys import repeated
from openscorecard.engines.rows.loading import load_rows
from openscorecard.engines.rows.schema import sql_type
from openscorecard.engines.rows.store import RowStore, prepared
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.datasets.intake import read_file, read_rows_to
from openscorecard.formats.datasets.reading import Request

ROUNDS = 5  # of the larger sample fewer, as it takes longer
SOURCE = str(Path(__file__).resolve().parents[1] / "src")
SAMPLES = (("circulation", 1_000_000), ("cards", 1_000_000), ("circulation", 5_000_000))


def loans(count: int) -> Iterator[str]:
    """Circulation of three months in no order, as a seeded CSV."""
    chance = random.Random(20250101)
    branches = [f"B{number:02}" for number in range(60)]
    kinds = ["issue"] * 5 + ["return"] * 4 + ["renew", "in_house"]
    classes, channels = ["print"] * 8 + ["av", "serial"], ["desk", "self_check", "fastbook", "drop_box"]
    ages = ["0-5", "6-12", "13-18", "19-34", "35-54", "55-64", "65+"]
    start = datetime(2025, 1, 1)  # noqa: DTZ001 -- a sample, in no zone
    yield "occurred_at,kind,item_id,item_class,patron_key,age_band,branch,terminal,channel,quantity,plan\n"
    for _ in range(count):
        moment, branch = start + timedelta(seconds=chance.randrange(90 * 86_400)), chance.choice(branches)
        yield (f"{moment.isoformat()}+08:00,{chance.choice(kinds)},I{chance.randrange(3_000_000):08},"
               f"{chance.choice(classes)},{chance.getrandbits(64):016x},{chance.choice(ages)},{branch},"
               f"{branch}-T{chance.randrange(9)},{chance.choice(channels)},1,\n")  # fmt: skip


def cards(count: int) -> Iterator[str]:
    """Library cards in the order of their issue, as a seeded CSV."""
    chance = random.Random(20250102)
    kinds, ages = ["general", "student", "family", "bookstart"], ["0-5", "6-12", "13-18", "19-34", "35-54", "65+"]
    start = date(2005, 1, 1)
    yield "card_id,patron_key,card_type,issued_on,expires_on,closed_on,category,branch,age_band,source\n"
    for number in range(count):
        issued = start + timedelta(days=number * 7_300 // count)
        closed = issued + timedelta(days=chance.randrange(3_000)) if chance.random() < 0.2 else ""
        yield (f"C{number:09},{chance.getrandbits(64):016x},{chance.choice(kinds)},{issued},"
               f"{issued + timedelta(days=3_650)},{closed},P{chance.randrange(9)},B{chance.randrange(60):02},"
               f"{chance.choice(ages)},{chance.choice(['counter', 'online'])}\n")  # fmt: skip


MAKERS = {"circulation": loans, "cards": cards}


def bare(dataset: Dataset, file: Path, target: Path) -> None:
    """DuckDB's own reading of a CSV with the types of the contract, written as Parquet; nothing is checked."""
    import duckdb

    with file.open(encoding="utf-8") as opened:
        names = opened.readline().strip().split(",")
    columns = ", ".join(f"'{name}': '{sql_type(dataset.field(name))}'" for name in names)
    with duckdb.connect(":memory:", config={"threads": os.cpu_count() or 1}) as connection:
        connection.execute("LOAD icu")
        connection.execute("SET TimeZone='Asia/Taipei'")
        connection.execute("SET enable_progress_bar=false")
        connection.execute(
            f"COPY (SELECT * FROM read_csv('{file}', header=true, columns={{{columns}}})) "
            f"TO '{target}' (FORMAT parquet)"
        )


def ours(dataset: Dataset, file: Path, folder: Path) -> None:
    """Read in the worker with every check, loaded, keys compared, sorted, named, written by month and flushed."""
    found = read_rows_to(dataset, file, folder / "rows")
    with file.open("rb") as opened:
        hashlib.file_digest(opened, "sha256")
    rows = load_rows(dataset, folder / "rows", range(2, found.stored + 2))
    repeated(dataset, rows.table)
    with RowStore(folder / "store").staged(prepared(dataset, rows.table, "append")):
        pass


# A process that is started takes over the peak of who starts it, so a small one starts it and says the peak.
_WATCH = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass
class CommandLine:
    """`openscorecard data import` in a process of its own, each time into a fresh copy of an empty home."""

    folder: Path
    peak: int = 0  # megabytes of the largest process

    def run(self, home: Path, *words: str) -> None:
        """Run the command; its memory and that of its worker are noted."""
        environ = {**os.environ, "OPENSCORECARD_HOME": str(home), "PYTHONPATH": SOURCE}
        environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-c", _WATCH, sys.executable, "-m", "openscorecard", *words]
        done = subprocess.run(command, env=environ, capture_output=True, check=True, text=True)
        self.peak = max(self.peak, int(done.stdout) // 1024)

    def prepare(self) -> None:
        """An empty home with its store."""
        self.run(self.folder / "empty", "plan", "list", "--json")

    def imported(self, dataset: Dataset, file: Path) -> None:
        """Import the file."""
        self.run(self.folder / "home", "data", "import", dataset.name, str(file))

    def fresh(self) -> None:
        """An empty home again; not timed."""
        for name in ("home", "home-seal"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        shutil.copytree(self.folder / "empty", self.folder / "home")


def medians(rounds: int, before: Callable[[], None], *works: Callable[[], object]) -> list[float]:
    """The median seconds of several pieces of work, done in turn."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for place, work in enumerate(works):
            before()
            begun = time.perf_counter()
            work()
            times[place].append(time.perf_counter() - begun)
    return [statistics.median(one) for one in times]


def imports() -> list[str]:
    """A table: DuckDB bare, ours in this process and through the command line."""
    lines = [f"`python tools/bench.py import` on {date.today().isoformat()}: {platform.machine()}, "  # noqa: DTZ011
             f"{os.cpu_count()} cores shared with others (load {os.getloadavg()[0]:.0f}), {_gigabytes()} GB; "
             f"medians of {ROUNDS} rounds in turn, of five million rows a fifth as many.", "",
             "| rows | MB | DuckDB bare, s | ours, s | / DuckDB | command line, s | / DuckDB | its peak, MB |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        line = CommandLine(folder)
        line.prepare()
        for name, count in SAMPLES:
            lines.append(_measured(standard_datasets()[name], count, folder, line))
            print(lines[-1], file=sys.stderr)
        lines += ["", _row_by_row(folder)]
    return [*lines, "", "Ours reads in the bounded worker, checks every cell and key, sorts, names the batch by its "
            "content, writes a file a month and flushes it; the command line also starts, and lists the batch. DuckDB "
            "only changes the format."]  # fmt: skip


def _measured(dataset: Dataset, count: int, folder: Path, line: CommandLine) -> str:
    file = folder / f"{dataset.name}.csv"
    with file.open("w", encoding="utf-8") as made:
        made.writelines(MAKERS[dataset.name](count))
    line.peak = 0
    rounds = max(1, ROUNDS * SAMPLES[0][1] // count)
    peer, here, there = medians(
        rounds, line.fresh, partial(bare, dataset, file, folder / "bare.parquet"), partial(ours, dataset, file, folder),
        partial(line.imported, dataset, file),
    )  # fmt: skip
    return (f"| {count / 1e6:.0f} M {dataset.name} | {file.stat().st_size / 1e6:.0f} | {peer:.2f} | {here:.2f} | "
            f"{here / peer:.2f} | {there:.2f} | {there / peer:.2f} | {line.peak} |")  # fmt: skip


def _row_by_row(folder: Path) -> str:
    """What a file that is not plain costs: a tenth of a million rows, once."""
    file = folder / "small.csv"
    with file.open("w", encoding="utf-8") as made:
        made.writelines(loans(100_000))
    dataset = standard_datasets()["circulation"]
    taken = medians(1, lambda: None, lambda: read_file(dataset, file, folder / "text", Request()))[0]
    return f"A file that is not plain is read row by row: {taken * 10:.1f} s for a million rows, before the rest."


def _gigabytes() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
