"""The form that asks for a paper: which one, of which period, in which language and form of file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.measures.periods import UnfitPeriod, parse_period
from openscorecard.queries.scores.shown import ScorePeriods
from openscorecard.reports.papers.outlet import PAPERS
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.frame.said_in_words import write_period

FORMS = (
    ("pdf", _("PDF, to read and to print")),
    ("odt", _("ODT, a text to edit")),
    ("ods", _("ODS, tables to reckon with")),
    ("docx", _("DOCX (Word)")),
    ("pptx", _("PPTX (PowerPoint)")),
    ("xlsx", _("XLSX (Excel)")),
)
"""PDF and ODF first, as the government's rule has it; then the Office formats."""


class PaperForm(FaultForm):
    """Paper, period, language, form."""

    paper = forms.ChoiceField(label=_("Paper"), widget=forms.RadioSelect)
    period = forms.CharField(label=_("Period"), max_length=20, help_text=_("Such as 2025, 2025-Q1 or 2025-06."))
    language = forms.ChoiceField(
        label=_("Language"), choices=(("zh-Hant", _("Chinese")), ("en", _("English"))), widget=forms.RadioSelect
    )
    form = forms.ChoiceField(label=_("File"), choices=FORMS, widget=forms.RadioSelect)
    as_of = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, language: str, data: Mapping[str, str] | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        field = self.fields["paper"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own
        field.choices = [
            (one.name, f"{one.title.says(language)[0]} — {one.about.says(language)[0]}") for one in PAPERS.values()
        ]

    def clean_period(self) -> str:
        """A period as it is written. Refuses what is none."""
        text = str(self.cleaned_data["period"]).strip()
        try:
            return str(parse_period(text))
        except UnfitPeriod as fault:
            raise forms.ValidationError(fault.sentence("en" if self.english else "zh-Hant")) from fault

    english = False


def periods_in_words(periods: ScorePeriods, language: str) -> tuple[tuple[str, str], ...]:
    """The periods there is something to say of, for the list beside the field."""
    return tuple((str(one), write_period(one, language)) for one in periods.choices)
