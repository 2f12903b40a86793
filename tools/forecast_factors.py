"""Learns within how many spreads futures lie, on series of competitions: writes `forecasting/scores/factors.py`.

`python tools/forecast_factors.py PATH`, with PATH the folder of M1.rda and M3.rda (see docs/forecasting.md).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from multiprocessing import Pool
from pathlib import Path

from forecast_series import Known, read_collection

from openscorecard.forecasting.scores.combining import Outlook, as_last_year, outlook
from openscorecard.forecasting.scores.widths import LEVELS, Factors, Row

TARGET = Path(__file__).parents[1] / "src/openscorecard/forecasting/scores/factors.py"
STEPS = {12: 18, 4: 8, 1: 6}
SHORT = {12: 18, 4: 6, 1: 4}
"""How many values a series is cut to where a year before is all there is to go by."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A series whose future is known: the outlook at its end, what came, and by what its values were divided."""

    name: str
    seen: Outlook
    came: tuple[float, ...]

    @property
    def away(self) -> list[float]:
        """What came beyond what was expected, in spreads, for each horizon."""
        return [_beyond(self, at, came, point) for at, came, point in self._pairs()]

    @property
    def away_whole(self) -> list[float]:
        """The same of the sums up to each horizon, in spreads of the mean value."""
        came = points = 0.0
        found = []
        for at, one, point in self._pairs():
            came, points = came + one, points + point
            size = 1 if self.seen.share else at + 1
            found.append(_beyond(self, at, came / size, points / size))
        return found

    def _pairs(self) -> Iterable[tuple[int, float, float]]:
        return [(at, *pair) for at, pair in enumerate(zip(self.came, self.seen.points, strict=True))]


def _beyond(one: Ended, at: int, came: float, point: float) -> float:
    spread = max(one.seen.spreads[at], 1e-9)
    return (log(max(came, 1e-9) / max(point, 1e-9)) if one.seen.share else came - point) / spread


def ended(series: Known) -> Ended:
    """A competition's series with the outlook at the end of what was shown."""
    return _ended(series, series.shown, short=False)


def ended_short(series: Known) -> Ended:
    """The same where little more than a year was shown."""
    return _ended(series, series.shown[-SHORT[series.cycle] :], short=True)


def _ended(series: Known, shown: Sequence[float], *, short: bool) -> Ended:
    size = max(map(abs, shown)) or 1.0
    values = [one / size for one in shown]
    steps = len(series.hidden)
    seen = as_last_year(values, series.cycle, steps) if short else outlook(values, series.cycle, steps)
    return Ended(series.name, seen, tuple(one / size for one in series.hidden))


def learned(some: Sequence[Ended]) -> Factors:
    """The factors of `some` series: for each level the quantile of what came, smoothed over neighbouring horizons."""
    values = [list(row) for row in _rows([one.away for one in some])]
    for before, after in pairwise(values):
        after[:] = [max(pair) for pair in zip(before, after, strict=True)]
    return Factors(tuple(map(_row, values)), tuple(_rows([one.away_whole for one in some])))


def _rows(aways: Sequence[Sequence[float]]) -> list[Row]:
    table = [[_quantile([abs(one) for one in at], level) for level in LEVELS] for at in zip(*aways, strict=True)]
    near = (table[max(at - 1, 0) : at + 2] for at in range(len(table)))
    return [_row([sum(column) / len(column) for column in zip(*some, strict=True)]) for some in near]


def _row(numbers: Sequence[float]) -> Row:
    half, eighty, most, nearly_all = numbers
    return half, eighty, most, nearly_all


def _quantile(numbers: Sequence[float], level: float) -> float:
    place = level * (len(numbers) + 1) - 1
    ordered = sorted(numbers)
    low = min(max(int(place), 0), len(ordered) - 1)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low]) if place > low else ordered[low]


def write(path: Path) -> None:
    """Learn on all series of M1 and M3 and write the module."""
    tables: dict[str, dict[int, Factors]] = {"COMBINED": {}, "SEASONAL_NAIVE": {}}
    with Pool() as pool:
        for cycle in STEPS:
            known = [one for name in ("M1", "M3") for one in read_collection(path, name, cycle)]
            tables["COMBINED"][cycle] = learned(pool.map(ended, known, chunksize=8))
            tables["SEASONAL_NAIVE"][cycle] = learned(pool.map(ended_short, known, chunksize=8))
    TARGET.write_text("\n".join(_module(tables)) + "\n", encoding="utf-8")


def _module(tables: dict[str, dict[int, Factors]]) -> Iterable[str]:
    about = "Factors learned on the series of two forecasting competitions, M1 and M3"
    yield f'"""{about}; written by `tools/forecast_factors.py`."""'
    yield "\nfrom __future__ import annotations\n\nfrom openscorecard.forecasting.scores.widths import Factors\n"
    for name, table in tables.items():
        yield f"{name} = {{"
        for cycle, factors in table.items():
            yield f"    {cycle}: Factors("
            for kind in ("value", "whole"):
                yield f"        {kind}=("
                for row in getattr(factors, kind):
                    yield f"            ({', '.join(f'{one:.3f}' for one in row)}),"
                yield "        ),"
            yield "    ),"
        yield "}"
        yield f'"""For {name.lower().replace("_", " ")} forecasts, by how many periods make a year."""'


if __name__ == "__main__":
    write(Path(sys.argv[1]))
