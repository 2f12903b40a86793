"""Targets by file: taken away as ODS or XLSX, brought back changed, looked at before anything is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.faults import UploadGone
from openscorecard.actions.scores.looking import CHANGING, Looked, faults_of, look_at_targets
from openscorecard.actions.scores.reading import askings_of, beside
from openscorecard.actions.scores.targets import set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.actions.uploads import forget, keep, kept
from openscorecard.domain.faults import Fault
from openscorecard.formats.scores.sheets import write_targets
from openscorecard.queries.scores.sheets import sheet_of
from openscorecard.web.data.downloads import attached
from openscorecard.web.editing.access import acting, language, needs, sentence
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.importing.preview import FaultLine, fault_lines
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import AtPeriod, at_period, in_a_period
from openscorecard.web.targets.table import tell_stored
from openscorecard.web.targets.words import KINDS, asks

SALT = "openscorecard.targets"
LIMIT = 5 * 1024 * 1024
ENDINGS = ("ods", "xlsx")


class FileForm(FaultForm):
    """A file of targets."""

    document = forms.FileField(
        label=gettext_lazy("File (ODS or XLSX)"), widget=forms.FileInput(attrs={"accept": ".ods,.xlsx"})
    )

    def clean(self) -> dict[str, object]:
        """Not more than a sheet of targets could have."""
        said = super().clean() or {}
        file = said.get("document")
        if file and file.size > LIMIT:
            self.add_error("document", _("The file is too large."))
        return said


@dataclass(frozen=True, slots=True)
class FilePage:
    """Where a file is chosen; `faults` of the one that was sent."""

    head: PlanHead
    period: str
    downloads: tuple[tuple[str, str], ...]
    faults: tuple[FaultLine, ...]
    back: str


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """What one row would do: (tone, shape, word), the target before and after, and why it cannot be stored yet."""

    code: str
    name: Said
    row: int
    kind: tuple[str, str, str]
    before: str
    after: str
    unit: str
    reason: str
    countermeasure: str
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the file would do; `changes` without the rows that say what is stored already, `same` of them."""

    head: PlanHead
    period: str
    changes: tuple[PreviewLine, ...]
    same: int
    counts: tuple[tuple[int, str], ...]
    faults: tuple[FaultLine, ...]
    versions: str
    back: str
    again: str


@require_safe
@needs("figures.see")
@in_a_period
def download(request: HttpRequest, plan_id: str, kind: str) -> HttpResponse:
    """The targets of the period, one row for each KPI."""
    if kind not in ENDINGS:
        raise Http404(kind)
    at = at_period(request, plan_id)
    sheet = sheet_of(at.strategy, at.period, at.question.reader)
    return attached(write_targets(sheet, kind, language()), f"targets-{at.strategy}-{at.period}", kind)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.set")
@in_a_period
def choose(request: HttpRequest, plan_id: str) -> HttpResponse:
    """Choose a file; it is looked at next."""
    at = at_period(request, plan_id)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    faults: tuple[FaultLine, ...] = ()
    if form.is_valid():
        data = form.cleaned_data["document"].read()
        try:
            askings_of(data, at.strategy, at.period)
            return HttpResponseRedirect(f"{at.page('targets-preview')}&{urlencode({'upload': _token(at, keep(data))})}")
        except Fault as fault:
            faults = fault_lines(fault)
    page = FilePage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        downloads=tuple((one.upper(), at.page("targets-download", one)) for one in ENDINGS),
        faults=faults,
        back=at.page("plan-targets"),
    )
    bad = bool(form.errors or faults)
    return render(request, "targets/file.html", {"page": page, "form": form}, status=422 if bad else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.set")
@in_a_period
def preview(request: HttpRequest, plan_id: str) -> HttpResponse:
    """What the file would change; on POST it is stored, all of it or nothing."""
    at = at_period(request, plan_id)
    try:
        name = _name(request, at)
        askings = askings_of(kept(name), at.strategy, at.period)
    except UploadGone as gone:
        messages.error(request, sentence(gone))
        return HttpResponseRedirect(at.page("targets-file"))
    if request.method == "POST":
        askings = beside(askings, _versions(request.POST.get("versions", "")))
        try:
            stored = set_targets(at.strategy, at.period, askings, **acting(request))
            forget(name)
            tell_stored(request, len(stored))
            return HttpResponseRedirect(at.page("plan-targets"))
        except Fault:  # it is told below, row by row
            pass
    page = _page(at, askings)
    status = 422 if page.faults and request.method == "POST" else 200
    return render(request, "targets/preview.html", {"page": page}, status=status)


def _token(at: AtPeriod, name: str) -> str:
    """The upload's address for its sender alone, at this plan and period."""
    return signing.dumps([name, at.question.reader.name, at.strategy, str(at.period)], salt=SALT)


def _name(request: HttpRequest, at: AtPeriod) -> str:
    """The name of the upload; raises UploadGone where it is somebody else's or of another period."""
    try:
        name, *about = signing.loads(request.GET.get("upload", ""), salt=SALT)
    except (signing.BadSignature, ValueError):
        raise UploadGone() from None
    if about != [at.question.reader.name, at.strategy, str(at.period)]:
        raise UploadGone()
    return str(name)


def _versions(said: str) -> dict[str, int]:
    """The versions that a preview was made beside, as its form kept them: `code=version`, by spaces."""
    pairs = (one.rpartition("=") for one in said.split())
    return {code: int(number) for code, _eq, number in pairs if number.isdecimal()}


def _page(at: AtPeriod, askings: Sequence[Asking]) -> PreviewPage:
    looked = look_at_targets(at.strategy, at.period, askings, at.question.reader)
    shown = [one for one in looked if one.kind != "unchanged"]
    kinds = [one.kind for one in shown]
    return PreviewPage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        changes=tuple(_line(at, one) for one in shown),
        same=len(looked) - len(shown),
        counts=tuple((kinds.count(kind), str(KINDS[kind][2])) for kind in KINDS if kind in kinds),
        faults=tuple(line for fault in faults_of(looked) for line in fault_lines(fault)[:1]),
        versions=" ".join(f"{one.kpi.code}={one.version}" for one in looked if one.kpi and one.kind in CHANGING),
        back=at.page("plan-targets"),
        again=at.page("targets-file"),
    )


def _line(at: AtPeriod, one: Looked) -> PreviewLine:
    before = one.last.target if one.last else None
    after = one.wanted.stored.target if one.wanted and one.wanted.stored else None
    tone, shape, word = KINDS[one.kind]
    unit = (after or before).unit if (after or before) else ""  # type: ignore[union-attr]  # one of them is there
    return PreviewLine(
        code=one.asking.kpi,
        name=say(one.kpi.name, at.question.language) if one.kpi else Said(""),
        row=one.asking.row,
        kind=(tone, shape, str(word)),
        before=asks(before),
        after=asks(after) if one.kind != "faulty" else "",
        unit=unit,
        reason=one.asking.said.get("reason", ""),
        countermeasure=one.asking.said.get("countermeasure", ""),
        faults=tuple(sentence(fault) for fault in one.faults),
    )
