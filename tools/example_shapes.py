"""Works out the ratios that shape the example's rows from real series, and writes shapes.yaml.

Run `python tools/example_shapes.py [FOLDER]` where FOLDER holds the councils' open data (by default `libraries` in the
shared data beside the project): `newcastle_usage.csv` (use by library and month), `loans_barnet.csv`,
`stock_summary_barnet.csv` and `events_barnet.csv`. Only ratios are kept. The product never needs the series themselves.
"""

from __future__ import annotations

import csv
import sys
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src" / "openscorecard" / "formats" / "example" / "shapes.yaml"
WHOLE_YEARS = range(2009, 2017)
# Rows of the loans and the stock that are no place people come to.
NO_PLACE = {
    "Barnet Book Club", "Bibliographic Services", "Capita", "Customer Services Organisation", "Early Years Team",
    "Home Library Service", "Local Studies and Archives", "Mobile Library", "Schools Library Resources Service",
}  # fmt: skip
HEAD = """\
# Ratios that shape the example's rows, worked out of real series by `python tools/example_shapes.py`; do not edit.
# Origin: open data of two councils as collected by LibrariesHacked: Newcastle, visits and issues of 18 libraries by
# month, whole years 2009 to 2016; Barnet, loans of 2019 and stock of October 2019 by library, 4,312 events 2009-2019.
# The series are not part of this project; these ratios are all that is taken from them.
"""


def main() -> None:
    """Write shapes.yaml."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else _shared()
    OUT.write_text(HEAD + "".join(f"{name}: {value}\n" for name, value in shapes(folder).items()), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)} is written")


def shapes(folder: Path) -> dict[str, list[int]]:
    """Seasons (by month, a day's use, mean 1000), sizes of places (mean 1000, descending), weekdays, attendance."""
    usage = list(_rows(folder / "newcastle_usage.csv"))
    events = list(_rows(folder / "events_barnet.csv"))
    attended = sorted(int(row["Attendees"]) for row in events if row["Attendees"].isdecimal())
    return {
        "season_visits": _season(usage, "visits"),
        "season_issues": _season(usage, "issues"),
        "season_events": _shares(Counter(int(row["Event date"][5:7]) for row in events), range(1, 13)),
        "weekday_events": _shares(
            Counter(date.fromisoformat(row["Event date"]).weekday() for row in events), range(7)
        ),
        "sizes_visits": _sizes(_sums(usage, "Library", "visits")),
        "sizes_issues": _pooled(
            _sums(usage, "Library", "issues"), _sums(_rows(folder / "loans_barnet.csv"), "Library name", "Loans")
        ),
        "sizes_stock": _sizes(_sums(_rows(folder / "stock_summary_barnet.csv"), "Library name", "Items")),
        "sizes_events": _sizes(Counter(row["Library name"] for row in events)),
        "attendance": [round(one) for one in quantiles(attended, n=20)],
    }  # fmt: skip


def _season(rows: Iterable[Mapping[str, str]], column: str) -> list[int]:
    """What a day of each month is to the mean day of its year: libraries with all twelve months alone."""
    known: dict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for row in rows:
        year, month = map(int, row["month"].split("-"))
        if year in WHOLE_YEARS and row[column]:
            known[row["Library"], year][month] = int(row[column])
    whole = [months for months in known.values() if len(months) == 12]
    days = {month: monthrange(2015, month)[1] for month in range(1, 13)}
    mean = Fraction(sum(sum(months.values()) for months in whole), 365)
    return [round(1000 * sum(months[month] for months in whole) / days[month] / mean) for month in range(1, 13)]


def _sums(rows: Iterable[Mapping[str, str]], name: str, column: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in rows:
        if row[name] not in NO_PLACE and row[column]:
            found[row[name]] += int(row[column])
    return found


def _sizes(sums: Mapping[str, int]) -> list[int]:
    """Each place beside the mean place, the largest first."""
    return _pooled(sums)


def _pooled(*sums: Mapping[str, int]) -> list[int]:
    """The same of several series, each beside its own mean."""
    found = [Fraction(1000 * value * len(one), sum(one.values())) for one in sums for value in one.values()]
    return sorted((round(value) for value in found), reverse=True)


def _shares(counts: Mapping[int, int], keys: Iterable[int]) -> list[int]:
    wanted = list(keys)
    return [round(Fraction(1000 * counts[key] * len(wanted), sum(counts.values()))) for key in wanted]


def _rows(file: Path) -> Iterable[Mapping[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def _shared() -> Path:
    for folder in ROOT.parents:
        if (folder / "shared" / "data" / "libraries").exists():
            return folder / "shared" / "data" / "libraries"
    sys.exit("there is no shared/data/libraries beside the project; name the folder")


if __name__ == "__main__":
    main()
