"""Forecasts judged on the series of two competitions: `make bench-forecast M3=FOLDER`.

The same without make: `python tools/bench_forecast.py FOLDER`. FOLDER holds M1.rda and M3.rda of the R package Mcomp;
docs/forecasting.md says where from. Prints Markdown tables.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from multiprocessing import Pool
from pathlib import Path

from forecast_factors import Ended, ended, ended_short, learned
from forecast_peer import peer
from forecast_series import PERIODS, Known, read_collection
from forecast_targets import Aimed, aimed, brier_table, decile_table

from openscorecard.forecasting.scores.widths import Factors

FOLDS = 5
Timed = tuple[Ended, float]


def main(folder: Path) -> None:
    """Print every table; the peer comes last, since it takes longest."""
    print(
        f"`python tools/bench_forecast.py` on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()},",
        end=" ",
    )
    print(f"{platform.machine()}, {os.cpu_count()} cores shared with others (load {os.getloadavg()[0]:.0f}).")
    spent: dict[str, float] = {}
    with Pool(2) as pool:
        for cycle in (12, 4, 1):
            both = {name: read_collection(folder, name, cycle) for name in ("M3", "M1")}
            print(f"\n### {PERIODS[cycle].capitalize()} series\n")
            timed = {name: pool.map(_timed, some, chunksize=8) for name, some in both.items()}
            accuracy(both, timed)
            seen = {name: [one for one, _ in some] for name, some in timed.items()}
            print("\nIntervals, in % of futures inside:\n")
            coverage(seen["M3"], seen["M1"])
            if cycle > 1:
                short = {name: pool.map(ended_short, some, chunksize=8) for name, some in both.items()}
                print("\nThe same where little more than a year is known, as a year before:\n")
                coverage(short["M3"], short["M1"])
            if cycle == 12:
                targets(pool.map, both["M3"], seen)
                spent = {name: sum(seconds for _, seconds in some) for name, some in timed.items()}
        print("\n### Beside a library, monthly series\n")
        beside(pool.map, {name: read_collection(folder, name, 12) for name in spent}, spent)


def _timed(series: Known) -> Timed:
    began = time.process_time()
    return ended(series), time.process_time() - began


def accuracy(both: dict[str, list[Known]], timed: dict[str, list[Timed]]) -> None:
    """sMAPE over all series and horizons, beside the year before."""
    print("| collection | series × horizons | sMAPE | year before | processor ms a series |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, some in both.items():
        ours = [one for one, _ in timed[name]]
        spent = sum(seconds for _, seconds in timed[name]) / len(ours) * 1000
        before = [tuple(one.shown[-one.cycle :][at % one.cycle] for at in range(len(one.hidden))) for one in some]
        points = [tuple(point * _size(one) for point in seen.seen.points) for one, seen in zip(some, ours, strict=True)]
        print(f"| {name} | {len(some)} × {len(some[0].hidden)} | {smape(some, points):.2f} |", end=" ")
        print(f"{smape(some, before):.2f} | {spent:.0f} |", flush=True)


def beside(each: Callable[..., list[object]], both: dict[str, list[Known]], spent: dict[str, float]) -> None:
    """sMAPE and processor time of a library on the same series, where it is installed."""
    print("| collection | its sMAPE | its processor time / ours |")
    print("| --- | ---: | ---: |")
    for name, some in both.items():
        found = [one for one in each(peer, some, chunksize=8) if isinstance(one, tuple)]
        if len(found) == len(some):
            ratio = sum(seconds for _, seconds in found) / spent[name]
            print(f"| {name} | {smape(some, [points for points, _ in found]):.2f} | {ratio:.1f} |", flush=True)
        else:
            print(f"| {name} | not installed | |")


def _size(one: Known) -> float:
    return max(map(abs, one.shown)) or 1.0


def smape(some: Sequence[Known], points: Sequence[Sequence[float]]) -> float:
    """The mean of 200 × |miss| ÷ (|forecast| + |value|), in percent."""
    pairs = [pair for one, point in zip(some, points, strict=True) for pair in zip(one.hidden, point, strict=True)]
    return sum(200 * abs(a - b) / (abs(a) + abs(b)) for a, b in pairs if a or b) / len(pairs)


def coverage(m3: list[Ended], m1: list[Ended]) -> None:
    """What part of futures lies in the intervals, with factors that never saw the series they are tried on.

    The sum is of twelve periods, of all where there are fewer.
    """
    print("| tried on | factors learned on | 95 | 80 | 50 | sum: 95 | 80 | 50 | 95 at the first and last step |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    _row("M3", "M1 and four fifths of M3", list(folded(m3, m1)))
    _row("M1", "M3 and four fifths of M1", list(folded(m1, m3)))
    _row("M3", "M1 alone", [(learned(m1), m3)])
    _row("M1", "M3 alone", [(learned(m3), m1)])


def folded(some: list[Ended], others: list[Ended]) -> Iterable[tuple[Factors, list[Ended]]]:
    """Each fifth of `some`, with the factors of the rest and of `others`."""
    for fold in range(FOLDS):
        rest = [one for at, one in enumerate(some) if at % FOLDS != fold]
        yield learned([*others, *rest]), some[fold::FOLDS]


def _row(tried: str, on: str, folds: list[tuple[Factors, list[Ended]]]) -> None:
    inside = {level: _inside(folds, level, whole=False) for level in (2, 1, 0)}
    whole = {level: _inside(folds, level, whole=True) for level in (2, 1, 0)}
    steps = [_share(row[at] for row in inside[2]) for at in (0, -1)]
    every = [_share(one for row in inside[level] for one in row) for level in (2, 1, 0)]
    sums = [_share(row[min(11, len(row) - 1)] for row in whole[level]) for level in (2, 1, 0)]
    print(
        f"| {tried} | {on} | {' | '.join(f'{one:.1f}' for one in [*every, *sums])} | {steps[0]:.1f}, {steps[1]:.1f} |"
    )


def _inside(folds: list[tuple[Factors, list[Ended]]], level: int, *, whole: bool) -> list[list[bool]]:
    found = []
    for factors, some in folds:
        rows = factors.whole if whole else factors.value
        for one in some:
            aways = one.away_whole if whole else one.away
            found.append([abs(away) <= row[level] for away, row in zip(aways, rows, strict=True)])
    return found


def _share(answers: Iterable[bool]) -> float:
    some = list(answers)
    return 100 * sum(some) / len(some)


def targets(each: Callable[..., list[list[Aimed]]], m3: list[Known], seen: dict[str, list[Ended]]) -> None:
    """The probability of meeting a year's target, judged beside climatology."""
    work = []
    for fold in range(FOLDS):
        rest = [one for at, one in enumerate(seen["M3"]) if at % FOLDS != fold]
        factors = learned([*seen["M1"], *rest])
        work += [(one, factors, fold) for one in m3[fold::FOLDS]]
    found = [one for some in each(aimed, work, chunksize=8) for one in some]
    print("\n### Probability of meeting the year's target, M3 monthly\n")
    brier_table(found)
    print("\nDeciles of what was said, in %:\n")
    decile_table(found)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
