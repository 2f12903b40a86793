"""The table of a drilled measure: its cells as a page writes them, and the path from the library inwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.periods import Period
from openscorecard.queries.drilling import Drilled
from openscorecard.queries.places import Branch, branch_names
from openscorecard.web.figures.cell_names import CellNames
from openscorecard.web.figures.places import drill_place, observation_place
from openscorecard.web.frame.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded


@dataclass(frozen=True, slots=True)
class Shown:
    """One observation in a table: its value, its status where that is not ok, where it comes from."""

    value: str
    status: str
    address: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """One cell across the periods; `inside` leads to what lies inside it, empty where nothing does."""

    name: str
    code: str
    inside: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period of a table that is not split."""

    period: str
    numerator: str
    denominator: str
    shown: Shown


def kept(asked: Mapping[str, str], district: str, **other: str) -> dict[str, str]:
    """What an address of the same page must carry on, with `other` in place of what was asked."""
    carried = {name: str(asked.get(name, "")) for name in ("start", "end", "grain", "reading", "dimension")}
    return {name: value for name, value in {**carried, "district": district, **other}.items() if value}


class Table:
    """The cells of an answer as a page writes them."""

    def __init__(self, found: Drilled, language: str, district: str) -> None:
        self.found, self.language, self.district = found, language, district
        self.written = Written.of(found.measure, found.reading, language)
        self.branches: Mapping[str, Branch] = branch_names() if found.dimension == "branch" else {}
        self.names = CellNames(found.reading.formula, found.dimension, self.branches, language)

    def shown(self, one: Observation) -> Shown:
        """An observation as it is shown."""
        place = observation_place(
            self.found.measure.id, one.period, self.found.reading.name, self.found.dimension if one.dimension else "",
            one.cell if one.dimension else "",
        )  # fmt: skip
        return Shown(self.written.value(one.value), "" if one.status == "ok" else one.status, place)

    def lines(self) -> Iterator[PeriodLine]:
        """The whole, period by period."""
        for one in self.found.whole:
            above = write_number(one.numerator.value if one.numerator else None)
            below = write_number(one.denominator.value if one.denominator else None)
            yield PeriodLine(write_period(one.period, self.language), above, below, self.shown(one))

    def cells(self) -> list[str]:
        """The cells to show: those of the chosen district where one is."""
        return [cell for cell in self.found.cells if not self.district or self._district(cell) == self.district]

    def _district(self, cell: str) -> str:
        return self.branches[cell].district if cell in self.branches else ""

    def rows(self, asked: Mapping[str, str]) -> Iterator[CellRow]:
        """One row for each cell."""
        for cell in self.cells():
            inside = ""
            if self.found.dimension == "district" and cell and "branch" in self.found.dimensions:
                inside = drill_place(self.found.measure.id, **kept(asked, cell, dimension="branch"))
            shown = tuple(self.cell(cell, period, whole) for period, whole in self._by_period())
            yield CellRow(self.names.of(cell), self.names.code(cell), inside, shown)

    def _by_period(self) -> Iterator[tuple[Period, Observation]]:
        return zip(self.found.periods, self.found.whole, strict=True)

    def cell(self, cell: str, period: Period, whole: Observation) -> Shown:
        """One cell in one period: its value, zero where nothing of it counts, or why there is none."""
        if (cell, period) in self.found.hidden:
            return Shown(NO_VALUE, "suppressed", "")
        one = self.found.cells[cell].get(period)
        if one is not None:
            return self.shown(one)
        if whole.status not in {"ok", "not_applicable"}:
            return Shown(NO_VALUE, whole.status, "")
        return Shown(NO_VALUE, "not_applicable", "") if self.found.reading.formula.over else Shown("0", "", "")

    def path(self, asked: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """From the library inwards."""
        measure, known = self.found.measure.id, self.found.dimensions
        steps = [(gettext("The whole library"), drill_place(measure, **kept(asked, "", dimension="")))]
        if "district" in known and self.found.dimension in {"district", "branch"}:
            steps.append((gettext("Districts"), drill_place(measure, **kept(asked, "", dimension="district"))))
        if self.found.dimension == "branch":
            if self.district:
                steps.append((gettext("Branches"), drill_place(measure, **kept(asked, "", dimension="branch"))))
            steps.append((self.district or gettext("Branches"), ""))
        elif self.found.dimension and self.found.dimension != "district":
            steps.append((worded(DIMENSIONS, self.found.dimension), ""))
        last, _where = steps[-1]
        return (*steps[:-1], (last, ""))
