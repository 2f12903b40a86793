"""A KPI by district, branch or another split: the cells of two periods side by side."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.periods import Period
from openscorecard.queries.drilling import Drilled, drilled
from openscorecard.queries.observed import Asked as Question
from openscorecard.web.comparing.compared import CHARTED, Compared, Row, Value, change
from openscorecard.web.figures.drill_page import ADDING
from openscorecard.web.figures.drill_table import Table
from openscorecard.web.figures.places import drill_place
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded


def by_unit(measure: Measure, dimension: str, period: Period, language: str) -> Compared:
    """The cells of `dimension` in `period` and in the one before it, highest first; five queries, six with branches.

    Raises NoSuchDimension.
    """
    found = drilled(Question(measure.id, period.previous(), period, period.grain, "", dimension))
    table = Table(found, language, "")
    rows = sorted(_rows(table, found), key=_order)
    title = gettext("{measure} by {dimension}, {period}").format(
        measure=measure.name.says(language)[0],
        dimension=worded(DIMENSIONS, dimension),
        period=write_period(period, language),
    )
    return Compared(
        part="units",
        title=title,
        first=worded(DIMENSIONS, dimension),
        heads=tuple(write_period(one, language) for one in found.periods),
        rows=tuple(rows),
        unit=table.written.unit,
        language=language,
        notes=tuple(_notes(found, rows)),
        last=_whole(found, table.written),
        example=found.example,
    )


def _rows(table: Table, found: Drilled) -> Iterator[Row]:
    wholes = list(zip(found.periods, found.whole, strict=True))
    for cell in found.cells:
        values = tuple(_value(table, found, cell, place) for place in range(len(wholes)))
        inside = drill_place(found.measure.id, dimension=found.dimension)
        yield Row(
            table.names.of(cell), values, change(values[0].exact, values[-1].exact, table.written), address=inside
        )


def _value(table: Table, found: Drilled, cell: str, place: int) -> Value:
    period, whole = found.periods[place], found.whole[place]
    shown = table.cell(cell, period, whole)
    hidden = (cell, period) in found.hidden
    one = None if hidden else found.cells[cell].get(period)
    exact = one.value if one else None
    if one is None and shown.value == "0":
        exact = whole.value * 0 if whole.value is not None else None
    return Value(exact, shown.value, shown.status, shown.address)


def _order(row: Row) -> tuple[bool, float, str]:
    value = row.values[-1].exact
    return value is None, -float(value or 0), row.name


def _whole(found: Drilled, written: Written) -> str:
    whole = found.whole[-1].value
    return written.with_unit(whole) if whole is not None else NO_VALUE


def _notes(found: Drilled, rows: list[Row]) -> Iterator[str]:
    yield str(ADDING[found.adding])
    if found.hidden:
        yield gettext(
            "Cells that could stand for fewer than five readers are suppressed, and with a single one the next "
            "smallest, so that it cannot be worked out."
        )
    if len(rows) > CHARTED:
        yield gettext("The picture shows the first {n} of {all} rows; the table has all.").format(
            n=CHARTED, all=len(rows)
        )
    missing = sum(1 for row in rows if row.values[-1].exact is None and row.values[-1].status != "suppressed")
    if missing:
        words = ngettext(
            "{n} row has no value; that is not zero.", "{n} rows have no value; that is not zero.", missing
        )
        yield words.format(n=missing)
