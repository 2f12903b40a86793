"""What the address of a figures page asks for: span, grain, reading, dimension; what cannot be is said."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.measures.needs import GRAINS
from openscorecard.domain.measures.periods import Period, UnfitPeriod, parse_period
from openscorecard.queries.data import coverages
from openscorecard.queries.observed import Asked
from openscorecard.queries.trends import last_period
from openscorecard.web.context import language_tag
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.figures.first import words_of
from openscorecard.web.frame.said_in_words import GRAINS as GRAIN_WORDS
from openscorecard.web.plans.measure_terms import DIMENSIONS, worded

_BACK = {"month": 11, "quarter": 7, "half": 5, "year": 4}


class FiguresForm(FaultForm):
    """From which period to which, in which steps, by which reading, split by what."""

    start = forms.CharField(label=_("From"), max_length=20, required=False)
    end = forms.CharField(label=_("To"), max_length=20, required=False)
    grain = forms.ChoiceField(label=_("Steps"), required=False)
    reading = forms.ChoiceField(label=_("Reading"), required=False)
    dimension = forms.ChoiceField(label=_("Split by"), required=False)

    def __init__(self, measure: Measure, data: Mapping[str, str]) -> None:
        super().__init__(data)
        language = language_tag()
        self._offer("grain", [(name, str(GRAIN_WORDS[name])) for name in GRAINS])
        self._offer(
            "reading",
            [("", _("The one in force")), *((one.name, words_of(one, language)) for one in measure.readings())],
        )
        self._offer(
            "dimension", [("", _("Not split")), *((name, worded(DIMENSIONS, name)) for name in measure.dimensions)]
        )
        for name in ("start", "end"):
            self.fields[name].widget.attrs["placeholder"] = ""

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- our own table
        field.choices = choices

    def place(self, fault: object) -> str | None:
        """The field a fault is about."""
        code = getattr(fault, "code", "")
        return {"unknown-dimension": "dimension", "unknown-reading": "reading", "unfit-span": "end"}.get(code)


def usual(measure: Measure, given: Mapping[str, str]) -> dict[str, str]:
    """What was asked, with what was left out: the last year or so, in the measure's own steps; one query.

    Without any rows it ends with the year 2025, so that the form is never empty.
    """
    last = last_period(measure, coverages()) or Period.of(Period("year", 2025).last_day, measure.frequency)
    start = last.shifted(-_BACK[measure.frequency])
    left_out = {"start": str(start), "end": str(last), "grain": measure.frequency}
    asked = {name: str(given.get(name, ""))[:100] for name in ("start", "end", "grain", "reading", "dimension")}
    return {name: asked[name] or left_out.get(name, "") for name in asked}


def question(measure: Measure, form: FiguresForm) -> Asked | None:
    """The question of a form; None, with the reason at its field, where it is none."""
    if not form.is_valid():
        return None
    said = form.cleaned_data
    ends: dict[str, Period] = {}
    for name in ("start", "end"):
        try:
            ends[name] = parse_period(said[name])
        except UnfitPeriod as fault:
            form.refuse(fault, name)
    if len(ends) < 2:
        return None
    return Asked(measure.id, ends["start"], ends["end"], said["grain"], said["reading"], said["dimension"])
