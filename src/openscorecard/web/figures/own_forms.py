"""Forms of measures of one's own: a file, or one counting in a few fields; both make the data of a measure file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.dimensions import spot_of
from openscorecard.domain.measures.fields import NUMERIC, TIMELY, Field
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.web.context import language_tag
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.plans.measure_terms import DIMENSIONS, FREQUENCIES, NATURES
from openscorecard.web.plans.said import say

TEXT_LIMIT = 200_000
CONDITIONS = range(1, 4)
_SPLIT = str.maketrans("，、\n", ",,,")


class FileForm(FaultForm):
    """A measure file, chosen or pasted."""

    document = forms.FileField(
        label=_("File of measures"), required=False, widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )
    pasted = forms.CharField(
        label=_("Or its text"),
        required=False,
        max_length=TEXT_LIMIT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "class": "code-area"}),
        help_text=_("YAML. The page of any measure offers its file as a beginning; give it another id."),
    )

    def clean(self) -> dict[str, Any]:
        """The file's bytes as `described`."""
        said = super().clean() or {}
        file = said.get("document")
        if file and file.size > TEXT_LIMIT * 4:
            self.add_error("document", gettext("The file is too large for a file of measures."))
        elif not file and not said.get("pasted", "").strip():
            self.add_error("pasted", gettext("Choose a file or paste its text."))
        else:
            said["described"] = file.read() if file else said["pasted"].encode()
        return said


class DatasetForm(FaultForm):
    """Which dataset the simple form is about."""

    dataset = forms.ChoiceField(label=_("Dataset"))

    def __init__(self, data: object = None) -> None:
        super().__init__(data)
        choose(
            self, "dataset", [(one.name, say(one.title, language_tag()).text) for one in standard_datasets().values()]
        )


class CountingForm(FaultForm):
    """The simple case: one counting of one dataset."""

    id = forms.CharField(
        label=_("Id"), max_length=63, help_text=_("Small letters, digits and underscores, such as night_loans.")
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    unit_zh = forms.CharField(label=_("Unit in Chinese"), max_length=40)
    unit_en = forms.CharField(label=_("Unit in English"), max_length=40)
    frequency = forms.ChoiceField(label=_("Frequency"), choices=list(FREQUENCIES.items()))
    nature = forms.ChoiceField(label=_("Nature"), choices=list(NATURES.items()), initial="output")
    counted = forms.ChoiceField(
        label=_("What is counted"),
        choices=[
            ("rows", pgettext_lazy("counted", "Rows")),
            ("sum", pgettext_lazy("counted", "The sum of a field")),
            ("distinct", pgettext_lazy("counted", "Different values of a field")),
        ],
    )
    field = forms.ChoiceField(label=_("Field that is added up, or whose values are counted"), required=False)
    when = forms.ChoiceField(label=_("When a row counts"))
    dimensions = forms.MultipleChoiceField(
        label=_("Drills down by"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, dataset: Dataset, data: object = None, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.dataset = dataset
        choose(self, "field", [("", "—"), *self._fields({*NUMERIC, "text"})])
        choose(self, "when", ways_in_time(dataset))
        datasets = standard_datasets()
        said = [(name, words) for name, words in DIMENSIONS.items() if spot_of(name, dataset, datasets)]
        choose(self, "dimensions", said)
        for number in CONDITIONS:
            self._add_condition(number)
        self.order_fields([name for name in self.fields if name != "dimensions"])

    def _fields(self, types: set[str]) -> list[tuple[str, str]]:
        return [(one.name, _title(one)) for one in self.dataset.fields if one.type in types]

    def _add_condition(self, number: int) -> None:
        self.fields[f"only_{number}"] = forms.ChoiceField(
            label=_("Condition %(number)s: field") % {"number": number},
            required=False,
            choices=[("", "—"), *self._fields({"text", "list", "flag"})],
        )
        self.fields[f"values_{number}"] = forms.CharField(
            label=_("Condition %(number)s: is one of") % {"number": number},
            required=False,
            max_length=500,
            help_text=_("Values by commas, as the rows write them."),
        )

    def clean(self) -> dict[str, Any]:
        """The data of a measure file with this one measure, as `described`."""
        said = super().clean() or {}
        if said.get("counted") != "rows" and not said.get("field"):
            self.add_error("field", gettext("Choose the field."))
        for number in CONDITIONS:
            if said.get(f"only_{number}") and not _values(said, number):
                self.add_error(f"values_{number}", gettext("Name at least one value."))
        if not self.errors:
            said["described"] = measure_data_of(self.dataset, said)
        return said

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about."""
        return {"measure-taken": "id", "unfit-counting": None}.get(fault.code)


def choose(form: forms.Form, name: str, choices: Any) -> None:
    """Give one select of `form` its choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own table
    field.choices = choices


def measure_data_of(dataset: Dataset, said: dict[str, Any]) -> dict[str, Any]:
    """The data of a measure file that the fields of the form describe."""
    counting: dict[str, Any] = {"in": dataset.name, **_time_of(dataset, said["when"])}
    where = [[said[f"only_{n}"], "in", *_values(said, n)] for n in CONDITIONS if said.get(f"only_{n}")]
    if where:
        counting["where"] = where
    if said["counted"] == "sum":
        counting["sum"] = [said["field"]]
    elif said["counted"] == "distinct":
        counting["distinct"] = said["field"]
    name = [said["name_zh"], said["name_en"]]
    measure = {
        "name": name,
        "kind": "F" if said["when"] == "within" else "S",
        "unit": [said["unit_zh"], said["unit_en"]],
        "frequency": said["frequency"],
        "nature": said["nature"],
        "variants": {"counted": {"text": name, "of": ["counted"]}},
        "dimensions": list(said["dimensions"]),
    }
    if said["counted"] == "distinct":
        measure["additive"] = False
    return {"counts": {"counted": counting}, "measures": {said["id"]: measure}}


def ways_in_time(dataset: Dataset) -> list[tuple[str, str]]:
    """When rows of `dataset` can count, as choices: within the period, existing at its end, the latest state."""
    time = _title(dataset.field(dataset.time_field))
    if dataset.kind == "snapshot":
        return [("latest", gettext("The latest state by {time}").format(time=time))]
    within = ("within", gettext("Within the period by {time}").format(time=time))
    if dataset.kind == "events":
        return [within]
    ends = [one for one in _days(dataset) if one.name != dataset.time_field]
    alive = [
        (f"alive:{kind}:{one.name}", words.format(time=time, end=_title(one)))
        for one in ends
        for kind, words in (
            ("gone", gettext("Existing at the period’s end: {time} has come, {end} has not")),
            ("until", gettext("Existing at the period’s end: {time} has come, {end} is not past")),
        )
    ]
    begun = ("alive::", gettext("All since the beginning: {time} has come").format(time=time))
    return [within, *alive, begun]


def _time_of(dataset: Dataset, when: str) -> dict[str, Any]:
    if when == "within":
        return {"within": dataset.time_field}
    if when == "latest":
        return {"latest": {"field": dataset.time_field}}
    _alive, kind, end = when.split(":")
    return {"alive": {"start": dataset.time_field, **({kind: [end]} if kind else {})}}


def _days(dataset: Dataset) -> list[Field]:
    return [one for one in dataset.fields if one.type in TIMELY]


def _values(said: dict[str, Any], number: int) -> list[str]:
    return [one.strip() for one in said.get(f"values_{number}", "").translate(_SPLIT).split(",") if one.strip()]


def _title(field: Field) -> str:
    return say(field.title, language_tag()).text
