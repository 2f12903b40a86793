"""The figures of a page as CSV: one line for each period and cell, exact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openscorecard.domain.measures.figures import Observation
from openscorecard.queries.drilling import Drilled
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.web.frame.said_in_words import NO_VALUE, exactly

HEADS = ("measure", "reading", "period", "by", "cell", "name", "value", "numerator", "denominator", "status")


def written_csv(found: Drilled, cells: Sequence[tuple[str, str]]) -> bytes:
    """`found` as CSV, the whole first; `cells` are those to write, each with its name."""
    return csv_bytes(HEADS, _lines(found, cells))


def _lines(found: Drilled, cells: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    for one in found.whole:
        yield _line(found, one, "", "")
    for cell, name in cells:
        for period in found.periods:
            held = found.cells[cell].get(period)
            if (cell, period) in found.hidden:
                yield (*_begun(found, str(period), found.dimension, cell, name), "", "", "", "suppressed")
            elif held is not None:
                yield _line(found, held, found.dimension, name)


def _begun(found: Drilled, period: str, by: str, cell: str, name: str) -> tuple[str, ...]:
    return found.measure.id, found.reading.name, period, by, cell, name


def _line(found: Drilled, one: Observation, by: str, name: str) -> tuple[str, ...]:
    sides = [exactly(side.value) if side else "" for side in (one.numerator, one.denominator)]
    value = exactly(one.value).replace(NO_VALUE, "")
    return (*_begun(found, str(one.period), by, one.cell, name), value, *sides, one.status)
