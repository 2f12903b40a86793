"""The forms of a source: what its kind asks for, when it is read, and which column each field comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.actions.sources.configuring import Said
from openscorecard.connectors.kinds import Kind
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.text import Text
from openscorecard.formats.datasets.heads import head_key, names_of
from openscorecard.queries.sources import SourceRow
from openscorecard.web.data.words import TYPES
from openscorecard.web.editing.access import said
from openscorecard.web.editing.form import FaultForm, en_field, zh_field
from openscorecard.web.forms.wording import speak
from openscorecard.web.sources.fields import field_of, shown, understood
from openscorecard.web.templatetags.plan_words import listed

PREFIX = "set-"


class SourceForm(FaultForm):
    """A source of one kind; new where `row` is None."""

    slug = forms.CharField(
        label=_("Id"), max_length=60, help_text=_("Lower-case letters, digits and hyphens, such as koha-main.")
    )
    name_zh = zh_field(_("Name in Chinese"))
    name_en = en_field(_("Name in English"))

    def __init__(self, kind: Kind, datasets: Mapping[str, Dataset], row: SourceRow | None, data: Any = None) -> None:
        self.kind, self.row = kind, row
        super().__init__(data, initial=self._start(kind, row))
        if row:
            del self.fields["slug"]
        for setting in kind.settings:
            if setting.form != "columns":
                self.fields[PREFIX + setting.name] = field_of(setting, datasets, row is not None)
        self.fields["schedule"] = forms.CharField(
            label=_("When it is read"), required=False, max_length=60,
            help_text=_("hourly, daily 03:00, weekly 1 03:00 (1: Monday) or monthly 5 03:00; empty: only when asked."),
        )  # fmt: skip
        self.fields["active"] = forms.BooleanField(label=_("Switched on"), required=False)
        speak(self)

    @staticmethod
    def _start(kind: Kind, row: SourceRow | None) -> dict[str, Any]:
        start: dict[str, Any] = {"active": True}
        if row:
            start = {"name_zh": row.name.zh, "name_en": row.name.en, "schedule": row.schedule, "active": row.active}
        for setting in kind.settings:
            if setting.form not in ("columns", "secret"):
                value = (row.settings if row else {}).get(setting.name, setting.default)
                start[PREFIX + setting.name] = "" if value is None else shown(setting, value)
        return start

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for setting in self.kind.settings:
            name = PREFIX + setting.name
            if name in cleaned:
                try:
                    cleaned[name] = understood(setting, cleaned[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def told(self) -> Said:
        """What the form says of the source."""
        values = {
            name.removeprefix(PREFIX): value for name, value in self.cleaned_data.items() if name.startswith(PREFIX)
        }
        secrets = {name: values.pop(name) or "" for name in self.kind.secrets}
        if self.row and "columns" in self.row.settings:
            values["columns"] = self.row.settings["columns"]
        name = Text(self.cleaned_data["name_zh"], self.cleaned_data["name_en"])
        return Said(name, values, secrets, self.cleaned_data["schedule"].strip(), self.cleaned_data["active"])


class ColumnsForm(FaultForm):
    """Which column each field of a dataset comes from; what the last look found is offered."""

    def __init__(self, dataset: Dataset, row: SourceRow, data: Any = None) -> None:
        self.dataset, self.row = dataset, row
        self.offered = tuple(row.found.get("columns", {}))
        known = row.settings.get("columns") or guessed(dataset, self.offered)
        super().__init__(data, initial=known)
        for field in dataset.fields:
            parts = [f"{field.name} · {TYPES[field.type]}", said(field.description) if field.description else ""]
            if field.choices:
                parts.append(listed(field.values()))
            self.fields[field.name] = forms.CharField(
                label=said(field.title), required=field.required and field.default is None, max_length=300,
                help_text=" · ".join(filter(None, parts)),
                widget=forms.TextInput(attrs={"list": "found-columns", "autocomplete": "off"}),
            )  # fmt: skip
        speak(self)

    def told(self) -> Said:
        """The source with these columns, all else as it was."""
        columns = {name: text for name in self.dataset.names if (text := self.cleaned_data[name])}
        row = self.row
        return Said(row.name, {**row.settings, "columns": columns}, {}, row.schedule, row.active)


def guessed(dataset: Dataset, columns: tuple[str, ...]) -> dict[str, str]:
    """The columns whose names are those of fields, in either language."""
    names, found = names_of(dataset), dict[str, str]()
    for column in columns:
        field = names.get(head_key(column))
        if field:
            found.setdefault(field, column)
    return found
