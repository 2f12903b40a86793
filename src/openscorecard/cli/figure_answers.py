"""The shapes of observations on the command line; exact numbers are strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openscorecard.cli.speaking import language
from openscorecard.domain.measures.decimals import decimal_text

if TYPE_CHECKING:
    from fractions import Fraction

    from openscorecard.domain.measures.figures import Side
    from openscorecard.domain.measures.trend import Line
    from openscorecard.queries.observed import Observed

Shape = dict[str, Any]


def observe_shape(found: Observed) -> Shape:
    """`observe`: what was asked for, and one row for each period and cell, as docs/command-line.md describes it."""
    first = found.lines[0].reading
    same = all(line.reading == first for line in found.lines)
    return {
        "measure": found.measure.id,
        "kind": first.formula.kind,
        "unit": found.measure.unit_of(first).says(language())[0],
        "reading": first.name if same else None,
        "grain": found.grain,
        "rows": [_row(found, line) for line in found.lines],
    }


def _row(found: Observed, line: Line) -> Shape:
    one = line.observation
    engines = sorted({found.runs[run].engine for run in one.runs if run in found.runs})
    return {
        "period": str(one.period),
        "by": {found.dimension: one.cell} if found.dimension else {},
        "value": _number(one.value),
        "numerator": _side(one.numerator),
        "denominator": _side(one.denominator),
        "status": one.status,
        "unknown": sum(side.unknown for side in (one.numerator, one.denominator) if side),
        "reading": line.reading.name,
        "batches": list(one.batches),
        "engine": ", ".join(engines) or None,
        "measure_version": found.measure.version,
        "example": line.example,
    }


def _number(value: Fraction | None) -> str | None:
    return None if value is None else decimal_text(value)


def _side(side: Side | None) -> str | None:
    return _number(side.value) if side else None


def observe_lines(shape: Shape) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """The same as rows of a table, and its heads."""
    heads = ("period", "by", "value", "numerator", "denominator", "status", "reading")
    rows = [
        tuple(
            str(next(iter(row["by"].values()), "") if head == "by" else row[head] if row[head] is not None else "-")
            for head in heads
        )
        for row in shape["rows"]
    ]
    return rows, heads
