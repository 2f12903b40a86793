"""Forms of what people know about a chart: limits calculated anew, a known event, and the word that takes one back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from openscorecard.actions.scores.marks import LIMIT
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.scores.marks import Mark
from openscorecard.formats.datasets.contracts import standard_datasets
from openscorecard.web.context import language_tag
from openscorecard.web.editing.form import FaultForm, date_field
from openscorecard.web.figures.variation_words import HAPPENINGS


def _reason(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), required=required, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class RecalculateForm(FaultForm):
    """From which period on limits are calculated anew, and why."""

    period = forms.ChoiceField(
        label=_("Anew from"), help_text=_("The first period of the new state; limits before it stay drawn as they are.")
    )
    reason = _reason(required=True)

    def __init__(self, periods: Sequence[tuple[str, str]], data: object = None) -> None:
        super().__init__(data)
        field = self.fields["period"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own table
        field.choices = list(periods)
        self.fields["reason"].help_text = _("What changed for good, such as new gates; not that values look better so.")

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about."""
        return "reason" if fault.code == "no-reason" else "period"


class WithdrawForm(FaultForm):
    """Why a word is taken back."""

    reason = _reason(required=False)


class MarkForm(FaultForm):
    """A known event: what kind, when, what it is about, in words."""

    kind = forms.ChoiceField(label=pgettext_lazy("known event", "Kind"), choices=list(HAPPENINGS.items()))
    since = date_field(_("First day"))
    until = date_field(_("Last day"), help_text=_("Leave empty for a single day."))
    about = forms.ChoiceField(label=_("It concerns"), help_text=_("It is shown on every chart that it concerns."))
    text_zh = forms.CharField(label=_("In words, Chinese"), max_length=LIMIT)
    text_en = forms.CharField(label=_("In words, English"), max_length=LIMIT, required=False)

    def __init__(self, measure: Measure, data: object = None) -> None:
        super().__init__(data)
        self.fields["since"].required = True
        self.fields["text_zh"].widget.attrs["lang"] = "zh-Hant-TW"
        self.fields["text_en"].widget.attrs["lang"] = "en"
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own table
        field.choices = _subjects(measure)

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about."""
        return {"unfit-mark": "until", "unfit-subject": "about"}.get(fault.code)

    def mark(self) -> Mark:
        """The event; raises AtField or UnfitMark."""
        said = self.cleaned_data
        return Mark(said["kind"], said["since"], self.needed("text"), said["until"])


def _subjects(measure: Measure) -> list[tuple[str, object]]:
    language, known = language_tag(), standard_datasets()
    names = dict.fromkeys(name for one in measure.variants for name in one.formula.datasets())
    titled = [(f"dataset {name}", known[name].title.says(language)[0]) for name in names]
    return [
        (f"measure {measure.id}", measure.name.says(language)[0]),
        *((value, _("Dataset: {name}").format(name=title)) for value, title in titled),
        ("institution ", _("The whole institution")),
    ]
