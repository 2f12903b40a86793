"""Loads the example's rows at a scale into a home of its own, measures that, and adds the sums of 2025 up.

Run `python tools/example_bench.py [SCALE] [HOME]`; the whole by default. HOME is kept and measured again where it is
given, else thrown away. Exit status 1 where a sum is not what it should be.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src")]

STOCK = "acquired_on <= DATE '2025-12-31' AND withdrawn_on IS NULL AND lost_on IS NULL"
LATE = "active_from <= DATE '2025-12-31' AND (active_to IS NULL OR active_to >= DATE '2025-12-31')"
VALID = "expires_on > DATE '2025-12-31' AND closed_on IS NULL AND category NOT IN ('館員', '測試')"
LOANS = "kind = 'issue' AND _day >= DATE '2025-01-01'"
# Dataset, what is selected, what it is at full scale.
SUMS = (
    ("holdings", f"count(*) FILTER ({STOCK})", 8_750_266),
    ("population", "sum(residents) FILTER (as_of = DATE '2025-12-31')", 2_437_400),
    ("visits", "sum(visits) FILTER (year(occurred_on) = 2025)", 13_263_842),
    ("circulation", f"sum(quantity) FILTER ({LOANS})", 13_411_388),
    ("eresource_usage", "sum(count) FILTER (metric = 'Loans' AND period LIKE '2025-%')", 4_310_000),
    ("eholdings", f"sum(copies) FILTER (class IN ('ebook', 'emagazine') AND {LATE})", 2_945_113),
    ("cards", f"count(*) FILTER ({VALID})", 1_912_004),
    ("cards", f"count(*) FILTER ({VALID} AND plan = 'CC1.1.1')", 411_203),
    (
        "circulation",
        f"round(10000.0 * count(*) FILTER ({LOANS} AND age_band = '35-54') / count(*) FILTER ({LOANS}))",
        None,
    ),
)


def main() -> None:
    """Load, measure, add up."""
    scale = Fraction(sys.argv[1]) if len(sys.argv) > 1 else Fraction(1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(sys.argv[2] if len(sys.argv) > 2 else folder) / "home"
        os.environ["OPENSCORECARD_HOME"] = str(home)
        os.environ["PYTHONPATH"] = str(ROOT / "src")
        for turn in ("first", "second"):
            measure(turn, scale, home)
        sys.exit(0 if added_up(scale) else 1)


def measure(turn: str, scale: Fraction, home: Path) -> None:
    """One load in a process of its own, in figures."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([sys.executable, "-m", "openscorecard", "example", "load", "--scale", str(scale)], check=True)
    after, passed = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - begun
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(file.stat().st_size for file in (home / "rows").rglob("*.parquet")) // 1_000_000
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    print(f"{turn}: {passed:.1f} s, {used:.1f} s of processor, peak {after.ru_maxrss // 1024} MiB, {size} MB on disk, "
          f"{os.cpu_count()} cores, load {load:.1f}", flush=True)  # fmt: skip


def added_up(scale: Fraction) -> bool:
    """Whether every sum is the whole one at this scale, halves rounded up."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openscorecard.config.settings")
    django.setup()
    from openscorecard.engines.rows.scanning import reading, select
    from openscorecard.queries.data import dataset_named, row_store, visible_files

    right = True
    for name, selected, whole in SUMS:
        manifest, root = visible_files(name), row_store().root
        with reading(root, [manifest]) as connection:
            statement = f"SELECT {selected} FROM ({select(root, dataset_named(name), manifest)})"
            found = connection.sql(statement).fetchall()[0][0]
        wanted = 4708 if whole is None else int(whole * scale + Fraction(1, 2))
        right &= int(found) == wanted
        print(f"{'ok   ' if int(found) == wanted else 'WRONG'} {name}: {found} of {wanted}: {selected}")
    return right


if __name__ == "__main__":
    main()
