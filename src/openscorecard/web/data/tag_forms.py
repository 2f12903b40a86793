"""Forms of tags: a rule of up to five conditions, and rows named by their keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.measures.counting import Condition
from openscorecard.domain.measures.datasets import Dataset
from openscorecard.domain.measures.tagging import Tag
from openscorecard.domain.text import Text
from openscorecard.web.context import language_tag
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.plans.said import say

CONDITIONS = range(1, 6)
OPS = (
    ("in", pgettext_lazy("condition", "is one of")),
    ("not_in", pgettext_lazy("condition", "is none of")),
    ("present", pgettext_lazy("condition", "has a value")),
    ("absent", pgettext_lazy("condition", "has no value")),
    ("since", pgettext_lazy("condition", "is on or after")),
    ("until", pgettext_lazy("condition", "is on or before")),
)
_SPLIT = str.maketrans("，、\n", ",,,")
_PLAIN = frozenset({"present", "absent"})
Names = Mapping[str, Text]


class RuleForm(FaultForm):
    """Rows of a dataset that belong to an action plan by what they say."""

    plan = forms.ChoiceField(label=_("Action plan"))
    note = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, dataset: Dataset, names: Names, data: object = None) -> None:
        super().__init__(data)
        self.dataset = dataset
        self.fields["plan"].choices = [("", "—"), *plan_choices(names)]  # type: ignore[attr-defined]  # a choice field
        fields = [(one.name, say(one.title, language_tag()).text) for one in dataset.fields if one.name != "plan"]
        for number in CONDITIONS:
            given = {"number": number}
            self.fields[f"field_{number}"] = forms.ChoiceField(
                label=_("Condition %(number)s: field") % given, required=False, choices=[("", "—"), *fields]
            )
            self.fields[f"op_{number}"] = forms.ChoiceField(
                label=_("Condition %(number)s: test") % given, required=False, choices=OPS
            )
            self.fields[f"values_{number}"] = forms.CharField(
                label=_("Condition %(number)s: values") % given,
                required=False,
                max_length=2000,
                help_text=_("Values by commas as the rows write them; a day as 2025-01-31."),
            )
        self.order_fields(["plan", *(name for name in self.fields if "_" in name), "note"])

    def clean(self) -> dict[str, Any]:
        """The tag, as `tag`."""
        said = super().clean() or {}
        clauses = []
        for number in CONDITIONS:
            field, op = said.get(f"field_{number}"), said.get(f"op_{number}") or "in"
            values = tuple(one.strip() for one in said.get(f"values_{number}", "").translate(_SPLIT).split(","))
            values = tuple(one for one in values if one)
            if field and op not in _PLAIN and not values:
                self.add_error(f"values_{number}", gettext("Name at least one value."))
            elif field:
                clauses.append((Condition(field, op, () if op in _PLAIN else values),))  # type: ignore[arg-type]
        if not clauses and not self.errors:
            self.add_error("field_1", gettext("Name at least one condition."))
        if not self.errors:
            said["tag"] = Tag(said["plan"], tuple(clauses))
        return said


class HandForm(FaultForm):
    """Rows named one by one; an empty plan takes them out of every plan."""

    plan = forms.ChoiceField(label=_("Action plan"), required=False)
    keys = forms.CharField(
        label=_("Keys"),
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "code-area"}),
    )
    note = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, dataset: Dataset, names: Names, data: object = None) -> None:
        super().__init__(data)
        self.fields["plan"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", gettext("no action plan")),
            *plan_choices(names),
        ]
        title = say(dataset.field(dataset.key[0]).title, language_tag()).text if dataset.key else ""
        self.fields["keys"].help_text = gettext("One a line, or by commas: {field}").format(field=title)

    def clean(self) -> dict[str, Any]:
        """The keys as a list, as `named`."""
        said = super().clean() or {}
        lines = said.get("keys", "").translate(_SPLIT).replace("\r", ",").split(",")
        said["named"] = [one.strip() for one in lines if one.strip()]
        return said


def plan_choices(names: Names) -> list[tuple[str, str]]:
    """The action plans to choose from."""
    language = language_tag()
    return [(plan, f"{plan} {name.says(language)[0]}") for plan, name in sorted(names.items())]
