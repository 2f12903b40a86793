"""The list of background work, a job's page with its bar, and the part of it that htmx asks for every two seconds."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from openscorecard.actions.permissions import may
from openscorecard.actions.work.asking import ask_for, cancel
from openscorecard.actions.work.registry import kind_named
from openscorecard.domain.work.faults import JobEnded
from openscorecard.queries.people import reader_of
from openscorecard.queries.work import job_named, recent_jobs, running_jobs
from openscorecard.web.editing.access import acting, needs, said, sentence
from openscorecard.web.work.panel import JobPanel, job_panel

PER_PAGE = 50
WATCHED = 5  # bars that move on one page
BY_HAND = ("data.verify", "work.tidy")  # work that needs nothing but being asked for


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Jobs that wait or run, with bars; all jobs, newest first; what the reader may start: (kind, words)."""

    watched: tuple[JobPanel, ...]
    jobs: tuple[JobPanel, ...]
    older: int
    offered: tuple[tuple[str, str], ...]


@require_safe
@needs("work.see")
def work(request: HttpRequest) -> HttpResponse:
    """What waits, runs and has ended."""
    reader = reader_of(request.user)
    before = request.GET.get("before", "")
    rows = recent_jobs(
        PER_PAGE + 1, int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    )
    page = WorkPage(
        watched=tuple(job_panel(row, reader) for row in running_jobs(WATCHED)),
        jobs=tuple(job_panel(row, reader) for row in rows[:PER_PAGE]),
        older=rows[PER_PAGE - 1].id if len(rows) > PER_PAGE else 0,
        offered=tuple((name, said(kind_named(name).title)) for name in BY_HAND if may(reader, kind_named(name).verb)),
    )
    return render(request, "work/list.html", {"page": page})


@require_safe
@needs("work.see")
def show(request: HttpRequest, job: int) -> HttpResponse:
    """A job's page."""
    return render(request, "work/job.html", {"job": job_panel(job_named(job), reader_of(request.user))})


@require_safe
@needs("work.see")
def progress(request: HttpRequest, job: int) -> HttpResponse:
    """The moving part alone; once the job has ended, the answer also ends the asking."""
    panel = job_panel(job_named(job), reader_of(request.user))
    context = {"job": panel, "announced": request.GET.get("said") != panel.milestone, "bare": "bare" in request.GET}
    return render(request, "work/progress.html", context, status=200 if panel.alive else HTMX_STOP_POLLING)


@require_POST
@needs("work.see")
def call_off(request: HttpRequest, job: int) -> HttpResponse:
    """Cancel, and back to the job."""
    try:
        cancel(job, **acting(request))
        messages.success(request, gettext("The work has been cancelled."))
    except JobEnded as ended:
        messages.warning(request, sentence(ended))
    return HttpResponseRedirect(job_panel(job_named(job), reader_of(request.user)).address)


@require_POST
@needs("work.see")
def again(request: HttpRequest, job: int) -> HttpResponse:
    """The same work once more; to the job that does it."""
    row = job_named(job)
    new = ask_for(row.kind, row.subject, row.arguments, **acting(request))
    return HttpResponseRedirect(job_panel(new, reader_of(request.user)).address)


@require_POST
@needs("work.see")
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Start work of the product's own upkeep; to the job that does it."""
    if kind not in BY_HAND:
        raise Http404(kind)
    return HttpResponseRedirect(job_panel(ask_for(kind, "", {}, **acting(request)), reader_of(request.user)).address)
