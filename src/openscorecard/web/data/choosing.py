"""Choosing a dataset and its files, or pasting rows; nothing is read yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from openscorecard.actions import uploads
from openscorecard.actions.data.upload import LARGEST, KeptFile, Upload
from openscorecard.formats.bounded import MEBIBYTE
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.formats.faults import FileTooLarge
from openscorecard.web.context import language_tag
from openscorecard.web.data.behind import look_at
from openscorecard.web.data.downloads import TEMPLATES
from openscorecard.web.editing.access import needs, sentence
from openscorecard.web.forms.wording import PageForm
from openscorecard.web.plans.said import say

MOST_FILES = 50
Files = list[UploadedFile[bytes]]


class FilesInput(forms.ClearableFileInput):
    """A control that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files; too many or too large is said before a byte of them is read."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Files:
        """The files, each checked as Django does."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        files = [file for one in given if (file := super(FilesField, self).clean(one, initial))]
        size = sum(file.size or 0 for file in files)
        if size > LARGEST:
            fault = FileTooLarge(size=-(-size // MEBIBYTE), limit=LARGEST // MEBIBYTE)
            raise forms.ValidationError(sentence(fault))
        if len(files) > MOST_FILES:
            raise forms.ValidationError(gettext("Choose at most {most} files at once.").format(most=MOST_FILES))
        return files


class ChooseForm(PageForm):
    """A dataset, and where its rows come from."""

    dataset = forms.ChoiceField(label=_("Dataset"))
    documents = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("CSV, XLSX or ODS, up to 512 MB together. Nothing is stored before you have seen what they hold."),
        widget=FilesInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )
    pasted = forms.CharField(
        label=_("Or paste rows"),
        required=False,
        max_length=2_000_000,
        strip=False,
        help_text=_("Copied from a spreadsheet, with the row of column names on top."),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["dataset"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - our own table, not the sender's
        names = [(name, str(say(one.title, language_tag()))) for name, one in standard_datasets().items()]
        field.choices = [("", "—"), *((name, f"{title}（{name}）") for name, title in names)]

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        given = super().clean() or {}
        files, pasted = given.get("documents"), (given.get("pasted") or "").strip()
        if not self.errors and bool(files) == bool(pasted):
            both = gettext("Either choose files or paste rows, not both.")
            self.add_error("documents", both if files else gettext("Choose a file, or paste rows below."))
        return given


@require_http_methods(["GET", "HEAD", "POST"])
@needs("data.import")
def choose(request: HttpRequest) -> HttpResponse:
    """The form; what is sent is kept aside and looked at on the next page."""
    if request.method != "POST":
        return _ask(request, ChooseForm(initial={"dataset": request.GET.get("dataset", "")}))
    form = ChooseForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, form, 422)
    upload = Upload(form.cleaned_data["dataset"], tuple(_kept(form)))
    return look_at(request, upload)


def _ask(request: HttpRequest, form: ChooseForm, status: int = 200) -> HttpResponse:
    wanted = form["dataset"].value() or ""
    dataset = standard_datasets().get(wanted)
    context = {
        "form": form,
        "dataset": dataset and {"name": dataset.name, "title": say(dataset.title, language_tag())},
        "templates": TEMPLATES,
    }
    return render(request, "data/choose.html", context, status=status)


def _kept(form: ChooseForm) -> Iterator[KeptFile]:
    for file in form.cleaned_data["documents"]:
        yield KeptFile(file.name or "", file.size or 0, uploads.keep_blocks(file.chunks()))
    if pasted := form.cleaned_data["pasted"].strip():
        data = pasted.encode()
        yield KeptFile(gettext("pasted rows"), len(data), uploads.keep(data))
