"""What a layout sees of one action plan: how it stands, its rows, its splits, and how to write numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from openscorecard.domain.initiatives.kind import Kind, Quantity
from openscorecard.domain.initiatives.progress import Progress
from openscorecard.domain.initiatives.standing import Standing
from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.formula import Formula
from openscorecard.domain.measures.periods import Period
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.initiatives.extracts import Extract
from openscorecard.queries.initiatives.splits import Split
from openscorecard.queries.places import Branch
from openscorecard.web.figures.cell_names import CellNames
from openscorecard.web.frame.dates import short_day
from openscorecard.web.frame.said_in_words import NO_VALUE, write_number, write_period

Row = Mapping[str, str]


def money(value: Fraction | None) -> str:
    """An amount of money as pages write it."""
    return NO_VALUE if value is None else f"NT$ {write_number(value)}"


@dataclass(frozen=True, slots=True)
class View:
    """`standing` with its kind; `extracts` by dataset; `splits` by dimension, then by quantity and period.

    `months` and `years` hold quantities of the plan by their id and period, `followed` the last day that rows speak for
    of what must follow a row.
    """

    standing: Standing
    kind: Kind
    language: str
    extracts: Mapping[str, Extract]
    splits: Mapping[str, Mapping[tuple[str, Period], Split]]
    months: Mapping[tuple[str, Period], Observation] = field(default_factory=dict)
    years: Mapping[tuple[str, Period], Observation] = field(default_factory=dict)
    followed: Mapping[str, date] = field(default_factory=dict)
    branches: Mapping[str, Branch] = field(default_factory=dict)
    residents: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def progress(self) -> Progress:
        return self.standing.progress

    @property
    def period(self) -> Period:
        return self.standing.progress.period

    @property
    def day(self) -> date:
        return self.period.last_day

    def when(self, period: Period | None = None) -> str:
        """The period in words."""
        return write_period(period or self.period, self.language)

    def quantity(self, id_: str) -> Quantity:
        """The quantity of that id; KeyError where the kind has none."""
        found = self.kind.quantity(id_)
        if found is None:
            raise KeyError(id_)
        return found

    def has(self, *ids: str) -> bool:
        """Whether the kind counts all of these."""
        return all(self.kind.quantity(id_) for id_ in ids)

    def value(self, id_: str) -> Fraction | None:
        """What a quantity comes to, None where nothing tells it."""
        state = self.progress
        own = {"planned": state.planned, "actual": state.actual, "spent": state.spent}
        return own[id_] if id_ in own else state.others.get(id_)

    def title(self, id_: str) -> str:
        """What a quantity is called."""
        return self.quantity(id_).title.says(self.language)[0]

    def unit(self, id_: str) -> str:
        """The unit of a quantity."""
        return self.quantity(id_).unit.says(self.language)[0]

    def said(self, id_: str) -> str:
        """A quantity with its unit."""
        value = self.value(id_)
        if value is None:
            return NO_VALUE
        unit = self.quantity(id_).unit
        return money(value) if unit.zh == "元" else f"{write_number(value)} {self.unit(id_)}"

    def rows(self, dataset: str) -> tuple[Row, ...]:
        """The rows listed of a ledger; none where it was never read."""
        found = self.extracts.get(dataset)
        return found.dicts() if found else ()

    def lists(self, dataset: str, otherwise: str) -> str:
        """What stands in place of a ledger's rows: that it was never read, else `otherwise`."""
        if dataset in self.extracts:
            return otherwise
        title = standard_datasets()[dataset].title.says(self.language)[0]
        words = _("The ledger “{title}” has not been read yet: import it, or wait until its rows are counted.")
        return words.format(title=title)

    def shortened(self, dataset: str) -> str:
        """That a ledger has more rows of the plan than are listed; empty where it has not."""
        found = self.extracts.get(dataset)
        if found is None or found.total <= len(found.rows):
            return ""
        words = _("Of {all} rows of this plan the latest {some} are listed.")
        return words.format(all=plain(Fraction(found.total)), some=plain(Fraction(len(found.rows))))

    def split(self, id_: str, dimension: str) -> Split:
        """The cells of a quantity in the period; none where rows do not speak for it."""
        return self.splits.get(dimension, {}).get((id_, self.period), {})

    def speaks(self, id_: str, dimension: str) -> bool:
        """Whether rows speak for the cells of a quantity in the period, so that one that is not there is zero."""
        return (id_, self.period) in self.splits.get(dimension, {})

    def waits(self, formula: Formula) -> bool:
        """Whether days in which something may follow are still to come, as far as rows speak."""
        waited = [told.followed for told in formula.countings() if told.followed]
        return any(
            one.dataset in self.followed and self.day + timedelta(days=one.last) > self.followed[one.dataset]
            for one in waited
        )

    def cell_name(self, id_: str, dimension: str, cell: str) -> str:
        """What a cell is called."""
        return CellNames(self.quantity(id_).formula, dimension, self.branches, self.language).of(cell)


def amount(text: str) -> Fraction | None:
    """A number of a listed row; None where it says none."""
    try:
        return Fraction(Decimal(text)) if text else None
    except InvalidOperation:
        return None


def day_in(text: str) -> date | None:
    """A day of a listed row; None where it says none."""
    return date.fromisoformat(text) if text else None


def plain(value: Fraction | None) -> str:
    """A number as pages write it; a dash for none."""
    return write_number(value)


def written_day(text: str, language: str) -> str:
    """A day of a listed row in short, by the reader's calendar (114.03.05); a dash for none."""
    day = day_in(text)
    return short_day(day, language) if day else NO_VALUE


def percent(part: Fraction | None, whole: Fraction | None) -> str:
    """A share in percent to one decimal; a dash where it cannot be told."""
    if part is None or not whole:
        return NO_VALUE
    return f"{write_number(part / whole * 100, 1)} %"


def share(part: Fraction | None, whole: Fraction | None) -> float | None:
    """A share for drawing."""
    return float(part / whole) if part is not None and whole else None
