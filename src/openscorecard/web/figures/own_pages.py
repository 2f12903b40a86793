"""Pages of measures of one's own: a file or a form, a preview in words, storing, retiring, the file of a measure."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions import uploads
from openscorecard.actions.faults import UploadGone
from openscorecard.actions.measures.background import follow_measures
from openscorecard.actions.measures.defining import Defined, define_measures, definitions, retire_measure
from openscorecard.domain.faults import Fault
from openscorecard.formats.measures.files import Described, check_measures, read_measures, write_measures
from openscorecard.queries.data import dataset_named
from openscorecard.queries.measures import measure_data, measure_named
from openscorecard.queries.people import reader_of
from openscorecard.queries.taken_up import kpis_with_measures
from openscorecard.web.context import language_tag
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.figures.formula_words import ReadingWords, readings_in_words
from openscorecard.web.figures.own_forms import CountingForm, DatasetForm, FileForm
from openscorecard.web.importing.preview import FaultLine, fault_lines
from openscorecard.web.plans.measure_terms import DIMENSIONS, FREQUENCIES, KINDS, worded
from openscorecard.web.plans.opening import helped
from openscorecard.web.plans.places import address
from openscorecard.web.plans.said import Said, say

_SALT = "openscorecard.own-measure"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One measure of a preview; `state` is new, changed or equal."""

    id: str
    name: Said
    state: str
    version: int
    unit: Said
    kind: str
    frequency: str
    dimensions: tuple[str, ...]
    readings: tuple[ReadingWords, ...]
    companions: tuple[ReadingWords, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("measure.define")
@helped
def from_file(request: HttpRequest) -> HttpResponse:
    """A measure file, chosen or pasted; `from` names a measure whose file is the beginning."""
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _ask_file(request, form, status=422)
        try:
            described = read_measures(form.cleaned_data["described"])
            definitions(described)
        except Fault as fault:
            return _ask_file(request, form, fault_lines(fault), 422)
        return _to_preview(request, described)
    begun = request.GET.get("from", "")[:100]
    text = write_measures(measure_data(begun)) if begun else ""
    return _ask_file(request, FileForm(initial={"pasted": text}))


def _ask_file(
    request: HttpRequest, form: FileForm, faults: tuple[FaultLine, ...] = (), status: int = 200
) -> HttpResponse:
    context = {"form": form, "faults": faults, "datasets": DatasetForm()}
    return render(request, "figures/own_file.html", context, status=status)


@require_safe
@needs("measure.define")
def choose_dataset(request: HttpRequest) -> HttpResponse:
    """From the choice of a dataset to the form for it."""
    dataset = dataset_named(request.GET.get("dataset", "")[:100])
    return HttpResponseRedirect(reverse("measure-form", args=[dataset.name]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("measure.define")
def from_form(request: HttpRequest, dataset: str) -> HttpResponse:
    """One counting of a dataset in a few fields."""
    contract = dataset_named(dataset)
    form = CountingForm(contract, request.POST if request.method == "POST" else None)
    if form.is_valid():
        described = (form.cleaned_data["described"],)
        try:
            check_measures(described[0])
            definitions(described)
            return _to_preview(request, described)
        except Fault as fault:
            form.refuse(fault)
    context = {"form": form, "dataset": say(contract.title, language_tag())}
    return render(request, "figures/own_form.html", context, status=422 if form.is_bound else 200)


def _to_preview(request: HttpRequest, described: Described) -> HttpResponse:
    """Keep what was described aside and go to look at it."""
    kept = uploads.keep(json.dumps(described).encode())
    token = signing.dumps([kept, reader_of(request.user).name], salt=_SALT)
    return HttpResponseRedirect(f"{reverse('measure-preview')}?{urlencode({'kept': token})}")


@require_http_methods(["GET", "HEAD", "POST"])
@needs("measure.define")
def preview(request: HttpRequest) -> HttpResponse:
    """What would be stored, in words; on POST, storing exactly that."""
    described = _kept(request)
    if described is None:
        messages.error(request, gettext("What you described is no longer kept; describe it once more."))
        return HttpResponseRedirect(reverse("measure-file"))
    try:
        if request.method == "POST":
            found = define_measures(described, **acting(request))
            follow_measures(**acting(request))
            changed = [one for one in found if one.changed]
            messages.success(request, _stored(len(changed)))
            return HttpResponseRedirect(address("measure", changed[0].measure.id))
        found = definitions(described)
    except Fault as fault:
        return _ask_file(request, FileForm(), fault_lines(fault), 422)
    seen = tuple(_foreseen(one, language_tag()) for one in found)
    context = {"measures": seen, "all_equal": all(one.state == "equal" for one in seen)}
    return render(request, "figures/own_preview.html", context)


def _kept(request: HttpRequest) -> Described | None:
    try:
        file, who = signing.loads(request.GET.get("kept", ""), salt=_SALT, max_age=uploads.KEPT_FOR)
        return tuple(json.loads(uploads.kept(file))) if who == reader_of(request.user).name else None
    except (signing.BadSignature, ValueError, UploadGone):
        return None


def _stored(count: int) -> str:
    return ngettext(
        "%(n)s measure is stored; its figures are counted in the background.",
        "%(n)s measures are stored; their figures are counted in the background.",
        count,
    ) % {"n": count}


def _foreseen(one: Defined, language: str) -> Foreseen:
    measure = one.measure
    return Foreseen(
        id=measure.id,
        name=say(measure.name, language),
        state="new" if one.before is None else "changed" if one.changed else "equal",
        version=one.version,
        unit=say(measure.unit, language),
        kind=worded(KINDS, measure.kind),
        frequency=worded(FREQUENCIES, measure.frequency),
        dimensions=tuple(worded(DIMENSIONS, name) for name in measure.dimensions),
        readings=readings_in_words(measure, measure.variants, language),
        companions=readings_in_words(measure, measure.companions, language),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@needs("measure.retire")
@helped
def retire(request: HttpRequest, measure_id: str) -> HttpResponse:
    """Take a measure of one's own out of the catalogue, after a page that says what follows."""
    measure = measure_named(measure_id)
    if request.method == "POST":
        try:
            retire_measure(measure_id, **acting(request))
            messages.success(request, gettext("The measure is retired."))
            return HttpResponseRedirect(reverse("measure-list"))
        except Fault as fault:
            messages.error(request, fault_lines(fault)[0].sentence)
            return HttpResponseRedirect(address("measure", measure_id))
    using = kpis_with_measures(reader_of(request.user)).get(measure_id, ())
    context = {
        "heading": gettext("Retire the measure"),
        "words": gettext(
            "“{name}” leaves the catalogue. Its versions and figures stay, and storing it again brings it back."
        ).format(name=say(measure.name, language_tag())),
        "details": [
            gettext("KPI {code} of {plan} keeps its name but has no figures then.").format(
                code=hit.code, plan=say(hit.plan_name, language_tag())
            )
            for hit in using
        ],
        "action": gettext("Retire"),
        "dangerous": True,
        "back": address("measure", measure_id),
    }
    return render(request, "components/confirm.html", context)


@require_safe
@helped
def send_file(request: HttpRequest, measure_id: str) -> HttpResponse:
    """The file of one measure."""
    response = HttpResponse(write_measures(measure_data(measure_id)), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{measure_id}.yaml"'
    return response
