"""The preview of an upload: look, say how it is to be read, import it or leave it."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from openscorecard.actions.data.checking import Check, check_upload, kept_check
from openscorecard.actions.data.upload import Upload, upload_named
from openscorecard.actions.data.uploading import import_upload
from openscorecard.actions.faults import UploadGone
from openscorecard.domain.faults import Fault
from openscorecard.domain.work.progress import unwatched
from openscorecard.engines.rows.dangling import PLANS
from openscorecard.queries.data import dataset_named
from openscorecard.reports.rejects import rejects_csv
from openscorecard.web.data.behind import import_behind, last_import, look_at, waiting
from openscorecard.web.data.downloads import attached
from openscorecard.web.data.preview import preview_page
from openscorecard.web.data.settings_form import Looked, SettingsForm
from openscorecard.web.data.tokens import upload_of
from openscorecard.web.editing.access import acting, language, needs, sentence

_LINK = '{} <a href="{}">{}</a>'


@require_http_methods(["GET", "HEAD", "POST"])
@needs("data.import")
def look(request: HttpRequest) -> HttpResponse:
    """What the upload holds; on POST other settings, or the import."""
    try:
        name = upload_of(request)
        upload = upload_named(name)
        looked = _looked(request, name, upload)
    except UploadGone as gone:
        return _gone(request, gone)
    if looked is None:
        return waiting(request, name, upload)
    if request.method == "POST":
        return _sent(request, name, looked)
    return _show(request, name, looked, SettingsForm(looked))


@require_safe
@needs("data.import")
def faults(request: HttpRequest) -> HttpResponse:
    """Everything that is told of the upload's faults, as a file."""
    try:
        name = upload_of(request)
        looked = _looked(request, name, upload_named(name))
    except UploadGone as gone:
        return _gone(request, gone)
    if looked is None:
        raise Http404(name)
    return attached(rejects_csv(looked.check.faults, language()), f"{looked.dataset.name}-faults", "csv")


def _gone(request: HttpRequest, gone: UploadGone) -> HttpResponse:
    messages.error(request, sentence(gone))
    return HttpResponseRedirect(reverse("data-upload"))


def _looked(request: HttpRequest, name: str, upload: Upload) -> Looked | None:
    """The upload with what was found of it; a small one is looked at now where nobody did since the dataset changed.

    None for a large one that nobody has looked at: that is background work.
    """
    check = kept_check(name, upload.dataset)
    if check is None and upload.is_small:
        check_upload({"upload": name}, unwatched, **acting(request))
        check = kept_check(name, upload.dataset)
        if check is None:  # the dataset changed while we looked
            raise UploadGone()
    return Looked(dataset_named(upload.dataset), upload, check) if check else None


def _show(request: HttpRequest, name: str, looked: Looked, form: SettingsForm, status: int = 200) -> HttpResponse:
    context = {
        "job": None if looked.upload.is_small else last_import(request, name, looked.upload),
        "page": preview_page(looked, form),
        "form": form,
        "token": request.GET.get("upload", ""),
    }
    return render(request, "data/preview.html", context, status=status)


def _sent(request: HttpRequest, name: str, looked: Looked) -> HttpResponse:
    form = SettingsForm(looked, request.POST)
    if not form.is_valid():
        return _show(request, name, looked, form, 422)
    wanted = form.upload()
    importing = "import" in request.POST
    if wanted != looked.upload or not importing:
        if importing:
            words = gettext("The settings have changed; look at what comes of it once more, then import.")
            messages.warning(request, words)
        return look_at(request, wanted)
    return _import(request, name, looked, form)


def _import(request: HttpRequest, name: str, looked: Looked, form: SettingsForm) -> HttpResponse:
    keep_good = bool(form.cleaned_data.get("keep_good"))
    if looked.check.bad and not keep_good:
        form.add_error("keep_good", _bad_rows(looked.check))
        return _show(request, name, looked, form, 422)
    arguments = {"upload": name, "keep_good": keep_good, "note": form.cleaned_data["note"]}
    if not looked.upload.is_small:
        return import_behind(request, name, looked.upload, arguments)
    try:
        done = import_upload(arguments, unwatched, **acting(request))
    except Fault as fault:
        form.add_error(None, [sentence(one) for one in fault.all()[:20]])
        return _show(request, name, looked, form, 422)
    if done["changed"]:
        words = ngettext("{count} row is stored.", "{count} rows are stored.", done["stored"])
        messages.success(request, words.format(count=f"{done['stored']:,}"))
    else:
        messages.info(request, gettext("These rows are stored already; nothing has changed."))
    for note in done["dangling"]:
        messages.warning(request, _linked(note, looked.upload.dataset))
    return HttpResponseRedirect(reverse("batch", args=[done["batch"]]))


def _linked(note: Mapping[str, str], dataset: str) -> SafeString:
    """A note of the import of `dataset`, and the way to the dataset it names, or to where rows get their plan."""
    words = note["en" if language() == "en" else "zh"]
    if note["dataset"] == PLANS:
        return format_html(_LINK, words, reverse("dataset-tags", args=[dataset]), gettext("Action plans of rows"))
    address, other = reverse("dataset", args=[note["dataset"]]), dataset_named(note["dataset"]).title
    return format_html(_LINK, words, address, other.says(language())[0])


def _bad_rows(check: Check) -> str:
    words = ngettext(
        "{count} row is faulty: mend the file and choose it again, or tick this to leave the row out.",
        "{count} rows are faulty: mend the file and choose it again, or tick this to leave them out.",
        check.bad,
    )
    return words.format(count=f"{check.bad:,}")
