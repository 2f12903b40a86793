"""Settings of a kind as fields of a form, and back: lists and mappings are written a line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext

from openscorecard.connectors.kinds import Setting
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.web.editing.access import said

_LINES = {"words", "pairs", "values"}


def field_of(setting: Setting, datasets: Mapping[str, Dataset], stored: bool) -> forms.Field:
    """The field that asks for `setting`; a stored secret is never shown, and an empty one leaves it."""
    given: dict[str, Any] = {
        "label": said(setting.title),
        "help_text": said(setting.about) if setting.about else "",
        "required": setting.required,
    }
    if setting.form == "secret":
        hidden = forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"})
        note = gettext("Leave it empty to keep the stored one.") if stored else ""
        return forms.CharField(**{**given, "widget": hidden, "required": False, "help_text": note, "strip": False})
    if setting.form == "whole":
        return forms.IntegerField(**given, min_value=0)
    if setting.form == "flag":
        return forms.BooleanField(**{**given, "required": False})
    if setting.form == "choice":
        return forms.ChoiceField(**given, choices=[(value, said(title)) for value, title in setting.choices])
    if setting.form == "dataset":
        named = [(name, f"{said(one.title)} ({name})") for name, one in datasets.items()]
        return forms.ChoiceField(**given, choices=named)
    if setting.choices:  # several of a few
        offered = [(value, said(title)) for value, title in setting.choices]
        return forms.MultipleChoiceField(**given, choices=offered, widget=forms.CheckboxSelectMultiple)
    if setting.form in _LINES:
        return forms.CharField(**given, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**given, max_length=2000)


def shown(setting: Setting, value: Any) -> Any:
    """A stored value as its field shows it."""
    if setting.choices or setting.form not in _LINES:
        return value
    if setting.form == "words":
        return "\n".join(value)
    if setting.form == "pairs":
        return "\n".join(f"{key} = {text}" for key, text in value.items())
    return "\n".join(f"{field}: {text} = {choice}" for field, texts in value.items() for text, choice in texts.items())


def understood(setting: Setting, value: Any) -> Any:
    """What somebody wrote into a field as the kind wants it; raises forms.ValidationError for a line that says
    nothing."""
    if setting.choices or setting.form not in _LINES:
        return value
    lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
    if setting.form == "words":
        return [word.strip() for line in lines for word in line.replace("、", ",").split(",") if word.strip()]
    pairs = dict(_pair(line) for line in lines)
    return pairs if setting.form == "pairs" else _nested(pairs)


def _pair(line: str) -> tuple[str, str]:
    key, sign, text = (part.strip() for part in line.partition("="))
    if not sign or not key or not text:
        raise forms.ValidationError(gettext("“%(line)s” is not written as: name = value") % {"line": line[:80]})
    return key, text


def _nested(pairs: Mapping[str, str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for key, choice in pairs.items():
        field, sign, text = (part.strip() for part in key.replace("：", ":").partition(":"))
        if not sign or not field or not text:
            raise forms.ValidationError(
                gettext("“%(line)s” is not written as: field: text = choice") % {"line": key[:80]}
            )
        found.setdefault(field, {})[text] = choice
    return found
