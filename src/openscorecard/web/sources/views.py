"""The list of sources, a source with its runs, and the acts on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openscorecard.actions.permissions import may
from openscorecard.actions.sources.configuring import add_source, change_source, delete_source
from openscorecard.actions.sources.looking import look_at
from openscorecard.actions.work.asking import ask_for
from openscorecard.connectors.kinds import Kind
from openscorecard.connectors.registry import kinds
from openscorecard.domain.faults import Fault
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.queries.people import reader_of
from openscorecard.queries.sources import SourceRow, runs_of, source_named, sources
from openscorecard.queries.work import living_job
from openscorecard.web.editing.access import acting, needs, said, sentence
from openscorecard.web.sources.forms import ColumnsForm, SourceForm
from openscorecard.web.sources.pages import SourceLine, line_of, page_of
from openscorecard.web.work.panel import job_panel

RUNS_SHOWN = 50
_forms = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Every source, and whether the reader may add one."""

    lines: tuple[SourceLine, ...]
    may_add: bool


@require_safe
@needs("source.sync")
def listing(request: HttpRequest) -> HttpResponse:
    """Every source: what it is, how its last run ended, when it is due next."""
    now, datasets = timezone.now(), standard_datasets()
    lines = tuple(line_of(row, datasets, now) for row in sources())
    page = SourcesPage(lines, may(reader_of(request.user), "source.add"))
    return render(request, "sources/list.html", {"page": page})


@require_safe
@needs("source.sync")
def show(request: HttpRequest, source: str) -> HttpResponse:
    """One source: settings, findings, what is under way, its runs."""
    reader, row = reader_of(request.user), source_named(source)
    job = living_job("source.sync", source)
    panel = job_panel(job, reader) if job else None
    page = page_of(row, runs_of(source, RUNS_SHOWN), panel, standard_datasets(), reader, timezone.now())
    return render(request, "sources/show.html", {"page": page})


@require_safe
@needs("source.add")
def choose(request: HttpRequest) -> HttpResponse:
    """The kinds of sources there are."""
    offered = [(kind.name, said(kind.title), said(kind.about)) for kind in kinds().values()]
    return render(request, "sources/choose.html", {"offered": offered})


@_forms
@needs("source.add")
def add(request: HttpRequest, kind: str) -> HttpResponse:
    """A new source of a kind."""
    if kind not in kinds():
        raise Http404(kind)
    return _form_page(request, kinds()[kind], None)


@_forms
@needs("source.change")
def change(request: HttpRequest, source: str) -> HttpResponse:
    """The settings of a source."""
    row = source_named(source)
    return _form_page(request, kinds()[row.kind], row)


def _form_page(request: HttpRequest, kind: Kind, row: SourceRow | None) -> HttpResponse:
    form = SourceForm(kind, standard_datasets(), row, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            slug = row.slug if row else form.cleaned_data["slug"]
            stored = (
                change_source(slug, form.told(), **acting(request))
                if row
                else add_source(slug, kind.name, form.told(), **acting(request))
            )
            messages.success(request, gettext("The source has been saved. Test the connection next."))
            return HttpResponseRedirect(reverse("source", args=[stored.slug]))
        except Fault as fault:
            form.refuse(fault)
    context = {"form": form, "kind": said(kind.title), "about": said(row.name) if row else "", "row": row}
    return render(request, "sources/form.html", context, status=422 if form.is_bound else 200)


@_forms
@needs("source.change")
def columns(request: HttpRequest, source: str) -> HttpResponse:
    """Which column each field comes from."""
    row = source_named(source)
    if not any(one.form == "columns" for one in kinds()[row.kind].settings):
        raise Http404(source)
    dataset = standard_datasets()[row.datasets[0]]
    form = ColumnsForm(dataset, row, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            change_source(source, form.told(), **acting(request))
            messages.success(request, gettext("The mapping of columns has been saved."))
            return HttpResponseRedirect(reverse("source", args=[source]))
        except Fault as fault:
            form.refuse(fault)
    context = {
        "form": form,
        "row": row,
        "name": said(row.name),
        "dataset": said(dataset.title),
        "offered": form.offered,
    }
    return render(request, "sources/columns.html", context, status=422 if form.is_bound else 200)


@_forms
@needs("source.delete")
def delete(request: HttpRequest, source: str) -> HttpResponse:
    """Delete a source after asking once."""
    row = source_named(source)
    if request.method == "POST":
        delete_source(source, **acting(request))
        messages.success(request, gettext("The source has been deleted; its rows and history stay."))
        return HttpResponseRedirect(reverse("sources"))
    return render(request, "sources/delete.html", {"row": row, "name": said(row.name)})


@require_POST
@needs("source.look")
def look(request: HttpRequest, source: str) -> HttpResponse:
    """Test the connection, and back to the source."""
    try:
        found = look_at(source, **acting(request))
        messages.success(request, gettext("The source answers: {says}").format(says=said(found.says)))
    except Fault as fault:
        messages.error(request, sentence(fault))
    return HttpResponseRedirect(reverse("source", args=[source_named(source).slug]))


@require_POST
@needs("source.sync")
def run(request: HttpRequest, source: str) -> HttpResponse:
    """Ask for a run in the background, and back to the source, which shows it."""
    row = source_named(source)
    ask_for("source.sync", row.slug, {"source": row.slug}, **acting(request))
    return HttpResponseRedirect(reverse("source", args=[row.slug]))
