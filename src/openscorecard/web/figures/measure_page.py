"""The page of a measure: its definition in words, its latest figures, its readings and which one is in force."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.measures.choosing import choose_reading
from openscorecard.actions.permissions import may
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Catalogue, Measure
from openscorecard.domain.measures.readings import ReadingBackwards, UnknownReading
from openscorecard.domain.measures.trend import Trend
from openscorecard.domain.people.readers import Reader
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.measures.catalogue import standard_catalogue
from openscorecard.queries.faults import NoSuchMeasure
from openscorecard.queries.measures import catalogue, measure_named, readings
from openscorecard.queries.people import reader_of
from openscorecard.queries.scores.ahead import ahead_of
from openscorecard.queries.scores.variation import known_about
from openscorecard.queries.taken_up import kpis_with_measures
from openscorecard.queries.trends import trend_of
from openscorecard.reports.charts.charted import Around
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.figures.first import FiguresFirst, Where, figures_first, words_of
from openscorecard.web.figures.formula_words import ReadingWords, readings_in_words
from openscorecard.web.figures.trend_files import files_at
from openscorecard.web.frame.dates import write_day
from openscorecard.web.plans.measures import MeasureWords, UsingKpi, measure_line
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """A reading that came into force: since when (empty: from the beginning), which, under which rule."""

    since: str
    words: str
    under: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """A measure; `figures` is None for the public. `datasets` are (title, address or nothing)."""

    measure: MeasureWords
    version: int
    kpis: tuple[UsingKpi, ...]
    figures: FiguresFirst | None
    readings: tuple[ReadingWords, ...]
    companions: tuple[ReadingWords, ...]
    datasets: tuple[tuple[Said, str], ...]
    history: tuple[ChoiceLine, ...]
    choose: str
    file: str
    begin: str
    retire: str


class ReadingForm(FaultForm):
    """Another reading from a day on."""

    reading = forms.ChoiceField(label=_("Reading"))
    since = forms.DateField(
        label=_("In force from"),
        help_text=_("Today or later: past figures keep the reading they were made with."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
    )
    under = forms.CharField(
        label=_("Under which rule or law"),
        required=False,
        max_length=300,
        help_text=_("For example the name and date of a rule; the page of every figure says it."),
    )

    def __init__(self, measure: Measure, data: object = None) -> None:
        super().__init__(data)
        field = self.fields["reading"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own table
        field.choices = [(one.name, words_of(one, language_tag())) for one in measure.variants]

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about."""
        return {"reading-backwards": "since", "unknown-reading": "reading"}.get(fault.code)


def measure_page(
    measure: Measure, known: Catalogue, reader: Reader, language: str, shown: str = "", *, raw: bool = False
) -> MeasurePage:
    """The page of `measure`, one of those `known`, for `reader`; `raw`: its chart of values as they are."""
    line = measure_line(measure, known, kpis_with_measures(reader), language)
    sees = may(reader, "figures.see")
    trend = trend_of(measure, shown) if sees else None
    choices = trend.choices if trend else readings().get(measure.id, ())
    named = {one.name: words_of(one, language) for one in measure.variants}
    first = ChoiceLine("", named[measure.variants[0].name], "")
    return MeasurePage(
        measure=line.measure,
        version=measure.version,
        kpis=line.kpis,
        figures=_figures(trend, reader, language, shown, raw=raw) if trend else None,
        readings=readings_in_words(measure, measure.variants, language),
        companions=readings_in_words(measure, measure.companions, language),
        datasets=_datasets(measure, reader, language),
        history=(
            first,
            *(
                ChoiceLine(write_day(one.since, language), named.get(one.reading, one.reading), one.under)
                for one in choices
            ),
        ),
        choose=address("choose-reading", measure.id)
        if may(reader, "measure.choose_reading") and len(measure.variants) > 1
        else "",
        file=address("measure-yaml", measure.id),
        begin=f"{reverse('measure-file')}?{urlencode({'from': measure.id})}" if may(reader, "measure.define") else "",
        retire=address("measure-retire", measure.id)
        if may(reader, "measure.retire") and not standard_catalogue().get(measure.id)
        else "",
    )


def _figures(trend: Trend, reader: Reader, language: str, shown: str, *, raw: bool) -> FiguresFirst:
    """Targets are those of KPIs, so that none is drawn here."""
    measure = trend.measure
    where = Where(
        address("measure", measure.id), around=Around(known_about(measure), raw=raw, ahead=ahead_of(trend, {}))
    )
    return figures_first(trend, reader, language, shown, where)


def _datasets(measure: Measure, reader: Reader, language: str) -> tuple[tuple[Said, str], ...]:
    known = standard_datasets()
    names = dict.fromkeys(name for formula in measure.formulas() for name in formula.datasets())
    return tuple(
        (say(known[name].title, language), address("dataset", name) if reader.signed_in else "") for name in names
    )


@require_safe
@helped
def show(request: HttpRequest, measure_id: str) -> HttpResponse:
    """One measure."""
    known, shown = catalogue(), request.GET.get("reading", "")
    measure = known.get(measure_id)
    if measure is None:
        raise NoSuchMeasure(item=measure_id[:100])
    chosen = shown if measure.reading(shown) else ""
    raw = request.GET.get("chart") == "raw"
    page = measure_page(measure, known, reader_of(request.user), language_tag(), chosen, raw=raw)
    files = files_at(f"{address('measure', measure.id)}trend", reader_of(request.user), request.GET.urlencode())
    return render(request, "figures/measure.html", {"page": page, "chart_files": files})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("measure.choose_reading")
@helped
def choose(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Choose another reading from a day on."""
    measure = measure_named(measure_id)
    form = ReadingForm(measure, request.POST if request.method == "POST" else None)
    if form.is_valid() and _chosen(request, measure, form):
        messages.success(request, gettext("The reading has been chosen; figures before that day stay as they are."))
        return HttpResponseRedirect(address("measure", measure.id))
    context = {"form": form, "measure": say(measure.name, language_tag()), "back": address("measure", measure.id)}
    return render(request, "figures/choose_reading.html", context, status=422 if form.is_bound else 200)


def _chosen(request: HttpRequest, measure: Measure, form: ReadingForm) -> bool:
    said = form.cleaned_data
    try:
        choose_reading(measure.id, said["reading"], said["since"], said["under"], **acting(request))
    except (ReadingBackwards, UnknownReading) as fault:
        form.refuse(fault)
        return False
    return True
