"""One comparison, whatever is compared: rows with values side by side, as a table, as a chart of dots and as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from openscorecard.drawing.measures.dots import Dot, DotChart, draw_dots
from openscorecard.drawing.palette import WEB, Palette
from openscorecard.reports.csv_files import csv_bytes
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, exactly

CHARTED = 40
"""Rows that a chart shows; the table has all."""


@dataclass(frozen=True, slots=True)
class Value:
    """One figure in a row: exact (None: none), as it is written, the status where it is not ok, where it comes from."""

    exact: Fraction | None
    written: str
    status: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A period, unit or institution with its values in the order of the heads; `own` stands out."""

    name: str
    values: tuple[Value, ...]
    change: str = ""
    note: str = ""
    address: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison: `part` names it in addresses, `first` is the head of names, `heads` those of values.

    The last value of a row is the one that is charted, the one before it stands beside it. `notes` say what a reader
    must know: what is missing, what is suppressed, that cells do not add up.
    """

    part: str
    title: str
    first: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str
    language: str
    notes: tuple[str, ...] = ()
    last: str = ""
    example: bool = False
    has_change: bool = True
    files: tuple[tuple[str, str], ...] = ()

    def chart(self, palette: Palette = WEB) -> SafeString:
        """The rows as dots."""
        title = gettext("{title}; the table says the same.").format(title=self.title)
        dots = tuple(_dot(row) for row in self.rows[:CHARTED])
        before = self.heads[-2] if len(self.heads) > 1 else ""
        chart = DotChart(title, self.language, self.unit, self.heads[-1], before, dots)
        return SafeString(draw_dots(chart, palette, self.part))  # our own drawing; texts are escaped there

    def csv(self) -> bytes:
        """All rows, exact."""
        heads = (self.first, *(part for head in self.heads for part in (head, f"{head} {gettext('status')}")))
        return csv_bytes((*heads, gettext("unit")), (self._line(row) for row in self.rows))

    def _line(self, row: Row) -> tuple[str, ...]:
        cells = (part for one in row.values for part in (exactly(one.exact).replace(NO_VALUE, ""), one.status or "ok"))
        return (row.name, *cells, self.unit)


def _dot(row: Row) -> Dot:
    now, before = row.values[-1], row.values[-2] if len(row.values) > 1 else None
    return Dot(row.name, _float(now), now.written, _float(before) if before else None, row.own)


def _float(value: Value) -> float | None:
    return None if value.exact is None else float(value.exact)


def change(earlier: Fraction | None, now: Fraction | None, written: Written) -> str:
    """The difference with its sign; empty where one of both is missing."""
    if earlier is None or now is None:
        return ""
    words = written.value(now - earlier)
    words = f"+{words}" if now > earlier else words
    return gettext("{number} percentage points").format(number=words) if written.unit == "%" else words
