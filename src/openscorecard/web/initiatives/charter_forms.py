"""Forms of what is declared of an action plan: one for its kind, and rows of each part of its charter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.faults import refuse
from openscorecard.domain.initiatives.charter import UnfitCharter
from openscorecard.domain.initiatives.kind import Kind
from openscorecard.queries.measures import catalogue
from openscorecard.web.context import language_tag
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.forms.wording import PageForm

LEVELS = (
    ("low", pgettext_lazy("risk", "low")),
    ("middle", pgettext_lazy("risk", "middle")),
    ("high", pgettext_lazy("risk", "high")),
)


class KindForm(FaultForm):
    """Kind, partners and note."""

    kind = forms.ChoiceField(label=_("Kind of plan"), required=False, widget=forms.RadioSelect)
    partners = forms.CharField(
        label=_("Partners"), required=False, max_length=2000, help_text=_("One a line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, kinds: Mapping[str, Kind], data: object = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        language = language_tag()
        told = [(one.id, f"{one.name.says(language)[0]} — {one.about.says(language)[0]}") for one in kinds.values()]
        self.fields["kind"].choices = [("", gettext("not declared")), *told]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """What a charter's data says of these."""
        partners = self.cleaned_data["partners"].replace("、", "\n").splitlines()
        return {
            "kind": self.cleaned_data["kind"],
            "partners": [one.strip() for one in partners if one.strip()],
            "note": self.cleaned_data["note"].strip(),
        }


class RowForm(PageForm):
    """One row of a part of a charter; its fields are called as in charter files."""

    def row(self) -> dict[str, Any]:
        """The row as a charter's data has it; what says nothing is left out."""
        said = {name: _plain(value) for name, value in self.cleaned_data.items() if name != "DELETE"}
        return {name: value for name, value in said.items() if value not in ("", None)}


