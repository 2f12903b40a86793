"""The target of one KPI in a period, with every field; lowering it asks why, and what is done about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from openscorecard.actions.scores.looking import field_of
from openscorecard.actions.scores.targets import set_targets
from openscorecard.actions.scores.wanted import Asking
from openscorecard.domain.faults import Fault
from openscorecard.domain.measures.measure import Measure
from openscorecard.domain.scores.in_force import TargetRow
from openscorecard.domain.scores.spreading import YEARS
from openscorecard.formats.scores.words import CHOICES, FIELDS
from openscorecard.queries.measures import catalogue
from openscorecard.queries.scores.sheets import first_texts, texts_in_force
from openscorecard.queries.scores.targets import target_versions
from openscorecard.web.editing.access import acting, needs
from openscorecard.web.editing.form import FaultForm
from openscorecard.web.plans.plan_head import PlanHead, plan_head
from openscorecard.web.plans.said import Said, say
from openscorecard.web.targets.opening import AtPeriod, at_period, in_a_period
from openscorecard.web.targets.words import TargetWords, target_words

_GROUPS = (
    (gettext_lazy("What it is to reach"), ("value", "unit", "direction", "low", "high", "method", "origin")),
    (gettext_lazy("What the method needs"), ("baseline", "floor", "ceiling", "steps", "cap", "weight")),
    (gettext_lazy("Within the year"), ("profile", "shares", "missing")),
    (gettext_lazy("Where it asks for less"), ("reason", "countermeasure")),
)


def _text(label: Any, help_text: Any = "", *, most: int = 60, lines: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text, widget=widget)


class TargetForm(FaultForm):
    """Every field of a target, called as in files; texts, so that 1/3 stays a third."""

    value = _text(gettext_lazy("Target"), gettext_lazy("A number, such as 9000000 or 78.5; leave it empty for a band."))
    unit = _text(gettext_lazy("Unit"), most=100)
    direction = forms.ChoiceField(label=gettext_lazy("Direction"), required=False)
    low = _text(gettext_lazy("Lower edge"), gettext_lazy("For a band only."))
    high = _text(gettext_lazy("Upper edge"), gettext_lazy("For a band only."))
    method = forms.ChoiceField(label=gettext_lazy("Method"), required=False)
    origin = _text(gettext_lazy("Source"), gettext_lazy("Which plan, letter or meeting it comes from."), most=300)
    baseline = _text(gettext_lazy("Baseline"), gettext_lazy("Where it began; for progress, and where the year climbs."))
    floor = _text(
        gettext_lazy("Earns 0"), gettext_lazy("The value that earns nothing; from zero points to the target.")
    )
    ceiling = _text(gettext_lazy("A value of 0 earns"), gettext_lazy("For the inverse ratio, 100 or more."))
    steps = _text(gettext_lazy("Percent of steps"), gettext_lazy("Such as 80=50; 100=100."), most=500)
    cap = _text(gettext_lazy("Cap"), gettext_lazy("The most a value can earn; empty for no bound."))
    weight = _text(gettext_lazy("Weight"), gettext_lazy("Beside the other KPIs of its objective; 1 where it is empty."))
    profile = forms.ChoiceField(label=gettext_lazy("Within the year"), required=False, help_text=gettext_lazy(
        "What the months and quarters of a year are asked; cumulative counts from the year's beginning."))  # fmt: skip
    shares = _text(gettext_lazy("Months"), gettext_lazy(
        "Twelve numbers by blanks: the months' own targets, or the season; an empty season is last year's."),
        most=600, lines=2)  # fmt: skip
    missing = forms.ChoiceField(label=gettext_lazy("A value that is due and does not come"), required=False)
    reason = _text(
        gettext_lazy("Reason"), gettext_lazy("Why the target is lowered or scored otherwise."), most=1000, lines=2
    )
    countermeasure = _text(gettext_lazy("Countermeasure"), gettext_lazy("What is done about it."), most=1000, lines=2)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, language: str, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        for name, known in CHOICES.items():
            options = [(code, words.says(language)[0]) for code, words in known.items()]
            now = (initial or {}).get(name, "")
            extra = [(now, now)] if now and now not in known else []
            self.fields[name].choices = [*extra, *options]  # type: ignore[attr-defined]  # choice fields

    def place(self, fault: Fault) -> str | None:
        """The field a fault is about; None for the form as a whole."""
        name = field_of(fault)
        return name if name in self.fields and fault.code != "stale-target" else None


@dataclass(frozen=True, slots=True)
class TargetPage:
    """The form of one KPI; `now` is what is in force, `lines` the groups of fields as (title, fields)."""

    head: PlanHead
    period: str
    code: str
    name: Said
    kpi: str
    now: TargetWords
    groups: tuple[tuple[Any, tuple[forms.BoundField, ...]], ...]
    history: str
    drop: str
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
@needs("target.set")
@in_a_period
def edit(request: HttpRequest, plan_id: str, item: str) -> HttpResponse:
    """The form."""
    at = at_period(request, plan_id)
    kpi = at.kpi(item)
    last = next(iter(target_versions(at.strategy, kpi.id, at.period)), None)
    start = _start(last, catalogue().get(kpi.measure))
    form = TargetForm(at.question.language, request.POST if request.method == "POST" else None, start)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in FIELDS}
        asking = Asking(kpi.code, said, form.cleaned_data["version"])
        try:
            stored = set_targets(at.strategy, at.period, [asking], **acting(request))
            tell(request, bool(stored))
            return HttpResponseRedirect(at.page("plan-targets"))
        except Fault as fault:
            form.refuse(fault)
    page = _page(at, item, last, form)
    return render(request, "targets/form.html", {"page": page, "form": form}, status=422 if form.errors else 200)


def tell(request: HttpRequest, changed: bool) -> None:
    """Say whether anything was stored."""
    if changed:
        messages.success(request, _("The target is stored. It can be taken back from its history."))
    else:
        messages.info(request, _("Nothing was changed, so nothing was stored."))


def _start(last: TargetRow | None, measure: Measure | None) -> dict[str, str]:
    """What the fields begin with: what is in force, else the unit of what the KPI counts."""
    texts = texts_in_force(last)
    begun: Mapping[str, str] = {} if last and last.target else first_texts(measure)
    return {**texts, **begun, "version": str(last.version if last else 0)}


def _page(at: AtPeriod, item: str, last: TargetRow | None, form: TargetForm) -> TargetPage:
    kpi = at.kpi(item)
    there = last is not None and last.target is not None
    return TargetPage(
        head=plan_head(at.found, at.question, "plan-targets"),
        period=at.words,
        code=kpi.code,
        name=say(kpi.name, at.question.language),
        kpi=at.question.places.kpi(kpi.id),
        now=target_words(last, at.question.language),
        groups=_groups(form, at.period.grain in YEARS),
        history=at.page("target-history", kpi.id) if last else "",
        drop=at.page("target-drop", kpi.id) if there else "",
        back=at.page("plan-targets"),
    )


def _groups(form: TargetForm, of_year: bool) -> tuple[tuple[Any, tuple[forms.BoundField, ...]], ...]:
    """The fields by group; what spreads a year only where the period is one."""
    return tuple(
        (title, tuple(form[name] for name in names if of_year or name not in {"profile", "shares"}))
        for title, names in _GROUPS
    )
