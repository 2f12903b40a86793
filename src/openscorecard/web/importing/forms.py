"""Forms of the import: a file, ids for its plans, and the yes to a preview."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.identity import check_id
from openscorecard.formats.bounded import FILE_LIMIT, MEBIBYTE
from openscorecard.formats.faults import FileTooLarge
from openscorecard.web.editing.access import sentence
from openscorecard.web.editing.form import FaultForm

_ACCEPTED = ".txt,.md,.yaml,.yml,.odt,.ods,.docx,.xlsx"


class IdsForm(FaultForm):
    """Ids for the plans of a file that names none."""

    ids = forms.CharField(
        label=_("Ids of the plans"),
        required=False,
        max_length=1000,
        help_text=_("Where the file names none: in its order, separated by commas; empty for the institution’s name."),
    )

    def clean_ids(self) -> tuple[str, ...]:
        """The ids, each fit to be one."""
        given = self.cleaned_data["ids"].replace("，", ",").replace("、", ",")
        try:
            return tuple(check_id(word.strip()) for word in given.split(",") if word.strip())
        except Fault as fault:
            raise forms.ValidationError(sentence(fault)) from fault


class UploadForm(IdsForm):
    """A file, and ids for its plans."""

    document = forms.FileField(
        label=_("Document"),
        help_text=_(
            "Text, YAML, ODT, ODS, DOCX or XLSX, up to 50 MB. Nothing is stored before you have seen what changes."
        ),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
    )
    field_order = ("document", "ids")

    def clean_document(self) -> UploadedFile[bytes]:
        """The file; too large is said before a byte of it is read."""
        file: UploadedFile[bytes] = self.cleaned_data["document"]
        if (file.size or 0) > FILE_LIMIT:
            fault = FileTooLarge(size=-(-(file.size or 0) // MEBIBYTE), limit=FILE_LIMIT // MEBIBYTE)
            raise forms.ValidationError(sentence(fault))
        return file


class StoreForm(FaultForm):
    """The yes to a preview."""

    replace_draft = forms.BooleanField(label=_("Replace the open draft; it stays in the history"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
