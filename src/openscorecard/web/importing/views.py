"""Import: choose a file, look at what it would store, store it or not. Files are parsed outside any transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions import uploads
from openscorecard.actions.faults import UploadGone
from openscorecard.actions.importing import import_document
from openscorecard.domain.faults import Fault
from openscorecard.formats.strategy.assembling import Reading
from openscorecard.formats.strategy.intake import read_plans
from openscorecard.formats.strategy.outlet import PLAN_FORMATS, write_plan
from openscorecard.queries.incoming import Incoming, incoming
from openscorecard.queries.measures import own_kpi_names
from openscorecard.queries.people import reader_of
from openscorecard.queries.plans import list_plans
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.importing.forms import IdsForm, StoreForm, UploadForm
from openscorecard.web.importing.preview import FaultLine, fault_lines, preview
from openscorecard.web.importing.template_plan import template_plan

_SALT = "openscorecard.import"


@dataclass(frozen=True, slots=True)
class Upload:
    """What a signed token says of an upload: the kept file, its name, the ids given, and who sent it."""

    file: str
    name: str
    ids: tuple[str, ...]
    who: str

    def token(self) -> str:
        return signing.dumps([self.file, self.name, list(self.ids), self.who], salt=_SALT, compress=True)


def _upload(request: HttpRequest) -> Upload | None:
    """The upload a request is about; None where its time is over or it is somebody else's."""
    try:
        file, name, ids, who = signing.loads(request.GET.get("upload", ""), salt=_SALT, max_age=uploads.KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Upload(file, name, tuple(ids), who) if who == reader_of(request.user).name else None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan.import")
def choose(request: HttpRequest) -> HttpResponse:
    """The form for a file; a file that cannot be read is not kept."""
    if request.method != "POST":
        return _ask(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, status=422)
    file, ids = form.cleaned_data["document"], form.cleaned_data["ids"]
    data, name = file.read(), file.name or ""
    try:
        incoming(read_plans(data, name, ids, own_kpi_names()).plans)
    except Fault as fault:
        return _ask(request, form, fault_lines(fault), 422)
    upload = Upload(uploads.keep(data), name, ids, reader_of(request.user).name)
    return HttpResponseRedirect(_place(upload))


def _ask(request: HttpRequest, form: UploadForm, faults: tuple[FaultLine, ...] = (), status: int = 200) -> HttpResponse:
    context = {"form": form, "faults": faults, "kinds": PLAN_FORMATS}
    return render(request, "importing/choose.html", context, status=status)


def _place(upload: Upload) -> str:
    return f"{reverse('import-preview')}?{urlencode({'upload': upload.token()})}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("plan.import")
def look(request: HttpRequest) -> HttpResponse:
    """What the upload would store; on POST, storing it."""
    upload = _upload(request)
    try:
        data = uploads.kept(upload.file) if upload else b""
    except UploadGone:
        upload = None
    if upload is None:
        messages.error(request, gettext("This upload is no longer kept; choose the file once more."))
        return HttpResponseRedirect(reverse("import"))
    if "again" in request.POST:
        again = IdsForm(request.POST)
        if again.is_valid():
            return HttpResponseRedirect(_place(replace(upload, ids=again.cleaned_data["ids"])))
        messages.error(request, " ".join(map(str, again.errors["ids"])))
        return HttpResponseRedirect(_place(upload))
    try:
        reading = read_plans(data, upload.name, upload.ids, own_kpi_names())
        ready = incoming(reading.plans)
    except Fault as fault:
        return _ask(request, UploadForm(), fault_lines(fault), 422)
    if request.method == "POST":
        return _store(request, upload, reading, ready)
    return _show(request, upload, reading, ready, StoreForm())


def _show(
    request: HttpRequest, upload: Upload, reading: Reading, ready: list[Incoming], form: StoreForm, status: int = 200
) -> HttpResponse:
    page = preview(upload.name, reading, ready, list_plans(reader_of(request.user)))
    if not page.replaces_draft:
        del form.fields["replace_draft"]
    again = IdsForm(initial={"ids": page.ids})
    context = {"page": page, "form": form, "seen": _seen(ready), "again": again}
    return render(request, "importing/preview.html", context, status=status)


def _seen(ready: list[Incoming]) -> str:
    """The states a preview was made against, so that storing can tell when they moved on."""
    bases = {one.plan.id: one.base.revision if one.base else 0 for one in ready}
    return signing.dumps(bases, salt=f"{_SALT}.seen")


def _store(request: HttpRequest, upload: Upload, reading: Reading, ready: list[Incoming]) -> HttpResponse:
    form = StoreForm(request.POST)
    valid = form.is_valid()
    if not _same(request.POST.get("seen", ""), _seen(ready)):
        messages.warning(request, gettext("Somebody changed a plan meanwhile; look at the differences once more."))
        return HttpResponseRedirect(_place(upload))
    if valid:
        try:
            stored = import_document(
                reading,
                replace_draft=form.cleaned_data["replace_draft"],
                note=form.cleaned_data["note"],
                **acting(request),
            )
        except Fault as fault:
            form.refuse(fault)
        else:
            uploads.forget(upload.file)
            changed = [one.plan for one in stored if one.changed]
            words = ngettext("{count} plan is stored as a draft.", "{count} plans are stored as drafts.", len(changed))
            messages.success(request, words.format(count=len(changed)))
            return HttpResponseRedirect(reverse("plan", args=[(changed or [stored[0].plan])[-1]]))
    return _show(request, upload, reading, ready, form, 422)


def _same(sent: str, now: str) -> bool:
    try:
        return bool(signing.loads(sent, salt=f"{_SALT}.seen") == signing.loads(now, salt=f"{_SALT}.seen"))
    except signing.BadSignature:
        return False


@require_safe
@needs("plan.import")
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A document to fill in, in one of the kinds that can be read."""
    found = next((one for one in PLAN_FORMATS if one == kind), None)
    if found is None:
        raise Http404(kind)
    response = HttpResponse(write_plan(template_plan(), found), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="plan-template.{found}"'
    return response
