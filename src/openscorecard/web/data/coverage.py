"""Coverage as a table: months across, branches down; what is covered, what is zero and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.domain.measures.coverage import Coverage, extent
from openscorecard.domain.measures.periods import FIRST_YEAR, LAST_YEAR, Period
from openscorecard.engines.rows.counting import RowCounts
from openscorecard.web.data.words import COVERAGE, Mark


@dataclass(frozen=True, slots=True)
class Cell:
    """One month of one line: rows, and what that number means; `kind` is rows, zero, part or none."""

    kind: str
    mark: Mark
    shape: SafeString
    rows: int


@dataclass(frozen=True, slots=True)
class Line:
    """A branch, or all of them together; `total` of the months shown."""

    label: str
    is_all: bool
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """One year of a dataset; `years` has all that rows or batches speak of, newest first.

    `by_branch` says whether lines are branches; `more` how many branches are counted together in the last line.
    """

    year: int
    years: tuple[int, ...]
    months: tuple[date, ...]
    lines: tuple[Line, ...]
    by_branch: bool
    earlier: int | None
    later: int | None


def coverage_table(
    counts: RowCounts, covers: Sequence[Coverage], names: Mapping[str, str], by_branch: bool, wanted: int | None
) -> CoverageTable | None:
    """The table of the year `wanted`, else of the newest; None where nothing is there. `names` are of branches."""
    years = _years(counts, covers)
    if not years:
        return None
    year = wanted if wanted in years else years[0]
    months = Period("year", year).months()
    lines = [_line(gettext("All rows"), True, [(one, counts.of_month(str(one))) for one in months], covers)]
    if by_branch:
        lines += [
            _line(
                _branch(value, names), False, [(one, counts.rows.get((str(one), value), 0)) for one in months], covers
            )
            for value in counts.values
        ]
        if counts.rest:
            rest = [(one, counts.rest.get(str(one), 0)) for one in months]
            lines.append(_line(gettext("Smaller ones together"), False, rest, covers))
    place = years.index(year)
    return CoverageTable(
        year=year,
        years=years,
        months=tuple(one.first_day for one in months),
        lines=tuple(lines),
        by_branch=by_branch,
        earlier=years[place + 1] if place + 1 < len(years) else None,
        later=years[place - 1] if place else None,
    )


def _years(counts: RowCounts, covers: Sequence[Coverage]) -> tuple[int, ...]:
    found = {int(month.partition("-")[0]) for month in counts.months if month[:1].isdigit()}
    for span in covers:
        found.update(range(span.first.year, span.last.year + 1))
    return tuple(sorted((year for year in found if FIRST_YEAR <= year <= LAST_YEAR), reverse=True))


def _branch(value: str, names: Mapping[str, str]) -> str:
    if not value:
        return gettext("Without a branch")
    return f"{names[value]}（{value}）" if names.get(value, value) != value else value


def _line(label: str, is_all: bool, months: Sequence[tuple[Period, int]], covers: Sequence[Coverage]) -> Line:
    cells = tuple(_cell(month, rows, covers) for month, rows in months)
    return Line(label, is_all, cells, sum(rows for _, rows in months))


def _cell(month: Period, rows: int, covers: Sequence[Coverage]) -> Cell:
    covered = extent(month, covers)
    if covered == "whole":
        kind = "rows" if rows else "zero"
    elif covered == "part" or rows:
        kind = "part"
    else:
        kind = "none"
    return Cell(kind, COVERAGE[kind], _drawn(COVERAGE[kind].shape), rows)


@cache
def _drawn(shape: str) -> SafeString:
    """A shape as SVG, drawn once: a year of many branches has a thousand of them."""
    return render_to_string("components/shape.html", {"shape": shape})
