"""Targets set on a year that is known, and the probability of meeting them, said in its third, sixth and ninth month.

The rule, declared before anything was tried: a series' last full calendar year is cut after months 3, 6 and 9. Its
target is what the year before came to times 0.95, 1, 1.05 or 1.10: hold within 5 %, hold, and gain 5 or 10 %. Each
series is taken as a flow (the sum of the year) and as a stock (its last month), better upwards; better downwards is the
mirror of it. Climatology says how often such a target was met: in the series' own earlier years (the same rule on each,
one met and one missed added), or in the same target of all other fifths of series; the stricter of the two is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from forecast_series import Known

from openscorecard.domain.measures.measure import Kind
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.scores.targets import Target
from openscorecard.forecasting.scores import factors as table
from openscorecard.forecasting.scores import year as asking
from openscorecard.forecasting.scores.combining import outlook
from openscorecard.forecasting.scores.widths import Factors
from openscorecard.forecasting.scores.year import forecast_year

vars(asking)["outlook"] = lru_cache(maxsize=8)(outlook)  # the same cut is asked for every kind and target
ASKED = (0.95, 1.0, 1.05, 1.10)
CUTS = (3, 6, 9)
YEAR = 2001


@dataclass(frozen=True, slots=True)
class Aimed:
    """One target: how it was set and when it was judged, what was said and by its own past, and whether it was met."""

    kind: Kind
    asked: float
    month: int
    fold: int
    said: float
    own_past: float
    met: bool


def aimed(work: tuple[Known, Factors, int]) -> list[Aimed]:
    """All targets of a monthly series, judged with factors that were learned on others."""
    series, factors, fold = work
    table.COMBINED[12] = factors
    values = (*series.shown, *series.hidden)
    first = (-series.place) % 12
    full = (len(values) - first) // 12
    if full < 3:
        return []
    years = [values[first + 12 * at : first + 12 * at + 12] for at in range(full)]
    start = Period("month", YEAR - full + (1 if first == 0 else 0), 1).shifted(0 if first == 0 else series.place)
    found = []
    for kind in ("F", "S"):
        for month in CUTS:
            known = values[: first + 12 * (full - 1) + month]
            found += list(_of(series, known, years, start, kind, month, fold))
    return found


def _of(
    series: Known, known: Sequence[float], years: Sequence[Sequence[float]], start: Period, kind: Kind, month: int,
    fold: int,
) -> Iterable[Aimed]:  # fmt: skip
    came = [sum(one) if kind == "F" else one[-1] for one in years]
    for asked in ASKED:
        if came[-2] <= 0:
            continue
        value = Fraction(came[-2]) * Fraction(str(asked))
        target = Target(series.name, "1", value)
        said = forecast_year(known, start, kind, Period("year", YEAR), target).probability
        pairs = list(pairwise(came[:-1]))
        past = (1 + sum(after >= before * asked for before, after in pairs)) / (2 + len(pairs))
        if said is not None:
            yield Aimed(kind, asked, month, fold, said, past, came[-1] >= float(value))


def brier_table(found: Sequence[Aimed]) -> None:
    """Brier scores and skill, by kind and month."""
    print("| kind | known months | targets | met, % | Brier | own past | others' | skill |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for kind, name in (("F", "flow"), ("S", "stock")):
        for month in (*CUTS, 0):
            _line(name, [one for one in found if one.kind == kind and month in (0, one.month)], found, month)
    _line("all", found, found, 0)


def _line(name: str, some: Sequence[Aimed], found: Sequence[Aimed], month: int) -> None:
    ours = _mean((one.said - one.met) ** 2 for one in some)
    past = _mean((one.own_past - one.met) ** 2 for one in some)
    rates = {
        (kind, asked, fold): _mean(
            one.met for one in found if one.fold != fold and (one.kind, one.asked) == (kind, asked)
        )
        for kind in ("F", "S")
        for asked in ASKED
        for fold in {one.fold for one in some}
    }
    others = _mean((rates[one.kind, one.asked, one.fold] - one.met) ** 2 for one in some)
    met = 100 * _mean(one.met for one in some)
    print(f"| {name} | {month or 'all'} | {len(some)} | {met:.1f} | {ours:.4f} |", end=" ")
    print(f"{past:.4f} | {others:.4f} | {1 - ours / min(past, others):.2f} |")


def decile_table(found: Sequence[Aimed]) -> None:
    """In each tenth of the scale of probabilities: what was said on average, and how often it came."""
    print("| said | targets | mean said | met | off |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for tenth in range(10):
        some = [one for one in found if min(int(one.said * 10), 9) == tenth]
        said, met = 100 * _mean(one.said for one in some), 100 * _mean(one.met for one in some)
        print(f"| {tenth * 10} to {tenth * 10 + 10} | {len(some)} | {said:.1f} | {met:.1f} | {met - said:+.1f} |")


def _mean(numbers: Iterable[float]) -> float:
    some = list(numbers)
    return sum(some) / len(some)
