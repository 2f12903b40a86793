"""Large uploads: looked at and imported as background work, with a bar to watch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openscorecard.actions.data.upload import Upload
from openscorecard.actions.work.asking import ask_for
from openscorecard.queries.data import dataset_named
from openscorecard.queries.people import reader_of
from openscorecard.queries.work import jobs_of
from openscorecard.web.context import language_tag
from openscorecard.web.data.tokens import preview_address
from openscorecard.web.editing.access import acting
from openscorecard.web.plans.said import say
from openscorecard.web.work.panel import JobPanel, job_panel

CHECK, IMPORT = "data.check-upload", "data.import-upload"


def look_at(request: HttpRequest, upload: Upload) -> HttpResponse:
    """To the preview of `upload`; a large one is read behind the page."""
    name = upload.keep()
    if not upload.is_small:
        ask_for(CHECK, _subject(name, upload), {"upload": name}, **acting(request))
    return HttpResponseRedirect(preview_address(request, name))


def waiting(request: HttpRequest, name: str, upload: Upload) -> HttpResponse:
    """The page of a large upload that is being read; on POST reading begins anew."""
    if request.method == "POST":
        ask_for(CHECK, _subject(name, upload), {"upload": name}, **acting(request))
        return HttpResponseRedirect(preview_address(request, name))
    context = {
        "job": _last(request, _subject(name, upload), CHECK),
        "dataset": say(dataset_named(upload.dataset).title, language_tag()),
        "files": [one.name for one in upload.files],
        "here": request.get_full_path(),
        "dataset_address": reverse("dataset", args=[upload.dataset]),
    }
    return render(request, "data/waiting.html", context)


def import_behind(request: HttpRequest, name: str, upload: Upload, arguments: Mapping[str, Any]) -> HttpResponse:
    """To the page of the work that imports a large upload."""
    job = ask_for(IMPORT, _subject(name, upload), arguments, **acting(request))
    return HttpResponseRedirect(job_panel(job, reader_of(request.user)).address)


def last_import(request: HttpRequest, name: str, upload: Upload) -> JobPanel | None:
    """The last try to import an upload, None where there was none; one query."""
    return _last(request, _subject(name, upload), IMPORT)


def _subject(name: str, upload: Upload) -> str:
    """What the list of background work calls it: people know the dataset, the rest tells uploads apart."""
    return f"{upload.dataset} {name[:16]}"


def _last(request: HttpRequest, subject: str, kind: str) -> JobPanel | None:
    found = jobs_of(subject, kind, 1)
    return job_panel(found[0], reader_of(request.user)) if found else None
