"""How an upload is to be read: columns, texts, mode and days; and the yes to import it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from openscorecard.actions.data.checking import Check
from openscorecard.actions.data.upload import Upload
from openscorecard.domain.measures.coverage import Coverage, parse_coverage
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.fields import Field
from openscorecard.engines.rows.schema import by_month
from openscorecard.web.context import language_tag
from openscorecard.web.data.columns import Columns, Unmatched, is_needed
from openscorecard.web.data.words import MODES_TOLD
from openscorecard.web.editing.form import FaultForm, date_field
from openscorecard.web.plans.said import say


@dataclass(frozen=True, slots=True)
class Looked:
    """An upload, its dataset, and what looking at it found."""

    dataset: Dataset
    upload: Upload
    check: Check

    @property
    def columns(self) -> Columns:
        return Columns(self.dataset, self.check)

    @property
    def covers(self) -> Coverage | None:
        """The days it speaks for, as far as anything can be said."""
        return parse_coverage(self.check.covers) if self.check.covers else None


class SettingsForm(FaultForm):
    """Everything the preview asks. Fields of columns are `column-0` …, of texts `text-0` …, of values `every-FIELD`."""

    mode = forms.ChoiceField(label=_("How the rows join those that are there"), widget=forms.RadioSelect)
    covers_from = date_field(_("From"))
    covers_to = date_field(_("To"))
    keep_good = forms.BooleanField(label=_("Leave the faulty rows out and store the good ones"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, looked: Looked, data: Mapping[str, Any] | None = None) -> None:
        self.looked, self.columns = looked, looked.columns
        self.heads, self.texts, self.wanting = self.columns.heads, self.columns.unmatched(), self.columns.wanting
        super().__init__(data, initial={"mode": looked.upload.mode, **self._days(), **self._guessed()})
        self._offer()
        if not looked.check.bad:
            del self.fields["keep_good"]
        if not by_month(looked.dataset):
            del self.fields["covers_from"]

    def _days(self) -> dict[str, date]:
        covers = self.looked.covers
        return {"covers_from": covers.first, "covers_to": covers.last} if covers else {}

    def _guessed(self) -> dict[str, str]:
        written = self.columns.written
        return {
            **{f"column-{place}": head.field or "" for place, head in enumerate(self.heads)},
            **{f"text-{place}": one.choice for place, one in enumerate(self.texts)},
            **{f"every-{field.name}": written.get(field.name, "") for field in self.wanting},
        }

    def _offer(self) -> None:
        modes = [name for name in MODES_TOLD if name != "correct" or self.looked.dataset.key]
        self.fields["mode"].choices = [(name, MODES_TOLD[name]) for name in modes]  # type: ignore[attr-defined]  # a choice
        fields = [("", pgettext("column", "— leave out —")), *map(_choice_of, self.looked.dataset.fields)]
        for place, head in enumerate(self.heads):
            self.fields[f"column-{place}"] = _select(gettext("Column “{name}”").format(name=head.text), fields)
        for place, one in enumerate(self.texts):
            self.fields[f"text-{place}"] = _text_select(one)
        for field in self.wanting:
            label = str(say(field.title, language_tag()))
            self.fields[f"every-{field.name}"] = forms.CharField(label=label, required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """No field twice, none that is needed left out, days in their order."""
        given = super().clean() or {}
        self._refuse_twice(given)
        if not self.errors and self._is_told(given):
            self._refuse_missing(given)
        first, last = given.get("covers_from"), given.get("covers_to")
        if first and last and last < first:
            self.add_error("covers_to", gettext("The last day comes before the first."))
        if by_month(self.looked.dataset) and bool(first) != bool(last):
            self.add_error("covers_to" if first else "covers_from", gettext("Name both days, or neither."))
        return given

    def _refuse_twice(self, given: Mapping[str, Any]) -> None:
        seen: dict[str, str] = {}
        for place, head in enumerate(self.heads):
            field = given.get(f"column-{place}")
            if field and field in seen:
                words = gettext("“{first}” and “{second}” cannot both be {field}; leave one out.")
                self.add_error(f"column-{place}", words.format(first=seen[field], second=head.text, field=field))
            elif field:
                seen[field] = head.text

    def _refuse_missing(self, given: Mapping[str, Any]) -> None:
        columns = self._columns(given)
        for field in self.looked.dataset.fields:
            if is_needed(field) and field.name not in columns:
                words = gettext("No column is “{title}” ({name}), which every row needs; choose one, or write a value.")
                place = f"every-{field.name}" if f"every-{field.name}" in self.fields else None
                self.add_error(place, words.format(title=say(field.title, language_tag()), name=field.name))

    def upload(self) -> Upload:
        """The upload as the form wants it read; the same one where nothing was changed."""
        given = self.cleaned_data
        mode = given["mode"]
        return replace(self.looked.upload, mapping=self._mapping(given), mode=mode, covers=self._covers(given, mode))

    def _is_told(self, given: Mapping[str, Any]) -> bool:
        """Whether the person, or somebody before, said what columns are."""
        guessed = self._guessed()
        names = [name for name in guessed if not name.startswith("text-")]
        changed = any((given.get(name) or "") != guessed[name] for name in names)
        return changed or self.columns.must_be_told or bool((self.looked.upload.mapping or {}).get("columns"))

    def _mapping(self, given: Mapping[str, Any]) -> Mapping[str, Any] | None:
        guessed = self._guessed()
        texts_changed = any((given.get(name) or "") != guessed[name] for name in guessed if name.startswith("text-"))
        if not self._is_told(given) and not texts_changed:
            return self.looked.upload.mapping
        values: dict[str, dict[str, str]] = {}
        for place, one in enumerate(self.texts):
            if choice := given.get(f"text-{place}"):
                values.setdefault(one.field.name, {})[one.text] = choice
        columns = self._columns(given) if self._is_told(given) or self.looked.check.mapping else {}
        return {"columns": columns | self.columns.left_out(columns) if columns else {}, "values": values}

    def _columns(self, given: Mapping[str, Any]) -> dict[str, str]:
        chosen = {field: head.text for place, head in enumerate(self.heads) if (field := given.get(f"column-{place}"))}
        every = {field.name: given.get(f"every-{field.name}") for field in self.wanting}
        return {name: f"={value}" for name, value in every.items() if value} | chosen

    def _covers(self, given: Mapping[str, Any], mode: str) -> str:
        last = given.get("covers_to")
        if not last:
            return ""
        wanted = Coverage(given.get("covers_from") or last, last)
        guess = self.looked.covers
        monthly = by_month(self.looked.dataset)
        same = guess is not None and (wanted == guess if monthly else wanted.last == guess.last)
        if same and not self.looked.upload.covers and not (monthly and mode == "replace"):
            return ""
        return f"{wanted.first}..{wanted.last}"


def _choice_of(field: Field) -> tuple[str, str]:
    return field.name, f"{say(field.title, language_tag())}（{field.name}）"


def _select(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, widget=forms.Select(attrs={"aria-label": label})
    )


def _text_select(one: Unmatched) -> forms.ChoiceField:
    title = say(one.field.title, language_tag())
    label = gettext("“{text}” in {field}").format(text=one.text, field=title)
    choices = [(choice.value, f"{say(choice.title, language_tag())}（{choice.value}）") for choice in one.field.choices]
    return _select(label, [("", "—"), *choices])
