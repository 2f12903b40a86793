"""A measure's figures by period and cell: library, district, branch; or by any other dimension; and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from openscorecard.domain.measures.figures import Observation
from openscorecard.domain.measures.periods import Period
from openscorecard.domain.measures.readings import UnknownReading
from openscorecard.queries.drilling import Adding, Drilled, drilled
from openscorecard.queries.faults import NoSuchDimension, UnfitSpan
from openscorecard.queries.measures import measure_named
from openscorecard.queries.places import Branch, branch_names
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import needs
from openscorecard.web.figures.asking import FiguresForm, question, usual
from openscorecard.web.figures.cell_names import CellNames
from openscorecard.web.figures.first import words_of
from openscorecard.web.figures.places import drill_place, observation_place
from openscorecard.web.figures.said_in_words import NO_VALUE, Written, write_number, write_period
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say

ADDING: Mapping[Adding, object] = {
    "adds_up": _("The cells add up to the whole."),
    "ratio": _("A ratio does not add up: the whole is recomputed from its parts, never averaged."),
    "distinct": _("Different things are counted, and one may be in two cells: the cells do not add up to the whole."),
    "overlapping": _(
        "One row may belong to several cells: the cells do not add up to the whole, which counts it once."
    ),
    "unsplit": _("Rows tell this split only for a part of what is counted: the cells do not add up to the whole."),
}


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


@dataclass(frozen=True, slots=True)
class DrillPage:
    """`path` are steps from the library inwards: (words, address), the last one without an address."""

    measure: Said
    measure_address: str
    form: FiguresForm
    reading: str
    unit: str
    is_ratio: bool
    split_by: str
    path: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    whole: tuple[Shown, ...]
    lines: tuple[PeriodLine, ...]
    rows: tuple[CellRow, ...]
    adding: str
    hidden: bool
    example: bool
    left_off: int
    csv: str


def drill_page(found: Drilled, form: FiguresForm, district: str, language: str) -> DrillPage:
    """The page of an answer; one query more where branches are named."""
    table = _Table(found, language, district)
    written = table.written
    return DrillPage(
        measure=say(found.measure.name, language),
        measure_address=address("measure", found.measure.id),
        form=form,
        reading=words_of(found.reading, language),
        unit=written.unit,
        is_ratio=found.reading.formula.kind == "R",
        split_by=worded(DIMENSIONS, found.dimension) if found.dimension else "",
        path=table.path(form.data),
        periods=tuple(write_period(period, language) for period in found.periods),
        whole=tuple(table.shown(one) for one in found.whole),
        lines=tuple(table.lines()) if not found.dimension else (),
        rows=tuple(table.rows(form.data)),
        adding=str(ADDING[found.adding]) if found.dimension and not district else "",
        hidden=bool(found.hidden),
        example=found.example,
        left_off=found.left_off,
        csv=f"{address('figures-csv', found.measure.id)}?{urlencode(_kept(form.data, district))}",
    )


def _kept(asked: Mapping[str, str], district: str, **other: str) -> dict[str, str]:
    kept = {name: str(asked.get(name, "")) for name in ("start", "end", "grain", "reading", "dimension")}
    return {name: value for name, value in {**kept, "district": district, **other}.items() if value}


class _Table:
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
            sides = [write_number(side.value) if side else NO_VALUE for side in (one.numerator, one.denominator)]
            yield PeriodLine(write_period(one.period, self.language), *sides, self.shown(one))

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
                inside = drill_place(self.found.measure.id, **_kept(asked, cell, dimension="branch"))
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
        steps = [(gettext("The whole library"), drill_place(measure, **_kept(asked, "", dimension="")))]
        if "district" in known and self.found.dimension in {"district", "branch"}:
            steps.append((gettext("Districts"), drill_place(measure, **_kept(asked, "", dimension="district"))))
        if self.found.dimension == "branch":
            if self.district:
                steps.append((gettext("Branches"), drill_place(measure, **_kept(asked, "", dimension="branch"))))
            steps.append((self.district or gettext("Branches"), ""))
        elif self.found.dimension and self.found.dimension != "district":
            steps.append((worded(DIMENSIONS, self.found.dimension), ""))
        last, _where = steps[-1]
        return (*steps[:-1], (last, ""))


def _answered(request: HttpRequest, measure_id: str) -> tuple[FiguresForm, Drilled | None]:
    measure = measure_named(measure_id)
    form = FiguresForm(measure, usual(measure, request.GET))
    asked = question(measure, form)
    if asked is None:
        return form, None
    try:
        return form, drilled(asked)
    except (NoSuchDimension, UnknownReading, UnfitSpan) as fault:
        form.refuse(fault)
        return form, None


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The page."""
    form, found = _answered(request, measure_id)
    district = request.GET.get("district", "")[:100]
    if found is None:
        measure = measure_named(measure_id)
        context = {"form": form, "measure": say(measure.name, language_tag()), "where": address("measure", measure.id)}
        return render(request, "figures/drill_refused.html", context, status=422)
    return render(request, "figures/drill.html", {"page": drill_page(found, form, district, language_tag())})


@require_safe
@needs("figures.see")
@helped
def send(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The same as CSV."""
    from openscorecard.web.figures.figures_csv import written_csv

    form, found = _answered(request, measure_id)
    if found is None:
        return show(request, measure_id=measure_id)
    table = _Table(found, language_tag(), request.GET.get("district", "")[:100])
    cells = [(cell, table.names.of(cell)) for cell in table.cells()]
    answer = HttpResponse(written_csv(found, cells), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.measure.id}.csv"'
    return answer
