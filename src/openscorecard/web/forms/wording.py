"""What a form says: no placeholders in place of labels, and errors that name the field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def speak(form: forms.BaseForm) -> None:
    """Give each field of `form` its words: a required field asks for itself by name."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.error_messages["required"] = format_lazy(_asking(field), label=field.label or "")


def _asking(field: forms.Field) -> _StrPromise:
    if isinstance(field, forms.BooleanField):
        return _("Tick “{label}” to go on.")
    if isinstance(field, forms.ChoiceField | forms.FileField):
        return _("Choose “{label}”.")
    return _("Fill in “{label}”.")


class PageForm(forms.Form):
    """A form of the site; `{{ form }}` renders it with summary, labels, help and errors wired up."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        speak(self)