class MilestoneRow(RowForm):
    id = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Milestone"), max_length=300)
    name_en = forms.CharField(label=_("In English"), required=False, max_length=300)
    due_on = forms.DateField(label=_("Due"), widget=forms.DateInput(attrs={"type": "date"}))
    weight = forms.CharField(label=_("Weight"), max_length=40, initial="1")  # a third is a weight too
    reached_on = forms.DateField(label=_("Reached"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_weight(self) -> str:
        """A number above zero, whole, decimal or a fraction."""
        try:
            if Fraction(said := self.cleaned_data["weight"].strip()) > 0:
                return str(said)
        except (ValueError, ZeroDivisionError):
            pass
        raise forms.ValidationError(gettext("Write a number above zero, such as 2, 0.5 or 1/3."))


class BudgetRow(RowForm):
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    amount = forms.DecimalField(label=_("Amount, NT$"), min_value=0, max_digits=20, decimal_places=4)
    account = forms.CharField(label=_("Account"), required=False, max_length=100)


class WantRow(RowForm):
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2200)
    amount = forms.DecimalField(label=_("How many are wanted"), min_value=0, max_digits=20, decimal_places=4)


class RiskRow(RowForm):
    name = forms.CharField(label=_("Risk"), max_length=300)
    name_en = forms.CharField(label=_("In English"), required=False, max_length=300)
    likelihood = forms.ChoiceField(label=_("Likelihood"), choices=LEVELS, initial="middle")
    impact = forms.ChoiceField(label=_("Impact"), choices=LEVELS, initial="middle")
    response = forms.CharField(label=_("What is done about it"), required=False, max_length=1000)


class DocumentRow(RowForm):
    name = forms.CharField(label=_("Title"), max_length=300)
    name_en = forms.CharField(label=_("In English"), required=False, max_length=300)
    where = forms.CharField(label=_("Address or file mark"), max_length=1000)


class VersionRow(RowForm):
    in_force_from = forms.DateField(label=_("In force since"), widget=forms.DateInput(attrs={"type": "date"}))
    name = forms.CharField(label=_("Version"), max_length=300)
    name_en = forms.CharField(label=_("In English"), required=False, max_length=300)
    text = forms.CharField(label=_("Text"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    where = forms.CharField(label=_("Address or file mark"), required=False, max_length=1000)
    measure = forms.ChoiceField(label=_("Measure it grades"), required=False)
    reading = forms.CharField(label=_("Reading"), required=False, max_length=100)
    grades = forms.CharField(
        label=_("Grades"), required=False, max_length=1000, help_text=_("Such as: 90 優等 | Excellent; 80 甲等 | Good"),
    )  # fmt: skip
    behind_under = forms.DecimalField(label=_("Lines are behind under, %"), min_value=0, max_value=1000, initial=90)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        language = language_tag()
        measures = [(one.id, one.name.says(language)[0]) for one in catalogue()]
        self.fields["measure"].choices = [("", "—"), *measures]  # type: ignore[attr-defined]  # a choice field

    def clean_grades(self) -> list[dict[str, str]]:
        """The grades as rows."""
        rows = []
        for part in re.split(r"[;；\n]", self.cleaned_data["grades"]):
            if not part.strip():
                continue
            found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s+([^|]+?)\s*(?:\|\s*(.+?)\s*)?", part)
            if not found:
                raise forms.ValidationError(gettext("Write each grade as the value it begins at and its name."))
            rows.append({"least": found[1], "name": found[2], **({"name_en": found[3]} if found[3] else {})})
        return rows


class TypedRow(RowForm):
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    percent = forms.DecimalField(label=_("Percent"), min_value=0, max_value=100, max_digits=6, decimal_places=2)
    reason = forms.CharField(label=_("Why no rows tell it"), max_length=500)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a charter that has rows: its key in charter files, its title, its form, what it is for."""

    key: str
    title: str | Promise
    form: type[RowForm]
    about: str | Promise = ""


_PARTS = (
    Part(
        "milestones",
        _("Milestones"),
        MilestoneRow,
        _("Steps with the day they are due and their share of the whole."),
    ),
    Part(
        "budget",
        _("Budget lines"),
        BudgetRow,
        _("Money of each year; without any, budget rows that carry the plan count."),
    ),
    Part("wants", _("Wanted of each year"), WantRow, _("What is to be reached, in the unit of its kind.")),
    Part("risks", _("Risks"), RiskRow),
    Part("documents", _("Papers"), DocumentRow),
    Part(
        "versions",
        _("Versions of the rule"),
        VersionRow,
        _("For a standing rule: which text is in force since when."),
    ),
    Part(
        "typed",
        _("Percentages typed by hand"),
        TypedRow,
        _("The exception, where no rows tell the progress; the page says so."),
    ),
)
PARTS: Mapping[str, Part] = {part.key: part for part in _PARTS}


def rows_of(part: Part, data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of a part as its forms begin with them."""
    if part.key == "wants":
        return [{"year": year, "amount": amount} for year, amount in sorted(data.get("wants", {}).items())]
    rows = [dict(row) for row in data.get(part.key, ())]
    for row in rows:
        if "grades" in row:
            row["grades"] = "; ".join(
                " | ".join((f"{one['least']} {one['name']}", *filter(None, [one.get("name_en")])))
                for one in row["grades"]
            )
    return rows


def with_rows(item: str, part: Part, data: Mapping[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The charter's data with other rows of a part. Raises UnfitCharter for a year that is wanted twice."""
    if part.key == "wants":
        years = [str(row["year"]) for row in rows]
        refuse(
            UnfitCharter(plan=item, where="wants", reason=f"{year} × {years.count(year)}")
            for year in dict.fromkeys(years)
            if years.count(year) > 1
        )
        return {**data, "wants": {str(row["year"]): row["amount"] for row in rows}}
    if part.key == "milestones":
        taken = {row["id"] for row in rows if row.get("id")}
        for row in rows:
            if not row.get("id"):
                number = next(n for n in range(1, 10_000) if f"m{n}" not in taken)
                row["id"] = f"m{number}"
                taken.add(row["id"])
    return {**data, part.key: rows}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
