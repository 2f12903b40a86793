"""The page of a plan's papers: choose one; short ones come at once, long ones are made in the background."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HTMX_STOP_POLLING

from openscorecard.actions.papers.making import KIND, Wanted, make_paper
from openscorecard.actions.work.asking import ask_for
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.periods import parse_period
from openscorecard.domain.people.readers import Reader
from openscorecard.queries.answers import OpenPlan
from openscorecard.queries.exports import ExportGone, export_named
from openscorecard.queries.scores.moments import parse_moment
from openscorecard.queries.scores.shown import score_periods
from openscorecard.queries.work import JobRow, jobs_asked
from openscorecard.reports.exports import MEDIA_TYPES
from openscorecard.reports.papers.outlet import PAPERS
from openscorecard.web.editing.access import acting, needs, sentence
from openscorecard.web.frame.errors import MISSING, Trouble, trouble
from openscorecard.web.frame.said_in_words import write_period
from openscorecard.web.papers.form import PaperForm, periods_in_words
from openscorecard.web.plans.opening import Asked, asked, helped, opened
from openscorecard.web.plans.places import address
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.work.panel import JobPanel, job_panel

_SHOWN = 5  # papers made lately
_MEDIA = {**MEDIA_TYPES, "pdf": "application/pdf"}


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The page; `periods` are (value, words) to choose from, `made` the reader's papers in the background."""

    head: PlanHead
    form: PaperForm
    periods: tuple[tuple[str, str], ...]
    make: str
    made: tuple[JobPanel, ...]


def papers_page(found: OpenPlan, question: Asked, now: datetime, form: PaperForm | None = None) -> PapersPage:
    """The page."""
    periods = score_periods(found.id, question.period, now)
    shown = str(periods.shown) if periods.shown else str(timezone.localdate(now).year)
    as_of = question.known_at.isoformat(timespec="seconds") if question.known_at else ""
    first = {
        "paper": "scorecard",
        "period": shown,
        "form": "pdf",
        "as_of": as_of,
        "language": "en" if question.language.startswith("en") else "zh-Hant",
    }
    mine = _own_jobs(found.id, question.reader)
    return PapersPage(
        head=plan_head(found, question, "plan-papers"),
        form=form or PaperForm(question.language, initial=first),
        periods=periods_in_words(periods, question.language),
        make=address("plan-paper-make", found.id),
        made=tuple(own_panel(row, question) for row in mine[:_SHOWN]),
    )


def _own_jobs(plan_id: str, reader: Reader) -> list[JobRow]:
    """The papers of a plan that this person asked for, newest first."""
    return [row for row in jobs_asked(KIND, reader.name) if row.arguments.get("plan") == plan_id]


def own_panel(row: JobRow, question: Asked) -> JobPanel:
    """The panel of a paper in the making, for the one who asked: it needs no right to see other work."""
    said = row.arguments
    poll = reverse("plan-paper-progress", args=[said["plan"], row.id])
    period = write_period(parse_period(said["period"]), question.language)
    words = f"{PAPERS[said['paper']].title.says(question.language)[0]} {period} .{said['form']}"
    return replace(job_panel(row, question.reader), poll=poll, subject=words, may_act=False)


@require_safe
@needs("figures.see")
@helped
def show(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The page."""
    question = asked(request, plan_id)
    page = papers_page(opened(question), question, timezone.now())
    return render(request, "papers/page.html", {"page": page})


@require_POST
@needs("paper.make")
@helped
def make(request: HttpRequest, plan_id: str) -> HttpResponse:
    """The paper itself, or back to the page where it is being made; what is wrong is said at its field."""
    question = asked(request, plan_id)
    found = opened(question)
    form = PaperForm(question.language, request.POST)
    form.english = question.language.startswith("en")
    if form.is_valid():
        try:
            return _made(request, found, form)
        except Fault as fault:
            form.refuse(fault)
    page = papers_page(found, question, timezone.now(), form)
    return render(request, "papers/page.html", {"page": page}, status=422)


def _made(request: HttpRequest, found: OpenPlan, form: PaperForm) -> HttpResponse:
    said, who = form.cleaned_data, acting(request)
    as_of = parse_moment(said["as_of"], who["now"]) if said["as_of"] else None
    wanted = Wanted(found.id, parse_period(said["period"]), said["paper"], said["form"], said["language"], as_of)
    if PAPERS[wanted.paper].charts:
        ask_for(KIND, wanted.subject(who["by"]), wanted.to_data(), **who)
        return HttpResponseRedirect(f"{address('plan-papers', found.id)}?period={wanted.period}#made")
    made = make_paper(wanted, **who)
    response = HttpResponse(made.content, content_type=_MEDIA[wanted.form])
    response["Content-Disposition"] = content_disposition_header(True, made.name)
    return response


@require_safe
@needs("figures.see")
def progress(request: HttpRequest, plan_id: str, job: int) -> HttpResponse:
    """The moving part of a paper in the making; only for the one who asked."""
    question = asked(request, plan_id)
    row = next((one for one in _own_jobs(plan_id, question.reader) if one.id == job), None)
    if row is None:
        raise Http404(str(job))
    panel = own_panel(row, question)
    context = {"job": panel, "announced": request.GET.get("said") != panel.milestone, "bare": "bare" in request.GET}
    return render(request, "work/progress.html", context, status=200 if panel.alive else HTMX_STOP_POLLING)


@require_safe
@needs("paper.make")
def send(request: HttpRequest, plan_id: str, token: str, form: str) -> HttpResponseBase:
    """A paper that was made in the background, to the one who asked; or a page that says it is gone."""
    address_ = reverse("plan-paper-file", args=[plan_id, token, form])
    mine = _own_jobs(plan_id, asked(request, plan_id).reader)
    row = next((one for one in mine if isinstance(one.result, dict) and one.result.get("address") == address_), None)
    try:
        if row is None:
            raise ExportGone()
        file = export_named(token, timezone.now(), form)
    except ExportGone as gone:
        return trouble(request, Trouble(404, _("Not found"), sentence(gone), MISSING.helps))
    return FileResponse(file.open("rb"), as_attachment=True, filename=row.result["name"], content_type=_MEDIA[form])
