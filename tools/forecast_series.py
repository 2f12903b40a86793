"""Reads the series of the forecasting competitions M1 and M3 from a folder of the R package Mcomp."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

PERIODS = {12: "MONTHLY", 4: "QUARTERLY", 1: "YEARLY"}


@dataclass(frozen=True, slots=True)
class Known:
    """A series: `cycle` periods a year, the place in the year (from 0) it starts at, what was shown and then came."""

    name: str
    cycle: int
    place: int
    shown: tuple[float, ...]
    hidden: tuple[float, ...]


def read_collection(folder: Path, name: str, cycle: int) -> list[Known]:
    """All series of collection `name` with `cycle` periods a year. `folder` holds `NAME.rda`, or `data/NAME.rda`."""
    import rdata

    file = next(one for one in (folder / f"{name}.rda", folder / "data" / f"{name}.rda") if one.exists())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # classes of R that we need nothing of
        every: dict[Any, Any] = rdata.read_rda(file)[name]
    wanted = {key: one for key, one in every.items() if str(one["period"][0]).upper() == PERIODS[cycle]}
    return [_known(str(key), cycle, one) for key, one in wanted.items()]


def _known(name: str, cycle: int, one: dict[str, Any]) -> Known:
    year = Fraction(str(one["x"].index[0])).limit_denominator(1000)
    return Known(
        name, cycle, round(year % 1 * cycle) % cycle, tuple(map(float, one["x"])), tuple(map(float, one["xx"]))
    )
